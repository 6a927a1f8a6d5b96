import { region } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftServiceTrustRegions: Template = {
  id: "redshift-service-trust-regions",
  title: "Redshift service role: only in named Regions",
  summary:
    "Lets Amazon Redshift assume the role only from the named Regions, for every database user of the clusters there.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [
    region({
      name: "regions",
      many: true,
      description: "The Regions from which the role may be used.",
      example: ["us-east-1", "us-west-2"],
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: ["redshift.${regions[*]}.amazonaws.com"] },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: {
    "sts:AssumeRole": "Only Redshift's service principals of these Regions are named; other Regions are refused.",
  },
  vendorForm: "redshift-service-trust",
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-regions.html",
    "https://docs.amazonaws.cn/en_us/redshift/latest/mgmt/authorizing-redshift-service-regions.html",
  ],
  notes: [
    "The name ends in `.amazonaws.com` in every partition, China included.",
    "A list that also holds `redshift.amazonaws.com` limits nothing.",
    "IAM's guide recommends the name without a Region in trust policies; Redshift's limit by Region is the documented exception. AWS documents no such form for Redshift Serverless.",
  ],
};
