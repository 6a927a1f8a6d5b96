import { accountId, partition, serverlessRegion } from "../template/identity-parameters.ts";
import { dbUserName, workgroupId } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServerlessServiceTrustDbusers: Template = {
  id: "redshift-serverless-service-trust-dbusers",
  title: "Redshift Serverless service role: only for named database users of a workgroup",
  summary: "Lets Redshift Serverless assume the role only on behalf of the named database users of one workgroup.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [
    partition(),
    serverlessRegion(),
    accountId(),
    workgroupId(),
    dbUserName({ many: true, example: ["etl_user", "IAMR:Analyst"] }),
  ],
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
          StringEquals: {
            "sts:ExternalId": [
              "arn:${partition}:redshift:${region}:${accountId}:dbuser:serverless-${accountId}-${workgroupId}/${dbUsers[*]}",
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
  vendorForm: "redshift-serverless-service-trust",
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-security-other-services.html",
  ],
  notes: [
    "The ARN in the ExternalId is of the service `redshift`, holds the account twice, and the workgroup's ID, not its name. Older AWS pages, and the China site, print `dbuser:<workgroup name>/<user>`; that is another form.",
    "A user who logs on with IAM is `IAM:<user>` or `IAMR:<role>`.",
  ],
};
