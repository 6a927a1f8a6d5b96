import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { type Condition, isAllow, type Statement } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { type RedshiftActions, redshiftActions } from "../redshift/redshift-action.ts";

const workgroup = '"arn:aws:redshift-serverless:us-west-2:210000000001:workgroup/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"';

// `glue-catalog-arn` is left out: policies of AWS's own use it with actions for which it is not listed.
const key = /^redshift-(?:data:(?:statement|session)-owner-iam-userid$|serverless:)/;

export const redshiftKeyNeverSent: Check = {
  id: "redshift-key-never-sent",
  findingType: "WARNING",
  policyTypes: ["identity", "session", "scp"],
  title: "The action's requests do not carry this condition key",
  why: "Each key of the Data API belongs to certain actions: `statement-owner-iam-userid` to those that look at a statement, `session-owner-iam-userid` to those that run one or list sessions. AWS lists none of Redshift Serverless's own keys for `GetCredentials`. Where a request does not carry the key, an Allow with the condition never grants the action.",
  fix: "Move the action to a statement without the condition, and limit it by the ARN of the cluster or workgroup, or by `aws:ResourceTag`.",
  learnMoreLink: awsPage.dataApiActions,
  bad: [
    allowing(
      `"Action": «"redshift-data:ExecuteStatement"», "Resource": ${workgroup}, "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": "\${aws:userid}" } }`,
    ),
    allowing(
      '"Action": ["redshift-data:DescribeStatement", «"redshift-data:ListSessions"»], "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": "${aws:userid}" } }',
    ),
    allowing(
      '"Action": «"redshift-serverless:GetCredentials"», "Resource": "*", "Condition": { "StringEquals": { "redshift-serverless:workgroupId": "5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20" } }',
    ),
  ],
  good: [
    allowing(
      '"Action": ["redshift-data:CancelStatement", "redshift-data:DescribeStatement", "redshift-data:GetStatementResult", "redshift-data:ListStatements"], "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": "${aws:userid}" } }',
    ),
    allowing(
      `"Action": ["redshift-data:ExecuteStatement", "redshift-data:BatchExecuteStatement"], "Resource": ${workgroup}, "Condition": { "StringEquals": { "redshift-data:session-owner-iam-userid": "\${aws:userid}" } }`,
    ),
    allowing(
      '"Action": "redshift-data:DescribeStatement", "Resource": "*", "Condition": { "StringLike": { "redshift-data:glue-catalog-arn": "arn:aws:glue:*:*:catalog/*" } }',
    ),
    allowing(
      '"Action": "redshift-data:*", "Resource": "*", "Condition": { "StringEqualsIfExists": { "redshift-data:statement-owner-iam-userid": "${aws:userid}" } }',
    ),
    allowing(
      '"Action": "redshift-data:*", "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": "${aws:userid}" } }',
    ),
  ],
  needs: ["condition", "redshift-action"],
  *run(policy, services) {
    // By key, of the statement looked at last: both lists may be as long as the text has room for.
    const unsent = new Map<string, readonly RedshiftActions[]>();
    let last: Statement | undefined;
    for (const condition of policy.conditions) {
      const { lowerKey, operator, statement } = condition;
      if (!key.test(lowerKey)) continue;
      if (operator === undefined || operator.ifExists || operator.base.type === "Null") continue;
      const definition = services.service(lowerKey.slice(0, lowerKey.indexOf(":")))?.conditionKeys.get(lowerKey);
      // A key that does not exist has a finding of its own.
      if (definition === undefined) continue;
      if (last !== statement) unsent.clear();
      last = statement;
      const without =
        unsent.get(lowerKey) ??
        redshiftActions(statement, services).filter(
          ({ actions }) => actions.length > 0 && !actions.some((action) => action.carries(lowerKey)),
        );
      unsent.set(lowerKey, without);
      for (const named of without) {
        yield {
          at: named.value,
          details: `AWS lists \`${definition.name}\` for no request of ${quoteWhole(named.value.value)}, so the condition ${effectOf(condition)}. Move the action to a statement without it.`,
          related: [{ at: condition.member.key, label: "the condition key" }],
        };
      }
    }
  },
};

function effectOf({ statement, operator }: Condition): string {
  const holds = operator?.base.negated === true || operator?.setOperator === "ForAllValues";
  if (isAllow(statement)) return holds ? "always holds and does not restrict it" : "never holds and does not allow it";
  return holds ? "always holds and denies it to everyone" : "never holds and does not deny it";
}
