import { readHcl } from "./read.ts";
import type { HclExpression } from "./syntax.ts";

/** The text of a document, of one instance or of all of them. */
const reference =
  /^data\.aws_iam_policy_document\.[\w-]+(?:\.\*|\.\d+|\[[^[\]]*(?:\[[^[\]]*\][^[\]]*)?\])?\.(?:minified_)?json(?:\[\d+\])?$/;

/** Functions that give one of their arguments, or one of a list, as it is. */
const choosing: ReadonlySet<string> = new Set([
  "coalesce",
  "compact",
  "concat",
  "join",
  "nonsensitive",
  "one",
  "sensitive",
  "try",
]);

/** Far longer than any choice between documents. */
const longest = 2_000;

/**
 * Whether the value is the text of an `aws_iam_policy_document` and can be nothing else, save nothing at all: then its
 * policy stands, and is judged, at the document. `"${…}"` around it is how Terraform 0.11 wrote it.
 */
export function isDocumentReference(value: HclExpression): boolean {
  return isDocument(value) === "document";
}

/** The names of the documents that a value is the text of. */
export function documentsIn(value: HclExpression): ReadonlySet<string> {
  return new Set([...referencesIn(value)].map(({ document }) => document));
}

export interface DocumentReference {
  readonly document: string;
  /** The expression of the key of one instance, as it is written. */
  readonly key?: string;
}

/** The references to documents in a value that is the text of those, each once. */
export function referencesIn(value: HclExpression): Iterable<DocumentReference> {
  const found = new Map<string, DocumentReference>();
  for (const source of sourcesIn(value))
    for (const [, document = "", index, key = index, ofAll = key] of source.matchAll(naming))
      found.set(JSON.stringify([document, ofAll]), { document, ...(ofAll === undefined ? {} : { key: ofAll }) });
  return found.values();
}

/** `d.json`, `d.0.json`, `d["a"].json`, `d[local.all[0]].json`, `d.*.json[0]`. */
const naming =
  /\bdata\.aws_iam_policy_document\.([\w-]+)(?:\.(\d+)\.|\[(?!\*\])([^[\]]*(?:\[[^[\]]*\][^[\]]*)?)\]|(?:\.\*|\[\*\])\.(?:minified_)?json\[(\d+)\])?/g;

function* sourcesIn(value: HclExpression): Iterable<string> {
  if (value.kind === "tuple") for (const item of value.items) yield* sourcesIn(item);
  else if (value.kind === "call") for (const argument of value.arguments) yield* sourcesIn(argument);
  else if (value.kind === "computed") yield value.text;
  else if (value.kind === "text") yield value.value;
}

function isDocument(value: HclExpression): "document" | "nothing" | undefined {
  switch (value.kind) {
    case "null":
      return "nothing";
    case "text": {
      if (value.templates.length === 0) return value.value === "" ? "nothing" : undefined;
      const inner = soleTemplate(value);
      return inner === undefined ? undefined : ofSource(inner);
    }
    case "computed":
      return ofSource(value.text);
    case "tuple":
      return together(value.items.map(isDocument));
    case "call":
      if (value.name === "element") return together(value.arguments.slice(0, 1).map(isDocument));
      // What stands between the documents is nothing where there is one; several are no JSON.
      if (value.name === "join") return together(value.arguments.slice(1).map(isDocument));
      return choosing.has(value.name) ? together(value.arguments.map(isDocument)) : undefined;
    default:
      return undefined;
  }
}

/** The source of the template that is all of the text. */
export function soleTemplate(value: HclExpression): string | undefined {
  if (value.kind !== "text") return undefined;
  const [template] = value.templates;
  if (template?.from !== 0 || template.to !== value.value.length) return undefined;
  return /^\$\{~?(.*?)~?\}$/s.exec(value.value)?.[1]?.trim();
}

function together(parts: readonly ReturnType<typeof isDocument>[]): ReturnType<typeof isDocument> {
  if (parts.includes(undefined)) return undefined;
  return parts.includes("document") ? "document" : "nothing";
}

function ofSource(source: string): ReturnType<typeof isDocument> {
  const text = source.trim();
  if (text.length > longest) return undefined;
  if (reference.test(text)) return "document";
  const branches = branchesOf(text);
  return branches === undefined ? undefined : together(branches.map(ofExpression));
}

function ofExpression(source: string): ReturnType<typeof isDocument> {
  const body = readHcl(`x = ${source}`);
  const value = "details" in body || body.attributes.length !== 1 ? undefined : body.attributes[0]?.value;
  return value === undefined ? undefined : isDocument(value);
}

/** Both values of `condition ? one : other`, at the first `?` outside of brackets and strings. */
function branchesOf(source: string): readonly [string, string] | undefined {
  let depth = 0;
  let question = -1;
  let open = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source[i] as string;
    if (c === '"') {
      const end = /^"(?:[^"\\$%]|\\.)*"/.exec(source.slice(i))?.[0].length;
      // A string with templates may hold anything.
      if (end === undefined) return undefined;
      i += end - 1;
    } else if ("([{".includes(c)) depth++;
    else if (")]}".includes(c)) depth--;
    else if (depth > 0) continue;
    else if (c === "?") {
      if (question === -1) question = i;
      open++;
    } else if (c === ":" && --open === 0) return [source.slice(question + 1, i), source.slice(i + 1)];
  }
  return undefined;
}
