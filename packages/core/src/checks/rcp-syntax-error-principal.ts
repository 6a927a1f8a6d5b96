import { type Check, policyChecksPage } from "../check.ts";

export const rcpSyntaxErrorPrincipal: Check = {
  id: "rcp-syntax-error-principal",
  findingType: "ERROR",
  policyTypes: ["rcp"],
  title: "An RCP names a principal",
  why: 'A resource control policy is about everyone: `"Principal": "*"` is all that it takes, and `NotPrincipal` it does not know.',
  fix: 'Write `"Principal": "*"` and except principals in `Condition`, by `aws:PrincipalArn` or `aws:PrincipalOrgID`.',
  learnMoreLink: policyChecksPage("error-rcp-syntax-error-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": «{ "AWS": "111122223333" }», "Action": "s3:*", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotPrincipal": «{ "AWS": "111122223333" }», "Action": "s3:*", "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:SecureTransport": "false" } } }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      if (principal !== undefined && principal.bare?.value !== "*") {
        yield {
          at: principal.member.value,
          details: 'An RCP takes `"Principal": "*"` only. Write that, and except principals in `Condition`.',
          replacement: '"*"',
        };
      }
      if (notPrincipal !== undefined) {
        yield {
          at: notPrincipal.member.value,
          details: 'An RCP knows no `NotPrincipal`. Write `"Principal": "*"`, and except principals in `Condition`.',
        };
      }
    }
  },
};
