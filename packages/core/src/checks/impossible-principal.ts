import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { faultOfPrincipal } from "../policy/principal-fault.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const principal = (value: string): string => trusting(`{ "AWS": ${value} }`);

export const impossiblePrincipal: Check = {
  id: "impossible-principal",
  findingType: "ERROR",
  policyTypes: ["trust", "resource"],
  title: "No AWS principal is written like this",
  why: "`AWS` takes an account, or the ARN of a role, a user or a session. IAM refuses to save a policy with any other text (`Invalid principal in policy`); a vendor's page that leaves out `user/` prints one.",
  fix: "Correct the part that the finding names: `arn:aws:iam::<account>:role/<name>`, `…:user/<name>` or `…:root`, with the 12 digits of the account and no hyphens.",
  learnMoreLink: awsPage.principal,
  bad: [
    principal('«"arn:aws:iam::210000000001:informatica-agent"»'),
    principal('["arn:aws:iam::210000000001:role/etl", «"arn:aws:iam::2100-0000-0001:role/etl"»]'),
    principal('«"21000000001"»'),
    principal('«"arn:aws:iam::AWS-account-ID:root"»'),
    principal('«"arn:aws:iam::210000000001:roles/etl"»'),
    principal('«"arn:aws:iam::210000000001:group/analysts"»'),
    principal('«"arn:aws:iam:210000000001:role/etl"»'),
    principal('«"arn:aws:sts::210000000001:assumed-role/etl"»'),
    principal('«"redshift.amazonaws.com"»'),
    principal('[«"arn:aws:iam::{{ account }}:root"», «"$PRINCIPAL"»]'),
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «"arn:aws:redshift:us-west-2:210000000001:cluster:analytics"» }, "Action": "kms:Decrypt", "Resource": "*" }] }',
    },
  ],
  good: [
    principal('["210000000001", "arn:aws:iam::210000000001:root", "arn:aws:iam::210000000001:role/service-role/etl"]'),
    principal('["arn:aws:iam::210000000001:user/analysts/a.b+c@example.com", "AROAEXAMPLEID1234567X"]'),
    principal('["arn:aws-cn:iam::210000000001:user/a", "arn:aws-us-gov:iam::210000000001:role/a"]'),
    principal('["arn:aws:sts::210000000001:assumed-role/etl/session", "arn:aws:sts::210000000001:federated-user/a"]'),
    principal('["arn:aws:iam::${aws:PrincipalAccount}:root", "arn:aws:iam::<account>:role/<name>", "*"]'),
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::audit/*" }] }',
    },
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const element of [principal, notPrincipal]) {
        for (const { type, values } of element?.entries ?? []) {
          if (type !== "AWS") continue;
          for (const value of values) {
            const fault = faultOfPrincipal(value.value);
            if (fault === undefined) continue;
            const remedy = fault.meant === undefined ? "Correct it." : `Write ${quoteWhole(fault.meant)}.`;
            const problem = {
              at: value,
              details: `No principal is written ${quoteWhole(value.value)}: ${fault.reason}. ${remedy}`,
            };
            yield fault.meant === undefined ? problem : { ...problem, replacement: JSON.stringify(fault.meant) };
          }
        }
      }
    }
  },
};
