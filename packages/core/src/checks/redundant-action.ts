import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { overlapDetails } from "../facts/overlap.ts";

export const redundantAction: Check = {
  id: "redundant-action",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "Some actions of a statement are covered by others",
  why: "A covered action changes nothing, and makes the statement look narrower or richer than it is.",
  fix: "Keep the widest action and remove the ones it covers, or keep the narrow ones and remove the pattern.",
  learnMoreLink: policyChecksPage("suggestion-redundant-action"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": [«1:"s3:Get*"», "redshift:DescribeClusters", «2:"s3:GetObject"», «3:"s3:getbucketacl"»], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "NotAction": [«1:"iam:PassRole"», «2:"iam:PassRole"»], "Resource": "*" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:Get*", "s3:PutObject", "redshift:DescribeClusters"], "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }',
  ],
  needs: ["redundancy"],
  *run(policy, services) {
    const { redundantActions, uncomparedActions } = oddLists(policy, services);
    for (const overlap of redundantActions) yield { at: overlap.members, details: overlapDetails("actions", overlap) };
    for (const { member, values } of uncomparedActions) {
      yield {
        at: member.value,
        details: `These ${values.length} actions hold too many wildcards to compare each with each, so some may overlap unseen. Shorten the list.`,
      };
    }
  },
};
