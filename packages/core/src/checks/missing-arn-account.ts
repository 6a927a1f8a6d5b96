import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { everyArn, formatsOf } from "../facts/resource-arns.ts";
import { matchesPattern } from "../policy/pattern.ts";

export const missingArnAccount: Check = {
  id: "missing-arn-account",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A resource ARN needs an account",
  why: "ARNs of this kind of resource always have an account. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Write the twelve digits of the account, or `*`.",
  learnMoreLink: policyChecksPage("error-missing-arn-account"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": «"arn:aws:redshift:us-east-1::cluster:sales"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": [«"arn:aws:kms:*::key/*"»] }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ssm:StartSession", "Resource": ["arn:aws:ssm:us-east-1::document/AWS-RunShellScript", "arn:aws:s3:::reports", "arn:aws:redshift:us-east-1:*:cluster:sales"] }] }',
  ],
  *run(policy, services) {
    for (const arn of everyArn(policy)) {
      if (arn.account !== "" || ownedByAws.some((pattern) => matchesPattern(pattern, `${arn.service}:${arn.resource}`)))
        continue;
      const formats = formatsOf(arn, services);
      if (formats === undefined || formats.length === 0 || formats.some(({ account }) => account === "")) continue;
      yield {
        at: arn.value.node,
        details: `\`${arn.value.value}\` has no account, and ARNs of \`${arn.service}\` for this kind of resource have one. Write the account's twelve digits, or \`*\`.`,
      };
    }
  },
};

/** Kinds of resource of which AWS offers some to every account, in ARNs without an account. */
const ownedByAws = [
  "ssm:document/*",
  "ssm:automation-definition/*",
  "ssm:parameter/aws/*",
  "resource-explorer-2:view/*",
];
