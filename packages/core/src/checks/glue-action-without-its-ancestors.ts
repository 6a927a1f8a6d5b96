import type { Check } from "../check.ts";
import { topic } from "../facts/action-number.ts";
import { statementsAbout } from "../facts/odd-lists.ts";
import { isAllow, type PolicyDocument, type ValueList } from "../policy/document.ts";
import { allowing } from "../redshift/example-text.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";
import { allows } from "../redshift/redshift-action.ts";
import { rememberEach } from "../redshift/remember-each.ts";

const catalogArn = '"arn:aws:glue:us-west-2:210000000001:catalog"';
const databaseArn = '"arn:aws:glue:us-west-2:210000000001:database/lake"';
const tableArn = '"arn:aws:glue:us-west-2:210000000001:table/lake/*"';

export const glueActionWithoutItsAncestors: Check = {
  id: "glue-action-without-its-ancestors",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "A table of the Data Catalog is named without its database or its catalog",
  why: "Glue asks for permission on the resource and on all that it stands in. `glue:GetTable`, by which Spectrum looks a table up, needs the ARN of the table, that of its database and that of the catalog; where one is missing it is denied.",
  fix: "Name `catalog`, `database/<database>` and `table/<database>/<table>`.",
  learnMoreLink: "https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html",
  bad: [
    allowing(`"Action": [«"glue:GetTable"», «"glue:GetPartitions"»], "Resource": ${tableArn}`),
    allowing(`"Action": [«"glue:GetTable"», "glue:GetDatabase"], "Resource": [${catalogArn}, ${databaseArn}]`),
    allowing(`"Action": «"glue:GetDatabase"», "Resource": ${databaseArn}`),
  ],
  good: [
    allowing(
      `"Action": ["glue:GetDatabase", "glue:GetTable"], "Resource": [${catalogArn}, ${databaseArn}, ${tableArn}]`,
    ),
    allowing('"Action": "glue:GetTable", "Resource": "arn:aws:glue:us-west-2:210000000001:*"'),
    allowing('"Action": "glue:GetTable", "Resource": "*"'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "glue:GetTable", "Resource": ${tableArn} }, { "Effect": "Allow", "Action": "glue:Get*", "Resource": [${catalogArn}, ${databaseArn}] }] }`,
  ],
  needs: ["catalog-action"],
  *run(policy, services) {
    const missing = rememberEach((name) => missingKinds(policy, name, needed.get(name) ?? 0));
    for (const statement of statementsAbout(topic.catalog, policy, services)) {
      const { action, resource } = statement;
      if (!isAllow(statement) || action === undefined || resource === undefined) continue;
      const named = kindsIn(resource);
      // A statement about nothing of the catalog's was meant for other actions.
      if (named === 0 || named === everyLevel) continue;
      for (const value of action.values) {
        const name = value.value.toLowerCase();
        if (!needed.has(name)) continue;
        const kinds = missing(name);
        if (kinds.length === 0) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} needs every level of the Data Catalog, and the policy names no ${kinds.join(" and no ")} for it, so this policy never allows it. Add ${kinds.map((kind) => `\`arn:aws:glue:<region>:<account>:${forms[kind]}\``).join(" and ")}.`,
        };
      }
    }
  },
};

type Kind = "catalog" | "database" | "table";

const bits: Readonly<Record<Kind, number>> = { catalog: 1, database: 2, table: 4 };
const forms: Readonly<Record<Kind, string>> = {
  catalog: "catalog",
  database: "database/<database>",
  table: "table/<database>/<table>",
};
const kindsOfAll: readonly Kind[] = ["catalog", "database", "table"];
const everyLevel = 7;

/** What the actions need that Spectrum uses to read. */
const needed: ReadonlyMap<string, number> = new Map([
  ["glue:getdatabase", bits.catalog | bits.database],
  ["glue:gettable", everyLevel],
  ["glue:gettables", everyLevel],
  ["glue:getpartition", everyLevel],
  ["glue:getpartitions", everyLevel],
]);

function missingKinds({ statements }: PolicyDocument, action: string, need: number): Kind[] {
  let found = 0;
  for (const statement of statements) {
    if (allows(statement, action)) found |= statement.resource === undefined ? everyLevel : kindsIn(statement.resource);
  }
  return kindsOfAll.filter((kind) => (need & bits[kind]) !== 0 && (found & bits[kind]) === 0);
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
  const arn = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:([^/]*)/.exec(resource);
  if (arn === null) return everyLevel;
  const [, service = "", kind = ""] = arn;
  if (service !== "glue") return /^[a-z0-9-]+$/.test(service) ? 0 : everyLevel;
  if (/[*?$<{%]/.test(kind)) return everyLevel;
  return (bits as Readonly<Record<string, number>>)[kind] ?? 0;
}
