import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { memberOf } from "../syntax/node.ts";

export const missingStatement: Check = {
  id: "missing-statement",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The policy has no statement",
  why: "A policy is made of statements; IAM refuses one without any.",
  fix: "Add `Statement` with at least one statement.",
  learnMoreLink: policyChecksPage("error-missing-statement"),
  bad: ['«{ "Version": "2012-10-17" }»', '{ "Version": "2012-10-17", "Statement": «[]» }'],
  good: [
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" } }',
  ],
  needs: ["incomplete"],
  *run(policy) {
    if (policy.statements.length > 0 || policy.node.kind !== "object") return;
    // What a broken text lacks may be what could not be read.
    if (policy.features.has("fault")) return;
    const statement = memberOf(policy.node, "Statement")?.value;
    if (statement === undefined || (statement.kind === "array" && statement.items.length === 0)) {
      yield {
        at: statement ?? policy.node,
        details: "The policy has no statement, so it says nothing. Add one to `Statement`.",
      };
    }
  },
};
