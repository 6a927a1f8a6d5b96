import { type Check, policyChecksPage } from "../check.ts";
import { isAllow, type Statement } from "../policy/document.ts";
import type { Node } from "../syntax/node.ts";

export const rcpSyntaxErrorAllow: Check = {
  id: "rcp-syntax-error-allow",
  findingType: "ERROR",
  policyTypes: ["rcp"],
  title: "An RCP allows something in particular",
  why: "A resource control policy sets bounds, by denying. `Allow` it takes only for everyone and everything, as in `RCPFullAWSAccess`: all principals, all resources, no condition.",
  fix: 'Turn the statement into a `Deny` with the opposite condition, or write `"Principal": "*"`, `"Resource": "*"` and no `Condition`.',
  learnMoreLink: policyChecksPage("error-rcp-syntax-error-allow"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": «"arn:aws:s3:::amzn-s3-demo-bucket"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": «1:["arn:aws:s3:::amzn-s3-demo-bucket"]», "Condition": «2:{ "Bool": { "aws:SecureTransport": "true" } }» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }, { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }] }',
  ],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement)) continue;
      const narrowing = narrowingElements(statement);
      if (narrowing.length === 0) continue;
      yield {
        at: narrowing,
        details:
          'With `Allow`, an RCP takes `"Principal": "*"`, `"Resource": "*"` and no `Condition` only. Write the limit as a `Deny` statement.',
      };
    }
  },
};

/** The elements that make less of the statement than everything for everyone. */
function narrowingElements({ principal, notPrincipal, resource, notResource, condition }: Statement): Node[] {
  const narrowing: Node[] = [];
  if (principal !== undefined && principal.bare?.value !== "*") narrowing.push(principal.member.value);
  if (notPrincipal !== undefined) narrowing.push(notPrincipal.member.value);
  if (resource !== undefined && !(resource.values.length > 0 && resource.values.every(({ value }) => value === "*"))) {
    narrowing.push(resource.member.value);
  }
  if (notResource !== undefined) narrowing.push(notResource.member.value);
  if (condition !== undefined) narrowing.push(condition.value);
  return narrowing;
}
