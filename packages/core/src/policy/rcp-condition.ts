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

/**
 * Conditions of denials on the caller's own identity, in written order, of statements that are not excused. Asking
 * whether a key exists is not counted.
 */
export function principalConditions(policy: PolicyDocument, isExcused: Excuse): readonly Condition[] {
  return conditionsOfDenials(policy, isAboutThePrincipal, isExcused);
}

/**
 * Conditions of denials on the resource that a service acts for, in written order, of statements that are not excused.
 * Asking whether a key exists is not counted.
 */
export function sourceConditions(policy: PolicyDocument, isExcused: Excuse): readonly Condition[] {
  return conditionsOfDenials(policy, ({ lowerKey }) => sourceKeys.has(lowerKey), isExcused);
}

type Excuse = (statement: Statement) => boolean;

/** A statement is asked for its excuse once: it may hold as many conditions as the text has room for. */
function conditionsOfDenials(
  policy: PolicyDocument,
  isMeant: (condition: Condition) => boolean,
  isExcused: Excuse,
): readonly Condition[] {
  return policy.statements.flatMap((statement) => {
    if (!isDeny(statement)) return [];
    const meant = statement.conditions.filter(
      (condition) => condition.operator?.base.type !== "Null" && isMeant(condition),
    );
    return meant.length === 0 || isExcused(statement) ? [] : meant;
  });
}

function isAboutThePrincipal({ lowerKey }: Condition): boolean {
  return principalKeys.has(lowerKey) || lowerKey.startsWith("aws:principaltag/");
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
