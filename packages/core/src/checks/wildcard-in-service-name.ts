import type { Problem } from "../check.ts";
import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import type { Value } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";

export const wildcardInServiceName: Check = {
  id: "wildcard-in-service-name",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "A wildcard stands in a service name",
  why: "The pattern also takes in services that AWS adds later and whose name happens to fit.",
  fix: "Write each service's name in full.",
  learnMoreLink: policyChecksPage("suggestion-wildcard-in-service-name"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:DescribeClusters", «"*code*:Get*"»], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [«"arn:aws:*code*::111122223333:*"», "arn:aws:s3:::bucket/*"] }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["*", "s3:*"], "Resource": ["*", "arn:*:s3:::bucket/*"] }] }',
  ],
  needs: ["odd-name"],
  *run(policy, services) {
    for (const { value, prefix, name } of oddLists(policy, services).unknownActions) {
      if (hasWildcard(prefix) && (name !== undefined || prefix !== "*")) yield problem(value);
    }
    for (const { value, service } of oddLists(policy, services).arns) if (hasWildcard(service)) yield problem(value);
  },
};

function problem(value: Value): Problem {
  return {
    at: value,
    details: `The service name in ${quoteWhole(value.value)} holds a wildcard, which also takes in services to come. Write the service's name in full.`,
  };
}
