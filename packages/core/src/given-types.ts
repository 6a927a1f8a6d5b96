import type { PolicyType } from "./policy/document.ts";
import type { ResourceType } from "./policy/resource-type.ts";

/** What is known of a policy beyond its text. */
export interface GivenTypes {
  readonly policyType?: PolicyType;
  readonly resourceType?: ResourceType;
}

/** What the caller says takes precedence over what the place in the file tells. */
export function givenTypes(caller: GivenTypes, place: GivenTypes): GivenTypes {
  const policyType = caller.policyType ?? place.policyType;
  const resourceType = caller.resourceType ?? place.resourceType;
  return {
    ...(policyType === undefined ? {} : { policyType }),
    ...(resourceType === undefined ? {} : { resourceType }),
  };
}
