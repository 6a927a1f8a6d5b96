import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { overlapDetails } from "../facts/overlap.ts";

export const redundantResource: Check = {
  id: "redundant-resource",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "Some resources of a statement are covered by others",
  why: "A covered resource changes nothing, and makes the statement look narrower or richer than it is.",
  fix: "Keep the widest resource and remove the ones it covers, or keep the narrow ones and remove the pattern.",
  learnMoreLink: policyChecksPage("suggestion-redundant-resource"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": [«1:"arn:aws:s3:::reports/*"», "arn:aws:s3:::reports", «2:"arn:aws:s3:::reports/2026/*"»] }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::Reports/a"] }] }',
  ],
  needs: ["redundancy"],
  *run(policy, services) {
    const { redundantResources, uncomparedResources } = oddLists(policy, services);
    for (const overlap of redundantResources)
      yield { at: overlap.members, details: overlapDetails("resources", overlap) };
    for (const { member, values } of uncomparedResources) {
      yield {
        at: member.value,
        details: `These ${values.length} resources hold too many wildcards to compare each with each, so some may overlap unseen. Shorten the list.`,
      };
    }
  },
};
