import { partition, region } from "../template/identity-parameters.ts";
import { bedrockModelId } from "../template/resource-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftMlBedrock: Template = {
  id: "redshift-ml-bedrock",
  title: "Redshift ML: invoke named Bedrock models",
  summary: "Lets Redshift invoke the named foundation models of Amazon Bedrock in one Region.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), region(), bedrockModelId({ many: true })],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "InvokeModels",
        Effect: "Allow",
        Action: "bedrock:InvokeModel",
        Resource: ["arn:${partition}:bedrock:${region}::foundation-model/${modelIds[*]}"],
      },
    ],
  },
  reasons: { "bedrock:InvokeModel": "Runs the external model behind a function in SQL." },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html",
  ],
  notes: ["AWS's sample names both `*` and the foundation models of a Region; the `*` makes the second pointless."],
};
