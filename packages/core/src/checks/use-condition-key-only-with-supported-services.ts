import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { prefixesOf } from "../facts/named-actions.ts";
import { quoteWhole } from "../quote.ts";
import { vpceOrgIdServices, vpceOrgPathsServices, vpceOwnerServices } from "../service-reference/vpce-services.ts";

export const useConditionKeyOnlyWithSupportedServices: Check = {
  id: "use-condition-key-only-with-supported-services",
  findingType: "WARNING",
  policyTypes: everyPolicyType,
  title: "A key of VPC endpoints is used with services that do not know it",
  why: "Only some services put the owner of the VPC endpoint into their requests. With any other, an Allow on this key grants nothing, and a Deny with a `Not` operator denies every request.",
  fix: "Name only actions of services that AWS lists for the key.",
  learnMoreLink: policyChecksPage("general-warning-use-condition-key-only-with-supported-services"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { «"aws:VpceOrgID"»: "o-a1b2c3d4e5" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": { "StringEquals": { «"aws:VpceAccount"»: "111122223333" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "redshift:DescribeClusters"], "Resource": "*", "Condition": { "StringEquals": { «"aws:VpceAccount"»: "111122223333" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["kinesis:GetRecords", "sts:AssumeRole"], "Resource": "*", "Condition": { "ForAnyValue:StringLike": { «"aws:VpceOrgPaths"»: "o-a1b2c3d4e5/*" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["secretsmanager:GetSecretValue", "sts:AssumeRole", "s3:GetObject"], "Resource": "*", "Condition": { "ForAnyValue:StringLike": { "aws:VpceOrgPaths": "o-a1b2c3d4e5/*" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["kinesis:GetRecords", "qbusiness:ChatSync"], "Resource": "*", "Condition": { "StringEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": { "StringEquals": { "aws:VpceOrgID": "o-a1b2c3d4e5" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:*", "kms:Decrypt"], "Resource": "*", "Condition": { "StringEquals": { "aws:VpceAccount": "111122223333" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-11223344556677889" } } }] }',
  ],
  needs: ["source-key"],
  *run(policy, services) {
    for (const { lowerKey, key, member, statement } of policy.conditions) {
      if (!lowerKey.startsWith("aws:vpce")) continue;
      const prefixes = prefixesOf(statement.action, services);
      const has = (prefix: string): boolean =>
        vpceOwnerServices.has(prefix) || (further.get(lowerKey)?.has(prefix) ?? false);
      if (statement.notAction === undefined && prefixes.every(has)) continue;
      yield {
        at: member.key,
        details: `Only some services put ${quoteWhole(key)} into their requests, and this statement also names others. Keep to the services that AWS lists for the key.`,
      };
    }
  },
};

/** What more services know, by key. */
const further: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["aws:vpceorgid", vpceOrgIdServices],
  ["aws:vpceorgpaths", vpceOrgPathsServices],
]);
