import type { Check } from "../check.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { coversResources } from "../policy/covered-resources.ts";
import { isAllow, isDeny, nameOf, type Statement } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { denies, redshiftActions } from "../redshift/redshift-action.ts";
import { rememberEach } from "../remember-each.ts";

const onUser = '"Resource": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"';
const twoStatements = (allow: string, deny: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${allow} }, { "Effect": "Deny", ${deny} }] }`;

export const allowCancelledByDeny: Check = {
  id: "allow-cancelled-by-deny",
  findingType: "WARNING",
  policyTypes: ["identity", "session"],
  title: "A Deny of the same policy cancels what is allowed of Redshift",
  why: "A Deny always wins. One without a condition that covers the action and all resources of an Allow leaves nothing of it, whoever asks.",
  fix: "Remove the action from one of the two, or limit the Deny to what it is to keep out.",
  learnMoreLink: awsPage.evaluation,
  bad: [
    twoStatements(
      `"Action": [«"redshift:GetClusterCredentials"», "redshift:DescribeClusters"], ${onUser}`,
      '"Action": "redshift:Get*", "Resource": "*"',
    ),
    twoStatements(
      `"Action": «"redshift:GetClusterCredentials"», ${onUser}`,
      '"Action": "redshift:GetClusterCredentials", "Resource": "arn:aws:redshift:us-west-2:210000000001:dbuser:*"',
    ),
    twoStatements(
      `"Action": «"redshift:GetClusterCredentials"», ${onUser}`,
      '"NotAction": "redshift-data:*", "Resource": "*"',
    ),
  ],
  good: [
    twoStatements(
      `"Action": "redshift:GetClusterCredentials", ${onUser}`,
      '"Action": "redshift:GetClusterCredentials", "Resource": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/admin"',
    ),
    twoStatements(
      `"Action": "redshift:GetClusterCredentials", ${onUser}`,
      '"Action": "redshift:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } }',
    ),
    twoStatements('"Action": "redshift:*", "Resource": "*"', '"Action": "redshift:DeleteCluster", "Resource": "*"'),
    twoStatements(
      '"Action": "redshift:DeleteCluster", "Resource": "*"',
      '"Action": "redshift:DeleteCluster", "NotResource": "arn:aws:redshift:us-west-2:210000000001:cluster:scratch"',
    ),
  ],
  needs: ["statements", "redshift-action"],
  *run(policy, services) {
    const denials = policy.statements.filter(isPlainDeny).slice(0, mostDenials).map(newDenial);
    if (denials.length === 0) return;
    for (const statement of statementsAbout(topic.redshift, policy, services)) {
      if (!isAllow(statement) || (statement.resource?.values.length ?? 0) === 0) continue;
      const onAll = denials.filter(({ statement: denial }) => coversResources(denial, statement));
      if (onAll.length === 0) continue;
      for (const named of redshiftActions(statement, services)) {
        // What a pattern means is worked out when it is asked.
        const action = named.isPattern ? undefined : named.actions[0];
        if (action === undefined) continue;
        const { value, prefix } = named;
        const denial = onAll.find(({ isDenied }) => isDenied(`${prefix}:${action.name}`));
        if (denial === undefined) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is denied by another statement on every resource named here, and a Deny always wins, so this statement never allows it. Remove it from one of the two.`,
          ...related(denial.statement),
        };
      }
    }
  },
};

interface Denial {
  readonly statement: Statement;
  readonly isDenied: (action: string) => boolean;
}

/** More, or longer ones, are not compared: policies come from whoever writes them. */
const mostDenials = 10;
const mostPatterns = 20;

function isPlainDeny(statement: Statement): boolean {
  const { conditions, resource } = statement;
  return (
    isDeny(statement) && conditions.length === 0 && resource !== undefined && resource.values.length <= mostPatterns
  );
}

function newDenial(statement: Statement): Denial {
  return { statement, isDenied: rememberEach((action) => denies(statement, action)) };
}

function related({ action, notAction }: Statement) {
  const element = action ?? notAction;
  return element === undefined ? {} : { related: [{ at: nameOf(element), label: "the Deny" }] };
}
