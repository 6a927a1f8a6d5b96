import type { Check } from "../check.ts";
import { isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { rememberLast } from "../remember-last.ts";

const denying = (operator: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:*", "Resource": "*", "Condition": { "${operator}": { «"aws:MultiFactorAuthPresent"»: "false" } } }] }`;

export const mfaDeniedOnlyWhenPresent: Check = {
  id: "mfa-denied-only-when-present",
  findingType: "WARNING",
  policyTypes: ["identity", "scp", "resource", "trust"],
  title: "Access keys pass the Deny that asks for MFA",
  why: "Requests signed with a user's long-term access keys carry no `aws:MultiFactorAuthPresent`, and a condition under `Bool` does not hold where the key is missing. So the Deny spares just those who never used MFA.",
  fix: "Write `BoolIfExists`.",
  learnMoreLink: `${awsPage.conditionKeys}#condition-keys-multifactorauthpresent`,
  bad: [denying("Bool"), { policyType: "scp", policy: denying("Bool") }],
  good: [
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:*", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }, { "Effect": "Deny", "Action": "redshift:*", "Resource": "*", "Condition": { "Null": { "aws:MultiFactorAuthPresent": "true" } } }] }`,
    denying("BoolIfExists").replaceAll(/[«»]/g, ""),
    denying("Bool").replaceAll(/[«»]/g, "").replace("Deny", "Allow").replace('"false"', '"true"'),
  ],
  needs: ["truth"],
  *run(policy) {
    for (const condition of policy.conditions) {
      const { lowerKey, operator, statement, values, member } = condition;
      if (lowerKey !== "aws:multifactorauthpresent" || operator?.base.type !== "Bool") continue;
      if (!isDeny(statement) || holdsWithoutKey(condition) || values.length === 0) continue;
      // Beside other conditions, and for roles, which have no such keys, it may mean what it says.
      if (statement.conditions.length > 1 || isForRoles(statement)) continue;
      if (!values.every(({ value }) => value.toLowerCase() === "false") || deniesWithoutKey(policy)) continue;
      yield {
        at: member.key,
        details:
          "Requests with long-term access keys do not carry this key, so this Deny spares them. Write `BoolIfExists`.",
      };
    }
  },
};

function isForRoles({ principal }: Statement): boolean {
  const values = principal?.entries.flatMap((entry) => entry.values) ?? [];
  return (
    values.length > 0 && values.every(({ value }) => /^arn:[^:]*:(?:iam|sts)::[^:]*:(?:assumed-)?role\//.test(value))
  );
}

/** Whether another Deny is about requests without the key. */
const deniesWithoutKey = rememberLast(({ conditions }: PolicyDocument): boolean =>
  conditions.some(
    (condition) =>
      condition.lowerKey.startsWith("aws:multifactorauth") && isDeny(condition.statement) && holdsWithoutKey(condition),
  ),
);
