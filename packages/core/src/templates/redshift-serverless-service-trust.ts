import type { Template } from "../template.ts";

export const redshiftServerlessServiceTrust: Template = {
  id: "redshift-serverless-service-trust",
  title: "Redshift Serverless service role: the default trust",
  summary:
    "Lets Amazon Redshift and Redshift Serverless assume the role for every database user of every workgroup and cluster that it is attached to.",
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
          Service: ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"],
        },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "COPY, UNLOAD, Spectrum, UDFs and the like run with the role: the service assumes it on the user's behalf.",
  },
  leastPrivilege: "redshift-serverless-service-trust-dbusers",
  sources: ["https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-security-other-services.html"],
  notes: [
    "AWS asks for both principals with Redshift Serverless.",
    "Nothing limits it. Name database users: `redshift-serverless-service-trust-dbusers`.",
  ],
};
