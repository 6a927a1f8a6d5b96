import { type Check, policyChecksPage } from "../check.ts";
import { isAllow } from "../policy/document.ts";

export const allowWithNotPrincipal: Check = {
  id: "allow-with-not-principal",
  findingType: "SECURITY_WARNING",
  policyTypes: ["resource", "trust", "endpoint"],
  title: "Everyone but some is allowed",
  why: "`Allow` with `NotPrincipal` admits every principal of every account, and requests without credentials, except those named.",
  fix: 'Name in `Principal` those who may have access. `NotPrincipal` belongs in a statement with `"Effect": "Deny"`.',
  learnMoreLink: policyChecksPage("security-warning-allow-with-not-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotPrincipal": «{ "AWS": "arn:aws:iam::111122223333:root" }», "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  needs: ["principal", "opposite"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (statement.notPrincipal === undefined || !isAllow(statement)) continue;
      yield {
        at: statement.notPrincipal.member.value,
        details:
          "`Allow` with `NotPrincipal` admits everyone who is not named here, from any account. Use `Principal` instead.",
      };
    }
  },
};
