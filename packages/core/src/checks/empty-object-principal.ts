import { type Check, policyChecksPage } from "../check.ts";

export const emptyObjectPrincipal: Check = {
  id: "empty-object-principal",
  findingType: "SUGGESTION",
  policyTypes: ["resource", "trust", "endpoint"],
  title: "A statement's principal is an empty object",
  why: "A statement with an empty `Principal` is about nobody and has no effect.",
  fix: "Name the principals, or remove the statement.",
  learnMoreLink: policyChecksPage("suggestion-empty-object-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «{}», "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  needs: ["principal", "empty"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const element of [principal, notPrincipal]) {
        const value = element?.member.value;
        if (value?.kind !== "object" || value.members.length > 0) continue;
        yield { at: value, details: "The principal is empty, so the statement is about nobody. Name the principals." };
      }
    }
  },
};
