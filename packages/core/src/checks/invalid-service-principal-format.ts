import type { Problem } from "../check.ts";
import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { didYouMean } from "../did-you-mean.ts";
import { isOpen } from "../facts/resource-arns.ts";
import type { PolicyType, Value } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { meantPrincipal } from "../redshift/known-principals.ts";
import { isRegionalName, isServicePrincipal } from "../service-reference/service-principals.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

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
    {
      policyType: "scp",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": { "Service": "Redshift" }, "Action": "sts:AssumeRole", "Resource": "*" }] }',
    },
  ],
  needs: ["service-name"],
  *run(policy, services) {
    const mayName = namesPrincipals(policy.type) && policy.features.has("principal");
    for (const { principal, notPrincipal } of mayName ? policy.statements : []) {
      for (const element of [principal, notPrincipal]) {
        for (const { type, values } of element?.entries ?? []) {
          if (type !== "Service") continue;
          for (const value of values) {
            if (!isOpen(value.value) && !isServicePrincipal(value.value)) yield problem(value, general, services);
          }
        }
      }
    }
    for (const { lowerKey, operator, values } of policy.conditions) {
      const expected = expectedForms.get(lowerKey);
      if (expected === undefined || operator?.base.type !== "String") continue;
      for (const value of values)
        if (!isOpen(value.value) && !expected.fits(value.value)) yield problem(value, expected, services);
    }
  },
};

/** Elsewhere the element is refused, whatever stands in it; that of a resource control policy is `*` alone. */
function namesPrincipals(type: PolicyType): boolean {
  return type === "resource" || type === "trust" || type === "endpoint";
}

interface Form {
  readonly written: string;
  /** Whether any name that stands in a policy's `Principal` may stand here. */
  readonly isWhole?: boolean;
  fits(text: string): boolean;
}

const general: Form = { written: "service.amazonaws.com", isWhole: true, fits: isServicePrincipal };
const short: Form = {
  written: "service.amazonaws.com",
  fits: (text) => /^[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(text),
};
const regional: Form = { written: "service.region.amazonaws.com", fits: isRegionalName };

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

function problem(value: Value, { written, isWhole }: Form, services: ServiceReference): Problem {
  const told = `${quoteWhole(value.value)} is no service principal of the form that is wanted here.`;
  const meant = isWhole === true ? meantPrincipal(value.value, services) : undefined;
  return meant === undefined
    ? { at: value, details: `${told} ${adviceOn(value.value, written)}` }
    : { at: value, details: `${told} ${didYouMean(meant, "")}`, replacement: JSON.stringify(meant) };
}

function adviceOn(text: string, written: string): string {
  if (/^arn:[^:]*:(?:iam|sts):/.test(text)) return "Accounts, roles and users stand under `AWS`.";
  return text.includes(",") ? "Write one element for each service." : `Write it as \`${written}\`.`;
}
