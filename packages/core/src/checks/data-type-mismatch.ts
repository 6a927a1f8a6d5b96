import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { describe } from "../parse-policy.ts";

export const dataTypeMismatch: Check = {
  id: "data-type-mismatch",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "An element has the wrong JSON type",
  why: "IAM's grammar fixes the JSON type of every element; a policy with another type is refused whole.",
  fix: "Write the element in the type that the message names, most often a string or an array of strings.",
  learnMoreLink: policyChecksPage("error-data-type-mismatch"),
  bad: [
    '{ "Version": «20121017», "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": «true», "Action": «{ "s3": "*" }», "Resource": ["*", «1»] }] }',
    '{ "Version": "2012-10-17", "Statement": [«"Allow"»] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": «null» } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["s3:ListAllMyBuckets"], "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": true }, "NumericLessThan": { "aws:MultiFactorAuthAge": 3600 } } } }',
  ],
  needs: ["malformed"],
  *run(policy) {
    for (const { node, element, expected } of policy.malformed) {
      // A text that is no JSON is no object either, and has a finding for that.
      if (node === policy.node && policy.syntaxProblems.length > 0) continue;
      // A list in place of the principal object has a code of its own.
      if (node.kind === "array" && (element === "Principal" || element === "NotPrincipal")) continue;
      yield { at: node, details: `\`${element}\` must be ${expected}, not ${describe(node)}.` };
    }
  },
};
