import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { isNamed, topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { inWords } from "../in-words.ts";
import { isAllow, type PolicyDocument, type ValueList } from "../policy/document.ts";
import { isLeftOpen, serviceNamed } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { allows } from "../redshift/redshift-action.ts";
import { rememberEach } from "../remember-each.ts";

const catalogArn = '"arn:aws:glue:us-west-2:210000000001:catalog"';
const databaseArn = '"arn:aws:glue:us-west-2:210000000001:database/lake"';
const tableArn = '"arn:aws:glue:us-west-2:210000000001:table/lake/*"';

export const glueActionWithoutItsAncestors: Check = {
  id: "glue-action-without-its-ancestors",
  findingType: "WARNING",
  policyTypes: ["identity", "session"],
  title: "Not every level of the Data Catalog is named",
  why: "Glue asks for permission on the resource and on all that it stands in. `glue:GetTable`, by which Spectrum looks a table up, needs the ARN of the table, that of its database and that of the catalog. Where one is missing it is denied, unless another policy allows it there.",
  fix: "Name `catalog`, `database/<database>` and `table/<database>/<table>`.",
  learnMoreLink: "https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html",
  bad: [
    allowing(`"Action": [«"glue:GetTable"», «"glue:GetPartitions"»], "Resource": ${tableArn}`),
    allowing(`"Action": [«"glue:GetTable"», "glue:GetDatabase"], "Resource": [${catalogArn}, ${databaseArn}]`),
    allowing(`"Action": «"Glue:GetDatabase"», "Resource": ${databaseArn}`),
  ],
  good: [
    allowing(
      `"Action": ["glue:GetDatabase", "glue:GetTable"], "Resource": [${catalogArn}, ${databaseArn}, ${tableArn}]`,
    ),
    allowing('"Action": "glue:GetTable", "Resource": "arn:aws:glue:us-west-2:210000000001:*"'),
    allowing('"Action": "glue:GetTable", "Resource": "*"'),
    allowing(`"Action": "glue:GetTables", "Resource": [${catalogArn}, ${databaseArn}]`),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "glue:GetTable", "Resource": ${tableArn} }, { "Effect": "Allow", "Action": "glue:Get*", "Resource": [${catalogArn}, ${databaseArn}] }] }`,
  ],
  needs: ["catalog-action"],
  *run(policy, services) {
    const missing = rememberEach((name) => missingKinds(policy, name));
    for (const statement of statementsAbout(topic.catalog, policy, services)) {
      const { action, resource } = statement;
      if (!isAllow(statement) || action === undefined || resource === undefined) continue;
      const named = kindsIn(resource);
      // A statement about nothing of the catalog's was meant for other actions.
      if (named === 0 || named === everyLevel) continue;
      for (const value of action.values) {
        if (!isNamed(topic.catalog, value, policy, services)) continue;
        const kinds = missing(value.value.toLowerCase());
        if (kinds.length === 0) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} needs ${inWords(needOf(value.value).map((kind) => `the ${kind}`))}, and this policy names no ${kinds.join(" and no ")} for it. Add ${kinds.map((kind) => `\`arn:<partition>:glue:<region>:<account>:${forms[kind]}\``).join(" and ")}.`,
        };
      }
    }
  },
};

/** From the top down. */
type Kind = "catalog" | "database" | "table";

const levels: readonly Kind[] = ["catalog", "database", "table"];
const bits: Readonly<Record<Kind, number>> = { catalog: 1, database: 2, table: 4 };
const forms: Readonly<Record<Kind, string>> = {
  catalog: "catalog",
  database: "database/<database>",
  table: "table/<database>/<table>",
};
const everyLevel = 7;

/** What an action needs that Spectrum reads by. `GetTables` succeeds without tables: it lists none. */
function needOf(action: string): readonly Kind[] {
  return /^glue:get(?:database|tables)$/i.test(action) ? levels.slice(0, 2) : levels;
}

function missingKinds({ statements }: PolicyDocument, action: string): Kind[] {
  let found = 0;
  for (const statement of statements) {
    if (allows(statement, action)) found |= statement.resource === undefined ? everyLevel : kindsIn(statement.resource);
  }
  return needOf(action).filter((kind) => (found & bits[kind]) === 0);
}

function kindsIn({ values }: ValueList): number {
  let found = 0;
  for (const { value } of values) {
    found |= kindsOf(value);
    if (found === everyLevel) break;
  }
  return found;
}

/** What is left open, and what is no ARN, may be all of them. */
function kindsOf(resource: string): number {
  if (resource === "*") return everyLevel;
  const service = serviceNamed(resource);
  if (service === undefined) return everyLevel;
  if (service !== "glue") return 0;
  const kind = /^arn:[^:]*:glue:[^:]*:[^:]*:([^/]*)/.exec(resource)?.[1];
  if (kind === undefined) return everyLevel;
  if (isLeftOpen(kind)) return everyLevel;
  return Object.hasOwn(bits, kind) ? bits[kind as keyof typeof bits] : 0;
}
