import { quote } from "../quote.ts";
import type { Node, Range } from "../syntax/node.ts";
import type { HclExpression } from "./syntax.ts";

export type KnownValue = { readonly node: Node } | { readonly unknown: Range; readonly because: string };

/** A literal value as the node that `jsonencode` would write; or the first part that only Terraform can work out. */
export function toNode(value: HclExpression): KnownValue {
  const { start, end } = value;
  switch (value.kind) {
    case "text": {
      const [template] = value.templates;
      return template === undefined
        ? { node: { kind: "string", start, end, value: value.value } }
        : { unknown: template, because: onlyTerraform(quote(value.value.slice(template.from, template.to))) };
    }
    case "number":
      return { node: { kind: "number", start, end, value: Number(value.text), text: value.text } };
    case "boolean":
      return { node: { kind: "boolean", start, end, value: value.text === "true", text: value.text } };
    case "null":
      return { node: { kind: "null", start, end, value: null, text: "null" } };
    case "tuple": {
      const items: Node[] = [];
      for (const item of value.items) {
        const known = toNode(item);
        if ("unknown" in known) return known;
        items.push(known.node);
      }
      return { node: { kind: "array", start, end, items } };
    }
    case "object": {
      const members: { key: HclMemberName; value: Node }[] = [];
      for (const { name, value: inner } of value.members) {
        const known = toNode(inner);
        if ("unknown" in known) return known;
        members.push({ key: name, value: known.node });
      }
      return { node: { kind: "object", start, end, members } };
    }
    case "call":
      return { unknown: value, because: onlyTerraform(`the function \`${value.name}\``) };
    case "computed":
      return { unknown: value, because: onlyTerraform(quote(value.text)) };
  }
}

export function onlyTerraform(part: string): string {
  return `only Terraform can work out ${part} in it`;
}

type HclMemberName = Extract<Node, { kind: "string" }>;
