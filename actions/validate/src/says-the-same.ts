import {
  type FindPoliciesOptions,
  plainValue,
  policiesIn,
  type Taken,
  type TextFile,
  type Variant,
} from "@redshift-guard/core";

/** Whether the file's policies are the same with either of two surroundings. */
export function saysTheSame(file: TextFile, one: FindPoliciesOptions, other: FindPoliciesOptions): boolean {
  return contentOf(file, one) === contentOf(file, other);
}

function contentOf(file: TextFile, options: FindPoliciesOptions): string {
  const { policies, unread } = policiesIn(file, options);
  return JSON.stringify([
    policies.map(({ name, variant, takenAt, policy }) => [
      name,
      decidedBy(variant),
      takenAt?.map(writtenOut),
      policy.type,
      policy.resourceType,
      plainValue(policy.node),
    ]),
    unread.map(({ name, variant, takenAt, behind, outcome }) => [
      name,
      decidedBy(variant),
      takenAt?.map(writtenOut),
      behind,
      outcome.finding.findingDetails,
    ]),
  ]);
}

function writtenOut(place: Taken): unknown {
  return [place.of, decidedBy(place), decidedBy(place.instance)];
}

/** Of conditions that are made of others, these are many, and the same while the file is. */
function decidedBy(variant: Variant | undefined): unknown {
  return variant?.when.map((requirements) =>
    requirements.map(({ expression }) =>
      expression.kind === "equals" ? [expression.key, expression.sides.map(({ standard }) => standard)] : [],
    ),
  );
}
