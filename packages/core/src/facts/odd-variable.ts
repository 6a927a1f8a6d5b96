import type { PolicyDocument } from "../policy/document.ts";
import { type VariableUse, variableUses } from "../policy/policy-variable.ts";

/**
 * Whether some policy variable is out of the ordinary, which is a closed `${name}` without spaces and default value,
 * where IAM replaces it: in a resource or in a condition on a string or an ARN, under the current version.
 */
export function hasOddVariable(policy: PolicyDocument): boolean {
  const uses = variableUses(policy);
  return uses.length > 0 && (policy.version?.value !== "2012-10-17" || uses.some(isOdd));
}

function isOdd({ variable, element, condition }: VariableUse): boolean {
  const { closed, name, defaultValue } = variable;
  if (!closed || defaultValue !== undefined || name === "" || /\s/.test(name)) return true;
  if (element === "Condition") return !replacing.has(condition?.operator?.base.type ?? "");
  return element !== "Resource" && element !== "NotResource";
}

/** Types of operators under which IAM replaces variables. */
const replacing: ReadonlySet<string> = new Set(["String", "Arn"]);
