import { type Check, policyChecksPage } from "../check.ts";

export const missingPrincipal: Check = {
  id: "missing-principal",
  findingType: "ERROR",
  policyTypes: ["resource", "trust", "rcp", "endpoint"],
  title: "A statement of a resource-based policy has no Principal",
  why: "A policy on a resource must say whom each statement is about.",
  fix: 'Add `Principal`, such as `{ "AWS": "111122223333" }` or `{ "Service": "redshift.amazonaws.com" }`.',
  learnMoreLink: policyChecksPage("error-missing-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [«{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }»] }',
    {
      policyType: "trust",
      policy: '{ "Version": "2012-10-17", "Statement": [«{ "Effect": "Allow", "Action": "sts:AssumeRole" }»] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  *run(policy) {
    // What a broken text lacks may be what could not be read.
    if (policy.features.has("fault")) return;
    for (const { principal, notPrincipal, node } of policy.statements) {
      if (principal !== undefined || notPrincipal !== undefined) continue;
      yield { at: node, details: "The statement does not say whom it is about. Add a `Principal` element." };
    }
  },
};
