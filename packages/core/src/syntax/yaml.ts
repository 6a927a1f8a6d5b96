import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type Range as YamlRange,
} from "yaml";
import type { ParsedText, SyntaxProblem } from "./json.ts";
import type { Member, Node, ObjectNode, Range, StringNode } from "./node.ts";

/** Aliases can make a small text mean a huge tree; far above any policy. */
const maxNodes = 200_000;
const maxDepth = 200;

/** CloudFormation's own limit for a template is 1 MB. In UTF-16 code units. */
const maxLength = 1_000_000;

/** So much of a text shows whether it is YAML at all; the `yaml` package takes long over texts that are not. */
const probeLength = 20_000;
const maxProblems = 100;

/** Reads one YAML 1.2 document into the same nodes as JSON. Offsets are those of the YAML text. */
export function parseYaml(text: string): ParsedText {
  if (text.length > maxLength) {
    const details = `The YAML has ${text.length} characters, more than the ${maxLength} that are read. Split the file, or write it as JSON.`;
    return { problems: [{ at: { start: 0, end: 0 }, details }] };
  }
  // Where each tag may have a name as long as the text, a small one fills the memory; no tool needs that for policies.
  const directive = text.search(/^%TAG[ \t]/m);
  if (directive !== -1) {
    const details = "A `%TAG` directive gives tags other names, and is not read. Write the tags' own names.";
    return { problems: [{ at: { start: directive, end: directive + "%TAG".length }, details }] };
  }
  // The `yaml` package recurses: nesting is bounded before it sees the text.
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { problems: [], tooDeep: { start: deep, end: deep + 1 } };
  if (text.length > probeLength) {
    const probe = parse(text.slice(0, probeLength));
    const overflow = overflowIn(probe);
    if (overflow !== undefined) return { problems: [], tooDeep: overflow };
    const probed = problemsOf(probe, text.length);
    if (probed.length > maxProblems) return { problems: withStop(probed) };
  }
  const document = parse(text);
  const overflow = overflowIn(document);
  if (overflow !== undefined) return { problems: [], tooDeep: overflow };
  const problems = problemsOf(document, text.length);
  if (problems.length > maxProblems) return { problems: withStop(problems) };
  const anchors = new Map<string, ParsedNode>();
  let count = 0;
  /** Above 0 while an alias's target is read again: its own anchors are known already. */
  let aliasDepth = 0;
  let excess: SyntaxProblem | undefined;
  const contents = document.contents;
  const root = contents === null ? undefined : convert(contents, 0);
  if (excess !== undefined) return { problems: [...problems, excess] };
  return root === undefined ? { problems } : { root, problems };

  function convert(node: ParsedNode, depth: number, ignoreTag = false): Node {
    const [start, end] = rangeOf(node);
    const tag = isAlias(node) ? undefined : node.tag;
    if (!ignoreTag && tag !== undefined && /^!\w/.test(tag)) return convertTagged(node, tag, depth);
    if (++count > maxNodes || depth > maxDepth) {
      excess ??= { at: { start, end }, details: "Aliases make this YAML too large to read; write the values out." };
      return { start, end, kind: "null", value: null, text: "" };
    }
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined) {
        problems.push({ at: { start, end }, details: `No anchor \`&${node.source}\` stands before this alias.` });
        return { start, end, kind: "null", value: null, text: "" };
      }
      aliasDepth++;
      const copy = convert(target, depth + 1);
      aliasDepth--;
      // Findings stand where the alias is used.
      return moveTo(copy, start, end);
    }
    if (node.anchor !== undefined && aliasDepth === 0) anchors.set(node.anchor, node);
    if (isMap(node)) {
      const members = node.items.map((pair): Member => {
        const key = toName(pair.key as ParsedNode);
        const value = pair.value === null ? emptyAt(key.end) : convert(pair.value as ParsedNode, depth + 1);
        return { key, value };
      });
      return { start, end, kind: "object", members: merged(members) };
    }
    if (isSeq(node))
      return { start, end, kind: "array", items: node.items.map((item) => convert(item as ParsedNode, depth + 1)) };
    const value: unknown = isScalar(node) ? node.value : null;
    const source = text.slice(start, end);
    if (typeof value === "string") return { start, end, kind: "string", value };
    if (typeof value === "number" || typeof value === "bigint")
      return { start, end, kind: "number", value: Number(value), text: source };
    if (typeof value === "boolean") return { start, end, kind: "boolean", value, text: String(value) };
    if (value === null || value === undefined) return { start, end, kind: "null", value: null, text: source };
    return { start, end, kind: "string", value: source };
  }

  /** A tag of the document's own, as CloudFormation's `!Sub x`: its long form is `{ "Fn::Sub": x }`, and `{ "Ref": x }`. */
  function convertTagged(node: ParsedNode, tag: string, depth: number): Node {
    const [valueStart, end] = rangeOf(node);
    const start = text.lastIndexOf(tag, valueStart);
    const value = convert(node, depth + 1, true);
    const name = tag.slice(1);
    const long = name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
    const key: StringNode = { start, end: start + tag.length, kind: "string", value: long };
    return { start, end, kind: "object", members: [{ key, value }] };
  }

  function toName(node: ParsedNode): StringNode {
    const [start, end] = rangeOf(node);
    // On one line, it is what other tools fill in: `{{ name }}`.
    if (!isScalar(node) && !isAlias(node) && text.slice(start, end).includes("\n"))
      problems.push({
        at: { start, end },
        details: "A list or a mapping stands here as a key. Take out the `?` before it.",
      });
    return {
      start,
      end,
      kind: "string",
      value: isScalar(node)
        ? typeof node.value === "string"
          ? node.value
          : text.slice(start, end)
        : text.slice(start, end),
    };
  }
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { keepSourceTokens: false, uniqueKeys: false, strict: true, prettyErrors: false });
}

