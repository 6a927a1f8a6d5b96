import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { nameOf } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isMisspeltExternalId } from "../redshift/misspelt-key.ts";

export const externalIdKeyMisspelt: Check = {
  id: "external-id-key-misspelt",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "The condition key is almost `sts:ExternalId`",
  why: "No request carries a key of that name. A condition that needs it never holds, and one that is met by its absence always holds.",
  fix: "Write `sts:ExternalId`. Upper and lower case do not matter.",
  learnMoreLink: awsPage.stsKeys,
  bad: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { «"sts:External-Id"»: "org-7d0c" } }'),
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { «"aws:ExternalId"»: "org-7d0c" } }'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringEqualsIfExists": { «"sts:ExternalIds"»: "org-7d0c" } }',
    ),
  ],
  good: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { "STS:ExternalID": "org-7d0c" } }'),
    trusting('{ "AWS": "210000000001" }', '{ "StringEquals": { "aws:PrincipalTag/ExternalId": "org-7d0c" } }'),
  ],
  *run(policy) {
    for (const condition of policy.conditions) {
      if (!isMisspeltExternalId(condition)) continue;
      const effect = holdsWithoutKey(condition) ? "so the condition always holds" : "so the condition never holds";
      yield {
        at: nameOf(condition),
        details: `No request carries the condition key ${quoteWhole(condition.key)}, ${effect}. Write \`sts:ExternalId\`.`,
        replacement: '"sts:ExternalId"',
      };
    }
  },
};
