import type { Statement } from "./document.ts";

/** Whether a statement is about assuming a role, which only a trust policy can be: its actions are all of STS. */
export function isTrustStatement(statement: Statement): boolean {
  const values = (statement.action ?? statement.notAction)?.values ?? [];
  return values.length > 0 && values.every(({ value }) => value.toLowerCase().startsWith("sts:"));
}
