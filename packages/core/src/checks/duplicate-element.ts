import { type Check, everyPolicyType } from "../check.ts";
import { quote } from "../quote.ts";

export const duplicateElement: Check = {
  id: "duplicate-element",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A name appears twice in the same object",
  why: "IAM's grammar allows each element, operator and condition key once. Where a repeated name is accepted at all, only one of the two counts, and a reader cannot see which: most JSON readers keep the last and drop the first without a word.",
  fix: "Write the name once, with both values in one array, or split the statement.",
  learnMoreLink: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", «"Action"»: "s3:PutObject", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "111122223333" }, «"StringNotEquals"»: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*" }] }',
  ],
  needs: ["repeated"],
  *run(policy) {
    for (const { key, first } of policy.repeated) {
      yield {
        at: key,
        details: `${quote(key.value)} was already written in this object, and only one of the two can count. Merge the two, or remove one.`,
        related: [{ at: first.key, label: "written first here" }],
      };
    }
  },
};
