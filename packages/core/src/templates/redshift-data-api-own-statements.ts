import { redshiftTargetArn } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftDataApiOwnStatements: Template = {
  id: "redshift-data-api-own-statements",
  title: "Data API: only one's own statements and sessions",
  summary: "Lets its holder run SQL on the named clusters and workgroups, and see and stop only its own statements.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [redshiftTargetArn({ many: true })],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OwnStatements",
        Effect: "Allow",
        Action: [
          "redshift-data:CancelStatement",
          "redshift-data:DescribeStatement",
          "redshift-data:GetStatementResult",
          "redshift-data:ListStatements",
        ],
        Resource: "*",
        Condition: {
          StringEquals: {
            "redshift-data:statement-owner-iam-userid": "${aws:userid}",
          },
        },
      },
      {
        Sid: "OwnSessions",
        Effect: "Allow",
        Action: ["redshift-data:ExecuteStatement", "redshift-data:BatchExecuteStatement"],
        Resource: ["${targetArns[*]}"],
        Condition: {
          StringEquals: {
            "redshift-data:session-owner-iam-userid": "${aws:userid}",
          },
        },
      },
    ],
  },
  reasons: {
    "redshift-data:ExecuteStatement": "Runs one statement.",
    "redshift-data:BatchExecuteStatement": "Runs several statements in one transaction.",
    "redshift-data:CancelStatement": "Stops a statement. The action supports no resource, so it needs `*`.",
    "redshift-data:DescribeStatement":
      "Tells whether a statement has finished. The action supports no resource, so it needs `*`.",
    "redshift-data:GetStatementResult": "Fetches the rows. The action supports no resource, so it needs `*`.",
    "redshift-data:ListStatements": "Lists earlier statements. The action supports no resource, so it needs `*`.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftdataapi.html",
  ],
  notes: [
    "`${aws:userid}` is a variable of IAM, which IAM fills in at each request. For an assumed role it holds the session's name: the same caller must always take the same one.",
    "The credentials for logging on are not in it: add `redshift-serverless-get-credentials` or the like.",
  ],
};
