import { type Condition, isDeny, type PolicyDocument, type Statement } from "./document.ts";
import { sourceKeys } from "./source-key.ts";

/** Keys that AWS services, acting by their own principal, do not have or have otherwise. */
const principalKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principaltype",
]);

/** Conditions of denials on the caller's own identity, in written order. Asking whether a key exists is not counted. */
export function principalConditions(policy: PolicyDocument): readonly Condition[] {
  return policy.conditions.filter(
    (condition) =>
      condition.operator?.base.type !== "Null" &&
      isDeny(condition.statement) &&
      (principalKeys.has(condition.lowerKey) || condition.lowerKey.startsWith("aws:principaltag/")),
  );
}

/**
 * Conditions of denials on the resource that a service acts for, in written order. Asking whether a key exists is not
 * counted.
 */
export function sourceConditions(policy: PolicyDocument): readonly Condition[] {
  return policy.conditions.filter(
    ({ operator, lowerKey, statement }) =>
      operator?.base.type !== "Null" && isDeny(statement) && sourceKeys.has(lowerKey),
  );
}

/** Whether the statement applies only to requests (not) made by an AWS service's own principal. */
export function asksForAwsService(statement: Statement, expected: "true" | "false"): boolean {
  return statement.conditions.some(
    ({ lowerKey, operator, values }) =>
      lowerKey === "aws:principalisawsservice" &&
      operator?.base.type === "Bool" &&
      values.some(({ value }) => value.toLowerCase() === expected),
  );
}

/** Whether the statement applies only when the request says which resource or account it is made for. */
export function asksForSource(statement: Statement): boolean {
  return statement.conditions.some(
    ({ lowerKey, operator, values }) =>
      (lowerKey === "aws:sourceaccount" || lowerKey === "aws:sourcearn") &&
      operator?.base.type === "Null" &&
      values.some(({ value }) => value.toLowerCase() === "false"),
  );
}
