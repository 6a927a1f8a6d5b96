import { principalArn } from "../template/identity-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftScheduledQueryTrust: Template = {
  id: "redshift-scheduled-query-trust",
  title: "Scheduled queries: the trust of the schedule role",
  summary:
    "Lets Redshift, Redshift Serverless and EventBridge assume the role to run a schedule, and the named identities to see its history.",
  kind: "trust",
  policyType: "trust",
  origin: "aws",
  parameters: [
    principalArn({
      name: "viewerPrincipalArns",
      many: true,
      description: "Who makes schedules or looks at their history.",
      example: ["arn:aws:iam::123456789012:role/Analyst"],
    }),
  ],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Service: ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"],
        },
        Action: "sts:AssumeRole",
      },
      {
        Effect: "Allow",
        Principal: {
          Service: "events.amazonaws.com",
        },
        Action: "sts:AssumeRole",
      },
      {
        Sid: "AssumeRole",
        Effect: "Allow",
        Principal: {
          AWS: ["${viewerPrincipalArns[*]}"],
        },
        Action: "sts:AssumeRole",
      },
    ],
  },
  reasons: {
    "sts:AssumeRole":
      "Redshift runs the statement with the role, EventBridge (`events.amazonaws.com`) starts the schedule, and query editor v2 reads the history as the viewer.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/query-editor-v2-schedule-query-view-history.html",
    "https://docs.aws.amazon.com/redshift/latest/mgmt/query-editor-v2-schedule-query-permissions.html",
  ],
  notes: [
    "The principal is `events.amazonaws.com`, though AWS speaks of the EventBridge scheduler. The scheduler that resizes and pauses clusters is another one: `scheduler.redshift.amazonaws.com`.",
  ],
};
