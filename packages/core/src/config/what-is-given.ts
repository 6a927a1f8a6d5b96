import type { FindPoliciesOptions } from "../find-policies.ts";
import type { PolicyType } from "../policy/document.ts";
import type { ValidateSettings } from "./config-shape.ts";
import { decidingGlob } from "./deciding-glob.ts";

/**
 * What the config, or before it the caller, says of the policies of a file: their type, and the values of the deployment.
 * `folder` is the config's, empty or with a slash at the end.
 */
export function whatIsGiven(
  { policyTypes = new Map(), values = new Map() }: Pick<ValidateSettings, "policyTypes" | "values">,
  folder: string,
  path: string,
  typeOfCaller?: PolicyType,
): Pick<FindPoliciesOptions, "policyType" | "values"> {
  const policyType = typeOfCaller ?? policyTypes.get(decidingGlob(policyTypes, folder, path) ?? "")?.value;
  const given = values.get(decidingGlob(values, folder, path) ?? "")?.values;
  return {
    ...(policyType === undefined ? {} : { policyType }),
    ...(given === undefined ? {} : { values: given }),
  };
}
