import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import type { ObjectNode } from "../syntax/node.ts";

export const emptyObjectCondition: Check = {
  id: "empty-object-condition",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A condition block is empty",
  why: "An empty block tests nothing; whoever wrote it most likely meant to limit the statement.",
  fix: "Write the condition, or remove the block.",
  learnMoreLink: policyChecksPage("suggestion-empty-object-condition"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": «{}» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": «{}» } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }, { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }] }',
  ],
  needs: ["condition", "empty"],
  *run(policy) {
    for (const { condition } of policy.statements) {
      if (condition?.value.kind !== "object") continue;
      for (const block of emptyBlocks(condition.value)) {
        yield {
          at: block,
          details: "This condition block is empty and limits nothing. Write the condition, or remove it.",
        };
      }
    }
  },
};

function emptyBlocks(condition: ObjectNode): readonly ObjectNode[] {
  if (condition.members.length === 0) return [condition];
  return condition.members.flatMap(({ value }) =>
    value.kind === "object" && value.members.length === 0 ? [value] : [],
  );
}
