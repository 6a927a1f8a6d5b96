import type { Finding, Location } from "./finding.ts";
import { parseText } from "./parse-policy.ts";
import { parseJson } from "./syntax/json.ts";
import { memberOf, type Node, plainValue } from "./syntax/node.ts";

/**
 * What makes a finding the same finding in the next run: file, code, and the element by its name, its statement's Sid or
 * content, and its value. Lines may move and statements change places; 16 hexadecimal digits, equal findings are numbered.
 */
export function fingerprintsOf(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<Finding, string> {
  const roots = new Map<string, Node | undefined>();
  const seen = new Map<string, number>();
  const fingerprints = new Map<Finding, string>();
  for (const finding of findings) {
    const digest = hash(JSON.stringify(identity(finding)));
    const count = (seen.get(digest) ?? 0) + 1;
    seen.set(digest, count);
    fingerprints.set(finding, count === 1 ? digest : `${digest}:${count}`);
  }
  return fingerprints;

  function identity(finding: Finding): readonly unknown[] {
    const [location] = finding.locations;
    if (location === undefined) return [finding.issueCode, finding.findingDetails];
    const file = location.file ?? "";
    const text = texts.get(file);
    // After a fault of the text the tree is a guess; the line itself is certain.
    if (finding.issueCode === "JSON_SYNTAX_ERROR") return [file, finding.issueCode, lineOf(text, location)];
    return [file, finding.issueCode, ...elementOf(rootOf(file, text), location)];
  }

  function rootOf(file: string, text: string | undefined): Node | undefined {
    if (!roots.has(file))
      roots.set(file, text === undefined || /\.tf$/i.test(file) ? undefined : parseText(text, { file }).root);
    return roots.get(file);
  }
}

/** The names on the way to the element; an array's element by what it holds; at the end a string by its value. */
function elementOf(root: Node | undefined, location: Location): unknown[] {
  const parts: unknown[] = [];
  let node = root;
  const steps = [...location.policyPath, ...location.path];
  for (const [depth, step] of steps.entries()) {
    // A policy that stands as a string in another file.
    if (node?.kind === "string" && /^\s*\{/.test(node.value)) node = parseJson(node.value).root;
    if ("index" in step) {
      node = node?.kind === "array" ? node.items[step.index] : step.index === 0 ? node : undefined;
      parts.push(node === undefined ? step.index : contentOf(node, depth === steps.length - 1));
    } else if ("substring" in step) parts.push(step.substring);
    else {
      const name = "value" in step ? step.value : step.key;
      parts.push(name);
      node = "value" in step ? memberOf(node, name)?.value : undefined;
    }
  }
  if (node !== undefined && node.kind !== "object" && node.kind !== "array") parts.push(node.value);
  return parts;
}

/**
 * A statement by its Sid. Without one, by its content where the finding is about the whole of it; an element in it is
 * known by its own value, so that another element of the statement can change.
 */
function contentOf(node: Node, isLast: boolean): unknown {
  const sid = memberOf(node, "Sid")?.value;
  if (sid?.kind === "string" && sid.value !== "") return { sid: sid.value };
  return node.kind === "object" && !isLast ? {} : sorted(plainValue(node));
}

/** Members in one order, so that rewriting a statement's members in another order changes nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}

function lineOf(text: string | undefined, { span }: Location): string {
  return text?.split("\n", span.start.line)[span.start.line - 1]?.trim() ?? "";
}

/** 64 bits of FNV-1a in two halves: to tell findings apart, not to withstand anyone. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + i), 0x85ebca6b);
    b ^= b >>> 13;
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
