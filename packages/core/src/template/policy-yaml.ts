import { yamlScalar } from "../yaml-text.ts";
import { isArray, type TemplateValue } from "./fill-in.ts";

/** A value as block YAML, its lines without indentation. Readers of YAML 1.1 and 1.2 agree on every scalar. */
export function policyYaml(value: TemplateValue): string[] {
  if (typeof value === "string") return [yamlScalar(value)];
  if (isArray(value)) return value.flatMap((item) => hang("- ", policyYaml(item)));
  return Object.entries(value).flatMap(([name, member]) => {
    const lines = policyYaml(member);
    return typeof member === "string"
      ? [`${yamlScalar(name)}: ${lines[0]}`]
      : [`${yamlScalar(name)}:`, ...indent(lines)];
  });
}

export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function hang(mark: string, [first, ...rest]: readonly string[]): string[] {
  return [`${mark}${first}`, ...indent(rest)];
}
