import type { Check } from "../check.ts";
import { allowing, trusting } from "../example-text.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { isAllow, nameOf, type Statement, type Value } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { quoteWhole } from "../quote.ts";
import { awsPage } from "../redshift/aws-page.ts";
import { isExternalId } from "../redshift/external-id.ts";
import { rememberLast } from "../remember-last.ts";

export const externalIdNeverSent: Check = {
  id: "external-id-never-sent",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "This principal never sends an ExternalId",
  why: "`sts:ExternalId` is a parameter of `sts:AssumeRole`. Federated users come with a SAML assertion or a token, and services such as EC2, AWS Glue, Lambda and SageMaker assume their role without one: the condition never holds.",
  fix: "Restrict SAML by `SAML:aud`, OIDC by the provider's `aud` and `sub`. For a service remove the condition, or limit it by `aws:SourceAccount`.",
  learnMoreLink: awsPage.stsKeys,
  bad: [
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::210000000001:saml-provider/Okta" }, "Action": "sts:AssumeRoleWithSAML", "Condition": { "StringEquals": { «"sts:ExternalId"»: "org-7d0c" } }',
    ),
    trusting('{ "Service": "ec2.amazonaws.com" }', '{ "StringEquals": { «"sts:ExternalId"»: "org-7d0c" } }'),
    trusting(
      '{ "Service": ["redshift.amazonaws.com", «"ec2.amazonaws.com"»] }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
    ),
    trusting(
      '{ "Service": ["redshift.amazonaws.com", «"sagemaker.amazonaws.com"»] }',
      '{ "StringEquals": { "sts:ExternalId": "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl" } }',
    ),
  ],
  good: [
    allowing(
      '"Principal": { "Federated": "arn:aws:iam::210000000001:saml-provider/Okta" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }',
    ),
    trusting('{ "AWS": "210000000001" }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
    trusting('{ "Service": "cognito-idp.amazonaws.com" }', '{ "StringEquals": { "sts:ExternalId": "org-7d0c" } }'),
  ],
  *run(policy) {
    let told: Statement | undefined;
    for (const condition of policy.conditions) {
      // Of several conditions of a statement, one says enough.
      if (condition.statement === told) continue;
      if (!isExternalId(condition) || !asksForValues(condition) || holdsWithoutKey(condition)) continue;
      const { statement } = condition;
      if (!isAllow(statement)) continue;
      told = statement;
      const reason = reasonNotToSend(statement);
      if (reason !== undefined) {
        yield { at: nameOf(condition), details: `${reason}, so no request meets this condition. Remove it.` };
        continue;
      }
      for (const value of silentBesideOthers(statement)) {
        yield {
          at: value,
          details: `${quoteWhole(value.value)} sends no ExternalId, so this statement never lets it assume the role. Trust it in a statement without this condition, or not at all.`,
          related: [{ at: nameOf(condition), label: "the condition" }],
        };
      }
    }
  },
};

const federatedActions = new Set(["sts:assumerolewithsaml", "sts:assumerolewithwebidentity"]);

/**
 * Services that assume roles without an ExternalId, among those that are often trusted beside Redshift. On whose behalf
 * they act, only `aws:SourceAccount` and `aws:SourceArn` tell, if anything does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const silentServices: ReadonlySet<string> = new Set(
  "ec2 ecs-tasks events forecast glue lakeformation lambda pods.eks rds sagemaker scheduler scheduler.redshift states"
    .split(" ")
    .map((name) => `${name}.amazonaws.com`),
);

/** Both are kept for the last statement, which may have many conditions. */
const reasonNotToSend = rememberLast(({ action, principal }: Statement): string | undefined => {
  const actions = action?.values.map(({ value }) => value.toLowerCase()) ?? [];
  const federated = actions.filter((name) => federatedActions.has(name));
  const others = actions.filter((name) => !federatedActions.has(name) && name !== "sts:tagsession");
  if (federated.length > 0 && others.length === 0) return "Federated users send no ExternalId";
  const entries = principal?.entries ?? [];
  const services = entries.flatMap(({ values }) => values.map(({ value }) => value));
  const silent = entries.every(({ type }) => type === "Service") && services.every((name) => silentServices.has(name));
  if (!silent || services.length === 0) return undefined;
  const names = [...new Set(services)].map((name) => `\`${name}\``);
  return names.length === 1 ? `${names[0]} sends no ExternalId` : `${names.join(", ")} send no ExternalId`;
});

const silentBesideOthers = rememberLast(({ action, principal }: Statement): readonly Value[] => {
  if (!action?.values.some(({ value }) => matchesPatternIgnoringCase(value, "sts:AssumeRole"))) return [];
  const services = principal?.entries.filter(({ type }) => type === "Service") ?? [];
  return services.flatMap(({ values }) => values).filter(({ value }) => silentServices.has(value));
});
