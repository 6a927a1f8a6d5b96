import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { patternsOverlap } from "../facts/pattern-overlap.ts";
import { isAllow, type PolicyDocument, type Statement, type Value } from "../policy/document.ts";
import { isAction } from "../policy/exact-action.ts";
import { openAsStars } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { allows } from "../redshift/redshift-action.ts";
import { readRedshiftArn, redshiftArns } from "../redshift/resource-type.ts";
import { rememberEach } from "../remember-each.ts";

const inOregon = "arn:aws:redshift:us-west-2:210000000001:";
const getting = (resource: string, action = '"redshift:GetClusterCredentials"'): string =>
  allowing(`"Action": ${action}, "Resource": ${resource}`);

export const databaseOfAnotherCluster: Check = {
  id: "database-of-another-cluster",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "Credentials for a database of a cluster on which no user is allowed",
  why: "`redshift:GetClusterCredentials` for a database asks for both: the `dbuser` and the `dbname` of the same cluster, in the same Region and account. Where the two name different clusters, credentials for the database are always denied.",
  fix: "Write the same Region, account and cluster in the ARNs of user and database.",
  learnMoreLink: awsPage.identityPolicies,
  bad: [
    getting(`["${inOregon}dbuser:analytics/etl", «"${inOregon}dbname:analytics-prod/dev"»]`),
    getting(
      `["${inOregon}dbuser:analytics/etl", "${inOregon}dbname:analytics/dev", «"arn:aws:redshift:us-east-1:210000000001:dbname:analytics/dev"»]`,
    ),
  ],
  good: [
    getting(`["${inOregon}dbuser:analytics/etl", "${inOregon}dbname:analytics/dev"]`),
    getting(`["${inOregon}dbuser:{{cluster}}/etl", "${inOregon}dbname:analytics/dev"]`),
    getting(`["${inOregon}dbuser:*/etl", "${inOregon}dbname:analytics/dev"]`),
    getting(`["${inOregon}dbuser:analytics/etl", "arn:aws:redshift:*:*:dbname:\${aws:PrincipalTag/cluster}/dev"]`),
    getting(
      `["${inOregon}dbuser:analytics/etl", "${inOregon}dbname:reports/dev"]`,
      '["redshift:GetClusterCredentials", "redshift:GetClusterCredentialsWithIAM"]',
    ),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": ["${inOregon}dbuser:analytics/etl", "${inOregon}dbname:reports/dev"] }, { "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "${inOregon}dbuser:reports/etl" }] }`,
  ],
  contradiction: true,
  needs: ["redshift-action", "redshift-arn"],
  *run(policy, services) {
    if (!redshiftArns(policy).some(({ type }) => type === "dbname")) return;
    const statements = statementsAbout(topic.redshift, policy, services).filter(givesCredentials);
    const users = statements.length === 0 ? undefined : clustersOfUsers(policy);
    if (users === undefined || users.length === 0) return;
    if (policy.statements.some((each) => allows(each, "redshift:GetClusterCredentialsWithIAM"))) return;
    const hasUser = rememberEach((cluster) => users.some((user) => patternsOverlap(user, cluster)));
    let databases = 0;
    for (const { resource } of statements) {
      for (const value of resource?.values ?? []) {
        const cluster = clusterOf(value, "dbname");
        if (cluster === undefined || ++databases * users.length > mostPairs || hasUser(cluster)) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is a database of a cluster on which this policy allows no user, so credentials for it are always denied. Write the same Region, account and cluster as in the ARN of the user.`,
        };
      }
    }
  },
};

/** No policy that IAM takes has room for more. */
const mostPairs = 5000;
/** A Region, an account and the name of a cluster; longer ones are broken anyway. */
const longestPlace = 150;

function givesCredentials(statement: Statement): boolean {
  return isAllow(statement) && statement.action?.values.some(isGetClusterCredentials) === true;
}

function isGetClusterCredentials(value: Value): boolean {
  return isAction(value, "redshift:getclustercredentials");
}

/** The clusters for whose users the policy allows credentials; undefined where some of it leaves them open. */
function clustersOfUsers({ statements }: PolicyDocument): string[] | undefined {
  const clusters = new Set<string>();
  for (const statement of statements) {
    if (!allows(statement, "redshift:GetClusterCredentials")) continue;
    if (statement.resource === undefined) return undefined;
    for (const value of statement.resource.values) {
      const arn = readRedshiftArn(value);
      const isOther =
        arn === undefined ? /^arn:[^:]*:(?!redshift)[a-z0-9-]+:/.test(value.value) : arn.type !== "dbuser";
      if (isOther) continue;
      const cluster = clusterOf(value, "dbuser");
      if (cluster === undefined) return undefined;
      clusters.add(cluster);
    }
  }
  return [...clusters];
}

/** `region:account:cluster`, with `*` for what is left open. */
function clusterOf(value: Value, type: string): string | undefined {
  const arn = readRedshiftArn(value);
  if (arn?.type !== type || arn.service !== "redshift") return undefined;
  const place = `${arn.region}:${arn.account}:${arn.name.split("/")[0]}`;
  if (place.length > longestPlace) return undefined;
  // Another check tells of capital letters.
  return openAsStars(place).toLowerCase();
}
