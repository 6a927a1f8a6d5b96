import { type Check, policyChecksPage } from "../check.ts";
import { mayBeTrust } from "../facts/attached-resource.ts";
import { limitsTheSource, weakSourceKeys } from "../facts/service-principal-statement.ts";
import { isAllow } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { isTrustStatement } from "../policy/trust-statement.ts";
import { quoteWhole } from "../quote.ts";

export const restrictAccessToServicePrincipal: Check = {
  id: "restrict-access-to-service-principal",
  findingType: "SECURITY_WARNING",
  policyTypes: ["resource"],
  title: "A service is trusted without a limit on whose behalf it acts",
  why: "A service acts for any of its customers. Without a limit on the source, another account can have the service act on this resource: the confused deputy.",
  fix: "Add `aws:SourceArn` or `aws:SourceAccount` (or `aws:SourceOrgID`, `aws:SourceOrgPaths`) to the condition.",
  learnMoreLink: policyChecksPage("security-warning-restrict-access-to-service-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": «"cloudtrail.amazonaws.com"» }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/*" }] }',
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": [«"redshift.amazonaws.com"», «"x.amazonaws.com"»] }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/*", "Condition": { "StringEquals": { "s3:x-amz-acl": "bucket-owner-full-control" } } }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:PutObject", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringEquals": { "aws:Referer": "111122223333" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "*" }, "Action": "s3:PutObject", "Resource": "*" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement) || limitsTheSource(statement)) continue;
      if (mayBeTrust(policy) && isTrustStatement(statement)) continue;
      if (statement.conditions.some(({ lowerKey }) => weakSourceKeys.has(lowerKey))) continue;
      for (const { type, values } of statement.principal?.entries ?? []) {
        if (type !== "Service") continue;
        for (const value of values) {
          // A wildcard is another check's finding.
          if (hasWildcard(value.value)) continue;
          yield {
            at: value,
            details: `${quoteWhole(value.value)} may act here on behalf of any account. Limit it with \`aws:SourceArn\`, \`aws:SourceAccount\`, \`aws:SourceOrgID\` or \`aws:SourceOrgPaths\`.`,
          };
        }
      }
    }
  },
};
