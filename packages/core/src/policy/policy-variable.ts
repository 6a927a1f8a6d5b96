import { rememberLast } from "../remember-last.ts";
import type { Range } from "../syntax/node.ts";
import type { Condition, PolicyDocument, PrincipalElement, Value, ValueList } from "./document.ts";

/**
 * One `${…}` in a string of a policy. `${*}`, `${?}` and `${$}` are escapes of IAM's, not variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export interface PolicyVariable {
  /** In the string's value. */
  readonly start: number;
  readonly end: number;
  /** As written, with `${` and, where it is closed, `}`. */
  readonly text: string;
  /** The part before a default value, as written. */
  readonly name: string;
  /** What stands behind the first comma, without the spaces around it. */
  readonly defaultValue: string | undefined;
  readonly closed: boolean;
}

/** The variables of one string, in order. A variable that is not closed reaches to the next one or to the end. */
export function policyVariables(value: string): readonly PolicyVariable[] {
  const found: PolicyVariable[] = [];
  let brace = value.indexOf("}");
  for (let start = value.indexOf("${"); start !== -1; ) {
    const next = value.indexOf("${", start + 2);
    if (brace !== -1 && brace < start + 2) brace = value.indexOf("}", start + 2);
    const closed = brace !== -1 && (next === -1 || brace < next);
    const end = closed ? brace + 1 : next === -1 ? value.length : next;
    const inner = value.slice(start + 2, closed ? brace : end);
    if (!closed || !(inner === "*" || inner === "?" || inner === "$")) {
      const comma = inner.indexOf(",");
      const name = comma === -1 ? inner : inner.slice(0, comma);
      const defaultValue = comma === -1 ? undefined : inner.slice(comma + 1).trim();
      found.push({ start, end, text: value.slice(start, end), name, defaultValue, closed });
    }
    start = next;
  }
  return found;
}

/** The string with its variables and escapes blanked out: what is left of it as written. */
export function withoutVariables(value: string): string {
  return value.includes("${") ? value.replace(/\$\{[^}]*\}?/g, "") : value;
}

/**
 * The string with `replacement` for each closed variable. Behind the last `}` none is looked for: that would go to the
 * end from each `${` anew.
 */
export function replaceVariables(value: string, replacement: string): string {
  const end = value.lastIndexOf("}") + 1;
  return value.slice(0, end).replace(/\$\{[^}]*\}/g, replacement) + value.slice(end);
}

/** A variable where it is used. */
export interface VariableUse {
  readonly variable: PolicyVariable;
  readonly value: Value;
  /** The element's name, e.g. `Resource`. */
  readonly element: string;
  /** Only for a condition's value. */
  readonly condition?: Condition;
}

/** Every variable of a policy, found once for all the checks that ask. */
export const variableUses: (policy: PolicyDocument) => readonly VariableUse[] = rememberLast((policy) =>
  policy.features.has("variable") ? findUses(policy) : [],
);

function findUses(policy: PolicyDocument): readonly VariableUse[] {
  const uses: VariableUse[] = [];
  const isPlain = policy.plainJson !== undefined && !policy.text.includes("\\u");
  inValue(policy.id, "Id");
  for (const statement of policy.statements) {
    if (!mayHold(statement.node)) continue;
    inValue(statement.sid, "Sid");
    inValue(statement.effect, "Effect");
    inPrincipal(statement.principal);
    inPrincipal(statement.notPrincipal);
    inList(statement.action);
    inList(statement.notAction);
    inList(statement.resource);
    inList(statement.notResource);
    for (const condition of statement.conditions) {
      for (const value of condition.values) inValue(value, "Condition", condition);
    }
  }
  return uses;

  function inList(list: ValueList | undefined): void {
    if (list === undefined || !mayHold(list.member.value)) return;
    for (const value of list.values) inValue(value, list.member.key.value);
  }

  /**
   * Whether it can hold a variable at all, judged by its text where strings stand there as they are; elsewhere they may
   * be written in other characters.
   */
  function mayHold({ start, end }: Range): boolean {
    return !isPlain || policy.text.slice(start, end).includes("${");
  }

  function inPrincipal(principal: PrincipalElement | undefined): void {
    if (principal === undefined) return;
    const element = principal.member.key.value;
    inValue(principal.bare, element);
    for (const entry of principal.entries) for (const value of entry.values) inValue(value, element);
  }

  function inValue(value: Value | undefined, element: string, condition?: Condition): void {
    if (value === undefined || !value.value.includes("${")) return;
    for (const variable of policyVariables(value.value)) {
      uses.push({ variable, value, element, ...(condition === undefined ? {} : { condition }) });
    }
  }
}
