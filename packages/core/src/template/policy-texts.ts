import type { PolicyDocument, Statement } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";

/** One string of a policy and the element that it stands in: `action`, `principal aws`, `condition sts:externalid`, … */
export interface PolicyText {
  readonly slot: string;
  readonly value: string;
}

/** Every string of the policy's statements that can hold a parameter. */
export function policyTexts(policy: PolicyDocument): PolicyText[] {
  return policy.statements.flatMap(textsOf);
}

function textsOf(statement: Statement): PolicyText[] {
  const texts: PolicyText[] = [];
  for (const [slot, list] of [
    ["action", statement.action],
    ["notaction", statement.notAction],
    ["resource", statement.resource],
    ["notresource", statement.notResource],
  ] as const) {
    for (const { value } of list?.values ?? []) texts.push({ slot, value });
  }
  for (const [slot, element] of [
    ["principal", statement.principal],
    ["notprincipal", statement.notPrincipal],
  ] as const) {
    if (element?.bare !== undefined) texts.push({ slot: `${slot} aws`, value: element.bare.value });
    for (const { type, values } of element?.entries ?? []) {
      for (const { value } of values) texts.push({ slot: `${slot} ${type.toLowerCase()}`, value });
    }
  }
  for (const { lowerKey, values } of statement.conditions) {
    for (const { value } of values) texts.push({ slot: `condition ${lowerKey}`, value });
  }
  return texts;
}

/** An account ID as principal means the account's root. */
export function asRootArn(value: string): string {
  return /^\d{12}$/.test(value) ? `arn:aws:iam::${value}:root` : value;
}

/**
 * The statements in a form that is the same for policies that differ only in Sids, order, one or many, the case of
 * actions, operators and keys, account ID or root, and `StringLike` where nothing is a wildcard. Each statement is a
 * sorted list of its facts; equal forms have equal meaning, unequal ones may.
 */
export function canonicalStatements(policy: PolicyDocument): string[][] {
  return policy.statements.map((statement) => [...new Set(factsOf(statement))].sort());
}

export function canonicalForm(policy: PolicyDocument): string {
  const version = policy.version?.value ?? "2008-10-17";
  const statements = canonicalStatements(policy).map((facts) => JSON.stringify(facts));
  return JSON.stringify([version, ...[...new Set(statements)].sort()]);
}

function factsOf(statement: Statement): string[] {
  const effect = `effect ${statement.effect?.value ?? ""}`;
  const facts = textsOf(statement).flatMap(({ slot, value }) => {
    if (slot.startsWith("condition ")) return [];
    if (slot.endsWith("action")) return [`${slot} ${value.toLowerCase()}`];
    return [`${slot} ${slot.endsWith(" aws") ? asRootArn(value) : value}`];
  });
  const conditions = statement.conditions.flatMap(({ operatorName, lowerKey, values }) => {
    const lower = operatorName.value.toLowerCase();
    const exact = lower === "stringlike" && !values.some(({ value }) => hasWildcard(value));
    const operator = exact ? "stringequals" : lower === "arnequals" ? "arnlike" : lower;
    // A key without values is a condition too: one that never holds.
    const named = `condition ${operator} ${lowerKey}`;
    return [named, ...values.map(({ value }) => `${named} ${value}`)];
  });
  return [effect, ...facts, ...conditions];
}
