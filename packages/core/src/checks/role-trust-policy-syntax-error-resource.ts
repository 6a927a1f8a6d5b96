import { type Check, policyChecksPage } from "../check.ts";

export const roleTrustPolicySyntaxErrorResource: Check = {
  id: "role-trust-policy-syntax-error-resource",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "A role trust policy names a resource",
  why: "A trust policy is about the role that it is attached to, and nothing else; IAM refuses `Resource` and `NotResource` in it.",
  fix: "Remove the element.",
  learnMoreLink: policyChecksPage("error-role-trust-policy-syntax-error-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole", "Resource": «"*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole", "NotResource": «["arn:aws:iam::111122223333:role/load"]» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole" }] }',
  ],
  *run(policy) {
    for (const { resource, notResource } of policy.statements) {
      for (const element of [resource, notResource]) {
        if (element === undefined) continue;
        yield {
          at: element.member.value,
          details: `A role trust policy is about its own role and has no \`${element.member.key.value}\`. Remove it.`,
        };
      }
    }
  },
};
