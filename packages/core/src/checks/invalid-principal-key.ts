import { type Check, policyChecksPage } from "../check.ts";
import { didYouMean } from "../did-you-mean.ts";
import { nearName } from "../policy/near-name.ts";
import { principalKeys } from "../policy/principal-key.ts";
import { quote } from "../quote.ts";

export const invalidPrincipalKey: Check = {
  id: "invalid-principal-key",
  findingType: "ERROR",
  policyTypes: ["resource", "trust", "endpoint"],
  title: "The kind of the principal does not exist",
  why: "IAM knows four kinds of principal: `AWS`, `CanonicalUser`, `Federated` and `Service`, in these letters.",
  fix: "Write one of the four. Accounts, roles, users and role sessions all stand under `AWS`.",
  learnMoreLink: policyChecksPage("error-invalid-principal-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { «"Aws"»: "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { «"Services"»: "redshift.amazonaws.com", «"Role"»: "arn:aws:iam::111122223333:role/etl" }, "Action": "sts:AssumeRole" }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333", "Service": "logging.s3.amazonaws.com", "CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const element of [principal, notPrincipal]) {
        if (element === undefined) continue;
        for (const { type, member } of element.entries) {
          if (principalKeys.includes(type)) continue;
          const meant = nearName(type, principalKeys);
          const free = meant !== undefined && !element.entries.some((other) => other.type === meant);
          yield {
            at: member.key,
            details: `${quote(type)} is no kind of principal. ${didYouMean(meant, "Use `AWS`, `CanonicalUser`, `Federated` or `Service`.")}`,
            ...(free ? { replacement: JSON.stringify(meant) } : {}),
          };
        }
      }
    }
  },
};
