import { type Check, everyPolicyType } from "../check.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";

const onUser = (user: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": ${user} }] }`;

export const variableInOtherBrackets: Check = {
  id: "variable-in-other-brackets",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A policy variable is not written as `${…}`",
  why: "IAM replaces what stands in `${` and `}`. `$(aws:username)` and `{redshift:DbUser}` are taken letter by letter, and no resource and no value has such a name.",
  fix: "Write it as `${…}`.",
  learnMoreLink: awsPage.variables,
  bad: [
    {
      policyType: "identity",
      policy: onUser('«"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/$(aws:username)"»'),
    },
    {
      policyType: "identity",
      policy: onUser(
        '["arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl", «"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/{redshift:DbUser}"»]',
      ),
    },
    {
      policyType: "identity",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift-data:GetStatementResult", "Resource": "*", "Condition": { "StringEquals": { "redshift-data:statement-owner-iam-userid": «"$aws:userid"» } } }] }',
    },
  ],
  good: [
    {
      policyType: "identity",
      policy: onUser('"arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/${aws:username}"'),
    },
    // A template's own placeholders, which something fills in before.
    {
      policyType: "identity",
      policy: onUser('"arn:aws:redshift:us-west-2:210000000001:dbuser:{{aws:username}}/{user}"'),
    },
  ],
  needs: ["redshift"],
  *run(policy) {
    for (const value of replacedStrings(policy)) {
      if (!value.value.includes("{") && !value.value.includes("$")) continue;
      const found = written.exec(value.value);
      if (found === null) continue;
      const [text, inRound, inSquare, inCurly, bare] = found;
      const variable = `\${${inRound ?? inSquare ?? inCurly ?? bare}}`;
      yield {
        at: value,
        details: `${quoteWhole(text)} is no policy variable, and IAM takes it letter by letter, so ${quoteWhole(value.value)} matches nothing. Write ${quoteWhole(variable)}.`,
        replacement: JSON.stringify(
          value.value.slice(0, found.index) + variable + value.value.slice(found.index + text.length),
        ),
      };
    }
  },
};

/** Names that nothing but a policy variable has. */
const name = "(aws:(?:username|userid|principalaccount|principaltag/[\\w.@-]{1,128})|redshift:(?:dbuser|dbname))";
const written = new RegExp(`\\$\\(${name}\\)|\\$\\[${name}\\]|(?<![$\\{])\\{${name}\\}(?!\\})|\\$${name}`, "i");

/** The strings in which IAM replaces variables. */
function* replacedStrings({ statements, conditions }: PolicyDocument): Iterable<Value> {
  for (const { resource, notResource } of statements) {
    if (resource !== undefined) yield* resource.values;
    if (notResource !== undefined) yield* notResource.values;
  }
  for (const { values } of conditions) yield* values;
}
