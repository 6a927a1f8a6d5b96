import { type Check, policyChecksPage } from "../check.ts";
import { limitsTheSource, servicePrincipals, weakSourceKeys } from "../facts/service-principal-statement.ts";
import { inWords } from "../in-words.ts";
import { isAllow } from "../policy/document.ts";
import { quote, quoteWhole } from "../quote.ts";

export const recommendedConditionKeyForServicePrincipal: Check = {
  id: "recommended-condition-key-for-service-principal",
  findingType: "SUGGESTION",
  policyTypes: ["resource"],
  title: "A service is limited by a key that says little about the source",
  why: "`aws:Referer` and `aws:UserAgent` hold what the caller sends; they were a stopgap before AWS had keys for the source.",
  fix: "Use `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths` instead.",
  learnMoreLink: policyChecksPage("suggestion-recommended-condition-key-for-service-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::mail/*", "Condition": { "StringEquals": { «"aws:Referer"»: "111122223333" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com", "AWS": "111122223333" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::mail/*", "Condition": { "StringEquals": { «"aws:Referer"»: "111122223333" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ses.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::mail/*", "Condition": { "StringEquals": { "aws:Referer": "111122223333", "aws:SourceAccount": "111122223333" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:Referer": "https://example.com" } } }] }',
  ],
  needs: ["principal", "condition"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement) || limitsTheSource(statement)) continue;
      const weak = statement.conditions.filter(({ lowerKey }) => weakSourceKeys.has(lowerKey));
      const principals = weak.length === 0 ? [] : servicePrincipals(statement);
      if (principals.length === 0) continue;
      const names = inWords(
        principals.map(({ value }) => quote(value)),
        mostNamed,
      );
      for (const { key, member } of weak) {
        yield {
          at: member.key,
          details: `To limit ${names}, use \`aws:SourceArn\`, \`aws:SourceAccount\`, \`aws:SourceOrgID\` or \`aws:SourceOrgPaths\` instead of ${quoteWhole(key)}.`,
        };
      }
    }
  },
};

/** Services that a message names: it is given for each key. */
const mostNamed = 5;
