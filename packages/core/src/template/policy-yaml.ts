import { isArray, type TemplateValue } from "./fill-in.ts";

/** A value as block YAML, its lines without indentation. Readers of YAML 1.1 and 1.2 agree on every scalar. */
export function policyYaml(value: TemplateValue): string[] {
  if (typeof value === "string") return [scalar(value)];
  if (isArray(value)) return value.flatMap((item) => hang("- ", policyYaml(item)));
  return Object.entries(value).flatMap(([name, member]) => {
    const lines = policyYaml(member);
    return typeof member === "string" ? [`${scalar(name)}: ${lines[0]}`] : [`${scalar(name)}:`, ...indent(lines)];
  });
}

export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function hang(mark: string, [first, ...rest]: readonly string[]): string[] {
  return [`${mark}${first}`, ...indent(rest)];
}

/** Words that YAML 1.1 takes for booleans and null. */
const notText: ReadonlySet<string> = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);

/** Plain where that is surely text; otherwise in double quotes, whose escapes are JSON's. */
export function scalar(text: string): string {
  const plain = /^[A-Za-z][\w:./*+@,-]*$/.test(text) && !text.endsWith(":") && !notText.has(text.toLowerCase());
  return plain ? text : JSON.stringify(text);
}
