import { compareTrust } from "./compare-trust.ts";
import type { DeployedRole } from "./deployed-role.ts";
import { readTrust } from "./read-trust.ts";

/** Whether two readings of one role agree: IAM gives the values of a policy in another order from one to the next. */
export function hasSameTrust(a: DeployedRole, b: DeployedRole): boolean {
  if (a.trustPolicy === b.trustPolicy) return true;
  const first = readTrust(a.trustPolicy);
  const second = readTrust(b.trustPolicy);
  if (first.problems.length > 0 || second.problems.length > 0) return false;
  const { verdict } = compareTrust(first.policy, second.policy);
  return verdict === "identical" || verdict === "cosmetic";
}
