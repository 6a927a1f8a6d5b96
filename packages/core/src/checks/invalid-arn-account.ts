import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { oddLists } from "../facts/odd-lists.ts";
import { isOpen, ownersOfAws } from "../facts/resource-arns.ts";
import { isAccountId } from "../policy/arn.ts";
import { quoteWhole } from "../quote.ts";

export const invalidArnAccount: Check = {
  id: "invalid-arn-account",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "The account of a resource ARN is no account ID",
  why: "An account ID has twelve digits, leading zeros included. The statement then matches no resource, so that what was meant to be allowed or denied is not.",
  fix: "Write the twelve digits, or `*`.",
  learnMoreLink: policyChecksPage("error-invalid-arn-account"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": «"arn:aws:redshift:us-east-1:11112222333:cluster:sales"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "redshift:PauseCluster", "Resource": ["arn:aws:redshift:us-east-1:111122223333:cluster:sales", «"arn:aws:redshift:us-east-1:my-account:cluster:sales"»] }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "iam:GetPolicy", "Resource": ["arn:aws:iam::aws:policy/*", "arn:aws:iam::1111*:role/x", "arn:aws:iam::${aws:PrincipalAccount}:role/x"] }] }',
  ],
  needs: ["odd-resource"],
  *run(policy, services) {
    for (const { value, account } of oddLists(policy, services).arns) {
      if (account === "" || isOpen(account) || isAccountId(account) || ownersOfAws.has(account)) continue;
      yield {
        at: value,
        details: `The account ${quoteWhole(account)} of ${quoteWhole(value.value)} is no account ID. Write its twelve digits, or \`*\`.`,
      };
    }
  },
};
