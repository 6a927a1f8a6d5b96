import { rangeOfPath } from "./engines.ts";
import type { Finding, Location, PathElement } from "./finding.ts";
import { isHclFile } from "./hcl/hcl-file.ts";
import { namedPolicies } from "./named-policies.ts";
import { parseText } from "./parse-policy.ts";
import { recognise } from "./recognise.ts";
import type { TextFile } from "./source.ts";
import { memberOf, type Node, plainValue } from "./syntax/node.ts";

/**
 * What makes a finding the same finding in the next run: its file, its code and its element, known by its name, its
 * value and its statement's Sid or content. A fault of the text is known by its line and by what it kept from being
 * read. Lines may move, and statements change places. 16 hexadecimal digits; equal findings are numbered.
 */
export function fingerprintsOf(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<Finding, string> {
  const files = new Map<string, FileTrees>();
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
    const path = location.file ?? "";
    const text = texts.get(path);
    // After a fault of the text the tree is a guess; the line itself is certain.
    if (finding.issueCode === "JSON_SYNTAX_ERROR") {
      const isMended = text === undefined || finding.replacement !== undefined;
      return [path, finding.issueCode, lineOf(text, location), ...(isMended ? [] : [restOf({ path, text }, location)])];
    }
    return [path, finding.issueCode, ...elementOf(location, text === undefined ? undefined : fileOf({ path, text }))];
  }

  /** Of the policy behind a fault without a certain repair, which may not have been checked. */
  function restOf(file: TextFile, location: Location): string {
    const start = location.span.start.offset;
    const end = fileOf(file).policyAt(location)?.end ?? file.text.length;
    return hash(file.text.slice(start, Math.min(end, start + mostRest)));
  }

  function fileOf(file: TextFile): FileTrees {
    const known = files.get(file.path) ?? new FileTrees(file);
    files.set(file.path, known);
    return known;
  }
}

interface PolicyTree {
  readonly name: string | undefined;
  readonly node: Node;
  /** In the file. */
  readonly start: number;
  readonly end: number;
}

/** What stands in one file, read once for all its findings and only as far as they ask. */
class FileTrees {
  readonly file: TextFile;
  /** Undefined for Terraform, which is neither JSON nor YAML. */
  #root: { readonly node: Node | undefined } | undefined;
  /** By the path to them; several under one path are told apart by their places. */
  #policies: Map<string, PolicyTree[]> | undefined;

  constructor(file: TextFile) {
    this.file = file;
  }

  get isTerraform(): boolean {
    return isHclFile(this.file.path);
  }

  get root(): Node | undefined {
    const { path, text } = this.file;
    this.#root ??= { node: this.isTerraform ? undefined : parseText(text, { file: path }).root };
    return this.#root.node;
  }

  /**
   * The policy as it was checked: out of its string, its expression or with its functions worked out. Of the variants that
   * conditions make of it, the one in which the element stands where it was found.
   */
  policyAt({ policyPath, path, span }: Location): PolicyTree | undefined {
    this.#policies ??= policiesOf(this.file);
    const candidates = this.#policies.get(JSON.stringify(policyPath)) ?? [];
    let low = 0;
    let high = candidates.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((candidates[middle] as PolicyTree).start <= span.start.offset) low = middle;
      else high = middle - 1;
    }
    const last = candidates[low];
    if (last === undefined || candidates[low - 1]?.start !== last.start) return last;
    const variants = candidates.filter(({ start }) => start === last.start);
    return variants.find(({ node }) => rangeOfPath(node, path).start === span.start.offset) ?? variants[0];
  }
}

function policiesOf(file: TextFile): Map<string, PolicyTree[]> {
  const byPath = new Map<string, PolicyTree[]>();
  const recognised = recognise(file);
  if ("outcome" in recognised) return byPath;
  for (const { found, name } of namedPolicies(file, recognised)) {
    if (found.kind === "unread") continue;
    const { node, policyPath } = found;
    const key = JSON.stringify(policyPath);
    const there = byPath.get(key);
    const { start, end } = found.mapRange?.(node) ?? node;
    const tree = { name, node, start, end };
    if (there === undefined) byPath.set(key, [tree]);
    else there.push(tree);
  }
  for (const trees of byPath.values()) trees.sort((a, b) => a.start - b.start);
  return byPath;
}

