import { embeddedText } from "./embedded-text.ts";
import { percentDecoded } from "./percent-encoding.ts";
import type { FoundPolicy } from "./source.ts";
import { parseJson } from "./syntax/json.ts";
import { memberOf, type StringNode } from "./syntax/node.ts";

export type PolicyInString = Pick<FoundPolicy, "node" | "text" | "problems" | "mapRange" | "mapReplacement">;

/** The policy that a string of the file holds as JSON text; undefined when it holds none. */
export function policyInString(node: StringNode, file: string): PolicyInString | undefined {
  if (/^\s*\{/.test(node.value)) {
    const { text, mapRange, mapReplacement } = embeddedText(file, node);
    const { root, problems } = parseJson(text);
    return memberOf(root, "Statement") === undefined || root === undefined
      ? undefined
      : { node: root, text, problems, mapRange, mapReplacement };
  }
  // IAM's API sends policies percent-encoded (RFC 3986).
  if (!/^\s*%7B/i.test(node.value)) return undefined;
  const text = percentDecoded(node.value);
  const { root, problems } = parseJson(text);
  if (memberOf(root, "Statement") === undefined || root === undefined) return undefined;
  const range = { start: node.start, end: node.end };
  return { node: root, text, problems, mapRange: () => range, mapReplacement: () => undefined };
}
