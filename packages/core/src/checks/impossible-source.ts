import type { Check, Problem } from "../check.ts";
import { closest } from "../closest.ts";
import { trusting } from "../example-text.ts";
import { isAccountId, parseArn } from "../policy/arn.ts";
import type { Statement } from "../policy/document.ts";
import { isLeftOpen } from "../policy/left-open.ts";
import { nearestRegion } from "../policy/nearest-region.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { withoutVariables } from "../policy/policy-variable.ts";
import { partitions, regions } from "../policy/region.ts";
import { sourceAccounts, sourceArns, sourceArnValues } from "../policy/source-key.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { redshiftTypes } from "../redshift/resource-type.ts";
import { isForRedshiftOnly, type RoleGrant, roleGrants } from "../redshift/role-grant.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";

const redshift = '{ "Service": "redshift.amazonaws.com" }';

const logging = (source: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": ${redshift}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::acme-audit/*", "Condition": { "StringEquals": { "aws:SourceArn": ${source} } } }] }`;

const integrating = (source: string): string =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": ${redshift}, "Action": "redshift:AuthorizeInboundIntegration", "Resource": "arn:aws:redshift:us-west-2:210000000001:namespace:5d7c5b7e-2d36-4a51-9f63-6a2a9f4c1d20", "Condition": { "StringEquals": { "aws:SourceArn": ${source} } } }] }`;

