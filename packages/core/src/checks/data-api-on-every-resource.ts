import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { parseArn } from "../policy/arn.ts";
import { isAllow, isDeny, nameOf } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { leavesCertainResources } from "../redshift/left-by-deny.ts";
import { deniesOnStar, isStar, redshiftActions } from "../redshift/redshift-action.ts";
import { rememberEach } from "../remember-each.ts";

export const dataApiOnEveryResource: Check = {
  id: "data-api-on-every-resource",
  findingType: "WARNING",
  policyTypes: ["identity"],
  title: "The Data API or its credentials reach every cluster and workgroup of the account",
  why: "`redshift-data:ExecuteStatement` and the Data API actions that read the catalogue can be limited to clusters and workgroups, and `redshift-serverless:GetCredentials` to workgroups. On `*` they reach every data warehouse of the account, also those made later. The Data API actions that know no resource are not meant: they need `*`.",
  fix: "Name the cluster or workgroup for the actions that the finding lists, and leave the others on `*` in a statement of their own.",
  learnMoreLink: awsPage.dataApi,
  bad: [
    allowing(
      '"Action": ["redshift-data:ExecuteStatement", "redshift-data:GetStatementResult", "redshift-serverless:GetCredentials"], "Resource": «"*"»',
    ),
    allowing(
      '"Action": "redshift-serverless:GetCredentials", «"NotResource"»: "arn:aws:redshift-serverless:us-west-2:210000000001:workgroup/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"',
    ),
  ],
  good: [
    allowing('"Action": ["redshift-data:GetStatementResult", "redshift-data:DescribeStatement"], "Resource": "*"'),
    allowing(
      '"Action": "redshift-data:ExecuteStatement", "Resource": "*", "Condition": { "StringEquals": { "redshift-data:session-owner-iam-userid": "${aws:userid}" } }',
    ),
    allowing(
      '"Action": "redshift-serverless:GetCredentials", "Resource": "*", "Condition": { "StringLike": { "aws:ResourceTag/RedshiftDataFullAccess": "*" } }',
    ),
    allowing('"Action": "redshift:DescribeClusters", "Resource": "*"'),
    allowing('"Action": ["redshift:*", "redshift-serverless:*"], "Resource": "*"'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift-serverless:Get*", "Resource": "*" }, { "Effect": "Deny", "Action": "redshift-serverless:GetCredentials", "Resource": "*" }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift-data:ExecuteStatement", "Resource": "*" }, { "Effect": "Deny", "Action": "redshift-data:*", "NotResource": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics" }] }`,
  ],
  needs: ["redshift-action"],
  *run(policy, services) {
    const denials = policy.statements.filter((statement) => isDeny(statement) && statement.conditions.length === 0);
    const isDenied = rememberEach(
      (action) =>
        denials.some((statement) => deniesOnStar(statement, action)) ||
        leavesCertainResources(policy, action, isEveryWarehouse),
    );
    for (const statement of statementsAbout(topic.redshift, policy, services)) {
      if (!isAllow(statement) || statement.conditions.length > 0) continue;
      const { resource, notResource } = statement;
      const star = resource?.values.find(({ value }) => isStar(value)) ?? (notResource && nameOf(notResource));
      if (star === undefined) continue;
      const scopable: string[] = [];
      const others: string[] = [];
      for (const named of redshiftActions(statement, services)) {
        const { prefix, value } = named;
        // Who may do everything with Serverless is its administrator.
        if (prefix === "redshift" || /^redshift-serverless:\*+$/i.test(value.value)) continue;
        for (const { name, resourceTypes } of named.actions) {
          if (isDenied(`${prefix}:${name}`)) continue;
          if (prefix === "redshift-data") {
            if (resourceTypes.length === 0) others.push(name);
            else if (resourceTypes.some((type) => type.name === "workgroup")) scopable.push(`${prefix}:${name}`);
          } else if (prefix === "redshift-serverless" && name === "GetCredentials") scopable.push(`${prefix}:${name}`);
        }
      }
      if (scopable.length === 0) continue;
      const isOfServerless = scopable.every((name) => name.startsWith("redshift-serverless:"));
      const rest =
        others.length === 0
          ? ""
          : ` ${list(others)} ${others.length === 1 ? "knows no resource and stays" : "know no resource and stay"} on \`*\`.`;
      yield {
        at: star,
        details: `${list(scopable)} can be limited to ${isOfServerless ? "workgroups" : "clusters or workgroups"}, and here ${scopable.length === 1 ? "reaches" : "reach"} all of the account's. Name the ARNs.${rest}`,
      };
    }
  },
};

/** Of an account, or of all. */
function isEveryWarehouse(resource: string): boolean {
  return isStar(resource) || /^(?:\*|(?:cluster:|workgroup\/)\*)$/.test(parseArn(resource)?.resource ?? "");
}

function list(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `${quoteWhole(name)}`).join(", ");
}
