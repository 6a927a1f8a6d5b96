import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { parseArn } from "../policy/arn.ts";
import {
  type Condition,
  isAllow,
  nameOf,
  type PolicyDocument,
  type Statement,
  type Value,
} from "../policy/document.ts";
import { matchesPattern } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { leavesCertainResources } from "../redshift/left-by-deny.ts";
import { beginsWithRedshift, denies, isStar } from "../redshift/redshift-action.ts";
import { rememberEach } from "../remember-each.ts";

const onResource = (resource: string): string =>
  allowing(`"Action": "redshift:GetClusterCredentials", "Resource": ${resource}`);

export const clusterCredentialsForEveryUser: Check = {
  id: "cluster-credentials-for-every-user",
  findingType: "SECURITY_WARNING",
  policyTypes: ["identity"],
  title: "The caller can log in as every database user, the administrator included",
  why: "`redshift:GetClusterCredentials` gives a password for the database user it is allowed for. Without a database user in `Resource` or a condition, that is every user of every cluster, superusers too; `dbuser:<cluster>/*` is every user of one. `${redshift:DbUser}` in `Resource` is no restriction by itself: it stands for whichever user the caller asks for, and AWS strongly recommends a condition beside it that ties it to the caller. AWS calls its own example on `*` overly permissive.",
  fix: "Name the user: `arn:aws:redshift:<region>:<account>:dbuser:<cluster>/<user>`, or name users under `StringEquals` on `redshift:DbUser`. With `${redshift:DbUser}` in `Resource`, add `StringLike` on `aws:userid` with `*:${redshift:DbUser}`.",
  learnMoreLink: awsPage.identityPolicies,
  bad: [
    onResource('«"*"»'),
    onResource('["arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev", «"arn:aws:redshift:*:*:dbuser:*"»]'),
    onResource('«"arn:aws:redshift:us-west-2:210000000001:dbuser:*/*"»'),
    onResource('[«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/?*"», «"arn:aws:redshift:*:*:dbuser*"»]'),
    onResource('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics*"»'),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «"*"», "Condition": { "StringLike": { "redshift:DbUser": "?*" } }',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «"*"», "Condition": { "StringEquals": { "redshift:DbUser": "${redshift:DbUser}" } }',
    ),
    onResource(
      '[«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/*"», "arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev"]',
    ),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": «"*"» }, { "Effect": "Deny", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringNotEquals": { "redshift:DbName": "dev" } } }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": «"*"» }, { "Effect": "Deny", "Action": "redshift:GetClusterCredentials", "NotResource": ["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/*", "arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev"] }] }`,
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «"*"», "Condition": { "StringEquals": { "redshift:DbName": "dev" } }',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «"*"», "Condition": { "StringLike": { "redshift:DbUser": "*" } }',
    ),
    onResource('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${redshift:DbUser}"»'),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${redshift:DbUser}"», "Condition": { "StringLike": { "aws:userid": "AROAJQABLZS4A3QDU576Q:*" } }',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", «"NotResource"»: "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «"*"», "Condition": { "StringNotEquals": { "redshift:DbUser": "awsuser" } }',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «"*"», "Condition": { "Null": { "redshift:DbUser": "false" } }',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": «"*"», "Condition": { "IpAddress": { "aws:SourceIp": "192.0.2.0/24" }, "StringEquals": { "aws:RequestedRegion": "us-west-2" } }',
    ),
  ],
  good: [
    onResource(
      '["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", "arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev"]',
    ),
    onResource('["arn:aws:redshift:*:*:dbuser:*/redshift_data_api_user", "arn:aws:redshift:*:*:dbname:*/*"]'),
    onResource('["arn:aws:redshift:*:*:dbuser:analytics/temp_*", "arn:aws:redshift:*:*:dbuser:analytics/??*"]'),
    onResource(
      '["arn:aws:redshift:*:*:dbuser:*/etl", "arn:aws:redshift:*:*:cluster:*", "arn:aws:redshift:*:*:dbname*"]',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": "arn:aws:redshift:us-west-2:210000000001:dbuser:*/${redshift:DbUser}", "Condition": { "StringLike": { "aws:userid": "*:${redshift:DbUser}" } }',
    ),
    onResource('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${aws:username}"'),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "redshift:DbUser": "etl" } }',
    ),
    allowing(
      '"Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { "redshift:DbName": "dev", "aws:PrincipalTag/team": "data" } }',
    ),
    allowing('"Action": "redshift:*", "Resource": "*"'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*" }, { "Effect": "Deny", "Action": "redshift:GetClusterCredentials", "NotResource": ["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", "arn:aws:redshift:us-west-2:210000000001:dbname:*"] }] }`,
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*" }, { "Effect": "Deny", "Action": "redshift:*", "Resource": "*", "Condition": { "StringNotEquals": { "redshift:DbUser": "etl" } } }] }`,
  ],
  needs: ["redshift-action"],
  *run(policy, services) {
    const isNarrowed = rememberEach(
      (name) =>
        leavesCertainResources(policy, name, (resource) => coversEveryUser(resource, policy)) ||
        policy.statements.some(deniesOtherUsers),
    );
    for (const statement of statementsAbout(topic.redshift, policy, services)) {
      if (!isAllow(statement) || statement.conditions.some(limitsUser)) continue;
      const everyUser = statement.resource?.values.filter(({ value }) => coversEveryUser(value, policy)) ?? [];
      if (everyUser.length === 0 && statement.notResource === undefined) continue;
      if (!statement.action?.values.some(meansGetClusterCredentials)) continue;
      if (isNarrowed(action)) return;
      if (statement.notResource !== undefined) {
        yield {
          at: nameOf(statement.notResource),
          details:
            "`redshift:GetClusterCredentials` on everything but what `NotResource` lists gives a login as every other database user, superusers included. Name the users in `Resource`.",
        };
      }
      const spared = statement.conditions.find(sparesUsers)?.operatorName.value;
      const [but, included] =
        spared === undefined
          ? ["", "superusers included"]
          : [` but those under ${quoteWhole(spared)}`, "other superusers included"];
      for (const value of everyUser) {
        const cluster = clusterOfEveryUser(value.value);
        const [who, remedy] = namesWhoeverIsAskedFor(value.value)
          ? [
              "whichever database user the caller asks for",
              "Tie it to the caller with `StringLike` on `aws:userid` and `*:${redshift:DbUser}`",
            ]
          : [
              `every database user${cluster === undefined ? "" : ` of ${quoteWhole(cluster)}`}`,
              "Name the user's ARN, `…:dbuser:<cluster>/<user>`",
            ];
        yield {
          at: value,
          details: `\`redshift:GetClusterCredentials\` on ${quoteWhole(value.value)} gives a login as ${who}${but}, ${included}. ${remedy}, or name users under \`StringEquals\` on \`redshift:DbUser\`.`,
        };
      }
    }
  },
};

