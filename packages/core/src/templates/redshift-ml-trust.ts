import type { Template } from "../template.ts";

export const redshiftMlTrust: Template = {
  id: "redshift-ml-trust",
  title: "Redshift ML: the trust of its role",
  summary: "Lets Amazon Redshift, SageMaker AI and Forecast assume the role, to train models from SQL and run them.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Service: ["redshift.amazonaws.com", "sagemaker.amazonaws.com", "forecast.amazonaws.com"],
        },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "`CREATE MODEL` runs with the role: Redshift exports the data with it, and SageMaker AI or Forecast trains with it.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html",
    "https://docs.aws.amazon.com/redshift/latest/dg/admin-setup.html",
  ],
  notes: [
    "Leave Forecast out where no model uses it.",
    "Nothing limits it to your clusters; attach it only where models are made.",
  ],
};
