import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import type { Condition } from "../policy/document.ts";
import { quote } from "../quote.ts";

export const duplicateKeysWithDifferentCase: Check = {
  id: "duplicate-keys-with-different-case",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A condition key appears twice under one operator, in different capitals",
  why: "IAM ignores the case of condition keys, so the two are the same key, and a block may hold each key once.",
  fix: "Merge the values under one spelling, or move one of them to another operator or statement.",
  learnMoreLink: policyChecksPage("error-duplicate-keys-with-different-case"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { «1:"aws:PrincipalOrgID"»: "o-a1b2c3d4e5", «2:"aws:principalOrgId"»: "o-f6g7h8i9j0" } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }, "StringLike": { "aws:principalOrgId": "o-a1b2c3d4e5" } } }] }',
  ],
  needs: ["alike-keys"],
  *run(policy) {
    const { conditions } = policy;
    for (let start = 0; start < conditions.length; ) {
      const operator = (conditions[start] as Condition).operatorName;
      let end = start + 1;
      while (end < conditions.length && (conditions[end] as Condition).operatorName === operator) end++;
      if (end - start > 1) {
        for (const alike of alikeKeys(conditions.slice(start, end))) {
          const key = (alike[0] as Condition).key;
          yield {
            at: alike.map(({ member }) => member.key),
            details: `${quote(key)} stands here ${alike.length} times in different capitals, and IAM ignores the case of keys. Put the values into one array under one spelling.`,
          };
        }
      }
      start = end;
    }
  },
};

/** Groups of keys that are equal but for their case, and not all written alike. */
function alikeKeys(block: readonly Condition[]): readonly (readonly Condition[])[] {
  const groups = new Map<string, Condition[]>();
  for (const condition of block) {
    const group = groups.get(condition.lowerKey);
    if (group === undefined) groups.set(condition.lowerKey, [condition]);
    else group.push(condition);
  }
  return [...groups.values()].filter((group) => group.some(({ key }) => key !== (group[0] as Condition).key));
}
