import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { memberOf } from "../syntax/node.ts";

export const missingEffect: Check = {
  id: "missing-effect",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A statement has no Effect",
  why: "There is no default effect; IAM refuses a statement that neither allows nor denies.",
  fix: 'Add `"Effect": "Allow"` or `"Effect": "Deny"`.',
  learnMoreLink: policyChecksPage("error-missing-effect"),
  bad: ['{ "Version": "2012-10-17", "Statement": [«{ "Action": "s3:ListAllMyBuckets", "Resource": "*" }»] }'],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
  ],
  needs: ["incomplete"],
  *run(policy) {
    // What a broken text lacks may be what could not be read.
    if (policy.features.has("fault")) return;
    for (const { effect, node } of policy.statements) {
      if (effect !== undefined || memberOf(node, "Effect") !== undefined) continue;
      yield { at: node, details: "The statement has no `Effect`. Add one with the value `Allow` or `Deny`." };
    }
  },
};
