import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import { knownConditionKey } from "../facts/known-condition-key.ts";
import { isUnknown } from "../facts/unknown-name.ts";
import { quoteWhole } from "../quote.ts";

export const invalidServiceConditionKey: Check = {
  id: "invalid-service-condition-key",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The service has no such condition key",
  why: "A key that no request carries never matches: an Allow with it grants nothing, and a Deny with a `Not` operator denies everyone.",
  fix: "Write the key as the service's page of the Service Authorization Reference has it.",
  learnMoreLink: policyChecksPage("error-invalid-service-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { «"redshift:DatabaseUser"»: "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift-data:ExecuteStatement", "Resource": "*", "Condition": { "StringEquals": { «"redshift-data:session-owner"»: "${aws:userid}" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "redshift:dbuser": "etl", "kms:EncryptionContext:aws:s3:arn": "x", "token.actions.githubusercontent.com:sub": "repo:o/r:ref:refs/heads/main" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "aws:Nothing": "x", "nothing:Key": "x" } } }] }',
  ],
  needs: ["condition", "odd-key"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      const facts = knownConditionKey(condition, services);
      if (facts.kind !== "unknown-in-service") continue;
      const names = [...facts.service.conditionKeys.values()].map(({ name }) => name);
      const meant = closest(condition.key, names) ?? wholeOf(condition.lowerKey, names);
      yield {
        at: condition.member.key,
        details: `The condition key ${quoteWhole(condition.key)} of ${facts.service.name} ${isUnknown(services)}, so no request carries it. ${didYouMean(meant, "Look it up in the Service Authorization Reference.")}`,
        ...(meant === undefined || meant.includes("$") ? {} : { replacement: JSON.stringify(meant) }),
      };
    }
  },
};

/** The one name of which the key is the first words, as `redshift-data:session-owner` is. */
function wholeOf(lowerKey: string, names: readonly string[]): string | undefined {
  const longer = names.filter((name) => name.toLowerCase().startsWith(`${lowerKey}-`));
  return longer.length === 1 ? longer[0] : undefined;
}
