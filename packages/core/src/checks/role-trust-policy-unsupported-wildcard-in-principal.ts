import { type Check, policyChecksPage } from "../check.ts";
import { isDeny } from "../policy/document.ts";

export const roleTrustPolicyUnsupportedWildcardInPrincipal: Check = {
  id: "role-trust-policy-unsupported-wildcard-in-principal",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: 'A role trust policy has the principal "*"',
  why: '`"Principal": "*"` also means callers without credentials, who cannot assume a role; IAM refuses it in a trust policy.',
  fix: 'Name who may assume the role. `{ "AWS": "*" }`, every principal of every account, is accepted and as good as never what is meant.',
  learnMoreLink: policyChecksPage("error-role-trust-policy-unsupported-wildcard-in-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «"*"», "Action": "sts:AssumeRole" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "Bool": { "aws:SecureTransport": "false" } } }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const statement of policy.statements) {
      const { principal } = statement;
      if (principal?.bare?.value !== "*") continue;
      const advice = isDeny(statement)
        ? 'Write `{ "AWS": "*" }` to keep out every principal of every account.'
        : "Name who may assume the role.";
      yield { at: principal.bare, details: `\`"Principal": "*"\` is not supported in a role trust policy. ${advice}` };
    }
  },
};
