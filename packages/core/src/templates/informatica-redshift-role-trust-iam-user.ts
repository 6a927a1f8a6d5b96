import { accountId, iamUserName, partition } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const informaticaRedshiftRoleTrustIamUser: Template = {
  id: "informatica-redshift-role-trust-iam-user",
  title: "Informatica: the Redshift role's trust in an IAM user",
  summary: "Lets one IAM user, whose access key stands in the Informatica connection, assume the Redshift role.",
  kind: "trust",
  policyType: "trust",
  origin: "vendor",
  parameters: [
    partition(),
    accountId({ description: "The account of the IAM user." }),
    iamUserName({
      description: "The IAM user whose access key stands in the connection, with its path if it has one.",
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:${partition}:iam::${accountId}:user/${iamUserName}" },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: {
    "sts:AssumeRole": "The Secure Agent assumes the role as this user to get temporary credentials for Redshift.",
  },
  sources: [
    "https://docs.informatica.com/integration-cloud/data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/connections-for-amazon-redshift-v2/configure-an-assume-role-for-amazon-redshift/generate-temporary-security-credential-policies-for-amazon-redsh.html",
    "https://docs.informatica.com/integration-cloud/cloud-data-integration-connectors/current-version/amazon-redshift-connectors/part-2--data-integration-with-amazon-redshift-v2-connector/introduction-to-amazon-redshift-v2-connector/administration-of-amazon-redshift-v2-connector/temporary-security-credentials-using-assumerole/temporary-security-credentials-policy.html",
  ],
  notes: [
    "Informatica's sample has one closing brace too many and leaves `user/` out of the ARN; both are mended here. An older page trusts the account's root instead, which lets every identity of the account in that its own policies allow.",
    "There is no ExternalId: the user is of an account that you own. For a user of somebody else's account take `vendor-cross-account-trust`.",
  ],
};
