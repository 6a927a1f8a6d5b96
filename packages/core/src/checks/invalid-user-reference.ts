import { type Check, policyChecksPage } from "../check.ts";
import { principalIds } from "../policy/principal-id.ts";
import { quote } from "../quote.ts";

export const invalidUserReference: Check = {
  id: "invalid-user-reference",
  findingType: "WARNING",
  policyTypes: ["resource", "trust", "endpoint"],
  title: "A principal is written as a user's unique ID",
  why: "An ID such as `AIDA…` is what a user's ARN turns into when the user is deleted; a new user of the same name has another ID and is not meant.",
  fix: "Write the user's ARN, or remove the principal if the user is gone.",
  learnMoreLink: policyChecksPage("general-warning-invalid-user-reference"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["111122223333", «"AIDACKCEVSQ6C2EXAMPLE"»] }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:user/AIDACKCEVSQ6C2EXAMPLE" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const value of principalIds(policy, "AIDA")) {
      yield {
        at: value,
        details: `${quote(value.value)} is the unique ID of a user, most likely of one that was deleted. Write the user's ARN instead.`,
      };
    }
  },
};
