import type { Statement } from "./document.ts";

/** Which statement of a policy it is, without its syntax tree. */
export interface StatementName {
  /** Position in the policy, from 0. */
  readonly index: number;
  readonly sid?: string;
}

/** What tells the statement from the others, for programs. */
export function statementName({ index, sid }: Statement): StatementName {
  return { index, ...(sid === undefined ? {} : { sid: sid.value }) };
}

/** At the beginning of a sentence, counted from 1: "Statement 2 (`Vendor`)". */
export function statementInWords({ index, sid }: Statement): string {
  return `Statement ${index + 1}${sid === undefined || sid.value === "" ? "" : ` (\`${sid.value}\`)`}`;
}
