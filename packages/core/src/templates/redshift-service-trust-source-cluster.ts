import { accountId, partition, region } from "../template/identity-parameters.ts";
import { clusterName } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServiceTrustSourceCluster: Template = {
  id: "redshift-service-trust-source-cluster",
  title: "Redshift service role: only for one cluster",
  summary: "Lets Amazon Redshift assume the role only when it works for one provisioned cluster of one account.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [partition(), region(), accountId(), clusterName()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ConfusedDeputyPreventionForRedshift",
        Effect: "Allow",
        Principal: {
          Service: "redshift.amazonaws.com",
        },
        Action: "sts:AssumeRole",
        Condition: {
          ArnLike: {
            "aws:SourceArn": "arn:${partition}:redshift:${region}:${accountId}:cluster:${clusterIdentifier}",
          },
          StringEquals: {
            "aws:SourceAccount": "${accountId}",
          },
        },
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "`aws:SourceArn` and `aws:SourceAccount` name the cluster on whose behalf the service acts, so that no other cluster can borrow the role (the confused deputy).",
  },
  vendorForm: "redshift-service-trust",
  sources: ["https://docs.aws.amazon.com/redshift/latest/mgmt/cross-service-confused-deputy-prevention.html"],
  notes: [
    "AWS writes the Statement as an object; an array of one means the same.",
    "It can be combined with database users (`sts:ExternalId`) and Regions.",
  ],
};
