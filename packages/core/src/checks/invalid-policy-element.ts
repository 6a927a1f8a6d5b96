import { type Check, everyPolicyType, type Problem, policyChecksPage } from "../check.ts";
import { didYouMean } from "../did-you-mean.ts";
import { nearName } from "../policy/near-name.ts";
import { quote } from "../quote.ts";
import type { ObjectNode } from "../syntax/node.ts";

const policyElements = ["Version", "Id", "Statement"];
const statementElements = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];
const known = { policy: new Set(policyElements), statement: new Set(statementElements) };

export const invalidPolicyElement: Check = {
  id: "invalid-policy-element",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The policy has an element that IAM does not know",
  why: "IAM refuses a policy with an unknown element, and it minds the case of the names: `statement` is not `Statement`.",
  fix: "Correct the name, or remove the element. A remark belongs in `Sid` or into the commit.",
  learnMoreLink: policyChecksPage("error-invalid-policy-element"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", «"Actions"»: "s3:ListAllMyBuckets", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", «"statement"»: [] }',
    '{ "Version": "2012-10-17", «"Description"»: "for the nightly load", "Statement": { "Effect": "Allow", «"effect"»: "Deny", "Action": "s3:ListAllMyBuckets", "Resource": "*" } }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Id": "nightly", "Statement": [{ "Sid": "Load", "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }] }',
  ],
  needs: ["unknown-element"],
  *run(policy) {
    if (policy.node.kind === "object" && hasUnknown(policy.node, known.policy)) {
      yield* unknownMembers(policy.node, "policy");
    }
    for (const { node } of policy.statements) {
      if (hasUnknown(node, known.statement)) yield* unknownMembers(node, "statement");
    }
  },
};

function hasUnknown({ members }: ObjectNode, names: ReadonlySet<string>): boolean {
  for (const { key } of members) if (!names.has(key.value)) return true;
  return false;
}

function* unknownMembers(object: ObjectNode, kind: "policy" | "statement"): Iterable<Problem> {
  for (const { key } of object.members) {
    if (known[kind].has(key.value)) continue;
    const meant = nearName(key.value, kind === "policy" ? policyElements : statementElements);
    const elsewhere = kind === "policy" ? known.statement.has(key.value) : known.policy.has(key.value);
    const place = kind === "policy" ? "a statement" : "the policy itself";
    const advice = didYouMean(meant, elsewhere ? `It belongs in ${place}.` : "Remove it.");
    yield {
      at: key,
      details: `${quote(key.value)} is no element of a ${kind}. ${advice}`,
      // Only where the right name does not stand there already.
      ...(meant === undefined || object.members.some((other) => other.key.value === meant)
        ? {}
        : { replacement: JSON.stringify(meant) }),
    };
  }
}
