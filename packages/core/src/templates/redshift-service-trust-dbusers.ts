import { accountId, partition, region } from "../template/identity-parameters.ts";
import { clusterName, dbUserName } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServiceTrustDbusers: Template = {
  id: "redshift-service-trust-dbusers",
  title: "Redshift service role: only for named database users of a cluster",
  summary:
    "Lets Amazon Redshift assume the role only on behalf of the named database users of one provisioned cluster.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [
    partition(),
    region({ description: "The cluster's Region." }),
    accountId({ description: "The cluster's account." }),
    clusterName(),
    dbUserName({ many: true, example: ["etl_user", "IAMR:Analyst"] }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "redshift.amazonaws.com" },
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
  sources: ["https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html"],
  notes: [
    "Older AWS pages use `StringLike`; without a wildcard in the values it means the same. With `StringEquals`, a `*` is an ordinary character that no ExternalId can hold: such an entry never matches.",
    "Redshift keeps unquoted names in lower case, and the values here are case-sensitive: write the user as `SELECT current_user` shows it.",
    "A role's trust policy may have 2,048 characters by default (8,192 after a quota increase): about 28 users.",
  ],
};
