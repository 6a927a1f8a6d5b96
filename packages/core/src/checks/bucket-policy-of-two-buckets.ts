import type { Check, Example } from "../check.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { isForEveryone } from "../policy/for-everyone.ts";
import { isLeftOpen } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const ofBucket = (...resources: readonly string[]): Example => ({
  policyType: "resource",
  resourceType: "AWS::S3::Bucket",
  policy: `{ "Version": "2012-10-17", "Statement": [${resources
    .map(
      (resource) =>
        `{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "s3:PutObject", "Resource": ${resource}, "Condition": { "StringEquals": { "aws:SourceAccount": "210000000001" } } }`,
    )
    .join(", ")}] }`,
});

export const bucketPolicyOfTwoBuckets: Check = {
  id: "bucket-policy-of-two-buckets",
  findingType: "ERROR",
  policyTypes: ["resource"],
  title: "A bucket policy names two buckets",
  why: "The policy of a bucket can only name that bucket and what is in it. S3 refuses one that names another, such as one in which the name was changed in some places only.",
  fix: "Write the bucket that the policy is attached to in all places.",
  learnMoreLink: awsPage.auditLogging,
  bad: [
    ofBucket('["arn:aws:s3:::acme-audit/*", «"arn:aws:s3:::acme-adit"»]'),
    ofBucket('"arn:aws:s3:::acme-audit/prod/*"', '«"arn:aws:s3:::acme-logs/*"»'),
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme-audit/*", "Condition": { "StringEquals": { "aws:SourceAccount": "210000000001" } } }, { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": «"arn:aws:s3:::acme-logs/*"», "Condition": { "Bool": { "aws:SecureTransport": "false" } } }] }',
    },
  ],
  good: [
    ofBucket('["arn:aws:s3:::acme-audit/*", "arn:aws:s3:::acme-audit"]', '"*"'),
    ofBucket('"arn:aws:s3:::acme-audit/*"', '"arn:aws:s3:::<bucket>/*"', '"arn:aws:s3:::acme-*/*"'),
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::acme-staging/*", "arn:aws:s3:::prod-us-west-2-starport-layer-bucket/*"] }] }',
    },
  ],
  needs: ["s3-arn"],
  *run(policy) {
    if (policy.resourceType === undefined ? mayBeOfEndpoint(policy) : policy.resourceType !== "AWS::S3::Bucket") return;
    let first: { readonly bucket: string; readonly value: Value } | undefined;
    for (const value of resourcesOf(policy)) {
      const bucket = bucketIn(value.value);
      if (bucket === undefined) continue;
      first ??= { bucket, value };
      if (bucket === first.bucket) continue;
      yield {
        at: value,
        details: `${quoteWhole(value.value)} is of the bucket ${quoteWhole(bucket)}, and ${quoteWhole(first.bucket)} is named before: a bucket's policy names no other bucket, and S3 refuses it. Write the name of the bucket that the policy is attached to.`,
        related: [{ at: first.value, label: "the other bucket" }],
      };
    }
  },
};

/**
 * What names buckets and was given no type is the policy of one, or of a VPC endpoint, which names as many as it likes
 * and in all its statements everyone.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
 */
function mayBeOfEndpoint({ statements }: PolicyDocument): boolean {
  return statements.every(isForEveryone);
}

function* resourcesOf({ statements }: PolicyDocument): Iterable<Value> {
  for (const { resource, notResource } of statements) {
    if (resource !== undefined) yield* resource.values;
    if (notResource !== undefined) yield* notResource.values;
  }
}

/** Undefined where the ARN leaves it open. */
function bucketIn(arn: string): string | undefined {
  const name = /^arn:[^:]*:s3:::([^/]*)/.exec(arn)?.[1];
  return name === undefined || name === "" || isLeftOpen(name) ? undefined : name;
}
