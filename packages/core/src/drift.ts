import type { Access } from "./access/compare.ts";

/** CloudFormation's words for drift. */
export type DriftStatus = "IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED" | "UNKNOWN";

/** What the difference means: see `docs/drift.md`. */
export type DriftVerdict = "identical" | "cosmetic" | "narrowed" | "widened" | "shifted" | "unknown";

export interface DriftResult {
  /** The role's ARN. */
  readonly role: string;
  readonly status: DriftStatus;
  readonly verdict: DriftVerdict;
  readonly newAccess: Access;
  readonly lostAccess: Access;
}
