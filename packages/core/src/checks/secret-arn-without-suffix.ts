import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { parseArn } from "../policy/arn.ts";
import { isAllow, type Value } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";

const reading = (resource: string): string =>
  allowing(`"Action": ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], "Resource": ${resource}`);

export const secretArnWithoutSuffix: Check = {
  id: "secret-arn-without-suffix",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "The secret's ARN ends with its name, and no secret has that ARN",
  why: "Secrets Manager puts a hyphen and six letters and digits behind the name of each secret in its ARN. The name alone matches none, so a federated query or the Data API cannot read it.",
  fix: "Write `-??????` behind the name, or the secret's whole ARN.",
  learnMoreLink: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html",
  bad: [
    allowing(
      '"Action": ["s3:GetObject", "SecretsManager:Get*"], "Resource": [«"arn:aws:secretsmanager:us-west-2:210000000001:secret:redshift/etl"»]',
    ),
    reading('«"arn:aws:secretsmanager:us-west-2:210000000001:secret:redshift/etl"»'),
    reading(
      '["arn:aws:secretsmanager:us-west-2:210000000001:secret:aurora-AbC123", «"arn:aws:secretsmanager:us-west-2:210000000001:secret:aurora"»]',
    ),
  ],
  good: [
    allowing(
      '"Action": "secretsmanager:*", "Resource": "arn:aws:secretsmanager:us-west-2:210000000001:secret:redshift/etl"',
    ),
    allowing(
      '"Action": "secretsmanager:Tag*", "Resource": "arn:aws:secretsmanager:us-west-2:210000000001:secret:redshift/etl"',
    ),
    reading('"arn:aws:secretsmanager:us-west-2:210000000001:secret:redshift/etl-??????"'),
    reading('"arn:aws:secretsmanager:us-west-2:210000000001:secret:redshift!analytics-admin-AbC123"'),
    reading('"arn:aws:secretsmanager:us-west-2:210000000001:secret:${aws:PrincipalTag/team}"'),
    reading('"arn:aws:secretsmanager:us-west-2:210000000001:secret:<name>"'),
    reading('"arn:aws:secretsmanager:us-west-2:210000000001:secret:aurora-AbC123:password::"'),
    allowing(
      '"Action": ["secretsmanager:CreateSecret", "secretsmanager:GetSecretValue"], "Resource": "arn:aws:secretsmanager:us-west-2:210000000001:secret:redshift/etl"',
    ),
  ],
  needs: ["secret-action"],
  *run(policy, services) {
    for (const statement of statementsAbout(topic.secret, policy, services)) {
      const { action, resource } = statement;
      const secrets = resource?.values.filter(isNameOfSecret) ?? [];
      // Most have none, and lists of actions are long.
      if (secrets.length === 0 || !isAllow(statement) || action === undefined) continue;
      if (action.values.some(mayMakeSecret)) continue;
      for (const value of secrets) {
        yield {
          at: value,
          details: `${quoteWhole(value.value)} ends with the secret's name, and an ARN of Secrets Manager has a hyphen and six letters and digits behind it, so it matches no secret. Write ${quoteWhole(`${value.value}-??????`)}.`,
          replacement: JSON.stringify(`${value.value}-??????`),
        };
      }
    }
  },
};

/** A secret that is still to be made has no suffix yet. */
function mayMakeSecret({ value }: Value): boolean {
  return matchesPatternIgnoringCase(value, "secretsmanager:CreateSecret");
}

/** A name may end like a suffix; what is left open may hold one. */
function isNameOfSecret({ value }: Value): boolean {
  if (!value.includes(":secret:")) return false;
  const arn = parseArn(value);
  if (arn?.service !== "secretsmanager") return false;
  return /^secret:[\w/+=.@!-]*[\w/+=.@!]$/.test(arn.resource) && !/-[A-Za-z0-9]{6}$/.test(arn.resource);
}
