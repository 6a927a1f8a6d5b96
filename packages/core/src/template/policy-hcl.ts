import { isArray, type TemplateValue } from "./fill-in.ts";

/** A value as an HCL expression, for `jsonencode`; lines after the first are indented by `depth` levels. */
export function policyHcl(value: TemplateValue, depth: number): string {
  const inner = "  ".repeat(depth + 1);
  const outer = "  ".repeat(depth);
  if (typeof value === "string") return hclString(value);
  if (isArray(value)) {
    if (value.length === 1 && typeof value[0] === "string") return `[${hclString(value[0])}]`;
    return `[\n${value.map((item) => `${inner}${policyHcl(item, depth + 1)},\n`).join("")}${outer}]`;
  }
  const entries = Object.entries(value).map(([name, member]): [string, TemplateValue] => [attributeName(name), member]);
  const widths = alignedWidths(entries);
  const lines = entries.map(
    ([name, member], index) => `${inner}${name.padEnd(widths[index] as number)} = ${policyHcl(member, depth + 1)}\n`,
  );
  return `{\n${lines.join("")}${outer}}`;
}

/** As `terraform fmt` aligns: the equals signs of neighbouring lines, not those of values over several lines. */
function alignedWidths(entries: readonly (readonly [string, TemplateValue])[]): number[] {
  const widths: number[] = [];
  let group: number[] = [];
  entries.forEach(([name, value], index) => {
    widths.push(name.length);
    group = isOneLine(value) ? [...group, index] : [];
    const width = Math.max(...group.map((member) => widths[member] as number));
    for (const member of group) widths[member] = width;
  });
  return widths;
}

function isOneLine(value: TemplateValue): boolean {
  return typeof value === "string" || (isArray(value) && value.length === 1 && typeof value[0] === "string");
}

function attributeName(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : hclString(name);
}

/** https://developer.hashicorp.com/terraform/language/expressions/strings: `${` and `%{` would be evaluated. */
export function hclString(text: string): string {
  return JSON.stringify(text)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", () => "%%{");
}
