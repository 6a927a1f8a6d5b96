import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { type Condition, nameOf } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { roleGrants } from "../redshift/role-grant.ts";

const redshift = '{ "Service": "redshift.amazonaws.com" }';
const user = (name: string): string => `"arn:aws:redshift:us-west-2:210000000001:dbuser:${name}"`;

export const externalIdsContradict: Check = {
  id: "external-ids-contradict",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "No ExternalId meets all conditions of the statement",
  why: "All operators of a statement must hold together; only the values in one list are alternatives. Two conditions on `sts:ExternalId` with nothing in common are met by no request.",
  fix: "Put the values into one list under one operator, `StringLike` where one of them has wildcards.",
  learnMoreLink: awsPage.conditionOperators,
  bad: [
    trusting(
      redshift,
      `{ "StringEquals": { "sts:ExternalId": ${user("analytics/etl")} }, "StringLike": { «"sts:ExternalId"»: ${user("reporting/*")} } }`,
    ),
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringLike": { "sts:ExternalId": ["org-*", "team-*"] }, "ForAnyValue:StringEquals": { «"STS:ExternalId"»: ["a-7d0c", "b-7d0c"] } }',
    ),
  ],
  good: [
    trusting(
      redshift,
      `{ "StringEquals": { "sts:ExternalId": [${user("analytics/etl")}, ${user("reporting/etl")}] }, "StringLike": { "sts:ExternalId": ${user("reporting/*")} } }`,
    ),
    trusting(redshift, `{ "StringLike": { "sts:ExternalId": [${user("analytics/etl")}, ${user("reporting/*")}] } }`),
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringEqualsIgnoreCase": { "sts:ExternalId": "ORG-7D0C" }, "StringEquals": { "sts:ExternalId": "org-7d0c" } }',
    ),
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringEquals": { "sts:ExternalId": "org-7d0c" }, "StringNotEquals": { "sts:ExternalId": "org-old" } }',
    ),
  ],
  needs: ["condition"],
  *run(policy) {
    for (const { externalIds } of roleGrants(policy)) {
      if (externalIds.length < 2) continue;
      const asking = externalIds.filter(
        (condition) => asksForValues(condition) && condition.operator?.base.type === "String",
      );
      const [first] = asking;
      const last = asking.at(-1);
      if (first === undefined || last === undefined || first === last || asking.every(holdsWithoutKey)) continue;
      // The same key twice under one operator has a finding of its own.
      if (new Set(asking.map(({ operatorName }) => operatorName)).size < asking.length) continue;
      // An empty list has a finding of its own; what a variable stands for is not known.
      if (asking.some(({ values }) => values.length === 0 || values.some(({ value }) => value.includes("${"))))
        continue;
      const literal = asking.find(isLiteral);
      if (literal === undefined) continue;
      const meets = asking.map(metBy);
      if (meets.includes(undefined) || literal.values.some(({ value }) => meets.every((isMet) => isMet?.(value))))
        continue;
      yield {
        at: nameOf(last),
        details: `All operators must hold together, and no ExternalId meets both ${quoteWhole(first.operatorName.value)} and ${quoteWhole(last.operatorName.value)} here, so the statement allows nothing. Put the values into one list.`,
        related: [{ at: nameOf(first), label: "the other condition" }],
      };
    }
  },
};

/** Whether the values are the only texts that meet the condition. */
function isLiteral({ operator, values }: Condition): boolean {
  const base = operator?.base;
  if (base === undefined || base.ignoreCase) return false;
  return !base.wildcards || !values.some(({ value }) => hasWildcard(value));
}

/** More patterns are not compared with each value. */
const mostPatterns = 100;

/** Tells whether a text meets the condition; undefined where that takes too long. */
function metBy({ operator, values }: Condition): ((text: string) => boolean) | undefined {
  const ignoreCase = operator?.base.ignoreCase === true;
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const texts = values.map(({ value }) => fold(value));
  const patterns = operator?.base.wildcards === true ? texts.filter(hasWildcard) : [];
  if (patterns.length > mostPatterns) return undefined;
  const fixed = new Set(texts);
  return (text) => fixed.has(fold(text)) || patterns.some((pattern) => matchesPattern(pattern, fold(text)));
}
