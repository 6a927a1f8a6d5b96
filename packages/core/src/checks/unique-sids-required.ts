import { type Check, policyChecksPage } from "../check.ts";
import type { Value } from "../policy/document.ts";
import { repeatedSids } from "../policy/repeated-sid.ts";
import { quote } from "../quote.ts";

export const uniqueSidsRequired: Check = {
  id: "unique-sids-required",
  findingType: "ERROR",
  policyTypes: ["identity", "trust", "scp", "rcp", "session"],
  title: "Two statements share a Sid",
  why: "In this type of policy a Sid must be unique; the policy is refused otherwise.",
  fix: "Give each statement a Sid of its own, or leave it out.",
  learnMoreLink: policyChecksPage("error-unique-sids-required"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": «1:"Read"», "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Sid": «2:"Read"», "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Sid": "read", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }, { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*" }] }',
  ],
  needs: ["repeated-sid"],
  *run(policy) {
    for (const same of repeatedSids(policy)) {
      yield {
        at: same,
        details: `${same.length} statements have the Sid ${quote((same[0] as Value).value)}, and this type of policy refuses that. Rename all but one.`,
      };
    }
  },
};
