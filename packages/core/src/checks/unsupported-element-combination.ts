import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import type { Statement } from "../policy/document.ts";
import type { Member } from "../syntax/node.ts";

export const unsupportedElementCombination: Check = {
  id: "unsupported-element-combination",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A statement has an element and its opposite",
  why: "`Action` and `NotAction`, `Resource` and `NotResource`, `Principal` and `NotPrincipal` exclude each other: IAM refuses a statement with both.",
  fix: "Keep one of the two, or write two statements.",
  learnMoreLink: policyChecksPage("error-unsupported-element-combination"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"s3:*"», "NotAction": «2:"s3:DeleteBucket"», "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "NotResource": «2:"arn:aws:s3:::amzn-s3-demo-bucket"», "Resource": «1:"*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }, { "Effect": "Deny", "NotAction": "s3:*", "NotResource": "arn:aws:s3:::amzn-s3-demo-bucket" }] }',
  ],
  needs: ["opposite"],
  *run(policy) {
    for (const statement of policy.statements) {
      for (const [first, second] of pairsOf(statement)) {
        if (first === undefined || second === undefined) continue;
        yield {
          at: [first.value, second.value],
          details: `\`${first.key.value}\` and \`${second.key.value}\` cannot stand in the same statement. Remove one of them.`,
        };
      }
    }
  },
};

type Pair = readonly [Member | undefined, Member | undefined];

function pairsOf(statement: Statement): readonly Pair[] {
  const { action, notAction, principal, notPrincipal, resource, notResource } = statement;
  if (notAction === undefined && notPrincipal === undefined && notResource === undefined) return [];
  return [
    [action?.member, notAction?.member],
    [principal?.member, notPrincipal?.member],
    [resource?.member, notResource?.member],
  ];
}
