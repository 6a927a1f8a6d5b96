import { type Check, policyChecksPage } from "../check.ts";
import { mayBeTrust } from "../facts/attached-resource.ts";
import { isTrustStatement } from "../policy/trust-statement.ts";

export const missingResource: Check = {
  id: "missing-resource",
  findingType: "ERROR",
  policyTypes: ["identity", "resource", "scp", "rcp", "session", "endpoint"],
  title: "A statement has no Resource",
  why: "A statement must say what it is about; only in a role's trust policy is that the role itself, and in the policy of a Redshift namespace or of an ECR repository the namespace or the repository.",
  fix: "Add `Resource` with ARNs, or `*` where the action knows no resource.",
  learnMoreLink: policyChecksPage("error-missing-resource"),
  bad: ['{ "Version": "2012-10-17", "Statement": [«{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets" }»] }'],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }, { "Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket" }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole" }] }',
    },
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::Redshift::Cluster",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "redshift:AuthorizeInboundIntegration", "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:rds:us-west-2:210000000001:cluster:orders" } } }] }',
    },
    {
      policyType: "resource",
      resourceType: "AWS::ECR::Repository",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::210000000001:root" }, "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] }] }',
    },
  ],
  needs: ["incomplete"],
  *run(policy) {
    // What a broken text lacks may be what could not be read.
    if (policy.features.has("fault")) return;
    // https://docs.aws.amazon.com/redshift/latest/APIReference/API_PutResourcePolicy.html
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
    if (/^AWS::(?:Redshift|ECR::Repository$)/.test(policy.resourceType ?? "")) return;
    for (const statement of policy.statements) {
      if (statement.resource !== undefined || statement.notResource !== undefined) continue;
      if (mayBeTrust(policy) && isTrustStatement(statement)) continue;
      yield {
        at: statement.node,
        details: "The statement names no resource. Add a `Resource` or `NotResource` element.",
      };
    }
  },
};
