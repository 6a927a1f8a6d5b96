import { type Check, policyChecksPage } from "../check.ts";
import { mayBeTrust } from "../facts/attached-resource.ts";
import { isTrustStatement } from "../policy/trust-statement.ts";
import { quote } from "../quote.ts";

export const federatedPrincipalNotSupported: Check = {
  id: "federated-principal-not-supported",
  findingType: "ERROR",
  policyTypes: ["resource", "endpoint"],
  title: "An identity provider is a principal outside a trust policy",
  why: "People of an identity provider come to AWS by assuming a role. Only that role's trust policy can name the provider.",
  fix: "Name the role that the people assume.",
  learnMoreLink: policyChecksPage("error-federated-principal-not-supported"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": «"arn:aws:iam::111122223333:saml-provider/Okta"» }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333", "Federated": [«"cognito-identity.amazonaws.com"», «"accounts.google.com"»] }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:orders" }] }',
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": «"arn:aws:iam::111122223333:saml-provider/Okta"» }, "Action": "sts:AssumeRoleWithSAML", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket" }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/analyst" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*" }] }',
    // Without a resource type it may be a trust policy.
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const statement of policy.statements) {
      const { principal, notPrincipal } = statement;
      if ((principal ?? notPrincipal) === undefined) continue;
      if (mayBeTrust(policy) && isTrustStatement(statement)) continue;
      for (const element of [principal, notPrincipal]) {
        for (const { type, values } of element?.entries ?? []) {
          if (type !== "Federated") continue;
          for (const value of values) {
            yield {
              at: value,
              details: `Only a role's trust policy can name an identity provider such as ${quote(value.value)}. Name the role that its people assume.`,
            };
          }
        }
      }
    }
  },
};
