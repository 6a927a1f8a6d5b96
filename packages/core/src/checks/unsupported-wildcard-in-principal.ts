import { type Check, policyChecksPage } from "../check.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { withoutVariables } from "../policy/policy-variable.ts";
import { principalKeys } from "../policy/principal-key.ts";
import { quote } from "../quote.ts";

export const unsupportedWildcardInPrincipal: Check = {
  id: "unsupported-wildcard-in-principal",
  findingType: "ERROR",
  policyTypes: ["resource", "trust", "endpoint"],
  title: "A principal is written with a wildcard",
  why: 'A wildcard never stands for part of a principal. Only alone does IAM take it, as in `{ "AWS": "*" }`: that is everyone.',
  fix: "Name the principal in full. To admit several by pattern, name their account and use `aws:PrincipalArn` under `ArnLike` in `Condition`.",
  learnMoreLink: policyChecksPage("error-unsupported-wildcard-in-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": [«"arn:aws:iam::111122223333:role/etl-*"», "arn:aws:iam::111122223333:root"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": «"*.amazonaws.com"» }, "Action": "sts:AssumeRole" }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": { "aws": "*" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const element of [principal, notPrincipal]) {
        if (element === undefined) continue;
        for (const { type, values } of element.entries) {
          // Under an unknown key, who is meant shows only when the key is mended: `{ "aws": "*" }` may be everyone.
          if (!principalKeys.includes(type)) continue;
          for (const value of values) {
            if (!hasWildcard(withoutVariables(value.value)) || (type === "AWS" && value.value === "*")) continue;
            yield {
              at: value,
              details: `Wildcards are not supported in a principal of kind \`${type}\`, so that ${quote(value.value)} names nobody. Write the principal in full.`,
            };
          }
        }
      }
    }
  },
};
