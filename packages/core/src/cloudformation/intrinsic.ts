import { childrenOf, type Node } from "../syntax/node.ts";

/** A call of a CloudFormation function: `{ "Ref": … }`, `{ "Fn::Sub": … }`, or YAML's `!Ref`. */
export interface Intrinsic {
  /** `Ref`, `Fn::Sub`, … */
  readonly name: string;
  readonly argument: Node;
  readonly node: Node;
}

export function asIntrinsic(node: Node): Intrinsic | undefined {
  if (node.kind !== "object" || node.members.length !== 1) return undefined;
  const [member] = node.members;
  const name = member?.key.value ?? "";
  if (member === undefined || (name !== "Ref" && !isFunction(name))) return undefined;
  return { name, argument: member.value, node };
}

/** `Fn::Sub`, and `Fn::ForEach::Name`. */
export function isFunction(name: string): boolean {
  return name.startsWith("Fn::");
}

/** The first call in the tree, in written order. */
export function findIntrinsic(node: Node): Intrinsic | undefined {
  const intrinsic = asIntrinsic(node);
  if (intrinsic !== undefined) return intrinsic;
  for (const child of childrenOf(node)) {
    const found = findIntrinsic(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
