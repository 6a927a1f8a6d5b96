import { type Check, policyChecksPage } from "../check.ts";
import { principalIds } from "../policy/principal-id.ts";
import { quote } from "../quote.ts";

export const invalidRoleReference: Check = {
  id: "invalid-role-reference",
  findingType: "WARNING",
  policyTypes: ["resource", "trust", "endpoint"],
  title: "A principal is written as a role's unique ID",
  why: "An ID such as `AROA…` is what a role's ARN turns into when the role is deleted; a new role of the same name has another ID and is not meant.",
  fix: "Write the role's ARN, or remove the principal if the role is gone.",
  learnMoreLink: policyChecksPage("general-warning-invalid-role-reference"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"AROADBQP57FF2AEXAMPLE"» }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/AROADBQP57FF2AEXAMPLE" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const value of principalIds(policy, "AROA")) {
      yield {
        at: value,
        details: `${quote(value.value)} is the unique ID of a role, most likely of one that was deleted. Write the role's ARN instead.`,
      };
    }
  },
};
