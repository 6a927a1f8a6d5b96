import type { Access } from "../access/compare.ts";
import type { Request } from "../access/request.ts";

/**
 * `Access` as reports have it: of the statement, which one it is. The statement itself holds its policy's syntax tree,
 * and there are thousands of roles.
 */
export type DriftAccess =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly witness: Request; readonly statement: StatementName }
  | { readonly kind: "unknown"; readonly because: string };

export interface StatementName {
  /** Position in the policy, from 0. */
  readonly index: number;
  readonly sid?: string;
}

export function driftAccess(access: Access): DriftAccess {
  if (access.kind !== "new") return access;
  const { index, sid } = access.statement;
  return { ...access, statement: { index, ...(sid === undefined ? {} : { sid: sid.value }) } };
}
