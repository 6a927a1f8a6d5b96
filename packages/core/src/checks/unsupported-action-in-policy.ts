import { type Check, policyChecksPage } from "../check.ts";
import { attachedResource, isSupported } from "../facts/attached-resource.ts";
import { actionNamed, everyAction, type NamedAction } from "../facts/named-actions.ts";
import { trustActions } from "../policy/trust-action.ts";
import { quoteWhole } from "../quote.ts";

export const unsupportedActionInPolicy: Check = {
  id: "unsupported-action-in-policy",
  findingType: "ERROR",
  policyTypes: ["resource", "trust"],
  title: "The action cannot be used in the policy of this resource",
  why: "A resource's policy decides only about requests to that resource. An action of another service, or one that does not reach the resource, has no effect here or is refused.",
  fix: "Name actions that reach the resource, or move the action to an identity-based policy.",
  learnMoreLink: policyChecksPage("error-unsupported-action-in-policy"),
  bad: [
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", «"kms:Decrypt"»], "Resource": "arn:aws:s3:::reports/*" }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": «"s3:ListAllMyBuckets"», "Resource": "arn:aws:s3:::reports" }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::S3::AccessPoint",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": ["s3:ListBucketMultipartUploads", «"s3:DeleteBucket"»], "Resource": "arn:aws:s3:us-east-1:111122223333:accesspoint/reports" }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::DynamoDB::Table",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": ["dynamodb:GetItem", «"dynamodb:CreateTable"»], "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/t" }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::S3::MultiRegionAccessPoint",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", «"s3:PutBucketPolicy"»], "Resource": "arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*" }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::DynamoDB::Table",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": «"s3:*"», "Resource": "arn:aws:dynamodb:us-east-1:111122223333:table/t" }] }',
    },
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": ["sts:AssumeRole", «"s3:GetObject"»] }] }',
    },
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": «"sts:GetCallerIdentity"» }] }',
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
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": ["s3:*", "*", "nothing:Get"], "Resource": "arn:aws:s3:::reports/*" }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"] }] }',
    },
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": ["sts:Assume*", "sts:*", "*"] }] }',
    },
  ],

  *run(policy, services) {
    const attached = attachedResource(policy);
    if (attached === undefined && policy.type !== "trust") return;
    for (const named of everyAction(policy, services)) {
      if (attached === undefined ? isTrustAction(named) : isSupported(named, attached)) continue;
      yield {
        at: named.value,
        details: `${quoteWhole(named.value.value)} cannot be used in the policy of ${attached?.words ?? "a role"}. Name actions that reach it, or move this one to an identity-based policy.`,
      };
    }
  },
};

const lowerTrustActions: ReadonlySet<string> = new Set(trustActions.map((action) => action.toLowerCase()));

/** Patterns are taken as they are, and unknown names are another check's. */
function isTrustAction(named: NamedAction): boolean {
  const { prefix, name, wildcard, service } = named;
  if (name === undefined || service === undefined) return true;
  if (prefix !== "sts") return false;
  return wildcard || actionNamed(named) === undefined || lowerTrustActions.has(`sts:${name}`);
}
