import { type Check, everyPolicyType } from "../check.ts";
import { isLeftOpen } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { type RedshiftArn, redshiftArns } from "../redshift/resource-type.ts";

const on = (resource: string): { readonly policyType: "scp"; readonly policy: string } => ({
  policyType: "scp",
  policy: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "redshift:GetClusterCredentials", "Resource": ${resource} }] }`,
});

export const databaseArnIncomplete: Check = {
  id: "database-arn-incomplete",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The ARN of a database user, group or database lacks the cluster or the name",
  why: "After `dbuser:`, `dbname:` and `dbgroup:` come the cluster, a slash and the name. Without the slash the ARN matches nothing: an Allow grants nothing, and a Deny that was to keep people from the administrator keeps out nobody.",
  fix: "Write `<cluster>/<name>`, with `*` for every cluster or every name.",
  learnMoreLink: awsPage.redshiftActions,
  bad: [
    on('«"arn:aws:redshift:*:*:dbuser:awsuser"»'),
    on('["arn:aws:redshift:*:*:dbname:*/prod", «"arn:aws:redshift:us-west-2:*:dbuser:analytics:awsuser"»]'),
  ],
  good: [
    on('["arn:aws:redshift:*:*:dbuser:*/awsuser", "arn:aws:redshift:*:*:dbuser:*", "arn:aws:redshift:*:*:dbname:a*"]'),
    on('"arn:aws:redshift:*:*:dbuser:${aws:PrincipalTag/user}"'),
  ],
  needs: ["redshift-arn"],
  *run(policy) {
    for (const arn of redshiftArns(policy)) {
      if (!isIncomplete(arn)) continue;
      const [cluster, name, ...more] = arn.name.split(":");
      const isParted = name !== undefined && name !== "" && more.length === 0;
      const written = arn.value.value.slice(0, -arn.name.length);
      yield {
        at: arn.value,
        details: `${quoteWhole(arn.value.value)} has no \`/\` between a cluster and a name, so it matches nothing. Write ${quoteWhole(written + (isParted ? `${cluster}/${name}` : `*/${arn.name}`))}.`,
        ...(isParted ? { replacement: JSON.stringify(`${written}${cluster}/${name}`) } : {}),
      };
    }
  },
};

const ofDatabases: ReadonlySet<string> = new Set(["dbgroup", "dbname", "dbuser"]);

/** Where Region and account are written out Access Analyzer's check of resources tells it. */
function isIncomplete({ service, region, account, type, separator, name }: RedshiftArn): boolean {
  if (service !== "redshift" || !ofDatabases.has(type) || separator !== ":" || name === "") return false;
  return !name.includes("/") && !isLeftOpen(name) && (isLeftOpen(region) || isLeftOpen(account));
}
