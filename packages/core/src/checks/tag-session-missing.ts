import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import { isAllow, nameOf } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";

const provider = '"Principal": { "Federated": "arn:aws:iam::210000000001:saml-provider/Okta" }';
const condition =
  '"Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" }, "StringLike": { ';

export const tagSessionMissing: Check = {
  id: "tag-session-missing",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "Redshift's session tags are asked for, but `sts:TagSession` is not allowed",
  why: "Redshift reads `RedshiftDbUser`, `RedshiftDbGroups` and `RedshiftDbRoles` from the session's tags. Assuming a role with tags fails unless its trust policy allows `sts:TagSession`. Access Analyzer tells it where a value is asked for; `Null` with `false` asks for the tag alone.",
  fix: "Add `sts:TagSession` to the statement's `Action`.",
  learnMoreLink: awsPage.federatedRoles,
  bad: [
    allowing(
      `${provider}, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" }, "Null": { «"aws:RequestTag/RedshiftDbUser"»: "false" } }`,
    ),
  ],
  good: [
    allowing(`${provider}, "Action": "sts:AssumeRoleWithSAML", ${condition}"aws:RequestTag/RedshiftDbUser": "*" } }`),
    allowing(
      `${provider}, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], ${condition}"aws:RequestTag/RedshiftDbUser": "*" } }`,
    ),
    allowing(
      `${provider}, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }`,
    ),
    allowing(
      `${provider}, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" }, "Null": { "aws:RequestTag/RedshiftDbUser": "true" } }`,
    ),
  ],
  *run(policy) {
    const tagged = policy.conditions.filter(
      // Of one that asks for a value Access Analyzer tells it.
      (condition) =>
        /^aws:requesttag\/redshiftdb/.test(condition.lowerKey) &&
        condition.operator?.base.type === "Null" &&
        isAllow(condition.statement) &&
        !holdsWithoutKey(condition),
    );
    if (tagged.length === 0) return;
    const allowed = policy.statements.some(
      (statement) =>
        isAllow(statement) &&
        (statement.notAction !== undefined ||
          statement.action?.values.some(({ value }) => matchesPatternIgnoringCase(value, "sts:TagSession"))),
    );
    if (allowed) return;
    for (const { key, member } of tagged) {
      yield {
        at: nameOf({ member }),
        details: `${quoteWhole(key)} asks for a session tag, but the policy does not allow \`sts:TagSession\`, so every request that meets it fails. Add \`sts:TagSession\` to \`Action\`.`,
      };
    }
  },
};
