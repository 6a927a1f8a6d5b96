import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { didYouMean } from "../did-you-mean.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { isUnknown, nearestService } from "../facts/unknown-name.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { retiredServices } from "../service-reference/retired-services.ts";

export const invalidServiceInAction: Check = {
  id: "invalid-service-in-action",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The action belongs to no service",
  why: "The part before the colon is no service's prefix, so that the statement grants or denies nothing with it. A prefix is not always the service's everyday name: CloudWatch Logs is `logs`.",
  fix: "Write the service's prefix as the Service Authorization Reference has it.",
  learnMoreLink: policyChecksPage("error-invalid-service-in-action"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift:DescribeClusters", «"redshfit:DescribeClusters"»], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "NotAction": «"cloudwatchlogs:*"», "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["redshift-data:ExecuteStatement", "Redshift:DescribeClusters", "s*:Get*", "*"], "Resource": "*" }] }',
  ],
  needs: ["unknown-action"],
  *run(policy, services) {
    for (const named of oddLists(policy, services).unknownActions) {
      if (named.name === undefined || named.service !== undefined || hasWildcard(named.prefix)) continue;
      if (retiredServices.has(named.prefix) || named.prefix.includes("${")) continue;
      const meant = nearestService(named.prefix, services);
      const { value } = named.value;
      yield {
        at: named.value,
        details: `The service of the action ${quoteWhole(value)} ${isUnknown(services)}. ${didYouMean(meant, "Look up the service's prefix in the Service Authorization Reference.")}`,
        ...(meant === undefined ? {} : { replacement: JSON.stringify(meant + value.slice(value.indexOf(":"))) }),
      };
    }
  },
};
