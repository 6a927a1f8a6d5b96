import type { Problem } from "../check.ts";
import { invalidAction } from "../checks/invalid-action.ts";
import { invalidServiceInAction } from "../checks/invalid-service-in-action.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

/** The checks that would find the action in a policy, where it does nothing either. */
const checks = [invalidServiceInAction, invalidAction];

/** Why forbidding this action forbids nothing. */
export function faultOfForbiddenAction(action: string, services: ServiceReference): Problem | undefined {
  const statement = { Effect: "Deny", Action: action, Resource: "*" };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { policy } = parsePolicy(text, { policyType: "identity" });
  for (const check of checks) for (const found of check.run(policy, services)) return found;
  return undefined;
}
