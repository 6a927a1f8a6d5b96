import { type Check, policyChecksPage } from "../check.ts";
import type { Node } from "../syntax/node.ts";

export const emptyArrayPrincipal: Check = {
  id: "empty-array-principal",
  findingType: "SUGGESTION",
  policyTypes: ["resource", "trust", "endpoint"],
  title: "A statement lists no principal",
  why: "A statement with an empty list of principals is about nobody and has no effect.",
  fix: "List the principals, or remove the statement.",
  learnMoreLink: policyChecksPage("suggestion-empty-array-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «[]» }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «[]», "Action": "sts:AssumeRole" }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["111122223333"] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  needs: ["principal", "empty"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const element of [principal, notPrincipal]) {
        if (element === undefined) continue;
        const lists: Node[] = [element.member.value, ...element.entries.map(({ member }) => member.value)];
        for (const list of lists) {
          if (list.kind !== "array" || list.items.length > 0) continue;
          yield { at: list, details: "The list of principals is empty, so the statement is about nobody. Name them." };
        }
      }
    }
  },
};
