import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";

export const jsonSyntaxError: Check = {
  id: "json-syntax-error",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The text is not valid JSON",
  why: "IAM reads a policy as strict JSON (RFC 8259) and refuses it whole at the first fault: no comments, no comma after the last member, double quotes only.",
  fix: "Mend the text at the place shown. Each fault is named, with the text that mends it where that is certain; the rest is checked all the same.",
  learnMoreLink: policyChecksPage("error-json-syntax-error"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"«,» }] }',
    '{ "Version": "2012-10-17"«» "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
    '{ «\'Version\'»: "2012-10-17", "Statement": [] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
  ],
  needs: ["fault"],
  run: (policy) => policy.syntaxProblems,
};
