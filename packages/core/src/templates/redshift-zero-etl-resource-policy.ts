import { principalArn } from "../template/identity-parameters.ts";
import { redshiftNamespaceArn } from "../template/redshift-parameters.ts";
import { integrationSourceArn } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftZeroEtlResourcePolicy: Template = {
  id: "redshift-zero-etl-resource-policy",
  title: "Zero-ETL: the resource policy of the target namespace",
  summary:
    "Lets Amazon Redshift bring data from one source into the namespace, and lets one identity set up the integration.",
  kind: "resource",
  policyType: "resource",
  origin: "aws",
  parameters: [
    redshiftNamespaceArn(),
    integrationSourceArn(),
    principalArn({
      name: "creatorPrincipalArn",
      description: "Who sets up the integration: a role, a user or the account.",
      example: "arn:aws:iam::123456789012:role/IntegrationAdmin",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Service: "redshift.amazonaws.com",
        },
        Action: "redshift:AuthorizeInboundIntegration",
        Resource: "${namespaceArn}",
        Condition: {
          StringEquals: {
            "aws:SourceArn": "${integrationSourceArn}",
          },
        },
      },
      {
        Effect: "Allow",
        Principal: {
          AWS: "${creatorPrincipalArn}",
        },
        Action: "redshift:CreateInboundIntegration",
        Resource: "${namespaceArn}",
      },
    ],
  },
  reasons: {
    "redshift:AuthorizeInboundIntegration":
      "Redshift itself needs it to accept data from this source, and from no other.",
    "redshift:CreateInboundIntegration": "The identity that sets the integration up needs it on the target.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/zero-etl-using.redshift-iam.html",
    "https://docs.aws.amazon.com/redshift/latest/dg/loading-data-copy-job.html",
  ],
  notes: [
    "The actions are of `redshift` also for a Serverless namespace.",
    "An S3 bucket's ARN holds no account: add the condition `StringEquals` `aws:SourceAccount` for such a source, with the account in quotes (AWS's sample prints it without).",
  ],
};
