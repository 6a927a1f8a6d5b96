import { accountId, partition, serverlessRegion } from "../template/identity-parameters.ts";
import { workgroup } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServerlessServiceTrustSourceWorkgroup: Template = {
  id: "redshift-serverless-service-trust-source-workgroup",
  title: "Redshift Serverless service role: only for one workgroup",
  summary: "Lets Redshift Serverless assume the role only when it works for one workgroup of one account.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [partition(), serverlessRegion(), accountId(), workgroup()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ConfusedDeputyPreventionForRedshiftServerless",
        Effect: "Allow",
        Principal: {
          Service: "redshift-serverless.amazonaws.com",
        },
        Action: "sts:AssumeRole",
        Condition: {
          ArnLike: {
            "aws:SourceArn": "arn:${partition}:redshift-serverless:${region}:${accountId}:workgroup/${workgroup}",
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
      "`aws:SourceArn` and `aws:SourceAccount` name the workgroup on whose behalf the service acts, so that no other workgroup can borrow the role (the confused deputy).",
  },
  vendorForm: "redshift-serverless-service-trust",
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/cross-service-confused-deputy-prevention.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-security-other-services.html",
  ],
  notes: [
    "AWS's two pages disagree: this sample names only `redshift-serverless.amazonaws.com`, while the page on other services asks for both principals.",
    "The sample shows the workgroup's name, while the service's ARNs end in its ID. No page says which one `aws:SourceArn` carries: test the role before you rely on it.",
  ],
};
