import { type Check, policyChecksPage } from "../check.ts";

export const unsupportedPrincipal: Check = {
  id: "unsupported-principal",
  findingType: "ERROR",
  policyTypes: ["identity", "session"],
  title: "The policy type has no Principal",
  why: "An identity-based policy is about the identity that it is attached to; only policies on resources name principals.",
  fix: "Remove the element. If the policy belongs to a resource or is a role's trust policy, validate it as that type.",
  learnMoreLink: policyChecksPage("error-unsupported-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «{ "AWS": "111122223333" }», "Action": "s3:GetObject", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotPrincipal": «"*"», "Action": "s3:GetObject", "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const element of [principal, notPrincipal]) {
        if (element === undefined) continue;
        const kind = policy.type === "session" ? "A session policy" : "An identity-based policy";
        yield {
          at: element.member.value,
          details: `${kind} has no \`${element.member.key.value}\`: it is about the identity it is attached to. Remove the element.`,
        };
      }
    }
  },
};
