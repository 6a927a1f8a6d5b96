import type { Range } from "../syntax/node.ts";
import type { HclExpression } from "./syntax.ts";

/** Undefined where the arguments do not tell the value, or Terraform would refuse them. */
export type HclFunction = (args: readonly HclExpression[], call: FunctionCall) => HclExpression | undefined;

export interface FunctionCall {
  /** Of the call in the file. */
  readonly place: Range;
  /** Whether so many characters and items may still be made. */
  spend(size: number): boolean;
}

export function tuple(items: readonly HclExpression[], { start, end }: Range): HclExpression {
  return { kind: "tuple", start, end, items };
}

export function boolean(is: boolean, { start, end }: Range): HclExpression {
  return { kind: "boolean", start, end, text: String(is) };
}

export function itemsOf(value: HclExpression | undefined): readonly HclExpression[] | undefined {
  return value?.kind === "tuple" ? value.items : undefined;
}
