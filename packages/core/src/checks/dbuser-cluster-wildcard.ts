import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { isAccountId } from "../policy/arn.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { sourceArns } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isWorkgroupId, isWorkgroupName, readDbUser } from "../redshift/db-user.ts";
import { roleGrants } from "../redshift/role-grant.ts";

const asking = (value: string): string =>
  trusting('{ "Service": "redshift.amazonaws.com" }', `{ "StringLike": { "sts:ExternalId": ${value} } }`);

export const dbuserClusterWildcard: Check = {
  id: "dbuser-cluster-wildcard",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "A user of that name on any matching cluster can use the role",
  why: "User names are given by whoever administers a cluster. A pattern with one user and many clusters lets the administrator of any of them make a user of that name and use the role.",
  fix: "Name the cluster. If every user of the account may use the role, say so: `dbuser:*/*`.",
  learnMoreLink: awsPage.databaseUsers,
  bad: [
    asking('«"arn:aws:redshift:us-west-2:210000000001:dbuser:*/etl"»'),
    asking('«"arn:aws:redshift:us-west-2:210000000001:dbuser:prod*/etl"»'),
    asking('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics*"»'),
  ],
  good: [
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/*"'),
    asking('"arn:aws:redshift:*:210000000001:dbuser:*/*"'),
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl_*"'),
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:*"'),
    asking('"arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-*-5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20/etl"'),
    trusting(
      '{ "Service": "redshift.amazonaws.com" }',
      '{ "StringLike": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:*/etl" }, "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics" } }',
    ),
  ],
  *run(policy) {
    for (const { redshift, externalIds, statement } of roleGrants(policy)) {
      if (redshift.length === 0) continue;
      const sources = sourceArns(statement);
      // Where the sources are named, no other cluster's user comes through.
      if (sources.length > 0 && !sources.some(({ resource }) => hasWildcard(resource))) continue;
      for (const condition of externalIds) {
        if (!asksForValues(condition) || condition.operator?.base.wildcards !== true) continue;
        for (const value of condition.values) {
          const reach = reachOf(value.value, readDbUser(value));
          if (reach === undefined) continue;
          yield {
            at: value,
            details: `${quoteWhole(value.value)} ${reach} Name the cluster, then \`/\` and the user.`,
          };
        }
      }
    }
  },
};

function reachOf(text: string, user: ReturnType<typeof readDbUser>): string | undefined {
  if (user !== undefined && text.includes("/")) {
    if (!isAccountId(user.account) || !hasWildcard(user.cluster) || user.user.includes("*")) return undefined;
    // The ID is of one workgroup, whatever stands for its account.
    if (isWorkgroupId(user.cluster.replace(/^serverless-[\d*?]+-/, ""))) return undefined;
    // A pattern of workgroups' names matches no cluster, and has a finding of its own.
    if (user.serverless !== undefined && isWorkgroupName(user.serverless.workgroup)) return undefined;
    return `matches a user ${quoteWhole(user.user)} on every cluster ${quoteWhole(user.cluster)}, so the administrator of any of them can make one and use the role.`;
  }
  const cluster = /^arn:[^:]*:redshift:[^:]*:\d{12}:dbuser:([^/*]+)\*$/.exec(text)?.[1];
  return cluster === undefined
    ? undefined
    : `matches every user of ${quoteWhole(cluster)} and of every cluster whose name begins so, since \`*\` also matches \`/\`.`;
}
