import type { PolicyDocument, Statement } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { rememberLast } from "../remember-last.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { topic } from "./action-number.ts";
import { statementsAbout } from "./odd-lists.ts";
import { type WideGrant, wideGrants } from "./wide-grant.ts";

/**
 * Services for which Access Analyzer also takes an `…IfExists` operator on `iam:PassedToService` as a limit: its
 * recorded results are silent for these and speak for others. AWS states no rule.
 */
const limitedIfExists: ReadonlySet<string> = new Set(["cloudformation.amazonaws.com", "lambda.amazonaws.com"]);

/**
 * Allows of `iam:PassRole` on any role for any service, or on all but some: of those Access Analyzer's page does not say
 * that `iam:PassedToService` suffices.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export const passRoleGrants: Grants = rememberLast((policy, services) =>
  wideGrants(statementsAbout(topic.givesRole, policy, services), "iam:passrole", (statement, reach) => {
    return reach === "star" && namesTheService(statement);
  }),
);

type Grants = (policy: PolicyDocument, services: ServiceReference) => readonly WideGrant[];

function namesTheService({ conditions }: Statement): boolean {
  return conditions.some(({ lowerKey, operator, values }) => {
    if (lowerKey !== "iam:passedtoservice" || operator === undefined) return false;
    if (operator.base.type !== "String" || operator.base.negated) return false;
    return !operator.ifExists || values.every(({ value }) => limitedIfExists.has(value));
  });
}

/** Allows of `iam:CreateServiceLinkedRole` for any service, or for all but some. */
export const createServiceLinkedRoleGrants: Grants = rememberLast((policy, services) =>
  wideGrants(statementsAbout(topic.givesRole, policy, services), "iam:createservicelinkedrole", namesTheLinkedService),
);

function namesTheLinkedService({ conditions }: Statement): boolean {
  return conditions.some(
    ({ lowerKey, operator, values }) =>
      lowerKey === "iam:awsservicename" &&
      operator?.base.type === "String" &&
      !operator.base.negated &&
      !operator.ifExists &&
      operator.setOperator !== "ForAllValues" &&
      values.length > 0 &&
      !values.some(({ value }) => operator.base.wildcards && hasWildcard(value)),
  );
}
