import { standIn, type UnknownValue } from "../partly-known.ts";
import { quote } from "../quote.ts";
import type { Node } from "../syntax/node.ts";
import { replaceTemplates } from "./replace-templates.ts";
import type { HclExpression, HclText } from "./syntax.ts";

/** A value as the node that `jsonencode` would write. For what only Terraform can work out, a stand-in is in it. */
export function toNode(value: HclExpression, unknown: UnknownValue[]): Node {
  const { start, end } = value;
  const place = { start, end };
  switch (value.kind) {
    case "text": {
      tellTemplates(value, unknown);
      return { kind: "string", ...place, value: value.templates.length === 0 ? value.value : standIn };
    }
    case "number":
      return { kind: "number", ...place, value: Number(value.text), text: value.text };
    case "boolean":
      return { kind: "boolean", ...place, value: value.text === "true", text: value.text };
    case "null":
      return { kind: "null", ...place, value: null, text: "null" };
    case "tuple":
      return { kind: "array", ...place, items: value.items.map((item) => toNode(item, unknown)) };
    case "object": {
      const members = value.members.map(({ name, written, value: inner }) => {
        if (written !== undefined) tellTemplates(written, unknown);
        const key = written === undefined ? name : { ...name, value: standIn };
        return { key, value: toNode(inner, unknown) };
      });
      return { kind: "object", ...place, members };
    }
    case "call":
    case "computed": {
      const part = value.kind === "call" ? `the function \`${value.name}\`` : quote(value.text);
      unknown.push({ at: place, because: onlyTerraform(part) });
      return { kind: "string", ...place, value: standIn };
    }
  }
}

function tellTemplates({ value, templates }: HclText, unknown: UnknownValue[]): void {
  for (const { start, end, from, to, unknown: part } of templates)
    unknown.push({ at: { start, end }, because: onlyTerraform(quote(part ?? value.slice(from, to))) });
}

export function onlyTerraform(part: string): string {
  return `only Terraform can work out ${part} in it`;
}

/** The text with a stand-in for each template, and the places of those in it. */
export function withStandIns(text: HclText): { readonly text: HclText; readonly unknown: readonly UnknownValue[] } {
  const unknown: UnknownValue[] = [];
  const filled = replaceTemplates(text, ({ from, to, unknown: part }, at) => {
    const because = onlyTerraform(quote(part ?? text.value.slice(from, to)));
    unknown.push({ at: { start: at, end: at + standIn.length }, because });
    return standIn;
  });
  return { text: filled, unknown };
}
