import type { HclExpression } from "./syntax.ts";

/** Whether a text speaks of the statements of a policy, in JSON, in YAML or as Terraform writes an object. */
export function mentionsStatements(text: string): boolean {
  return /\bStatement\\*["']?\s*[=:]/.test(text);
}

/** An object with the statements of a policy, be they worked out. */
export function isWrittenPolicy({ members }: HclExpression & { kind: "object" }): boolean {
  const value = members.find(({ name }) => name.value === "Statement")?.value;
  if (value?.kind === "tuple") return value.items.length === 0 || value.items.some(isWrittenStatement);
  if (value?.kind === "computed" || value?.kind === "call") return members.some(({ name }) => name.value === "Version");
  return value !== undefined && isWrittenStatement(value);
}

/** Modules write the names in small letters. */
export function isWrittenStatement(value: HclExpression): boolean {
  if (value.kind !== "object") return value.kind === "computed" || value.kind === "call";
  const has = (name: RegExp): boolean => value.members.some((member) => name.test(member.name.value));
  return has(/^effect$/i) && has(/^(?:not_?)?actions?$/i);
}
