import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { parseArn } from "../policy/arn.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import type { Statement } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const key = '"arn:aws:kms:us-west-2:210000000001:key/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"';
const decrypting = (resource: string, services: string): string =>
  allowing(
    `"Action": "kms:Decrypt", "Resource": ${resource}, "Condition": { "StringEquals": { "kms:ViaService": ${services} } }`,
  );

export const viaServiceOfAnotherRegion: Check = {
  id: "via-service-of-another-region",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "No key of the statement is in the Region of `kms:ViaService`",
  why: "A service uses keys of its own Region. Where the keys' ARNs are in one Region and `kms:ViaService` names another, no request meets both.",
  fix: "Write the key's Region in `kms:ViaService`, or name the key of that Region.",
  learnMoreLink: awsPage.viaService,
  bad: [
    decrypting(key, '«"s3.us-east-1.amazonaws.com"»'),
    decrypting(key, '[«"redshift.eu-west-1.amazonaws.com"», «"redshift.us-east-1.amazonaws.com"»]'),
  ],
  good: [
    decrypting(key, '["s3.us-west-2.amazonaws.com", "redshift.us-west-2.amazonaws.com"]'),
    // A list that one template has for several Regions.
    decrypting(key, '["s3.us-west-2.amazonaws.com", "s3.us-east-1.amazonaws.com"]'),
    decrypting('"*"', '"s3.us-east-1.amazonaws.com"'),
    decrypting('"arn:aws:kms:*:210000000001:key/*"', '"s3.us-east-1.amazonaws.com"'),
    decrypting(`[${key}, "arn:aws:kms:us-east-1:210000000001:key/*"]`, '"s3.us-east-1.amazonaws.com"'),
  ],
  contradiction: true,
  needs: ["via-service-key", "String"],
  *run(policy) {
    const known = new Map<Statement, ReadonlySet<string> | undefined>();
    for (const condition of policy.conditions) {
      const { lowerKey, statement } = condition;
      if (lowerKey !== "kms:viaservice" || !asksForValues(condition) || holdsWithoutKey(condition)) continue;
      if (!known.has(statement)) known.set(statement, regionsOfKeys(statement));
      const ofKeys = known.get(statement);
      if (ofKeys === undefined) continue;
      const others = condition.values.map(({ value }) => regionOf(value));
      if (!others.every((region) => region !== undefined && !ofKeys.has(region))) continue;
      for (const [place, value] of condition.values.entries()) {
        const region = others[place] as string;
        yield {
          at: value,
          details: `The keys of this statement are in ${[...ofKeys].map(quoteWhole).join(" and ")}, and ${quoteWhole(value.value)} uses keys of ${quoteWhole(region)}. Write the same Region.`,
        };
      }
    }
  },
};

function regionOf(service: string): string | undefined {
  const region = /^[a-z0-9-]+\.([a-z0-9-]+)\.amazonaws\.com$/.exec(service)?.[1];
  return region !== undefined && regions.has(region) ? region : undefined;
}

/** Undefined where some resource leaves it open, or is no key. */
function regionsOfKeys({ resource }: Statement): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const { value } of resource?.values ?? []) {
    const arn = parseArn(value);
    if (arn?.service !== "kms" || !regions.has(arn.region)) return undefined;
    found.add(arn.region);
  }
  return found.size === 0 ? undefined : found;
}
