import { parsePolicy } from "../parse-policy.ts";
import { compareTrust } from "./compare-trust.ts";
import type { DeployedRole } from "./deployed-role.ts";

/** Whether two readings of one role agree: IAM gives the values of a policy in another order from one to the next. */
export function hasSameTrust(a: DeployedRole, b: DeployedRole): boolean {
  if (a.trustPolicy === b.trustPolicy) return true;
  const first = parsePolicy(a.trustPolicy, { policyType: "trust" });
  const second = parsePolicy(b.trustPolicy, { policyType: "trust" });
  if (first.problems.length > 0 || second.problems.length > 0) return false;
  const { verdict } = compareTrust(first.policy, second.policy);
  return verdict === "identical" || verdict === "cosmetic";
}
