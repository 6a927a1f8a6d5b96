import { type Check, policyChecksPage } from "../check.ts";
import type { Value } from "../policy/document.ts";
import { repeatedSids } from "../policy/repeated-sid.ts";
import { quote } from "../quote.ts";

export const uniqueSidsRecommended: Check = {
  id: "unique-sids-recommended",
  findingType: "WARNING",
  policyTypes: ["resource", "endpoint"],
  title: "Two statements share a Sid",
  why: "A Sid is how people and logs refer to a statement; two of the same name cannot be told apart.",
  fix: "Give each statement a Sid of its own, or leave it out.",
  learnMoreLink: policyChecksPage("general-warning-unique-sids-recommended"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": «1:"Read"», "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }, { "Sid": «2:"Read"», "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": "ReadObjects", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }, { "Sid": "List", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }] }',
  ],
  needs: ["repeated-sid"],
  *run(policy) {
    for (const same of repeatedSids(policy)) {
      yield {
        at: same,
        details: `${same.length} statements have the Sid ${quote((same[0] as Value).value)}, so that nobody can tell them apart. Rename all but one.`,
      };
    }
  },
};
