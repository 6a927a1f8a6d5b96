import { accountId, partition, region, roleArn } from "../template/identity-parameters.ts";
import { clusterName, dbUserName } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftRoleChainTargetTrustDbusers: Template = {
  id: "redshift-role-chain-target-trust-dbusers",
  title: "Role chaining: the trust of the next role, only for named database users",
  summary:
    "Lets the role that is attached to the cluster assume this role only on behalf of the named database users of one provisioned cluster.",
  kind: "trust",
  policyType: "trust",
  origin: "derived",
  parameters: [
    roleArn({
      name: "previousRoleArn",
      description: "The role before it in the chain (RoleA).",
      example: "arn:aws:iam::123456789012:role/RoleA",
    }),
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
        Principal: {
          AWS: "${previousRoleArn}",
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
      "AWS: to limit role chaining to certain users, put a condition on the ExternalId that Redshift sends.",
  },
  vendorForm: "redshift-role-chain-target-trust",
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-chaining-roles.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html",
  ],
  notes: [
    "AWS's page asks for such a condition in words; the values are the database users' ARNs of its page on restricting roles.",
  ],
};
