import type { PolicyType } from "./policy/document.ts";
import type { ResourceType } from "./policy/resource-type.ts";

/** What is said of a policy beside its text. */
export interface GivenTypes {
  readonly policyType?: PolicyType;
  readonly resourceType?: ResourceType;
}

/** What the caller says goes before what the place in a file tells. */
export function givenTypes(caller: GivenTypes, place: GivenTypes): GivenTypes {
  const policyType = caller.policyType ?? place.policyType;
  const resourceType = caller.resourceType ?? place.resourceType;
  return {
    ...(policyType === undefined ? {} : { policyType }),
    ...(resourceType === undefined ? {} : { resourceType }),
  };
}
