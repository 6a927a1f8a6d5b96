import { accountId, partition, roleName, serverlessRegion } from "../template/identity-parameters.ts";
import { namespaceId } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServerlessAssociateRole: Template = {
  id: "redshift-serverless-associate-role",
  title: "Operator: attach service roles to a Serverless namespace",
  summary:
    "Lets an operator change one Redshift Serverless namespace, its roles included, and hand it the named roles.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [
    partition(),
    serverlessRegion(),
    accountId(),
    namespaceId(),
    roleName({
      name: "roleNames",
      many: true,
      description: "The roles that may be attached.",
      example: ["RedshiftCopyUnload"],
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Namespace",
        Effect: "Allow",
        Action: ["redshift-serverless:GetNamespace", "redshift-serverless:UpdateNamespace"],
        Resource: "arn:${partition}:redshift-serverless:${region}:${accountId}:namespace/${namespaceId}",
      },
      {
        Sid: "PassRole",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: ["arn:${partition}:iam::${accountId}:role/${roleNames[*]}"],
        Condition: {
          StringEquals: {
            "iam:PassedToService": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"],
          },
        },
      },
    ],
  },
  reasons: {
    "redshift-serverless:GetNamespace": "Shows which roles the namespace has.",
    "redshift-serverless:UpdateNamespace":
      "Sets the list of roles. The action also changes the administrator's password and the log exports: there is no narrower one.",
    "iam:PassRole": "Hands the named roles, and no others, to Redshift.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-security-other-services.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftserverless.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  ],
  notes: ["`update-namespace --iam-roles` replaces the whole list: name the roles that stay too."],
};
