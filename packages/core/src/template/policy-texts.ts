import type { PolicyDocument, Statement } from "../policy/document.ts";

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
