import { type Check, everyPolicyType } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isExternalId } from "../redshift/external-id.ts";

const placeholder = /<[A-Za-z][\w .:/-]{0,60}>/;

export const placeholderLeft: Check = {
  id: "placeholder-left",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A placeholder of the documentation was left in place",
  why: "Samples print `<ACCOUNT-HYPHENS>` or `<IAM-USER>` where your own value belongs. No ARN, account or condition value contains such signs.",
  fix: "Replace the placeholder. An account in an ARN has 12 digits, without hyphens.",
  learnMoreLink: awsPage.arns,
  bad: [
    {
      policyType: "identity",
      policy: allowing(
        '"Action": "sts:AssumeRole", "Resource": «"arn:aws:iam::<ACCOUNT-HYPHENS>:role/<REDSHIFT-IAM-ROLE-NAME>"»',
      ),
    },
    {
      policyType: "trust",
      policy: trusting('{ "AWS": «"arn:aws:iam::210000000001:<IAM-USER>"» }'),
    },
  ],
  good: [
    {
      policyType: "identity",
      policy: allowing('"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::210000000001:role/${aws:username}"'),
    },
  ],
  needs: ["angle-bracket"],
  *run(policy) {
    for (const value of valuesOf(policy)) {
      const found = placeholder.exec(value.value)?.[0];
      if (found === undefined) continue;
      yield {
        at: value,
        details: `${quoteWhole(found)} is a placeholder of the documentation. Replace it with your own value.`,
      };
    }
  },
};

function* valuesOf(policy: PolicyDocument): Iterable<Value> {
  for (const { principal, resource, notResource } of policy.statements) {
    for (const { values } of principal?.entries ?? []) yield* values;
    yield* resource?.values ?? [];
    yield* notResource?.values ?? [];
  }
  for (const condition of policy.conditions) if (!isExternalId(condition)) yield* condition.values;
}
