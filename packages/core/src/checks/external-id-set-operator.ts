import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isExternalId } from "../redshift/external-id.ts";

export const externalIdSetOperator: Check = {
  id: "external-id-set-operator",
  findingType: "SUGGESTION",
  policyTypes: ["trust"],
  title: "`ForAnyValue` on a key that has one value",
  why: "A request carries one ExternalId. `ForAnyValue:` is for keys with many values; here it changes nothing, and its neighbour `ForAllValues:` would let in requests without an ExternalId.",
  fix: "Leave the prefix out. Several values in the list are alternatives without it.",
  learnMoreLink: awsPage.conditionOperators,
  bad: [
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ «"ForAnyValue:StringEquals"»: { "sts:ExternalId": ["org-7d0c", "org-8e1d"] } }',
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ «"foranyvalue:StringLike"»: { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/*" } }',
    ),
  ],
  good: [
    trusting('{ "AWS": "210000000001" }', '{ "StringEquals": { "sts:ExternalId": ["org-7d0c", "org-8e1d"] } }'),
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringEquals": { "sts:ExternalId": "org-7d0c" }, "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } }',
    ),
  ],
  needs: ["condition"],
  *run(policy) {
    for (const condition of policy.conditions) {
      const { operator, operatorName } = condition;
      if (operator?.setOperator !== "ForAnyValue" || !isExternalId(condition)) continue;
      const plain = operatorName.value.slice("ForAnyValue:".length);
      const problem = {
        at: operatorName,
        details: `A request carries one ExternalId, and ${quoteWhole(operatorName.value)} is for keys with many values. Write ${quoteWhole(plain)}.`,
      };
      // Another key under the operator may need it.
      const isAlone =
        condition.statement.conditions.filter((other) => other.operatorName === operatorName).length === 1;
      yield isAlone ? { ...problem, replacement: JSON.stringify(plain) } : problem;
    }
  },
};
