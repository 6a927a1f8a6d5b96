import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { withoutVariables } from "../policy/policy-variable.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { faultOfClusterName } from "../redshift/name-fault.ts";
import { type RedshiftArn, redshiftArns } from "../redshift/resource-type.ts";

export const redshiftNameUpperCase: Check = {
  id: "redshift-name-upper-case",
  findingType: "ERROR",
  policyTypes: ["identity", "session", "resource", "scp"],
  title: "The name of a cluster or of a group of users is written in upper case",
  why: "Redshift keeps the identifiers of clusters and the names of database groups in lower case, and ARNs are compared letter by letter: this one is never met.",
  fix: "Write the name in lower case.",
  learnMoreLink: awsPage.redshiftActions,
  bad: [
    allowing(
      '"Action": "redshift:RebootCluster", "Resource": «"arn:aws:redshift:us-west-2:210000000001:cluster:Analytics"»',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": [«"arn:aws:redshift:us-west-2:210000000001:dbuser:Analytics/etl"», "arn:aws:redshift:us-west-2:210000000001:dbname:analytics/Dev"]',
    ),
    allowing(
      '"Action": "redshift:JoinGroup", "Resource": «"arn:aws:redshift:us-west-2:210000000001:dbgroup:analytics/Loaders"»',
    ),
  ],
  good: [
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": ["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/IAMR:Admin", "arn:aws:redshift:us-west-2:210000000001:dbuser:${aws:PrincipalTag/Cluster}/etl", "arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-EXAMPLE/etl"]',
    ),
    allowing(
      '"Action": "redshift:JoinGroup", "Resource": ["arn:aws:redshift:us-west-2:210000000001:dbgroup:*/${redshift:DbUser}_group", "arn:aws:redshift:us-west-2:210000000001:dbgroup:${aws:PrincipalTag/Cluster}/loaders"]',
    ),
  ],
  needs: ["redshift-arn"],
  *run(policy) {
    for (const arn of redshiftArns(policy)) {
      // A placeholder has a finding of its own.
      const name = /[<{[%$]/.test(withoutVariables(arn.name)) ? undefined : namesInLowerCase(arn).find(hasCapital);
      if (name === undefined) continue;
      yield {
        at: arn.value,
        details: `Redshift writes ${quoteWhole(name)} in lower case, so nothing has the ARN ${quoteWhole(arn.value.value)}. Write it in lower case.`,
      };
    }
  },
};

function hasCapital(name: string): boolean {
  return /[A-Z]/.test(name);
}

/** The parts of an ARN that Redshift keeps in lower case. */
function namesInLowerCase({ service, type, name: written }: RedshiftArn): readonly string[] {
  if (service !== "redshift") return [];
  const name = withoutVariables(written);
  if (type === "cluster") return clusterIn(name);
  if (type !== "dbuser" && type !== "dbname" && type !== "dbgroup") return [];
  const slash = name.indexOf("/");
  const cluster = slash === -1 ? name : name.slice(0, slash);
  const group = type === "dbgroup" && slash !== -1 ? [name.slice(slash + 1)] : [];
  // A workgroup's identifier has letters of its own.
  return cluster.startsWith("serverless-") ? group : [...clusterIn(cluster), ...group];
}

/** What no cluster is named in small letters either is another check's. */
function clusterIn(name: string): readonly string[] {
  return faultOfClusterName(name) === undefined ? [name] : [];
}
