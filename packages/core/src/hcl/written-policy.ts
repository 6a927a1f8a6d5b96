import { isNearStatement } from "../nearly-policy.ts";
import type { HclAttribute, HclExpression } from "./syntax.ts";

/** Whether a text speaks of the statements of a policy, in JSON, in YAML or as Terraform writes an object. */
export function writesStatements(text: string): boolean {
  return /\bStatement\\*["']?\s*[=:]/.test(text);
}

/**
 * An object with the statements of a policy, be they worked out. Also one whose statements are not sound, where it has
 * the version of IAM's language.
 */
export function isWrittenPolicy({ members }: HclExpression & { kind: "object" }): boolean {
  const value = members.find(({ name }) => name.value === "Statement")?.value;
  if (value?.kind === "computed" || value?.kind === "call") return members.some(({ name }) => name.value === "Version");
  if (value?.kind === "tuple" && value.items.length === 0) return true;
  if (value?.kind === "tuple" || value?.kind === "object") return hasStatements(value) || hasVersion(members);
  return false;
}

/** The member of a policy whose name is meant to be `Statement`. */
export function misspeltStatement({ members }: HclExpression & { kind: "object" }): HclAttribute | undefined {
  if (!hasVersion(members)) return undefined;
  return members.find(({ name, value }) => isNearStatement(name.value) && hasStatements(value));
}

function hasStatements(value: HclExpression): boolean {
  return value.kind === "tuple" ? value.items.some(isWrittenStatement) : isWrittenStatement(value);
}

function hasVersion(members: readonly HclAttribute[]): boolean {
  const version = members.find(({ name }) => name.value === "Version")?.value;
  return version?.kind === "text" && /^20(?:08|12)-10-17$/.test(version.value);
}

/** Modules write the names in small letters. */
export function isWrittenStatement(value: HclExpression): boolean {
  if (value.kind !== "object") return value.kind === "computed" || value.kind === "call";
  const has = (name: RegExp): boolean => value.members.some((member) => name.test(member.name.value));
  return has(/^effect$/i) && has(/^(?:not_?)?actions?$/i);
}
