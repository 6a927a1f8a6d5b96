import { type Check, everyPolicyType } from "../check.ts";
import { allowing } from "../example-text.ts";
import { patternsOverlap } from "../facts/pattern-overlap.ts";
import { isAccountId } from "../policy/arn.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import type { Condition } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { isLeftOpen, openAsStars } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { type RedshiftArn, redshiftArns } from "../redshift/resource-type.ts";

const user = '"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl"';
const database = '"arn:aws:redshift:us-west-2:210000000001:dbname:analytics/dev"';
const connecting = (resource: string, condition: string): string =>
  allowing(`"Action": "redshift:GetClusterCredentials", "Resource": ${resource}, "Condition": ${condition}`);

export const resourceNeverMeetsCondition: Check = {
  id: "resource-never-meets-condition",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A Redshift resource that the statement's conditions rule out",
  why: "A Redshift ARN has one Region and one account, and that of a database user or database one name. When a condition of the same statement asks for another Region (`aws:RequestedRegion`), account (`aws:ResourceAccount`), database user (`redshift:DbUser`) or database (`redshift:DbName`), no request for that resource meets it.",
  fix: "Make the ARN and the condition agree.",
  learnMoreLink: awsPage.redshiftActions,
  bad: [
    connecting(
      `[«${user}», «${database}»]`,
      '{ "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-west-3"] } }',
    ),
    connecting(`[«${user}», ${database}]`, '{ "StringEquals": { "redshift:DbUser": "bi_reader" } }'),
    connecting(`[${user}, «${database}»]`, '{ "StringLike": { "redshift:DbName": "prod*" } }'),
    allowing(
      '"Action": "redshift-serverless:GetCredentials", "Resource": «"arn:aws:redshift-serverless:us-west-2:210000000001:workgroup/5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20"», "Condition": { "StringEquals": { "aws:ResourceAccount": "210000000002" } }',
    ),
  ],
  good: [
    connecting(
      `[${user}, ${database}]`,
      '{ "StringEquals": { "aws:RequestedRegion": "us-west-2", "aws:ResourceAccount": "210000000001", "redshift:DbUser": "etl" }, "StringLike": { "redshift:DbName": "d?v" } }',
    ),
    connecting(`[${user}, ${database}]`, '{ "StringEqualsIfExists": { "aws:RequestedRegion": "eu-west-1" } }'),
    connecting(`[${user}, ${database}]`, '{ "StringNotEquals": { "aws:RequestedRegion": "us-west-2" } }'),
    connecting(
      '"arn:aws:redshift:*:${aws:PrincipalAccount}:dbuser:*/*"',
      '{ "StringEquals": { "aws:RequestedRegion": "eu-west-1", "aws:ResourceAccount": "210000000002", "redshift:DbUser": "etl" } }',
    ),
    connecting(
      user,
      '{ "StringEquals": { "redshift:DbUser": "${aws:PrincipalTag/user}", "redshift:DbName": "prod" } }',
    ),
  ],
  contradiction: true,
  needs: ["condition", "redshift-arn"],
  *run(policy) {
    const arns = new Map(redshiftArns(policy).map((arn) => [arn.value, arn]));
    for (const statement of policy.statements) {
      if (statement.conditions.length === 0 || statement.resource === undefined) continue;
      const asked = statement.conditions.filter(isStrict).slice(0, mostConditions).map(askedOf);
      if (asked.length === 0) continue;
      for (const value of statement.resource.values) {
        const arn = arns.get(value);
        if (arn === undefined) continue;
        const found = asked.find((one) => isRuledOut(arn, one));
        if (found === undefined) continue;
        const { condition: ruledOut, field } = found;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is ${field.words} ${quoteWhole(field.of(arn) as string)}, and the statement asks for ${quoteWhole(ruledOut.values[0]?.value ?? "")} under ${quoteWhole(ruledOut.key)}: no request meets both. Make them agree.`,
          related: [{ at: ruledOut.member.key, label: "the condition" }],
        };
      }
    }
  },
};

interface Field {
  /** Undefined where the ARN has no such field. */
  of(arn: RedshiftArn): string | undefined;
  readonly words: string;
}

/** What of an ARN a key carries, by the key in lower case. */
const fields: ReadonlyMap<string, Field> = new Map([
  ["aws:requestedregion", { of: ({ region }: RedshiftArn) => region, words: "in" }],
  ["aws:resourceaccount", { of: ({ account }: RedshiftArn) => account, words: "in account" }],
  ["redshift:dbuser", { of: (arn: RedshiftArn) => nameIn(arn, "dbuser"), words: "the database user" }],
  ["redshift:dbname", { of: (arn: RedshiftArn) => nameIn(arn, "dbname"), words: "the database" }],
]);

/** In `dbuser:cluster/name`. */
function nameIn({ type, name }: RedshiftArn, wanted: string): string | undefined {
  const slash = name.indexOf("/");
  return type === wanted && slash !== -1 ? name.slice(slash + 1) : undefined;
}

/** More, or longer ones, are not compared. */
const mostConditions = 3;
const mostValues = 50;

function isStrict(condition: Condition): boolean {
  const { lowerKey, operator, values } = condition;
  if (!fields.has(lowerKey) || operator?.base.type !== "String") return false;
  // What is no account's number is another check's.
  if (lowerKey === "aws:resourceaccount" && !values.some(({ value }) => isAccountId(value) || isLeftOpen(value)))
    return false;
  return asksForValues(condition) && !holdsWithoutKey(condition) && values.length > 0 && values.length <= mostValues;
}

interface Asked {
  readonly condition: Condition;
  readonly field: Field;
  readonly patterns: readonly string[];
}

function askedOf(condition: Condition): Asked {
  const field = fields.get(condition.lowerKey) as Field;
  return { condition, field, patterns: condition.values.map(({ value }) => asPattern(value)) };
}

function isRuledOut(arn: RedshiftArn, { field, patterns }: Asked): boolean {
  const written = field.of(arn);
  if (written === undefined || written === "") return false;
  const pattern = asPattern(written);
  return !patterns.some((asked) => patternsOverlap(pattern, asked));
}

/** Database names and users are in lower case whatever a policy writes, and what is left open may be anything. */
function asPattern(text: string): string {
  return (isLeftOpen(text) ? openAsStars(text) : text).toLowerCase();
}
