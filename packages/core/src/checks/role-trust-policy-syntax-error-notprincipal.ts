import { type Check, policyChecksPage } from "../check.ts";

export const roleTrustPolicySyntaxErrorNotprincipal: Check = {
  id: "role-trust-policy-syntax-error-notprincipal",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "A role trust policy has NotPrincipal",
  why: "A trust policy says who may assume the role; IAM refuses `NotPrincipal` in it.",
  fix: "Name in `Principal` who may assume the role.",
  learnMoreLink: policyChecksPage("error-role-trust-policy-syntax-error-notprincipal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotPrincipal": «{ "AWS": "arn:aws:iam::111122223333:root" }», "Action": "sts:AssumeRole" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sts:AssumeRole" }] }',
  ],
  needs: ["principal", "opposite"],
  *run(policy) {
    for (const { notPrincipal } of policy.statements) {
      if (notPrincipal === undefined) continue;
      yield {
        at: notPrincipal.member.value,
        details: "A role trust policy knows no `NotPrincipal`. Name in `Principal` who may assume the role.",
      };
    }
  },
};
