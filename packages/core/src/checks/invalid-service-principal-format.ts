import type { Problem } from "../check.ts";
import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { isOpen } from "../facts/resource-arns.ts";
import type { Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { isServicePrincipal } from "../service-reference/service-principals.ts";

export const invalidServicePrincipalFormat: Check = {
  id: "invalid-service-principal-format",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A service principal is not written as one",
  why: "Service principals are compared as text: one that is written otherwise matches no service. `kms:ViaService` wants the Region inside, `aws:CalledVia` the short form.",
  fix: "Write `service.amazonaws.com`, and `service.region.amazonaws.com` for `kms:ViaService`.",
  learnMoreLink: policyChecksPage("error-invalid-service-principal-format"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": «"redshift"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": «"s3.amazonaws.com"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "aws:CalledVia": [«"application-signals.cloudwatch.amazonaws.com"»] } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": ["redshift.amazonaws.com", «"Redshift"»] }, "Action": "sts:AssumeRole" }] }',
    },
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": ["redshift.amazonaws.com", "pods.eks.amazonaws.com", "ec2.amazonaws.com.cn"], "kms:ViaService": "s3.us-east-1.amazonaws.com" }, "StringLike": { "kms:ViaService": "s3.*.amazonaws.com" } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": ["redshift.us-east-1.amazonaws.com", "*"] }, "Action": "sts:AssumeRole" }] }',
    },
  ],
  needs: ["service-name"],
  *run(policy) {
    for (const { principal, notPrincipal } of policy.features.has("principal") ? policy.statements : []) {
      for (const element of [principal, notPrincipal]) {
        for (const { type, values } of element?.entries ?? []) {
          if (type !== "Service") continue;
          for (const value of values) {
            if (!isOpen(value.value) && !isServicePrincipal(value.value)) yield problem(value, general);
          }
        }
      }
    }
    for (const { lowerKey, operator, values } of policy.conditions) {
      const expected = expectedForms.get(lowerKey);
      if (expected === undefined || operator?.base.type !== "String") continue;
      for (const value of values)
        if (!isOpen(value.value) && !expected.fits(value.value)) yield problem(value, expected);
    }
  },
};

interface Form {
  readonly written: string;
  fits(text: string): boolean;
}

const general: Form = { written: "service.amazonaws.com", fits: isServicePrincipal };
const short: Form = {
  written: "service.amazonaws.com",
  fits: (text) => /^[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(text),
};
const regional: Form = {
  written: "service.region.amazonaws.com",
  fits: (text) => /^[a-z0-9-]+\.[a-z]{2,}(-[a-z0-9]+)+\.amazonaws\.com(\.cn)?$/.test(text),
};

/** The form that each key's values have; keys in lower case. */
const expectedForms: ReadonlyMap<string, Form> = new Map([
  ["aws:calledvia", short],
  ["aws:calledviafirst", short],
  ["aws:calledvialast", short],
  ["aws:principalservicename", general],
  ["aws:principalservicenameslist", general],
  ["iam:awsservicename", general],
  ["iam:passedtoservice", general],
  ["kms:viaservice", regional],
]);

function problem(value: Value, { written }: Form): Problem {
  return {
    at: value,
    details: `${quoteWhole(value.value)} is no service principal of the form that is wanted here. ${adviceOn(value.value, written)}`,
  };
}

function adviceOn(text: string, written: string): string {
  if (/^arn:[^:]*:(?:iam|sts):/.test(text)) return "Accounts, roles and users stand under `AWS`.";
  return text.includes(",") ? "Write one element for each service." : `Write it as \`${written}\`.`;
}
