import { accountId, partition, region } from "../template/identity-parameters.ts";
import { clusterName } from "../template/redshift-parameters.ts";
import type { Template } from "../template.ts";

export const redshiftSchedulerPermissions: Template = {
  id: "redshift-scheduler-permissions",
  title: "Scheduled pause, resume and resize of one cluster",
  summary: "Lets the scheduler role pause, resume and resize one provisioned cluster.",
  kind: "permission",
  policyType: "identity",
  origin: "derived",
  parameters: [partition(), region(), accountId(), clusterName()],
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ChangeCluster",
        Effect: "Allow",
        Action: ["redshift:PauseCluster", "redshift:ResumeCluster", "redshift:ResizeCluster"],
        Resource: "arn:${partition}:redshift:${region}:${accountId}:cluster:${clusterIdentifier}",
      },
    ],
  },
  reasons: {
    "redshift:PauseCluster": "Stops the cluster.",
    "redshift:ResumeCluster": "Starts it again.",
    "redshift:ResizeCluster": "Changes its size.",
  },
  sources: [
    "https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-control-identity-based.html",
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html",
  ],
  notes: ["Leave out the actions that are not scheduled."],
};
