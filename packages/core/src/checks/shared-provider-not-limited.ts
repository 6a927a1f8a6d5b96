import type { Check } from "../check.ts";
import { allowing } from "../example-text.ts";
import {
  type Condition,
  isAllow,
  isDeny,
  type PolicyDocument,
  type Statement,
  type Value,
} from "../policy/document.ts";
import { isGithubProvider, type OidcPrincipal, oidcPrincipals } from "../policy/federated-principal.ts";
import { isForEveryone } from "../policy/for-everyone.ts";
import { tenantKeyOf } from "../policy/shared-provider.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { reaches } from "../redshift/redshift-action.ts";
import { rememberLast } from "../remember-last.ts";

const action = "sts:AssumeRoleWithWebIdentity";

const federating = (provider: string, condition: string): string =>
  allowing(
    `"Principal": { "Federated": ${provider} }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": ${condition}`,
  );
const gitlab = '"arn:aws:iam::210000000001:oidc-provider/gitlab.com"';
const terraform = '"arn:aws:iam::210000000001:oidc-provider/app.terraform.io"';
const github = '"arn:aws:iam::210000000001:oidc-provider/token.actions.githubusercontent.com"';

export const sharedProviderNotLimited: Check = {
  id: "shared-provider-not-limited",
  findingType: "SECURITY_WARNING",
  policyTypes: ["trust"],
  title: "Every customer of a shared identity provider can assume the role",
  why: "GitHub, GitLab, Terraform Cloud, Buildkite and some others sign the tokens of all their customers with one issuer. The audience is the same for all; one claim, mostly the subject, says whose a token is. Where the policy does not ask for its value, whoever has an account there can assume the role. IAM refuses to write such a trust policy today, but roles that had one keep it.",
  fix: "Ask under `StringEquals` or `StringLike` for the claim that the finding names, with your own organization, group or project written out.",
  learnMoreLink: awsPage.sharedProviders,
  bad: [
    federating(`«${terraform}»`, '{ "StringEquals": { "app.terraform.io:aud": "aws.workload.identity" } }'),
    federating(
      terraform,
      '{ "StringEquals": { "app.terraform.io:aud": "aws.workload.identity" }, "StringLike": { "app.terraform.io:sub": «"organization:*:project:data:workspace:*:run_phase:*"» } }',
    ),
    federating(
      gitlab,
      '{ "StringNotEquals": { "gitlab.com:sub": «"project_path:acme/etl:ref_type:branch:ref:dev"» } }',
    ),
    federating(gitlab, '{ "StringLike": { "gitlab.com:sub": ["project_path:acme/*", «"project_path:*"»] } }'),
    federating(gitlab, '{ "StringLike": { "gitlab.com:sub": «"project_path:acme*"» } }'),
    federating(
      github,
      '{ "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }, "StringNotLike": { "token.actions.githubusercontent.com:sub": «"repo:acme/etl:pull_request"» } }',
    ),
  ],
  good: [
    federating(
      terraform,
      '{ "StringEquals": { "app.terraform.io:aud": "aws.workload.identity" }, "StringLike": { "app.terraform.io:sub": "organization:acme:project:*:workspace:*:run_phase:*" } }',
    ),
    federating(gitlab, '{ "StringEquals": { "gitlab.com:sub": "project_path:acme/etl:ref_type:branch:ref:main" } }'),
    federating(gitlab, '{ "ForAllValues:StringEquals": { "gitlab.com:sub": "project_path:acme/etl" } }'),
    federating(gitlab, '{ "StingEquals": { "gitlab.com:sub": "project_path:acme/etl" } }'),
    // A `*` under `StringEquals` is met by nobody.
    federating(gitlab, '{ "StringEquals": { "gitlab.com:sub": "project_path:*" } }'),
    federating(
      gitlab,
      '{ "StringLike": { "gitlab.com:sub": "project_path:acme/*" }, "StringNotLike": { "gitlab.com:sub": "project_path:acme/sandbox:*" } }',
    ),
    federating(
      '"arn:aws:iam::210000000001:oidc-provider/gitlab.acme.com"',
      '{ "StringEquals": { "gitlab.acme.com:aud": "https://gitlab.acme.com" } }',
    ),
    federating(
      github,
      '{ "StringLike": { "token.actions.githubusercontent.com:sub": "repo:*" }, "StringEquals": { "token.actions.githubusercontent.com:repository_owner_id": "183396" } }',
    ),
    // Others tell these: nothing is asked of the provider's tokens, and GitHub's without a subject.
    federating(gitlab, '{ "Bool": { "aws:SecureTransport": "true" } }'),
    federating(github, '{ "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } }'),
    `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": ${gitlab} }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "gitlab.com:aud": "https://gitlab.com" } } }, { "Effect": "Deny", "Principal": { "Federated": ${gitlab} }, "Action": "sts:*", "Condition": { "StringNotLike": { "gitlab.com:sub": "project_path:acme/*" } } }] }`,
  ],
  needs: ["principal", "condition"],
  *run(policy) {
    for (const statement of policy.statements) {
      if (!isAllow(statement)) continue;
      const told = new Set<string>();
      for (const { value, provider } of oidcPrincipals(statement)) {
        const key = tenantKeyOf(provider);
        // Of one that is named twice, once; and only here is it worth asking for more.
        if (key === undefined || told.has(provider) || !reaches(statement, action)) continue;
        told.add(provider);
        const place = placeOfFault(statement, key, { value, provider });
        if (place === undefined || isClosed(policy, key, value.value)) continue;
        const { at, isOpen } = place;
        const details = isOpen
          ? `${quoteWhole(at.value)} is met by tokens that ${quoteWhole(provider)} gives to other customers, too, so they can assume the role. Write your organization, group or project out, up to the sign that ends its name.`
          : `${quoteWhole(provider)} gives tokens to all its customers, and nothing here asks ${quoteWhole(key)} for yours, so any of them that meets the rest can assume the role. Ask for it under \`StringEquals\` or \`StringLike\`, with your organization, group or project written out.`;
        yield { at, details };
      }
    }
  },
};

