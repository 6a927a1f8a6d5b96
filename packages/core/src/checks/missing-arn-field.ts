import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { quoteWhole } from "../quote.ts";

export const missingArnField: Check = {
  id: "missing-arn-field",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A resource ARN has too few fields",
  why: "An ARN has six fields: `arn:partition:service:region:account:resource`. A field may be empty, but its colon stays.",
  fix: "Write all six fields; leave Region and account empty where the service has none, as in `arn:aws:s3:::reports`.",
  learnMoreLink: policyChecksPage("error-missing-arn-field"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"fakeArn"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:DescribeClusters", "Resource": ["*", «"arn:aws:redshift:us-east-1:cluster"»] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"s3://reports/*"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "execute-api:Invoke", "Resource": «"execute-api:/*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${aws:username}" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }',
    {
      policyType: "resource",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "210000000001" }, "Action": "execute-api:Invoke", "Resource": ["execute-api:/*", "execute-api:/prod/GET/reports"] }] }',
    },
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const { value, fault } of oddLists(policy, services).faults) {
      if (fault !== "fields") continue;
      // What API Gateway takes in the policy of an API, and makes an ARN of.
      // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
      if (policy.type === "resource" && value.value.startsWith("execute-api:/")) continue;
      yield {
        at: value,
        details: `The resource ${quoteWhole(value.value)} has fewer than the six fields of an ARN. Write it as \`arn:partition:service:region:account:resource\`.`,
      };
    }
  },
};