const action = "redshift:GetClusterCredentials";

/** By its name, or by a pattern that says more than `redshift:*`. */
function meansGetClusterCredentials(value: Value): boolean {
  if (!beginsWithRedshift(value) || value.value.length <= "redshift:*".length) return false;
  const pattern = value.value.toLowerCase();
  return pattern.startsWith("redshift:") && matchesPattern(pattern, "redshift:getclustercredentials");
}

function coversEveryUser(resource: string, { version }: PolicyDocument): boolean {
  // By the rules of 2008 a variable is plain text, and names nobody.
  if (namesWhoeverIsAskedFor(resource)) return version !== undefined && version.value !== "2008-10-17";
  if (isStar(resource)) return true;
  // A star also matches the slash.
  const [, beginning, end = ""] =
    /^(dbuser:[^/]+\/|dbuser:[^/*?]*|[a-z]*)([*?]+)$/.exec(parseArn(resource)?.resource ?? "") ?? [];
  return isEveryName(end) && (beginning?.startsWith("dbuser:") === true || "dbuser:".startsWith(beginning ?? " "));
}

/** A pattern that every name matches, since none is empty. */
function isEveryName(pattern: string): boolean {
  return /^[*?]+$/.test(pattern) && pattern.includes("*") && pattern.indexOf("?") === pattern.lastIndexOf("?");
}

/** The cluster, or a pattern of clusters, all of whose users are named. */
function clusterOfEveryUser(resource: string): string | undefined {
  const written = parseArn(resource)?.resource ?? "";
  const cluster = /^dbuser:(?:([^/]+)\/[*?]+|([^/*?]+[*?]+))$/.exec(written);
  const name = cluster?.[1] ?? cluster?.[2];
  return name === undefined || isStar(name) ? undefined : name;
}

/** Whether it is a Deny of credentials for all database users but some. */
function deniesOtherUsers(statement: Statement): boolean {
  const { conditions, resource } = statement;
  return (
    denies(statement, action) &&
    resource?.values.some(({ value }) => isStar(value)) === true &&
    conditions.length > 0 &&
    conditions.every(
      ({ lowerKey, operator }) =>
        lowerKey === "redshift:dbuser" && operator?.base.negated === true && operator.setOperator === undefined,
    )
  );
}

function namesWhoeverIsAskedFor(resource: string): boolean {
  return /^dbuser:[^/]*\/\$\{redshift:dbuser\}$/i.test(parseArn(resource)?.resource ?? "");
}

const whoeverIsAskedFor = "${redshift:dbuser}";

/** Keys that say nothing about the database user or the caller: when, from where and for how long he asks. */
const aboutOthers = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:multifactorauthage",
  "aws:multifactorauthpresent",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpcsourceip",
  "redshift:dbname",
  "redshift:durationseconds",
]);

function sparesUsers({ lowerKey, operator }: Pick<Condition, "lowerKey" | "operator">): boolean {
  return lowerKey === "redshift:dbuser" && operator?.base.negated === true;
}

function limitsUser({ lowerKey, operator, values }: Condition): boolean {
  // `Null` asks for no value.
  if (aboutOthers.has(lowerKey) || operator?.base.type === "Null") return false;
  // All users but one are nearly all.
  if (sparesUsers({ lowerKey, operator })) return false;
  // Who the caller is says nothing of the user that he asks for, unless the two are compared.
  if (lowerKey === "aws:userid") {
    return operator?.base.negated !== true && values.some(({ value }) => /\$\{redshift:dbuser\}/i.test(value));
  }
  const isAny = ({ value }: Value): boolean =>
    isStar(value) ||
    (lowerKey === "redshift:dbuser" && (isEveryName(value) || value.toLowerCase() === whoeverIsAskedFor));
  const compares = operator?.base.wildcards === true || values.some(({ value }) => value.startsWith("${"));
  return !(compares && operator?.base.negated === false && values.some(isAny));
}
