import { asksForValues } from "../policy/asks-for-values.ts";
import type { Condition, Value } from "../policy/document.ts";

export function isExternalId(condition: Condition): boolean {
  return condition.lowerKey === "sts:externalid";
}

/** The values that conditions on `sts:ExternalId` ask for. */
export function askedValues(externalIds: readonly Condition[]): Value[] {
  return externalIds.filter(asksForValues).flatMap(({ values }) => values);
}

/** The values under an operator that takes upper and lower case as the same. */
export function valuesInAnyCase(externalIds: readonly Condition[]): ReadonlySet<Value> {
  return new Set(externalIds.flatMap(({ operator, values }) => (operator?.base.ignoreCase === true ? values : [])));
}

/** A pattern that every ExternalId matches: nothing but wildcards, at most the two characters that the shortest has. */
export function isAnyExternalId(pattern: string): boolean {
  return /^[*?]+$/.test(pattern) && pattern.includes("*") && pattern.replaceAll("*", "").length <= 2;
}

/** Characters and length: STS's AssumeRole, https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const externalIdLength = { least: 2, most: 1224 } as const;
const outsideExternalId = /[^\w+=,.@:/-]/u;

/** The first character that no ExternalId can have. With `wildcards`, `*` and `?` are allowed. */
export function impossibleCharacter(text: string, wildcards: boolean): string | undefined {
  const literal = wildcards ? text.replaceAll(/[*?]/g, "") : text;
  return outsideExternalId.exec(literal)?.[0];
}
