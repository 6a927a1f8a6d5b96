import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { sourceKeys } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { roleGrants } from "../redshift/role-grant.ts";

const vendor = '{ "AWS": "arn:aws:iam::568237466542:root" }';

export const sourceOfNoService: Check = {
  id: "source-of-no-service",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "Only services send the source that the statement asks for",
  why: "`aws:SourceAccount`, `aws:SourceArn` and their like are in a request when a service makes it for somebody. An account, a role or an identity provider that assumes the role sends none of them, so the condition never holds and the statement lets nobody in.",
  fix: "Ask for `aws:PrincipalAccount` or `aws:PrincipalArn`, or take the condition out.",
  learnMoreLink: `${awsPage.conditionKeys}#condition-keys-sourceaccount`,
  bad: [
    trusting(
      vendor,
      '{ "StringEquals": { "sts:ExternalId": "5b0e2f9c-1d7a-4e44-8f35-c9f1a7d2be60", «"aws:SourceAccount"»: "568237466542" } }',
    ),
    trusting(
      '{ "AWS": "arn:aws:iam::210000000001:role/RoleA" }',
      '{ "ArnLike": { «"aws:SourceArn"»: "arn:aws:iam::210000000001:role/RoleA" } }',
    ),
  ],
  good: [
    trusting(
      vendor,
      '{ "StringEquals": { "sts:ExternalId": "5b0e2f9c-1d7a-4e44-8f35-c9f1a7d2be60", "aws:PrincipalAccount": "568237466542" } }',
    ),
    trusting(
      '{ "Service": "redshift.amazonaws.com", "AWS": "arn:aws:iam::210000000001:root" }',
      '{ "StringEquals": { "aws:SourceAccount": "210000000001" } }',
    ),
    trusting(vendor, '{ "StringEqualsIfExists": { "aws:SourceAccount": "568237466542" } }'),
    trusting('{ "AWS": "*" }', '{ "StringEquals": { "aws:SourceAccount": "210000000001" } }'),
  ],
  needs: ["principal", "condition"],
  *run(policy) {
    for (const { statement, redshift, otherServices, aws, federated } of roleGrants(policy)) {
      const isOfServices = redshift.length + otherServices.length > 0 || aws.some(({ kind }) => kind === "anyone");
      if (isOfServices || aws.length + federated.length === 0) continue;
      for (const condition of statement.conditions) {
        if (!sourceKeys.has(condition.lowerKey) || !asksForValues(condition) || holdsWithoutKey(condition)) continue;
        yield {
          at: condition.member.key,
          details: `Only services send ${quoteWhole(condition.key)}, and this statement names none, so it lets nobody in. Ask for \`aws:PrincipalAccount\` or \`aws:PrincipalArn\`, or take the condition out.`,
        };
      }
    }
  },
};
