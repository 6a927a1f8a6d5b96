import type { HclBody } from "./syntax.ts";

/** The text of an attribute: undefined where the body has none, empty where an expression gives it. */
export function attributeText(body: HclBody | undefined, name: string): string | undefined {
  const value = body?.attributes.find((attribute) => attribute.name.value === name)?.value;
  if (value === undefined || value.kind === "null") return undefined;
  return value.kind === "text" && value.templates.length === 0 ? value.value : "";
}
