import type { HclExpression } from "./syntax.ts";
import { scalarOf } from "./value.ts";

/** What `==` gives: undefined where that is not known, or where the types may decide. */
export function isSame(one: HclExpression, other: HclExpression): boolean | undefined {
  if (one.kind === "null" || other.kind === "null") {
    const value = one.kind === "null" ? other : one;
    if (value.kind === "computed" || value.kind === "call") return undefined;
    return value.kind === "null";
  }
  if (one.kind !== other.kind) return undefined;
  const [text, otherText] = [scalarOf(one), scalarOf(other)];
  return text === undefined || otherText === undefined ? undefined : text === otherText;
}

/** What an operator gives for two whole numbers. */
export function calculated(operator: string, one: number, other: number): number | boolean {
  switch (operator) {
    case "+":
      return one + other;
    case "-":
      return one - other;
    case "*":
      return one * other;
    case "/":
      return one / other;
    case "%":
      return one % other;
    case "<":
      return one < other;
    case "<=":
      return one <= other;
    case ">":
      return one > other;
    default:
      return one >= other;
  }
}
