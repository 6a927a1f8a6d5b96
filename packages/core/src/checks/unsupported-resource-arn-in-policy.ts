import type { Problem } from "../check.ts";
import { type Check, policyChecksPage } from "../check.ts";
import { type AttachedResource, attachedResource } from "../facts/attached-resource.ts";
import { everyArn, everyResource, isOpen } from "../facts/resource-arns.ts";
import type { Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";

export const unsupportedResourceArnInPolicy: Check = {
  id: "unsupported-resource-arn-in-policy",
  findingType: "ERROR",
  policyTypes: ["resource"],
  title: "The resource cannot stand in the policy of this resource",
  why: "A resource's policy names that resource. S3 refuses a bucket policy that names anything but the bucket and its objects.",
  fix: "Write the ARN of the resource that the policy is attached to.",
  learnMoreLink: policyChecksPage("error-unsupported-resource-arn-in-policy"),
  bad: [
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": [«"*"», "arn:aws:s3:::reports/*"] }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": «"arn:aws:kms:us-east-1:111122223333:key/1"» }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::DynamoDB::Table",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "dynamodb:GetItem", "Resource": [«"arn:aws:s3:::reports"», «"arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/2026-01-01T00:00:00.000"», "arn:aws:dynamodb:us-east-1:111122223333:table/t/index/*"] }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::S3::MultiRegionAccessPoint",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": «"arn:aws:s3:us-east-1:111122223333:accesspoint/reports/object/*"» }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::S3::AccessPoint",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": [«"arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*"», «"arn:aws:s3:::*"»] }] }',
    },
  ],
  good: [
    {
      policyType: "resource",
      resourceType: "AWS::DynamoDB::Table",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "dynamodb:DescribeExport", "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/orders/export/*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" }] }',
    {
      policyType: "resource",
      resourceType: "AWS::S3::AccessPoint",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:us-east-1:111122223333:accesspoint/reports/object/*" }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::S3::MultiRegionAccessPoint",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": ["arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*", "arn:aws:s3:*:111122223333:accesspoint/mfzwi23gnjvgw.mrap"] }] }',
    },
  ],

  *run(policy, services) {
    const attached = attachedResource(policy);
    if (attached === undefined) return;
    for (const value of everyResource(policy)) {
      if (value.value === "*") yield problem(value, attached);
    }
    for (const arn of everyArn(policy, services)) {
      if (!isOpen(arn.service) && !attached.isOwnArn(arn)) yield problem(arn.value, attached);
    }
  },
};

function problem(value: Value, { words }: AttachedResource): Problem {
  return {
    at: value,
    details: `${quoteWhole(value.value)} cannot stand in the policy of ${words}. Write the ARN of the resource itself.`,
  };
}
