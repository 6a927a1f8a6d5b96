import { accountId, partition, region } from "../template/identity-parameters.ts";
import { lambdaFunctionName } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftLambdaUdf: Template = {
  id: "redshift-lambda-udf",
  title: "Lambda UDF: invoke named functions",
  summary: "Lets Redshift invoke the named Lambda functions.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), region(), accountId(), lambdaFunctionName({ many: true })],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Invoke",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: ["arn:${partition}:lambda:${region}:${accountId}:function:${functionNames[*]}"],
      },
    ],
  },
  reasons: { "lambda:InvokeFunction": "Runs the function behind the UDF." },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/dg/udf-creating-a-lambda-sql-udf.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/behavior-changes.html",
  ],
  notes: [
    "AWS's page attaches the managed policy `AWSLambdaRole`, which invokes every function.",
    "A function that is invoked with an alias or a version needs that in the name: `name:alias`.",
    "Redshift no longer runs Python UDFs after 2026-06-30; Lambda UDFs take their place.",
  ],
};
