import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { isAllow, type Value } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";

export const kmsAliasAsKey: Check = {
  id: "kms-alias-as-key",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "An alias stands where a KMS key is needed",
  why: "`kms:Decrypt` and its like are allowed on keys, and an alias is none: in `Resource` its ARN allows nothing but making, changing and deleting the alias itself. `COPY` and `UNLOAD` fail on what is encrypted.",
  fix: "Write the key's ARN, `arn:aws:kms:<region>:<account>:key/<key-id>`, or a condition on `kms:ResourceAliases`.",
  learnMoreLink: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html",
  bad: [
    allowing(
      '"Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": «"arn:aws:kms:us-west-2:210000000001:alias/staging"»',
    ),
    allowing(
      '"Action": "kms:Decrypt", "Resource": ["arn:aws:kms:us-west-2:210000000001:key/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20", «"arn:aws:kms:us-west-2:210000000001:key/alias/staging"»]',
    ),
  ],
  good: [
    allowing(
      '"Action": ["kms:CreateAlias", "kms:Decrypt"], "Resource": ["arn:aws:kms:us-west-2:210000000001:alias/staging", "arn:aws:kms:us-west-2:210000000001:key/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"]',
    ),
    allowing('"Action": "kms:ListAliases", "Resource": "arn:aws:kms:us-west-2:210000000001:alias/*"'),
    allowing('"Action": "kms:*", "Resource": "arn:aws:kms:us-west-2:210000000001:alias/staging"'),
    allowing(
      '"Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-west-2:210000000001:key/*", "Condition": { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/staging" } }',
    ),
    allowing('"Action": ["kms:Decrypt", "s3:GetObject"], "Resource": "arn:aws:s3:::staging/alias/*"'),
  ],
  needs: ["key-action"],
  *run(policy, services) {
    for (const statement of statementsAbout(topic.key, policy, services)) {
      const { action, resource } = statement;
      if (action === undefined || resource === undefined || !isAllow(statement)) continue;
      const aliases = resource.values.filter(({ value }) => aliasArn.test(value));
      if (aliases.length === 0 || !action.values.some(isOfKey) || action.values.some(isAboutAliases)) continue;
      for (const at of aliases) {
        yield {
          at,
          details: `${quoteWhole(at.value)} is the ARN of an alias, and the actions of this statement need a key's. Write the ARN of the key.`,
        };
      }
    }
  },
};

const aliasArn = /^arn:[^:]*:kms:[^:]*:[^:]*:(?:key\/)?alias\//;

/** Those that list take no resource at all. */
function isOfKey({ value }: Value): boolean {
  return /^kms:(?!list)/i.test(value);
}

function isAboutAliases({ value }: Value): boolean {
  return ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"].some((name) =>
    matchesPatternIgnoringCase(value, name),
  );
}
