import type { Check } from "../check.ts";
import { readAwsPrincipal } from "../policy/aws-principal.ts";
import { isAllow, isDeny, type PolicyDocument, type Statement, type Value } from "../policy/document.ts";
import { parseFederatedPrincipal } from "../policy/federated-principal.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isExternalId } from "../redshift/external-id.ts";
import { reaches } from "../redshift/redshift-action.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { vendorOf } from "../redshift/vendors.ts";

const assuming = (principal: string, condition = "", action = '"sts:AssumeRole"'): string =>
  `{ "Effect": "Allow", "Principal": ${principal}, "Action": ${action}${condition === "" ? "" : `, "Condition": ${condition}`} }`;
const policyOf = (...statements: readonly string[]): string =>
  `{ "Version": "2012-10-17", "Statement": [${statements.join(", ")}] }`;

const redshift = '{ "Service": "redshift.amazonaws.com" }';
const source =
  '{ "ArnLike": { "aws:SourceArn": "arn:aws:redshift:us-west-2:210000000001:cluster:analytics" }, "StringEquals": { "aws:SourceAccount": "210000000001" } }';
const role = '{ "AWS": "arn:aws:iam::210000000002:role/ingest" }';
const externalId = '{ "StringEquals": { "sts:ExternalId": "7d0c5f5e-org" } }';
const saml = '"arn:aws:iam::210000000001:saml-provider/Okta"';

export const restrictionCancelled: Check = {
  id: "restriction-cancelled",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "Another statement lets the same principal in without its conditions",
  why: "Statements are alternatives. Where one lets a principal assume the role under conditions and another without any, the conditions have no effect: the source, the ExternalId or the audience that they ask for need not be there.",
  fix: "Remove the statement without conditions, or write them there, too.",
  learnMoreLink: awsPage.evaluation,
  bad: [
    policyOf(assuming(redshift, source), assuming('{ "Service": «"redshift.amazonaws.com"» }')),
    policyOf(
      assuming(
        '{ "Service": ["glue.amazonaws.com", «"states.amazonaws.com"»] }',
        "",
        '["sts:AssumeRole", "sts:TagSession"]',
      ),
      assuming('{ "Service": "states.amazonaws.com" }', '{ "StringEquals": { "aws:SourceAccount": "210000000001" } }'),
    ),
    policyOf(
      assuming(role, externalId),
      assuming('{ "AWS": «"arn:aws:iam::210000000002:role/ingest"» }', "", '"sts:*"'),
    ),
    policyOf(
      assuming(
        `{ "Federated": ${saml} }`,
        '{ "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }',
        '"sts:AssumeRoleWithSAML"',
      ),
      assuming(`{ "Federated": «${saml}» }`, "", '["sts:AssumeRoleWithSAML", "sts:TagSession"]'),
    ),
  ],
  good: [
    policyOf(
      assuming(redshift, source),
      assuming(redshift, "", '["sts:TagSession", "sts:SetContext", "sts:SetSourceIdentity"]'),
    ),
    policyOf(assuming(redshift, source), assuming('{ "Service": "events.amazonaws.com" }')),
    policyOf(
      assuming(redshift, source),
      assuming(redshift, '{ "StringEquals": { "aws:SourceAccount": "210000000003" } }'),
    ),
    policyOf(
      assuming(role, externalId),
      assuming(role),
      `{ "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole", "Condition": { "StringNotEquals": { "sts:ExternalId": "7d0c5f5e-org" } } }`,
    ),
    // Other checks tell these: database users, and whole accounts and vendors without an ExternalId.
    policyOf(
      assuming(
        redshift,
        '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
      ),
      assuming(redshift),
    ),
    policyOf(
      assuming('{ "AWS": "arn:aws:iam::568237466542:root" }', externalId),
      assuming('{ "AWS": "arn:aws:iam::568237466542:root" }'),
    ),
  ],
  needs: ["principal", "statements", "condition"],
  *run(policy) {
    const limited = limitedPrincipals(policy);
    // What a Deny leaves of the two is not worked out.
    if (limited.size === 0 || policy.statements.some(isDeny)) return;
    for (const open of policy.statements) {
      if (!isAllow(open) || open.conditions.length > 0) continue;
      const openWays = waysOf(open);
      for (const { name, value } of principalsOf(open)) {
        const cancelled = limited.get(name)?.find(({ ways }) => ways.some((way) => openWays.includes(way)))?.statement;
        if (cancelled === undefined) continue;
        yield {
          at: value,
          details: `${quoteWhole(value.value)} can assume the role by this statement without any condition, so those that another statement puts on it restrict nothing. Remove one of the two.`,
          related: cancelled.conditions.slice(0, 1).map(({ member }) => ({
            at: member.key,
            label: "restricts nothing beside it",
          })),
        };
        break;
      }
    }
  },
};

interface Named {
  /** With its type, so that names of two types stay apart. */
  readonly name: string;
  readonly value: Value;
}

/** More are not compared: policies come from whoever writes them. */
const mostStatements = 20;

/** A statement with conditions, and the ways in that it opens under them. */
interface Limited {
  readonly statement: Statement;
  readonly ways: readonly string[];
}

/** The statements with conditions that name a principal. */
function limitedPrincipals({ statements }: PolicyDocument): ReadonlyMap<string, readonly Limited[]> {
  const found = new Map<string, Limited[]>();
  for (const statement of statements) {
    if (!isAllow(statement) || statement.conditions.length === 0) continue;
    const ways = waysOf(statement);
    if (ways.length === 0) continue;
    // A list of database users has a check of its own.
    const isOfUsers = statement.conditions.some(isExternalId);
    for (const { name, value } of principalsOf(statement)) {
      if (isOfUsers && parseRedshiftPrincipal(value.value) !== undefined) continue;
      const known = found.get(name);
      if (known === undefined) found.set(name, [{ statement, ways }]);
      else if (known.length < mostStatements) known.push({ statement, ways });
    }
  }
  return found;
}

function principalsOf({ principal }: Statement): Named[] {
  const found: Named[] = [];
  for (const { type, values } of principal?.entries ?? []) {
    for (const value of values) {
      if (!isToldElsewhere(type, value.value)) found.push({ name: `${type} ${value.value}`, value });
    }
  }
  return found;
}

/** An account or a vendor without an ExternalId, and a provider of OpenID Connect without a claim, have checks of their own. */
function isToldElsewhere(type: string, text: string): boolean {
  if (type === "Federated") return parseFederatedPrincipal(text)?.kind !== "saml";
  if (type !== "AWS") return type !== "Service";
  const { kind, account, partition } = readAwsPrincipal(text);
  return (kind !== "role" && kind !== "user" && kind !== "session") || vendorOf(account, partition) !== undefined;
}

function waysOf(statement: Statement): readonly string[] {
  return ["sts:AssumeRole", "sts:AssumeRoleWithSAML"].filter((way) => reaches(statement, way));
}
