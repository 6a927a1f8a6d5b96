import { type FindPoliciesOptions, plainValue, policiesIn, type TextFile, type Variant } from "@redshift-guard/core";

/** All that is read from the file, as a text to compare, with what decides between the cases of a policy. */
export function saidIn(file: TextFile, options: FindPoliciesOptions): string {
  const { policies, unread } = policiesIn(file, options);
  return JSON.stringify([
    policies.map(({ name, variant, policy }) => [
      name,
      decidedBy(variant),
      policy.type,
      policy.resourceType,
      plainValue(policy.node),
    ]),
    unread.map(({ name, variant, outcome }) => [name, decidedBy(variant), outcome.finding.findingDetails]),
  ]);
}

/** Of conditions that are made of others, these are many, and the same while the file is. */
function decidedBy(variant: Variant | undefined): unknown {
  return variant?.when.map((requirements) =>
    requirements.map(({ expression }) =>
      expression.kind === "equals" ? [expression.key, expression.sides.map(({ standard }) => standard)] : [],
    ),
  );
}
