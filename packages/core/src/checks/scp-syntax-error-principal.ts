import { type Check, policyChecksPage } from "../check.ts";

export const scpSyntaxErrorPrincipal: Check = {
  id: "scp-syntax-error-principal",
  findingType: "ERROR",
  policyTypes: ["scp"],
  title: "An SCP names a principal",
  why: "A service control policy bounds every principal of the accounts under it; it has no `Principal` and no `NotPrincipal`.",
  fix: "Remove the element. To except some principals, use `aws:PrincipalArn` in `Condition`.",
  learnMoreLink: policyChecksPage("error-scp-syntax-error-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": «"*"», "Action": "s3:*", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotPrincipal": «{ "AWS": "111122223333" }», "Action": "s3:*", "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } } }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const element of [principal, notPrincipal]) {
        if (element === undefined) continue;
        yield {
          at: element.member.value,
          details: `A service control policy knows no \`${element.member.key.value}\`. Remove it, or use \`aws:PrincipalArn\` in \`Condition\`.`,
        };
      }
    }
  },
};
