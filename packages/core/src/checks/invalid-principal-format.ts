import { type Check, policyChecksPage } from "../check.ts";
import { quote } from "../quote.ts";

export const invalidPrincipalFormat: Check = {
  id: "invalid-principal-format",
  findingType: "ERROR",
  policyTypes: ["resource", "trust", "endpoint"],
  title: "The principal is not written as key and value",
  why: 'A principal is named with its kind, such as `{ "AWS": "…" }` or `{ "Service": "…" }`. The only bare string that IAM takes is `"*"`.',
  fix: 'Put the principal under its kind: `{ "AWS": "111122223333" }`, `{ "Service": "redshift.amazonaws.com" }`.',
  learnMoreLink: policyChecksPage("error-invalid-principal-format"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «"arn:aws:iam::111122223333:root"», "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": «["redshift.amazonaws.com"]», "Action": "sts:AssumeRole" }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }, { "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.statements) {
      for (const element of [principal, notPrincipal]) {
        if (element === undefined) continue;
        const { value, key } = element.member;
        if (value.kind === "array" && value.items.length > 0) {
          yield {
            at: value,
            details: `\`${key.value}\` is a list without the kind of the principals. Put it under its kind, as in \`{ "AWS": […] }\`.`,
          };
        } else if (element.bare !== undefined && element.bare.value !== "*") {
          const kind = kindOf(element.bare.value);
          const written = `{ "${kind ?? "AWS"}": ${JSON.stringify(element.bare.value)} }`;
          yield {
            at: value,
            details: `${quote(element.bare.value)} stands without its kind. Write the principal as key and value, as in ${quote(written)}.`,
            ...(kind === undefined ? {} : { replacement: written }),
          };
        }
      }
    }
  },
};

/** Under which key such a principal must stand, where its form tells. */
function kindOf(principal: string): "AWS" | "Service" | "Federated" | undefined {
  if (/^\d{12}$/.test(principal)) return "AWS";
  if (/^arn:aws[a-z-]*:iam::[^:]*:(?:saml|oidc)-provider\//.test(principal)) return "Federated";
  if (/^arn:aws[a-z-]*:(?:iam|sts):/.test(principal)) return "AWS";
  return /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(principal) ? "Service" : undefined;
}