/** The names on the way to the element; an array's element by what it holds; at the end a string by its value. */
function elementOf(location: Location, file: FileTrees | undefined): readonly unknown[] {
  const { policyPath, path } = location;
  if (file?.isTerraform === true) {
    const policy = file.policyAt(location);
    // Where there is no tree, the text stands for the value.
    return policy === undefined
      ? [...namesOf(policyPath), ...namesOf(path), textAt(location, file)]
      : [policy.name, ...walk(policy.node, path, location, file).parts];
  }
  if (policyPath.length === 0) return walk(file?.root, path, location, file).parts;
  const toPolicy = walk(file?.root, policyPath, location, undefined, path.length > 0);
  const inPolicy = walk(file?.policyAt(location)?.node ?? toPolicy.node, path, location, file);
  return path.length === 0 ? toPolicy.parts : [...toPolicy.parts, ...inPolicy.parts];
}

function walk(
  root: Node | undefined,
  steps: readonly PathElement[],
  location: Location,
  file: FileTrees | undefined,
  goesOn = false,
): { readonly parts: readonly unknown[]; readonly node: Node | undefined } {
  const parts: unknown[] = [];
  let node = root;
  let isLost = root === undefined && steps.length > 0;
  for (const [depth, step] of steps.entries()) {
    if ("index" in step) {
      node = node?.kind === "array" ? node.items[step.index] : step.index === 0 ? node : undefined;
      isLost = node === undefined;
      parts.push(node === undefined ? step.index : contentOf(node, !goesOn && depth === steps.length - 1));
    } else if ("substring" in step) parts.push(step.substring);
    else {
      const name = "value" in step ? step.value : step.key;
      parts.push(name);
      node = "value" in step ? memberOf(node, name)?.value : undefined;
      isLost = "value" in step && node === undefined;
    }
  }
  if (!goesOn && node !== undefined && node.kind !== "object" && node.kind !== "array") parts.push(brief(node));
  // Where the way is lost, the text stands for the value.
  if (isLost && file !== undefined) parts.push(textAt(location, file));
  return { parts, node };
}

function namesOf(path: readonly PathElement[]): unknown[] {
  return path.map((step) =>
    "index" in step ? step.index : "substring" in step ? step.substring : "value" in step ? step.value : step.key,
  );
}

/** More than any policy may have. */
const mostRest = 50_000;

/** This much of a text tells it from others; hashing a whole file for each of its findings would take long. */
const mostText = 1_000;

function textAt({ span }: Location, { file: { text } }: FileTrees): string {
  return text.slice(span.start.offset, Math.min(span.end.offset, span.start.offset + mostText));
}

/**
 * A statement by its Sid. Without one, by its content where the finding is about the whole of it; an element in it is
 * known by its own value, so that another element of the statement can change.
 */
function contentOf(node: Node, isLast: boolean): unknown {
  const sid = memberOf(node, "Sid")?.value;
  if (sid?.kind === "string" && sid.value !== "") return { sid: sid.value };
  return node.kind === "object" && !isLast ? {} : brief(node);
}

const briefs = new WeakMap<Node, unknown>();

/** What stands there; of a long text its digest. Worked out once: hundreds of findings may be about one element. */
function brief(node: Node): unknown {
  let known = briefs.get(node);
  if (known === undefined) {
    const value = sorted(plainValue(node));
    const text = JSON.stringify(value);
    known = text.length <= mostText ? value : { digest: hash(text) };
    briefs.set(node, known);
  }
  return known;
}

/** Members in one order, so that rewriting a statement's members in another order changes nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}

function lineOf(text: string | undefined, { span: { start } }: Location): string {
  if (text === undefined) return "";
  const from = start.offset - start.column;
  const end = text.indexOf("\n", start.offset);
  const line = text.slice(from, end === -1 ? text.length : end);
  if (line.length <= mostText) return line.trim();
  // A text that is all on one line: what stands around the fault.
  return line.slice(Math.max(0, start.column - mostText / 2), start.column + mostText / 2).trim();
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