interface Place {
  readonly at: Value;
  /** Whether the value that stands there is a pattern that other customers meet. */
  readonly isOpen: boolean;
}

/** Where the finding stands; undefined where the statement asks for a customer, or where another check speaks. */
function placeOfFault({ conditions }: Statement, key: string, { value, provider }: OidcPrincipal): Place | undefined {
  if (!conditions.some(({ lowerKey }) => lowerKey.startsWith(`${provider}:`))) return undefined;
  const asked = conditions.filter(({ lowerKey }) => lowerKey === key.toLowerCase());
  // Of GitHub's tokens without any subject Access Analyzer's own check speaks.
  if (asked.length === 0 && isGithubProvider(provider)) return undefined;
  if (conditions.some((condition) => isOfTenant(condition, key, provider) && namesTenant(condition))) return undefined;
  const at = asked.flatMap(openValues)[0];
  return at === undefined ? { at: asked[0]?.values[0] ?? value, isOpen: false } : { at, isOpen: true };
}

/** The claim that IAM asks for, or another one that has one customer's values only. */
function isOfTenant({ lowerKey }: Condition, key: string, provider: string): boolean {
  return (
    lowerKey === key.toLowerCase() ||
    (lowerKey.startsWith(`${provider}:`) && tenantClaim.test(lowerKey.slice(provider.length + 1)))
  );
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
const tenantClaim = /_id$|^(?:actor|job_workflow_ref|organization_slug|repository|user_email|user_login)$/;

/**
 * Whether tokens of other customers do not meet the condition. The claim is in each token, so `IfExists` and
 * `ForAllValues` change nothing; unknown operators, and those not for texts, have findings of their own.
 */
function namesTenant(condition: Condition): boolean {
  const { operator } = condition;
  if (operator === undefined) return true;
  return operator.base.type !== "Null" && !operator.base.negated && openValues(condition).length === 0;
}

/** The patterns among the values that are not one customer's. */
function openValues({ operator, values }: Condition): readonly Value[] {
  if (operator?.base.wildcards !== true || operator.base.negated) return [];
  return values.filter(({ value }) => leavesTenantOpen(value));
}

/** `*`, `project_path:*`, `organization:acme*`: the wildcard stands in the customer's name, or instead of it. */
function leavesTenantOpen(value: string): boolean {
  return /^(?:\w+:)?[^/:*?]*[*?]/.test(value);
}

/** Whether a Deny keeps the tokens of all others out. */
function isClosed(policy: PolicyDocument, key: string, provider: string): boolean {
  const { everyone, providers } = closedKeys(policy);
  return everyone.has(key.toLowerCase()) || providers.has(`${key.toLowerCase()} ${provider}`);
}

/** The keys for whose other values nobody gets in, and those with the provider of which that is true. */
const closedKeys = rememberLast(({ statements }: PolicyDocument) => {
  const everyone = new Set<string>();
  const providers = new Set<string>();
  for (const statement of statements) {
    const [condition] = statement.conditions;
    if (!isDeny(statement) || condition === undefined || statement.conditions.length > 1) continue;
    if (!sparesNamed(condition) || !reaches(statement, action)) continue;
    if (isForEveryone(statement)) everyone.add(condition.lowerKey);
    for (const { type, values } of statement.principal?.entries ?? []) {
      if (type === "Federated") for (const { value } of values) providers.add(`${condition.lowerKey} ${value}`);
    }
  }
  return { everyone, providers };
});

function sparesNamed({ operator, values }: Condition): boolean {
  if (operator === undefined || operator.base.type !== "String" || !operator.base.negated) return false;
  return operator.setOperator === undefined && values.every(({ value }) => !leavesTenantOpen(value));
}
