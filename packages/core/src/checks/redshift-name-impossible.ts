import { type Check, everyPolicyType } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import { openAsStars } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isWorkgroupId, isWorkgroupName, serverlessPart } from "../redshift/db-user.ts";
import { faultOfCharacters, faultOfClusterName, faultOfUserName } from "../redshift/name-fault.ts";
import { type RedshiftArn, redshiftArns } from "../redshift/resource-type.ts";

const on = (resource: string): string =>
  allowing(`"Action": "redshift:GetClusterCredentials", "Resource": ${resource}`);

export const redshiftNameImpossible: Check = {
  id: "redshift-name-impossible",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "Nothing of Redshift's can have the name in this ARN",
  why: "A cluster's name is a letter, then up to 62 letters, digits and single hyphens; a database user has a name without blanks; a namespace is named by its ID. An ARN with any other name matches nothing: an Allow grants nothing, and a Deny keeps out nobody.",
  fix: "Write the name as the console shows it, without blanks around it.",
  learnMoreLink: awsPage.redshiftActions,
  bad: [
    on('«"arn:aws:redshift:us-west-2:210000000001:dbuser:dwh_prod/etl"»'),
    on('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl "»'),
    on(
      '[«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/"», "arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev"]',
    ),
    on('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics.abc123.us-west-2.redshift.amazonaws.com/etl"»'),
    allowing(
      '"Action": "redshift:RebootCluster", "Resource": «"arn:aws:redshift:us-west-2:210000000001:cluster:analytics--old"»',
    ),
    {
      policyType: "trust",
      policy: trusting(
        '{ "Service": "redshift.amazonaws.com" }',
        '{ "ArnLike": { "aws:SourceArn": «"arn:aws:redshift:us-west-2:210000000001:cluster:dwh_prod"» } }',
      ),
    },
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "210000000001" }, "Action": "redshift:CreateInboundIntegration", "Resource": «"arn:aws:redshift:us-west-2:210000000001:namespace:analytics"» }] }',
    },
  ],
  good: [
    on(
      '["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics-2/etl+a.b@c", "arn:aws:redshift:*:*:dbuser:*/IAMR:Admin", "arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-EXAMPLE_ID/etl"]',
    ),
    on('"arn:aws:redshift:us-west-2:210000000001:dbuser:${aws:PrincipalTag/Cluster}/${redshift:DbUser}"'),
    on('"arn:aws:redshift:us-west-2:210000000001:dbuser:<cluster_name>/{db user}"'),
    allowing(
      '"Action": "redshift:*", "Resource": ["arn:aws:redshift:us-west-2:210000000001:cluster:a-*", "arn:aws:redshift:us-west-2:210000000001:namespace:*"]',
    ),
  ],
  needs: ["redshift-arn"],
  *run(policy) {
    for (const arn of redshiftArns(policy)) {
      const reason = faultOf(arn);
      if (reason === undefined) continue;
      yield {
        at: arn.value,
        details: `Nothing has the ARN ${quoteWhole(arn.value.value)}: ${reason}. Write the name as it is.`,
      };
    }
  },
};

function faultOf({ service, type, separator, name: written }: RedshiftArn): string | undefined {
  if (separator === "" || service === "redshift-data") return undefined;
  const name = openAsStars(written);
  // A type without a name and a whole ARN in its place are told elsewhere.
  if (type === "cluster") return service === "redshift" ? faultOfClusterName(name) : undefined;
  if (type === "namespace") return faultOfNamespace(service, name);
  if (type === "workgroup") return name === "" ? "the workgroup's ID is missing" : faultOfCharacters(name);
  if (type !== "dbuser" && type !== "dbname" && type !== "dbgroup") return undefined;
  const slash = name.indexOf("/");
  if (slash === -1) return undefined;
  const [cluster, user] = [name.slice(0, slash), name.slice(slash + 1)];
  const isServerless = serverlessPart(cluster) !== undefined || cluster.startsWith("serverless-");
  const ofCluster = isServerless ? faultOfCharacters(cluster) : faultOfClusterName(cluster);
  return ofCluster ?? (type === "dbuser" ? faultOfUserName(user) : faultOfOther(type, user));
}

function faultOfOther(type: string, name: string): string | undefined {
  return name === "" ? `the name of the ${type === "dbname" ? "database" : "group"} is empty` : faultOfCharacters(name);
}

/** Those of Serverless by name are another check's. */
function faultOfNamespace(service: string, name: string): string | undefined {
  if (name === "") return "the namespace's ID is missing";
  const isName = service === "redshift" && !isWorkgroupId(name) && isWorkgroupName(name);
  return isName ? `a namespace is named by its ID, a UUID, and ${quoteWhole(name)} is none` : faultOfCharacters(name);
}
