import type { Access } from "../access/compare.ts";
import type { Request } from "../access/request.ts";
import { type StatementName, statementName } from "../policy/statement-name.ts";

/**
 * `Access` as reports have it: of the statement, which one it is. The statement itself holds its policy's syntax tree,
 * and there are thousands of roles.
 */
export type DriftAccess =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly witness: Request; readonly statement: StatementName }
  | { readonly kind: "unknown"; readonly because: string };

/** The same access without the statement's syntax tree. */
export function driftAccess(access: Access): DriftAccess {
  return access.kind === "new" ? { ...access, statement: statementName(access.statement) } : access;
}
