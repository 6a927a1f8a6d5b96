import type { Template } from "../template.ts";

export const redshiftServiceTrust: Template = {
  id: "redshift-service-trust",
  title: "Redshift service role: the default trust",
  summary:
    "Lets Amazon Redshift assume the role for every database user of every provisioned cluster that the role is attached to.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [],
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "redshift.amazonaws.com" }, Action: "sts:AssumeRole" }],
  },
  reasons: {
    "sts:AssumeRole":
      "COPY, UNLOAD, Spectrum, UDFs and the like run with the role: the service assumes it on the user's behalf.",
  },
  leastPrivilege: "redshift-service-trust-dbusers-regions",
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html",
  ],
  notes: [
    "Nothing limits it: every database user of the clusters may use the role. Name database users (`redshift-service-trust-dbusers`), Regions (`redshift-service-trust-regions`), both, or the cluster (`redshift-service-trust-source-cluster`).",
    "Redshift Serverless needs a second principal: `redshift-serverless-service-trust`.",
  ],
};
