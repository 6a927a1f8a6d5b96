import type { Check } from "../check.ts";
import { editDistance } from "../edit-distance.ts";
import { allowing } from "../example-text.ts";
import { nameOf } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import type { Range } from "../syntax/node.ts";

const provider =
  '"Principal": { "Federated": "arn:aws:iam::210000000001:saml-provider/Okta" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"]';
const tags = ["RedshiftDbUser", "RedshiftDbGroups", "RedshiftDbRoles"];

export const misspeltSessionTag: Check = {
  id: "misspelt-session-tag",
  findingType: "WARNING",
  policyTypes: ["trust"],
  title: "The tag is almost one that Redshift reads",
  why: "Redshift reads the session tags `RedshiftDbUser`, `RedshiftDbGroups` and `RedshiftDbRoles`. It ignores any other.",
  fix: "Write the tag's name as AWS does.",
  learnMoreLink: awsPage.federatedRoles,
  bad: [
    allowing(`${provider}, "Condition": { "StringLike": { «"aws:RequestTag/RedshiftDbRole"»: "*" } }`),
    allowing(
      `${provider}, "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["RedshiftDbUser", «"RedshiftDBGroups"»] } }`,
    ),
  ],
  good: [
    allowing(`${provider}, "Condition": { "StringLike": { "aws:RequestTag/RedshiftDbRoles": "*" } }`),
    allowing(`${provider}, "Condition": { "StringLike": { "aws:RequestTag/redshiftdbuser": "*" } }`),
    allowing(
      `${provider}, "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["RedshiftDbUser", "team"] } }`,
    ),
  ],
  *run(policy) {
    for (const condition of policy.conditions) {
      const { key, lowerKey } = condition;
      if (lowerKey.startsWith("aws:requesttag/red") || lowerKey.startsWith("aws:principaltag/red")) {
        const slash = key.indexOf("/") + 1;
        const name = key.slice(slash);
        const meant = meantTag(name.toLowerCase(), (tag) => tag.toLowerCase());
        if (meant !== undefined) yield problem(nameOf(condition), name, meant, key.slice(0, slash));
      } else if (lowerKey === "aws:tagkeys" || lowerKey === "sts:transitivetagkeys") {
        for (const value of condition.values) {
          const meant = meantTag(value.value, (tag) => tag);
          if (meant !== undefined) yield problem(value, value.value, meant, "");
        }
      }
    }
  },
};

/** Keys ignore the case of a tag's name, values do not. */
function meantTag(name: string, fold: (tag: string) => string): string | undefined {
  if (name.length < 12 || name.length > 20 || tags.some((tag) => fold(tag) === name)) return undefined;
  return tags.find((tag) => editDistance(name.toLowerCase(), tag.toLowerCase(), 1) <= 1);
}

function problem(at: Range, name: string, meant: string, prefix: string) {
  return {
    at,
    details: `Redshift reads no session tag ${quoteWhole(name)} and ignores it. Did you mean ${quoteWhole(meant)}?`,
    replacement: JSON.stringify(prefix + meant),
  };
}
