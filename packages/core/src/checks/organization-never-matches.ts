import { type Check, everyPolicyType } from "../check.ts";
import { aboutOf } from "../policy/key-feature.ts";
import { isLeftOpen } from "../policy/left-open.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const under = (condition: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": ${condition} }] }`;

export const organizationNeverMatches: Check = {
  id: "organization-never-matches",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "No organization has this ID",
  why: "`aws:PrincipalOrgID` and its like carry the ID of an organization, `o-` and 10 to 32 small letters and digits; `aws:PrincipalOrgPaths` and its like begin with it. An account's number, a name or the ID of a unit alone is never equal: the condition never holds, and under a `Not` operator always.",
  fix: "Write the organization's ID, for a path `o-…/r-…/ou-…/*`.",
  learnMoreLink: awsPage.conditionKeys,
  bad: [
    { policyType: "trust", policy: under('{ "StringEquals": { "aws:PrincipalOrgID": «"210000000001"» } }') },
    { policyType: "trust", policy: under('{ "StringEquals": { "aws:PrincipalOrgID": «"ou-ab12-11111111"» } }') },
    { policyType: "trust", policy: under('{ "StringEquals": { "aws:PrincipalOrgID": «"o-a1b2c3d4e5/r-ab12/"» } }') },
    {
      policyType: "trust",
      policy: under('{ "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": «"o-a1b2c3d4e5"» } }'),
    },
    {
      policyType: "trust",
      policy: under(
        '{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/*", «"r-ab12/ou-ab12-11111111/*"»] } }',
      ),
    },
  ],
  good: [
    { policyType: "trust", policy: under('{ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }') },
    { policyType: "trust", policy: under('{ "StringEqualsIgnoreCase": { "aws:PrincipalOrgID": "O-A1B2C3D4E5" } }') },
    {
      policyType: "trust",
      policy: under('{ "StringEquals": { "aws:PrincipalOrgID": ["%s", "o-${org}", "{{org}}"] } }'),
    },
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
      if (aboutOf(lowerKey) !== "organization-key" || operator?.base.type !== "String") continue;
      const isPath = lowerKey.endsWith("paths");
      for (const value of values) {
        const text = operator.base.ignoreCase ? value.value.toLowerCase() : value.value;
        // A pattern may begin with a wildcard.
        if (text === "" || isLeftOpen(text.charAt(0)) || forms[isPath ? "path" : "id"].test(text)) continue;
        const effect = operator.base.negated ? "so it always differs" : "so it never matches";
        yield {
          at: value,
          details: `${quoteWhole(key)} carries ${isPath ? "paths such as `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`" : "an ID such as `o-a1b2c3d4e5`"}, and ${quoteWhole(value.value)} is none, ${effect}. Write the ${isPath ? "path from the organization on, with `*` at its end under `StringLike`" : "organization's ID"}.`,
        };
      }
    }
  },
};

/**
 * As they begin; what is left open may hold the rest. IDs shorter than AWS's stand in examples.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
 */
const forms = {
  id: /^o(?:-[a-z0-9]*(?:[*?$<{[%]|(?<=[a-z0-9])$)|[*?])/,
  path: /^o(?:-[a-z0-9]*(?:[*?$<{[%]|(?<=[a-z0-9])\/)|[*?])/,
};
