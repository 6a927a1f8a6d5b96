import type { Check } from "../check.ts";
import { isDeny } from "../policy/document.ts";
import { awsPage } from "../redshift/aws-page.ts";

const denying = (operator: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:*", "Resource": "*", "Condition": { "${operator}": { «"aws:MultiFactorAuthPresent"»: "false" } } }] }`;

export const mfaDeniedOnlyWhenPresent: Check = {
  id: "mfa-denied-only-when-present",
  findingType: "WARNING",
  policyTypes: ["identity", "session", "scp", "resource"],
  title: "Access keys pass the Deny that asks for MFA",
  why: "Requests signed with a user's long-term access keys carry no `aws:MultiFactorAuthPresent`, and a condition under `Bool` does not hold where the key is missing. So the Deny spares just those who never used MFA.",
  fix: "Write `BoolIfExists`.",
  learnMoreLink: `${awsPage.conditionKeys}#condition-keys-multifactorauthpresent`,
  bad: [denying("Bool"), { policyType: "scp", policy: denying("Bool") }],
  good: [
    denying("BoolIfExists").replaceAll(/[«»]/g, ""),
    denying("Bool").replaceAll(/[«»]/g, "").replace("Deny", "Allow").replace('"false"', '"true"'),
  ],
  needs: ["truth"],
  *run(policy) {
    for (const { lowerKey, operator, statement, values, member } of policy.conditions) {
      if (lowerKey !== "aws:multifactorauthpresent" || operator?.base.type !== "Bool" || operator.ifExists) continue;
      if (!isDeny(statement) || !values.every(({ value }) => value.toLowerCase() === "false")) continue;
      yield {
        at: member.key,
        details:
          "Requests with long-term access keys do not carry this key, so this Deny spares them. Write `BoolIfExists`.",
      };
    }
  },
};
