import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { isAllow, isDeny } from "../policy/document.ts";
import { isLeftOpen } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allowsOnStar, deniesOnStar, isStar, redshiftActions } from "../redshift/redshift-action.ts";
import { rememberEach } from "../remember-each.ts";

const workgroup = '"arn:aws:redshift-serverless:us-west-2:210000000001:workgroup/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"';

export const unscopableRedshiftAction: Check = {
  id: "unscopable-redshift-action",
  findingType: "ERROR",
  policyTypes: ["identity", "session", "scp", "endpoint"],
  title: "The action takes no resource, so this statement never reaches it",
  why: 'Some Redshift actions know no resource: of the Data API `CancelStatement`, `DescribeStatement`, `GetStatementResult`, `ListStatements` and `ListSessions`. They match only `"Resource": "*"`. Beside a workgroup\'s or cluster\'s ARN they are silently denied: the query runs and its result cannot be read. A Deny that names ARNs never denies them.',
  fix: 'Move these actions to a statement with `"Resource": "*"`. To limit the Data API ones to the caller\'s own statements, add a condition on `redshift-data:statement-owner-iam-userid`.',
  learnMoreLink: awsPage.dataApiActions,
  bad: [
    allowing(
      `"Action": ["redshift-data:ExecuteStatement", «"redshift-data:GetStatementResult"»], "Resource": ${workgroup}`,
    ),
    allowing(`"Action": «"redshift-data:*"», "Resource": ${workgroup}`),
    allowing(
      `"Action": [«"redshift-serverless:ListWorkgroups"», "redshift-serverless:GetCredentials"], "Resource": ${workgroup}`,
    ),
    allowing(
      '"Action": «"redshift:DescribeTable"», "Resource": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics"',
    ),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": «"redshift-data:GetStatementResult"», "Resource": ${workgroup} }] }`,
  ],
  good: [
    allowing('"Action": "redshift:DescribeClusterSubnetGroups", "Resource": "arn:aws:redshift:*:*:subnetgroup:*"'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift-data:ExecuteStatement", "Resource": ${workgroup} }, { "Effect": "Allow", "Action": "redshift-data:GetStatementResult", "Resource": "*" }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift-data:CancelStatement", "redshift-data:DescribeStatement", "redshift-data:GetStatementResult", "redshift-data:List*"], "Resource": "*" }, { "Effect": "Allow", "Action": "redshift-data:*", "Resource": ${workgroup} }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift-data:*", "Resource": ${workgroup} }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift-data:GetStatementResult", "NotResource": ${workgroup} }] }`,
    allowing('"Action": ["redshift-data:ExecuteStatement", "redshift-data:GetStatementResult"], "Resource": "*"'),
  ],
  needs: ["redshift-action"],
  *run(policy, services) {
    const isAllowedOnStar = rememberEach((name) => policy.statements.some((other) => allowsOnStar(other, name)));
    const isDeniedOnStar = rememberEach((name) => policy.statements.some((other) => deniesOnStar(other, name)));
    for (const statement of statementsAbout(topic.redshift, policy, services)) {
      const { resource } = statement;
      const isDenial = isDeny(statement);
      if (!(isDenial || isAllow(statement)) || resource === undefined || resource.values.length === 0) continue;
      // What is no ARN yet may become the star.
      if (resource.values.some(({ value }) => isStar(value) || (!value.startsWith("arn:") && isLeftOpen(value))))
        continue;
      for (const named of redshiftActions(statement, services)) {
        const { value, prefix, isPattern } = named;
        // A wide pattern of Serverless's seldom means its unscopable part, and a wide Deny denies the rest.
        if (isPattern && (prefix !== "redshift-data" || isDenial)) continue;
        const denied = named.actions
          // AWS's own policies name ARNs for some of the older service's Describe actions; nothing is certain there.
          .filter(({ name, resourceTypes }) => {
            return resourceTypes.length === 0 && (prefix !== "redshift" || ofQueryEditor.test(name));
          })
          .map(({ name }) => `${prefix}:${name}`)
          .filter((name) => !(isDenial ? isDeniedOnStar(name) : isAllowedOnStar(name)));
        // Of a pattern, the actions that a query needs.
        if (
          denied.length === 0 ||
          (isPattern && !denied.some((name) => /StatementResult|DescribeStatement/.test(name)))
        ) {
          continue;
        }
        const names = denied.map((name) => `${quoteWhole(name)}`).join(", ");
        const takes = denied.length === 1 ? "takes no resource" : "take no resource";
        yield {
          at: value,
          details: `${names} ${takes}, so this statement, which names ARNs, never ${isDenial ? "denies" : "allows"} ${denied.length === 1 ? "it" : "them"}. Put ${denied.length === 1 ? "it" : "them"} in a statement with \`"Resource": "*"\`.`,
        };
      }
    }
  },
};

/** Actions of the query editor's, which know no cluster. */
const ofQueryEditor =
  /^(?:Describe(?:Table|Query|SavedQueries)|List(?:Databases|Schemas|Tables|SavedQueries)|(?:Execute|Cancel)Query|FetchResults)$/;
