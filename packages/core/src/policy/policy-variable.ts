import type { Condition, PolicyDocument, PrincipalElement, Statement, Value, ValueList } from "./document.ts";

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
  for (let start = value.indexOf("${"); start !== -1; ) {
    const next = value.indexOf("${", start + 2);
    const brace = value.indexOf("}", start + 2);
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

/** A variable where it is used. */
export interface VariableUse {
  readonly variable: PolicyVariable;
  readonly value: Value;
  /** The element's name, e.g. `Resource`. */
  readonly element: string;
  /** Only for a condition's value. */
  readonly condition?: Condition;
}

const usesOf = new WeakMap<PolicyDocument, readonly VariableUse[]>();

/** Every variable of a policy, found once for all the checks that ask. */
export function variableUses(policy: PolicyDocument): readonly VariableUse[] {
  let uses = usesOf.get(policy);
  if (uses === undefined) {
    uses = mayHoldVariables(policy.text) ? [...findUses(policy)] : [];
    usesOf.set(policy, uses);
  }
  return uses;
}

/** `$` and `{` may also be written as `\u0024` and `\u007b`, or stand in a YAML text of another shape. */
function mayHoldVariables(text: string): boolean {
  return text.includes("${") || text.includes("\\u");
}

function* findUses(policy: PolicyDocument): Iterable<VariableUse> {
  yield* inValue(policy.id, "Id");
  for (const statement of policy.statements) yield* inStatement(statement);
}

function* inStatement(statement: Statement): Iterable<VariableUse> {
  yield* inValue(statement.sid, "Sid");
  yield* inValue(statement.effect, "Effect");
  yield* inList(statement.action);
  yield* inList(statement.notAction);
  yield* inList(statement.resource);
  yield* inList(statement.notResource);
  yield* inPrincipal(statement.principal);
  yield* inPrincipal(statement.notPrincipal);
  for (const condition of statement.conditions) {
    for (const value of condition.values) {
      for (const use of inValue(value, "Condition")) yield { ...use, condition };
    }
  }
}

function* inPrincipal(principal: PrincipalElement | undefined): Iterable<VariableUse> {
  if (principal === undefined) return;
  const element = principal.member.key.value;
  yield* inValue(principal.bare, element);
  for (const entry of principal.entries) for (const value of entry.values) yield* inValue(value, element);
}

function* inList(list: ValueList | undefined): Iterable<VariableUse> {
  if (list === undefined) return;
  for (const value of list.values) yield* inValue(value, list.member.key.value);
}

function* inValue(value: Value | undefined, element: string): Iterable<VariableUse> {
  if (value === undefined || !value.value.includes("${")) return;
  for (const variable of policyVariables(value.value)) yield { variable, value, element };
}
