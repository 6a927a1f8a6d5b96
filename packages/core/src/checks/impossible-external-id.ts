import type { Check } from "../check.ts";
import { trusting } from "../example-text.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { type PolicyVariable, policyVariables } from "../policy/policy-variable.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { externalIdLength, impossibleCharacter, isExternalId } from "../redshift/external-id.ts";

export const impossibleExternalId: Check = {
  id: "impossible-external-id",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "STS accepts no such ExternalId",
  why: "An ExternalId has 2 to 1,224 characters: letters, digits and `_ + = , . @ : / -`. STS refuses a request with any other, so a condition on such a value never meets one.",
  fix: "Copy the ExternalId again, without spaces, quotes or brackets around it.",
  learnMoreLink: awsPage.quotas,
  bad: [
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": «"my external id"» } }',
    ),
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": «"<External ID>"» } }',
    ),
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringEquals": { "sts:ExternalId": «""» } }'),
    trusting('{ "AWS": "arn:aws:iam::568237466542:root" }', '{ "StringLike": { "sts:ExternalId": «"7"» } }'),
    trusting(
      '{ "AWS": "arn:aws:iam::568237466542:root" }',
      '{ "StringEquals": { "sts:ExternalId": «"${external_id}"» } }',
    ),
  ],
  good: [
    trusting(
      '{ "AWS": "210000000001" }',
      '{ "StringEquals": { "sts:ExternalId": "Customer_Bucket/333+a=b,c.d@e:f-g" } }',
    ),
    trusting('{ "AWS": "210000000001" }', '{ "StringLike": { "sts:ExternalId": "a*" } }'),
    trusting('{ "AWS": "210000000001" }', '{ "StringEquals": { "sts:ExternalId": "${aws:PrincipalTag/tenant}" } }'),
  ],
  *run(policy) {
    for (const condition of policy.conditions) {
      const base = condition.operator?.base;
      if (!isExternalId(condition) || base?.type !== "String") continue;
      for (const value of condition.values) {
        if (value.value.includes("${")) {
          const left = policyVariables(value.value).find(isNone);
          if (left !== undefined) yield { at: value, details: unfilled(left.text) };
          continue;
        }
        const reason = reasonAgainst(value.value, base.wildcards);
        if (reason === undefined) continue;
        const effect = base.negated ? "It always differs." : "It never matches.";
        const what =
          value.value === ""
            ? "An ExternalId cannot be empty"
            : `No ExternalId can be ${quoteWhole(value.value)}: ${reason}`;
        yield { at: value, details: `${what}. ${effect} Copy the ExternalId again.` };
      }
    }
  },
};

/** The name of every policy variable has a colon; what has none is a placeholder that a program was to fill in. */
function isNone({ name, closed }: PolicyVariable): boolean {
  return closed && !name.includes(":");
}

function unfilled(placeholder: string): string {
  return `${quoteWhole(placeholder)} is no policy variable but a placeholder that was not filled in, so no ExternalId matches. Write the vendor's value.`;
}

function reasonAgainst(text: string, wildcards: boolean): string | undefined {
  const { least, most } = externalIdLength;
  if (!text.includes("*") && text.length < least) return `STS asks for at least ${least} characters`;
  const character = impossibleCharacter(text, true);
  if (character === " ") return "it contains a space";
  if (character === "`") return "it contains a backtick";
  if (character !== undefined) return /\s/.test(character) ? "it contains white space" : `it contains \`${character}\``;
  const shortest = wildcards ? text.replaceAll("*", "").length : hasWildcard(text) ? 0 : text.length;
  return shortest > most ? `it has more than ${most} characters` : undefined;
}
