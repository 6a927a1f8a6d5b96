import type { Template } from "../template.ts";

export const redshiftSchedulerTrust: Template = {
  id: "redshift-scheduler-trust",
  title: "Scheduled pause, resume and resize: the trust of the scheduler role",
  summary:
    "Lets the Redshift scheduler and Amazon Redshift assume the role, to pause, resume or resize clusters at set times.",
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
          Service: ["scheduler.redshift.amazonaws.com", "redshift.amazonaws.com"],
        },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: { "sts:AssumeRole": "The scheduler starts the action, and Redshift carries it out." },
  sources: ["https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html"],
  notes: ["Scheduled queries of query editor v2 have another principal: `redshift-scheduled-query-trust`."],
};