export const impossibleSource: Check = {
  id: "impossible-source",
  findingType: "ERROR",
  policyTypes: ["trust", "resource"],
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
    {
      policyType: "resource",
      policy: integrating(
        '[«"arn:aws:rds:us-west2:210000000001:cluster:orders"», «"arn:aws:dynamodb:us-west-2:21000000001:table/orders"», «"arn:aws-gov:rds:us-gov-west-1:210000000001:cluster:orders"»]',
      ),
    },
    { policyType: "resource", policy: logging('«"arn:aws:sns:us-west-2:210000000001:alarms"»') },
    trusting(
      redshift,
      '{ "ArnLike": { "aws:SourceArn": «"arn:aws-gov:redshift:us-gov-west-1:210000000001:cluster:analytics"» } }',
    ),
  ],
  good: [
    {
      policyType: "resource",
      policy: integrating('["arn:aws:rds:us-west-2:210000000001:cluster:orders", "arn:aws:s3:::orders"]'),
    },
    {
      policyType: "resource",
      policy: logging(
        '["arn:aws:redshift:us-west-2:210000000001:cluster:analytics", "arn:aws:redshift:*:210000000001:integration:*"]',
      ),
    },
    trusting(redshift, '{ "StringEquals": { "aws:SourceAccount": ["210000000001", "${aws:PrincipalAccount}"] } }'),
    trusting(redshift, '{ "StringLike": { "aws:SourceAccount": "2100*" } }'),
    trusting(
      redshift,
      '{ "ArnLike": { "aws:SourceArn": ["arn:aws:redshift:us-west-2:210000000001:cluster:analytics", "arn:aws:redshift:*:*:cluster:*"] } }',
    ),
    trusting('{ "Service": "glue.amazonaws.com" }', '{ "StringEquals": { "aws:SourceAccount": "21" } }'),
  ],
  needs: ["condition", "principal"],
  *run(policy) {
    if (policy.type === "resource") {
      for (const statement of policy.statements) if (isForRedshift(statement)) yield* sourceProblems(statement);
      return;
    }
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

function isForRedshift({ principal }: Statement): boolean {
  return (principal?.entries ?? []).some(
    ({ type, values }) => type === "Service" && values.some(({ value }) => parseRedshiftPrincipal(value) !== undefined),
  );
}

/** Of the source of an integration, which may be of any service, and of what Redshift writes to or reads for its own. */
function* sourceProblems(statement: Statement): Iterable<Problem> {
  const isOwn = isForOwnResources(statement);
  for (const { value, partition, service, region, account } of sourceArns(statement)) {
    const ofService = isOwn ? faultOfService(service) : undefined;
    const reason = ofService ?? faultOfPartition(partition) ?? faultOfPlace(region, account);
    if (reason === undefined) continue;
    yield {
      at: value,
      details: `${ofService === undefined ? "Nothing has the ARN" : "Redshift never comes for"} ${quoteWhole(value.value)}: ${reason}. Correct it.`,
    };
  }
}

/** Whether Redshift alone may use a bucket or a table: it does so for audit logs and integrations, which are its own. */
function isForOwnResources({ principal, action }: Statement): boolean {
  const entries = principal?.entries ?? [];
  const isRedshift = entries.every(
    ({ type, values }) =>
      type === "Service" && values.every(({ value }) => parseRedshiftPrincipal(value) !== undefined),
  );
  return isRedshift && action?.values.every(({ value }) => /^(?:s3|dynamodb):/i.test(value)) === true;
}

function faultOfService(service: string): string | undefined {
  if (service === "" || isOpen(service) || /^redshift(?:-serverless)?$/.test(service)) return undefined;
  return `it is of ${quoteWhole(service)}, and Redshift comes for a cluster or an integration of its own`;
}

function faultOfPartition(partition: string): string | undefined {
  if (isLeftOpen(partition) || (partitions as readonly string[]).includes(partition)) return undefined;
  return `${quoteWhole(partition)} is no partition`;
}

/** A bucket's ARN has neither. */
function faultOfPlace(region: string, account: string): string | undefined {
  if (region !== "" && !isLeftOpen(region) && !regions.has(region)) return faultOfRegion(region);
  return account === "" || isLeftOpen(account) || isAccountId(account) ? undefined : faultOfAccount(account);
}

function faultOfRegion(region: string): string {
  const meant = nearestRegion(region);
  return `${quoteWhole(region)} is no Region${meant === undefined ? "" : `, ${quoteWhole(meant)} is`}`;
}

function faultOfAccount(account: string): string {
  return `an account has 12 digits, and ${quoteWhole(account)} is none`;
}

/** What the scheduler of Redshift sends is not documented. */
function isForClustersOnly(grant: RoleGrant): boolean {
  return isForRedshiftOnly(grant) && grant.redshift.every(({ service }) => service !== "scheduler.redshift");
}

function reasonAgainst(text: string, isForRedshift: boolean): string | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return isOpen(text) ? undefined : "it is no ARN";
  const { partition, service, region, account, resource } = arn;
  if (!/^redshift(?:-serverless)?$/.test(service)) {
    if (!isForRedshift || service === "" || isOpen(service)) return undefined;
    return `it is of ${quoteWhole(service)}, and Redshift assumes the role for a cluster or workgroup`;
  }
  const ofPartition = faultOfPartition(partition);
  if (ofPartition !== undefined) return ofPartition;
  if (!isOpen(region) && !regions.has(region)) return region === "" ? "the Region is empty" : faultOfRegion(region);
  if (!isOpen(account) && !isAccountId(account))
    return account === "" ? "the account is empty" : faultOfAccount(account);
  const [, type = "", name = ""] = /^([^:/]*)[:/]?(.*)$/s.exec(resource) ?? [];
  if (!isOpen(resource) && !/[:/]/.test(resource)) {
    if (redshiftTypes.has(resource)) return `the name of the ${resource} is missing`;
    return `${quoteWhole(resource)} does not say what it is, as ${quoteWhole(`cluster:${resource.toLowerCase()}`)} does`;
  }
  const meant = isOpen(type) || redshiftTypes.has(type) ? undefined : closest(type, redshiftTypes);
  if (meant !== undefined) return `Redshift has no resources of the kind ${quoteWhole(type)}, but ${quoteWhole(meant)}`;
  const isUpperCase = type === "cluster" && /[A-Z]/.test(withoutVariables(name));
  return isUpperCase ? "the names of clusters are lower case" : undefined;
}

function isOpen(text: string): boolean {
  return hasWildcard(text) || text.includes("${");
}
