import type { Check } from "../check.ts";
import { didYouMean } from "../did-you-mean.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { withoutVariables } from "../policy/policy-variable.ts";
import { regions } from "../policy/region.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { trusting } from "../redshift/example-text.ts";
import { nearestRegion } from "../redshift/nearest-region.ts";
import { quoteWhole } from "../redshift/quote-whole.ts";
import { resourceTypes } from "../redshift/resource-type.ts";
import { isForRedshiftOnly, type RoleGrant, roleGrants } from "../redshift/role-grant.ts";
import { sourceAccounts, sourceArnValues } from "../redshift/source.ts";

const redshift = '{ "Service": "redshift.amazonaws.com" }';

export const impossibleSource: Check = {
  id: "impossible-source",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "No account or cluster has this `aws:SourceAccount` or `aws:SourceArn`",
  why: "`aws:SourceAccount` carries the 12 digits of an account, `aws:SourceArn` the ARN of the cluster or workgroup. A value that none has never matches, and Redshift cannot assume the role. A number without quotes loses its leading zeros.",
  fix: "Correct the part that the finding names; write accounts in quotes.",
  learnMoreLink: awsPage.confusedDeputy,
  bad: [
    trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": «"21000000001"» } }'),
    trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": «"2100-0000-0001"» } }'),
    trusting(
      redshift,
      '{ "ArnLike": { "aws:SourceArn": «"arn:aws:redshift:us-west2:210000000001:cluster:analytics"» } }',
    ),
    trusting(redshift, '{ "ArnLike": { "aws:SourceArn": «"arn:aws:redshift:us-west-2::cluster:analytics"» } }'),
    trusting(redshift, '{ "ArnLike": { "aws:SourceArn": «"arn:aws:s3:::staging"» } }'),
    trusting(redshift, '{ "ArnEquals": { "aws:SourceArn": «"analytics"» } }'),
    trusting(redshift, '{ "ArnEquals": { "aws:SourceArn": «"arn:aws:redshift:us-west-2:210000000001:analytics"» } }'),
    trusting(
      redshift,
      '{ "ArnLike": { "aws:SourceArn": [«"arn:aws:redshfit:us-west-2:210000000001:cluster:analytics"», «"arn:aws:redshift:us-west-2:210000000001:clusters:analytics"», «"arn:aws:redshift:us-west-2:210000000001:cluster:Analytics"»] } }',
    ),
  ],
  good: [
    trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": ["210000000001", "${aws:PrincipalAccount}"] } }'),
    trusting(redshift, '{ "StringLike": { "aws:SourceAccount": "2100*" } }'),
    trusting(
      redshift,
      '{ "ArnLike": { "aws:SourceArn": ["arn:aws:redshift:us-west-2:210000000001:cluster:analytics", "arn:aws:redshift:*:*:cluster:*"] } }',
    ),
    trusting('{ "Service": "glue.amazonaws.com" }', '{ "StringEquals": { "aws:SourceAccount": "21" } }'),
  ],
  *run(policy) {
    for (const grant of roleGrants(policy)) {
      const { redshift, statement } = grant;
      if (redshift.length === 0 || statement.conditions.length === 0) continue;
      for (const value of sourceAccounts(statement)) {
        if (isOpen(value.value) || isAccountId(value.value)) continue;
        const details = `An account has 12 digits, and ${quoteWhole(value.value)} is none, so \`aws:SourceAccount\` never matches. Write the 12 digits in quotes, without hyphens.`;
        const digits = value.value.replaceAll("-", "");
        yield isAccountId(digits)
          ? { at: value, details, replacement: JSON.stringify(digits) }
          : { at: value, details };
      }
      for (const value of sourceArnValues(statement)) {
        const reason = reasonAgainst(value.value, isForClustersOnly(grant));
        if (reason === undefined) continue;
        yield {
          at: value,
          details: `No cluster or workgroup has the ARN ${quoteWhole(value.value)}: ${reason}. Correct it.`,
        };
      }
    }
  },
};

/** What the scheduler of Redshift sends is not documented. */
function isForClustersOnly(grant: RoleGrant): boolean {
  return isForRedshiftOnly(grant) && grant.redshift.every(({ service }) => service !== "scheduler.redshift");
}

function reasonAgainst(text: string, isForRedshift: boolean): string | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return isOpen(text) ? undefined : "it is no ARN";
  const { service, region, account, resource } = arn;
  if (!/^redshift(?:-serverless)?$/.test(service)) {
    if (!isForRedshift || service === "" || isOpen(service)) return undefined;
    return `it is of ${quoteWhole(service)}, and Redshift assumes the role for a cluster or workgroup`;
  }
  if (!isOpen(region) && !regions.has(region)) {
    const meant = nearestRegion(region);
    const hint = meant === undefined ? "" : `, ${quoteWhole(meant)} is`;
    return region === "" ? "the Region is empty" : `${quoteWhole(region)} is no Region${hint}`;
  }
  if (!isOpen(account) && !isAccountId(account)) {
    return account === "" ? "the account is empty" : `an account has 12 digits, and ${quoteWhole(account)} is none`;
  }
  const [, type = "", name = ""] = /^([^:/]*)[:/]?(.*)$/s.exec(resource) ?? [];
  if (!isOpen(resource) && !/[:/]/.test(resource)) {
    if (resourceTypes.has(resource)) return `the name of the ${resource} is missing`;
    return `${quoteWhole(resource)} does not say what it is, as ${quoteWhole(`cluster:${resource.toLowerCase()}`)} does`;
  }
  const meant = isOpen(type) || resourceTypes.has(type) ? undefined : didYouMean(type, resourceTypes);
  if (meant !== undefined) return `Redshift has no resources of the kind ${quoteWhole(type)}, but ${quoteWhole(meant)}`;
  const isUpperCase = type === "cluster" && /[A-Z]/.test(withoutVariables(name));
  return isUpperCase ? "the names of clusters are lower case" : undefined;
}

function isOpen(text: string): boolean {
  return hasWildcard(text) || text.includes("${");
}
