import { accountId, partition, region } from "../template/identity-parameters.ts";
import { clusterName, dbUserName } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServiceTrustDbusersRegions: Template = {
  id: "redshift-service-trust-dbusers-regions",
  title: "Redshift service role: only for named database users, only in their Region",
  summary:
    "Lets Amazon Redshift assume the role only from one Region and only on behalf of the named database users of one provisioned cluster there.",
  kind: "trust",
  policyType: "trust",
  origin: "derived",
  parameters: [
    partition(),
    region(),
    accountId(),
    clusterName(),
    dbUserName({ many: true, example: ["etl_user", "IAMR:Analyst"] }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Service: "redshift.${region}.amazonaws.com",
        },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: {
            "sts:ExternalId": [
              "arn:${partition}:redshift:${region}:${accountId}:dbuser:${clusterIdentifier}/${dbUsers[*]}",
            ],
          },
        },
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "Redshift sends the ARN of the database user as ExternalId when it assumes the role, so the condition limits who can use the role in SQL.",
  },
  vendorForm: "redshift-service-trust",
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-regions.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html",
  ],
  notes: [
    "Both limits that AWS documents, together. The Region in the principal and the one in the ExternalId must agree; here they are one parameter.",
  ],
};
