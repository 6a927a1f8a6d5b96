import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import type { Condition } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isClosedByDeny } from "../redshift/closed-by-deny.ts";
import { roleGrants } from "../redshift/role-grant.ts";

export const externalIdOptional: Check = {
  id: "external-id-optional",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "The ExternalId condition holds when no ExternalId is sent",
  why: "Operators ending in `IfExists`, and those beginning with `ForAllValues:`, hold when the request has no such key. A caller who sends no ExternalId passes the condition.",
  fix: "Use the plain operator, `StringEquals` or `StringLike`: it needs the key. `sts:ExternalId` has one value, so it takes no set operator.",
  learnMoreLink: awsPage.conditionOperators,
  bad: [
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ «"StringEqualsIfExists"»: { "sts:ExternalId": "org-7d0c" } }',
    ),
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ «"ForAllValues:StringLike"»: { "sts:ExternalId": "org-*" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "568237466542" }, "Condition": { «"StringEqualsIfExists"»: { "sts:ExternalId": "org-7d0c" } }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "568237466542" }, "Condition": { "StringEquals": { "sts:ExternalId": "org-old" } }, "Action": "sts:AssumeRole" }] }',
  ],
  good: [
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEqualsIfExists": { "sts:ExternalId": "org-7d0c" }, "Null": { "sts:ExternalId": "false" } }',
    ),
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "ForAnyValue:StringEquals": { "sts:ExternalId": "org-7d0c" } }',
    ),
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "568237466542" }, "Condition": { "StringEqualsIfExists": { "sts:ExternalId": "org-7d0c" } }, "Action": "sts:AssumeRole" }, { "Effect": "Deny", "Principal": { "AWS": "*" }, "Condition": { "StringNotEquals": { "sts:ExternalId": "org-7d0c" } }, "Action": "sts:AssumeRole" }] }',
  ],
  *run(policy) {
    for (const { externalIds, aws, redshift } of roleGrants(policy)) {
      if (externalIds.length === 0 || !externalIds.every(holdsWithoutKey)) continue;
      const principals = [...aws, ...redshift];
      if (principals.length > 0 && principals.every((principal) => isClosedByDeny(policy, principal))) continue;
      for (const condition of externalIds) {
        if (!asksForValues(condition)) continue;
        const plain = condition.operator?.base.name ?? "StringEquals";
        const problem = {
          at: condition.operatorName,
          details: `${quoteWhole(condition.operatorName.value)} also holds when the request has no \`sts:ExternalId\`, so a caller can leave it out and assume the role. Use ${quoteWhole(plain)}.`,
        };
        yield canRename(condition, plain) ? { ...problem, replacement: JSON.stringify(plain) } : problem;
      }
    }
  },
};

/** Another operator's name mends this condition only when the block holds no other key and the name is not taken. */
function canRename(condition: Condition, plain: string): boolean {
  const blocks = condition.statement.condition?.value;
  if (blocks?.kind !== "object" || blocks.members.some(({ key }) => key.value === plain)) return false;
  const block = blocks.members.find(({ key }) => key === condition.operatorName)?.value;
  return block?.kind === "object" && block.members.length === 1;
}
