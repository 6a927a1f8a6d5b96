import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { isArnService } from "../facts/arn-formats.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { isOpen } from "../facts/resource-arns.ts";
import { quoteWhole } from "../quote.ts";

export const invalidArnServiceCase: Check = {
  id: "invalid-arn-service-case",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "A service in an ARN has capital letters",
  why: "Services in ARNs are written in lower case. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Write the service in lower case.",
  learnMoreLink: policyChecksPage("error-invalid-arn-service-case"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": «"arn:aws:S3:::reports/*"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::Reports/*", "arn:aws:Nothing:::x"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const { value, service } of oddLists(policy, services).arns) {
      const lower = service.toLowerCase();
      if (service === lower || isOpen(service) || !isArnService(lower, services)) continue;
      yield {
        at: value,
        details: `The service ${quoteWhole(service)} of ${quoteWhole(value.value)} must be written in lower case: ${quoteWhole(lower)}.`,
        replacement: JSON.stringify(value.value.replace(`:${service}:`, `:${lower}:`)),
      };
    }
  },
};
