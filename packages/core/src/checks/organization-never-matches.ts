import { type Check, everyPolicyType } from "../check.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";

const under = (condition: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": ${condition} }] }`;

export const organizationNeverMatches: Check = {
  id: "organization-never-matches",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No organization has this ID",
  why: "`aws:PrincipalOrgID` and its like carry the ID of an organization, `o-` and 10 to 32 small letters and digits; `aws:PrincipalOrgPaths` and its like begin with it. An account's number, a name or the ID of a unit alone never matches: an Allow grants nothing, and with a `Not` operator it keeps nobody out.",
  fix: "Write the organization's ID, for a path `o-…/r-…/ou-…/*`.",
  learnMoreLink: awsPage.conditionKeys,
  bad: [
    { policyType: "trust", policy: under('{ "StringEquals": { "aws:PrincipalOrgID": «"210000000001"» } }') },
    { policyType: "trust", policy: under('{ "StringEquals": { "aws:PrincipalOrgID": «"ou-ab12-11111111"» } }') },
    {
      policyType: "trust",
      policy: under(
        '{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/*", «"r-ab12/ou-ab12-11111111/*"»] } }',
      ),
    },
  ],
  good: [
    { policyType: "trust", policy: under('{ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }') },
    {
      policyType: "trust",
      policy: under('{ "StringEquals": { "aws:PrincipalOrgID": ["${aws:ResourceOrgID}", "<organization>"] } }'),
    },
    {
      policyType: "trust",
      policy: under(
        '{ "StringLike": { "aws:PrincipalOrgID": "o-a1b2*" }, "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-*/r-ab12/*", "*/ou-ab12-11111111/*"] }, "Null": { "aws:SourceOrgID": "false" } }',
      ),
    },
  ],
  needs: ["organization-key", "String"],
  *run(policy) {
    for (const { lowerKey, key, operator, values } of policy.conditions) {
      if (!organizationKeys.has(lowerKey) || operator?.base.type !== "String") continue;
      for (const value of values) {
        // Placeholders and variables may stand for anything, and so may a pattern's first characters.
        if (/^$|^[*?]|[<{]/.test(value.value) || beginning.test(value.value)) continue;
        const effect = operator.base.negated ? "so it keeps nobody out" : "so it never matches";
        yield {
          at: value,
          details: `${quoteWhole(key)} begins with \`o-\`, and ${quoteWhole(value.value)} does not, ${effect}. Write the organization's ID.`,
        };
      }
    }
  },
};

const organizationKeys: ReadonlySet<string> = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

/** Shorter ones stand in examples. https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const beginning = /^o(?:-|[*?])/;
