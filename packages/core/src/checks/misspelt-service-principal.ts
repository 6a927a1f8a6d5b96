import type { Check } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import { isOpen } from "../facts/resource-arns.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { meantPrincipal } from "../redshift/known-principals.ts";
import { isServicePrincipal } from "../service-reference/service-principals.ts";

export const misspeltServicePrincipal: Check = {
  id: "misspelt-service-principal",
  findingType: "ERROR",
  policyTypes: ["trust", "resource", "identity", "session", "scp"],
  title: "The service principal is almost the name of a service",
  why: "A service principal is compared letter by letter, case included. A name that is no service gives nobody access, and IAM refuses a trust policy that holds one. As the value of `iam:PassedToService` or `iam:AWSServiceName` it never matches.",
  fix: "Write the name that the finding gives.",
  learnMoreLink: awsPage.principal,
  bad: [
    trusting('{ "Service": «"redshfit.amazonaws.com"» }'),
    trusting('{ "Service": ["redshift.amazonaws.com", «"lamda.amazonaws.com"»] }'),
    trusting('{ "Service": «"redshift-us-east-1.amazonaws.com"» }'),
    trusting('{ "Service": «"redshift.serverless.amazonaws.com"» }'),
    trusting('{ "Service": «"redshift-severless.amazonaws.com"» }'),
    {
      policyType: "identity",
      policy: allowing(
        '"Action": "iam:PassRole", "Resource": "arn:aws:iam::210000000001:role/etl", "Condition": { "StringEquals": { "iam:PassedToService": ["redshift.amazonaws.com", «"redshift-severless.amazonaws.com"»] } }',
      ),
    },
  ],
  good: [
    trusting('{ "Service": ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com", "lambda.amazonaws.com"] }'),
    trusting(
      '{ "Service": ["ops.emr-serverless.amazonaws.com", "inspector2.amazonaws.com", "states.us-east-1.amazonaws.com"] }',
    ),
    trusting('{ "Service": "redshift.us-east-1.amazonaws.com" }'),
  ],
  needs: ["service-name"],
  *run(policy, services) {
    for (const { principal } of policy.features.has("principal") ? policy.statements : []) {
      for (const { type, values } of principal?.entries ?? []) {
        if (type !== "Service") continue;
        for (const value of values) {
          // What has not the form of one is Access Analyzer's to tell, in conditions too.
          if (!isOpen(value.value) && !isServicePrincipal(value.value)) continue;
          const meant = meantPrincipal(value.value, services);
          if (meant === undefined) continue;
          yield {
            at: value,
            details: `${quoteWhole(value.value)} is no service principal, so it gives nobody access. Did you mean ${quoteWhole(meant)}?`,
            replacement: JSON.stringify(meant),
          };
        }
      }
    }
    for (const { lowerKey, key, operator, values } of policy.features.has("service-key") ? policy.conditions : []) {
      if (!serviceKeys.has(lowerKey) || operator?.base.type !== "String") continue;
      for (const value of values) {
        if (!value.value.endsWith(".amazonaws.com") || hasWildcard(value.value)) continue;
        const meant = meantPrincipal(operator.base.ignoreCase ? value.value.toLowerCase() : value.value, services);
        if (meant === undefined) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} is no service principal, so ${quoteWhole(key)} never has this value${operator.base.negated ? ", and keeps nobody out" : ""}. Did you mean ${quoteWhole(meant)}?`,
          replacement: JSON.stringify(meant),
        };
      }
    }
  },
};

const serviceKeys: ReadonlySet<string> = new Set(["iam:awsservicename", "iam:passedtoservice"]);
