import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import { knownConditionKey } from "../facts/known-condition-key.ts";
import { isUnknown } from "../facts/unknown-name.ts";
import { quoteWhole } from "../quote.ts";
import { globalConditionKeys } from "../service-reference/global-condition-keys.ts";

export const invalidGlobalConditionKey: Check = {
  id: "invalid-global-condition-key",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No global condition key has that name",
  why: "A key that no request carries never matches: an Allow with it grants nothing, and a Deny with a `Not` operator denies everyone.",
  fix: "Write the key as AWS's list of global condition keys has it; case does not matter.",
  learnMoreLink: policyChecksPage("error-invalid-global-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { «"aws:SourceAcount"»: "111122223333" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "aws:sourceaccount": "111122223333", "aws:ResourceTag/team": "etl", "redshift:DbUsr": "x" } } }] }',
  ],
  needs: ["condition", "odd-key"],
  *run(policy, services) {
    for (const condition of policy.conditions) {
      if (knownConditionKey(condition, services).kind !== "unknown-global" || condition.lowerKey === "aws:arn")
        continue;
      const meant = closest(
        condition.key,
        [...globalConditionKeys.values()].map(({ name }) => name),
      );
      yield {
        at: condition.member.key,
        details: `The global condition key ${quoteWhole(condition.key)} ${isUnknown(services)}, so no request carries it. ${didYouMean(meant, "Look it up in AWS's list of global condition keys.")}`,
        ...(meant === undefined || meant.endsWith("/") ? {} : { replacement: JSON.stringify(meant) }),
      };
    }
  },
};
