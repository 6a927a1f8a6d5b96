import type { Problem } from "../check.ts";
import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { didYouMean } from "../did-you-mean.ts";
import { isArnService } from "../facts/arn-formats.ts";
import { knownConditionKey } from "../facts/known-condition-key.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { isOpen } from "../facts/resource-arns.ts";
import { isUnknown, nearestService } from "../facts/unknown-name.ts";
import { quoteWhole } from "../quote.ts";
import { retiredServices } from "../service-reference/retired-services.ts";
import { servicePrincipalNames } from "../service-reference/service-principals.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import type { Range } from "../syntax/node.ts";

export const invalidService: Check = {
  id: "invalid-service",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A name belongs to no service",
  why: "The service field of an ARN, the prefix of a condition key and the caller in `aws:CalledVia` name services. With a name that no service has, the statement matches nothing.",
  fix: "Write the service's name as the Service Authorization Reference has it.",
  learnMoreLink: policyChecksPage("error-invalid-service"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", «"arn:aws:s4:::reports/*"»] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "StringEquals": { «"redshfit:DbUser"»: "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": "*", "Condition": { "ForAnyValue:StringEquals": { "aws:CalledVia": ["athena.amazonaws.com", «"athina.amazonaws.com"»] } } }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:GetClusterCredentials", "Resource": ["arn:aws:redshift:*:*:cluster:*", "arn:aws:*:::x", "arn:aws:S3:::x"], "Condition": { "StringEquals": { "redshift:DbUser": "etl", "oidc.example.com/x:sub": "a" }, "ForAnyValue:StringLike": { "aws:CalledVia": ["ec2*", "cloudformation.amazonaws.com"] } } }] }',
  ],
  needs: ["odd-service"],
  *run(policy, services) {
    for (const { value, service } of oddLists(policy, services).arns) {
      if (isOpen(service) || isKnown(service.toLowerCase(), services)) continue;
      yield problem(value, service, value.value, services);
    }
    for (const condition of policy.conditions) {
      const { lowerKey, member, values } = condition;
      const facts = knownConditionKey(condition, services);
      if (facts.kind === "unknown-prefix" && !retiredServices.has(facts.prefix)) {
        yield problem(member.key, facts.prefix, condition.key, services);
      }
      if (!lowerKey.startsWith("aws:calledvia")) continue;
      for (const value of values) {
        const name = /^([a-z0-9-]+)\.amazonaws\.com$/.exec(value.value)?.[1];
        if (name === undefined || servicePrincipalNames.has(name) || isKnown(name, services)) continue;
        yield problem(value, name, value.value, services);
      }
    }
  },
};

function isKnown(service: string, services: ServiceReference): boolean {
  return isArnService(service, services) || retiredServices.has(service);
}

function problem(at: Range, service: string, text: string, services: ServiceReference): Problem {
  const meant = nearestService(service, services);
  return {
    at,
    details: `The service ${quoteWhole(service)} in ${quoteWhole(text)} ${isUnknown(services)}. ${didYouMean(meant, "Look up the service's prefix in the Service Authorization Reference.")}`,
  };
}
