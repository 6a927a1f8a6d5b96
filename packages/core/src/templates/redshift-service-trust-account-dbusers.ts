import { accountId, partition } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServiceTrustAccountDbusers: Template = {
  id: "redshift-service-trust-account-dbusers",
  title: "Redshift service role: for any database user of one account",
  summary:
    "Lets Amazon Redshift and Redshift Serverless assume the role on behalf of any database user of any cluster or workgroup of one account.",
  kind: "trust",
  policyType: "trust",
  origin: "derived",
  parameters: [partition(), accountId({ description: "The account of the clusters and workgroups." })],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Service: ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"],
        },
        Action: "sts:AssumeRole",
        Condition: {
          StringLike: {
            "sts:ExternalId": "arn:${partition}:redshift:*:${accountId}:dbuser:*/*",
          },
        },
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "The ExternalId that Redshift sends must be a database user of this account, in whatever Region and cluster.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  ],
  notes: [
    "No AWS page prints this form; roles that SageMaker Unified Studio makes have it. It is a floor: naming the cluster and the users is narrower.",
    "`StringLike` is needed for the wildcards.",
  ],
};