/** Nesting that shows only on reading: the package says where its own calls nest too deeply. */
function overflowIn({ errors }: Document.Parsed): Range | undefined {
  const overflow = errors.find(({ message }) => /call stack/i.test(message));
  return overflow === undefined ? undefined : { start: overflow.pos[0], end: overflow.pos[1] };
}

/** A fault at the end of the text has its place there, where the parser counts a character more. */
function problemsOf(document: Document.Parsed, length: number): SyntaxProblem[] {
  return [...document.errors, ...document.warnings]
    .filter(({ code }) => code !== "TAG_RESOLVE_FAILED")
    .map(({ code, message, pos: [start, end] }): SyntaxProblem => {
      const at = { start: Math.min(start, length), end: Math.min(Math.max(start, end), length) };
      if (code === "MULTIPLE_DOCS") {
        return {
          at,
          details: "A second YAML document begins here, and only one is read. Put it into a file of its own.",
        };
      }
      return { at, details: `${message.replace(/\s+/g, " ").replace(/\.?$/, ".")} Mend the YAML here.` };
    });
}

function withStop(problems: readonly SyntaxProblem[]): SyntaxProblem[] {
  const { at } = problems[maxProblems] as SyntaxProblem;
  const details = `Reading stopped here after ${maxProblems} faults; this is not YAML. Mend the faults above and run again.`;
  return [...problems.slice(0, maxProblems), { at, details }];
}

/** The members with those of merge keys (`<<: *base`) in their place; the mapping's own members count. */
function merged(members: readonly Member[]): readonly Member[] {
  if (!members.some(({ key }) => key.value === "<<")) return members;
  const taken = new Set(members.map(({ key }) => key.value));
  return members.flatMap((member) => {
    if (member.key.value !== "<<") return [member];
    const sources = member.value.kind === "array" ? member.value.items : [member.value];
    if (!sources.every(({ kind }) => kind === "object")) return [member];
    return sources.flatMap((source) => {
      const added = (source as ObjectNode).members.filter(({ key }) => !taken.has(key.value));
      for (const { key } of added) taken.add(key.value);
      return added;
    });
  });
}

function moveTo(node: Node, start: number, end: number): Node {
  if (node.kind === "object")
    return {
      ...node,
      start,
      end,
      members: node.members.map(({ key, value }) => ({
        key: { ...key, start, end },
        value: moveTo(value, start, end),
      })),
    };
  if (node.kind === "array") return { ...node, start, end, items: node.items.map((item) => moveTo(item, start, end)) };
  return { ...node, start, end };
}

function rangeOf(node: ParsedNode): readonly [number, number] {
  const range: YamlRange | undefined | null = node.range;
  return range == null ? [0, 0] : [range[0], range[1]];
}

function emptyAt(offset: number): Node {
  return { start: offset, end: offset, kind: "null", value: null, text: "" };
}

/** Where flow brackets or block indentation first nest beyond the limit, as far as that shows without reading. */
function tooDeepAt(text: string): number | undefined {
  return bracketsTooDeepAt(text) ?? indentationTooDeepAt(text);
}

/** Brackets in quotes would be taken for closing ones: in a flow collection, what a quote begins is passed over. */
function bracketsTooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "[" || c === "{") {
      if (++depth > maxDepth) return i;
    } else if ((c === "]" || c === "}") && depth > 0) depth--;
    else if (depth > 0 && (c === '"' || c === "'") && /[\s,:[{]/.test(text[i - 1] as string)) {
      const end = text.indexOf(c, i + 1);
      if (end !== -1 && !text.slice(i, end).includes("\n")) i = end;
    }
  }
  return undefined;
}

/** Each line further in than those around it, and each `-` or `?` on it, is a level. */
function indentationTooDeepAt(text: string): number | undefined {
  const columns: number[] = [];
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next === -1 ? text.length : next;
    for (let i = start; i < end; i++) {
      const c = text[i];
      if (c === " " || c === "\t" || c === "\r") continue;
      if (c === "#") break;
      while (columns.length > 0 && (columns[columns.length - 1] as number) >= i - start) columns.pop();
      if (columns.push(i - start) > maxDepth) return i;
      if (!((c === "-" || c === "?" || c === ":") && /\s/.test(text[i + 1] ?? "\n"))) break;
    }
    start = end + 1;
  }
  return undefined;
}
