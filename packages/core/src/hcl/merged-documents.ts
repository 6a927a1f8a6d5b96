import { standIn, type UnknownValue } from "../partly-known.ts";
import { quote } from "../quote.ts";
import { parseJson } from "../syntax/json.ts";
import { type Member, memberOf, type Node, type ObjectNode, type Range, stringOf } from "../syntax/node.ts";
import { formFault } from "./provider-form.ts";
import type { HclAttribute, HclExpression, HclText } from "./syntax.ts";
import { onlyTerraform, toNode, withStandIns } from "./to-node.ts";
import { placedNode } from "./value.ts";

/** Far more than a policy has room for. */
const mostStatements = 1_000;

/** The arguments whose documents stand before the block's own statements, in the provider's order. */
const before = ["source_json", "source_policy_documents"] as const;
/** Those whose statements replace others. */
const behind = ["override_policy_documents", "override_json"] as const;

export const mergingArguments: ReadonlySet<string> = new Set([...before, ...behind]);

/** A block's own document together with those that it takes in. */
export interface MergedDocument {
  readonly node: Node;
  readonly unknown: readonly UnknownValue[];
  /** The documents that are not known. */
  readonly lacking: readonly UnknownValue[];
  /**
   * Statements that are judged where they stand in a block of their own, or that a document that is not known may
   * replace: nothing is said of them where the policy is not known.
   */
  readonly apart: ReadonlySet<Node>;
}

/** Why the documents make no policy. */
export class Unmergeable extends Error {
  readonly at: Range;
  /** What to do, as the begin of a sentence. */
  readonly instead: string;
  constructor({ start, end }: Range, because: string, instead: string) {
    super(because);
    this.at = { start, end };
    this.instead = instead;
  }
}

/** One document that is taken in, with its places in the file. */
interface Taken {
  readonly node: ObjectNode;
  readonly unknown: readonly UnknownValue[];
  /** It stands in a block of its own. */
  readonly isOfBlock: boolean;
}

/**
 * The document as the provider merges it: a statement replaces the one with its Sid, at the place of that one; the
 * documents of `source_policy_documents` share no Sid; the last Id and the newest version count. Throws `Unmergeable`.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function mergedDocument(
  own: ObjectNode,
  attributes: readonly HclAttribute[],
  ownUnknown: readonly UnknownValue[],
): MergedDocument {
  const unknown = [...ownUnknown];
  const lacking: UnknownValue[] = [];
  const apart = new Set<Node>();
  const statements: Node[] = [];
  const places = new Map<string, number>();
  let version: Member | undefined;
  let id: Member | undefined;

  for (const name of before) {
    const isList = name === "source_policy_documents";
    for (const value of valuesOf(name)) {
      const taken = take(value);
      for (const statement of statementsOf(taken)) {
        const sid = sidOf(statement);
        if (isList && sid !== "" && places.has(sid))
          throw new Unmergeable(
            memberOf(statement, "Sid")?.value ?? statement,
            `two statements of its source documents have the Sid ${quote(sid)}, which Terraform refuses`,
            "Give each its own Sid",
          );
        put(statement, sid, false);
      }
      adopt(taken);
    }
  }
  // Two of the block's own with one Sid are refused by Terraform, and reported as what they are.
  const ownSids = new Set<string>();
  for (const statement of itemsOf(own)) {
    const sid = sidOf(statement);
    put(statement, sid, !ownSids.has(sid));
    ownSids.add(sid);
  }
  adopt({ node: own, unknown: [], isOfBlock: false });
  for (const name of behind) {
    for (const value of valuesOf(name)) {
      const taken = take(value);
      if (taken === undefined) keepApart();
      for (const statement of statementsOf(taken)) put(statement, sidOf(statement), true);
      adopt(taken);
    }
  }
  const statement = memberOf(own, "Statement") as Member;
  const { start, end } = statement.value;
  const members = [version, id, { ...statement, value: { kind: "array", start, end, items: statements } } as const];
  return {
    node: { ...own, members: members.filter((member) => member !== undefined) },
    unknown,
    lacking,
    apart,
  };

  function valuesOf(name: string): readonly HclExpression[] {
    const value = attributes.find((attribute) => attribute.name.value === name)?.value;
    if (value === undefined || value.kind === "null") return [];
    if (name.endsWith("_json")) return [value];
    // The order of a set is that of texts which the provider writes in its own way.
    return value.kind === "tuple" && value.isSet !== true ? value.items : [value];
  }

  /** Undefined for nothing at all, and for a document that is not known. */
  function take(value: HclExpression): Taken | undefined {
    if (value.kind === "null" || (value.kind === "text" && value.value === "")) return undefined;
    const taken = takenFrom(value);
    if ("because" in taken) {
      lacking.push(taken);
      return undefined;
    }
    unknown.push(...taken.unknown);
    const fault = taken.isOfBlock ? undefined : formFault(taken.node);
    if (fault !== undefined) throw new Unmergeable(fault.at, fault.because, fault.instead);
    return taken;
  }

  function statementsOf(taken: Taken | undefined): readonly Node[] {
    const items = taken === undefined ? [] : itemsOf(taken.node);
    if (taken?.isOfBlock) for (const statement of items) apart.add(statement);
    return items;
  }

  function put(statement: Node, sid: string, mayReplace: boolean): void {
    if (statements.length >= mostStatements)
      throw new Unmergeable(own, "it has more statements than a policy has room for", "Take in fewer documents");
    // Which statement it replaces is not known.
    if (sid === standIn) keepApart();
    const at = sid === "" || !mayReplace ? undefined : places.get(sid);
    if (at !== undefined) statements[at] = statement;
    else {
      if (!places.has(sid)) places.set(sid, statements.length);
      statements.push(statement);
    }
  }

  function keepApart(): void {
    for (const statement of statements) if (sidOf(statement) !== "") apart.add(statement);
  }

  function adopt(taken: Taken | undefined): void {
    const newer = memberOf(taken?.node, "Version");
    if (newer?.value.kind === "string" && newer.value.value > (stringValue(version) ?? "")) version = newer;
    const next = memberOf(taken?.node, "Id");
    if (next?.value.kind === "string" && next.value.value !== "") id = next;
  }
}

function stringValue(member: Member | undefined): string | undefined {
  return member?.value.kind === "string" ? member.value.value : undefined;
}

function itemsOf(document: Node): readonly Node[] {
  const value = memberOf(document, "Statement")?.value;
  return value?.kind === "array" ? value.items : [];
}

function sidOf(statement: Node): string {
  return stringOf(statement, "Sid") ?? "";
}

/** The document that a value is the text of; else why it is not known. */
function takenFrom(value: HclExpression): Taken | UnknownValue {
  if (value.kind === "text") return value.document === undefined ? ofText(value) : ofBlock(value);
  const at = { start: value.start, end: value.end };
  if (value.kind === "tuple" && value.isSet) return { at, because: onlyTerraform("the order of a set of documents") };
  if (value.kind === "call" && value.name === "jsonencode") {
    const [argument] = value.arguments;
    const unknown: UnknownValue[] = [];
    const node = argument && toNode(argument, unknown);
    if (node?.kind === "object") return { node, unknown, isOfBlock: false };
    if (unknown[0] !== undefined) return unknown[0];
  }
  if (value.kind === "call" || value.kind === "computed") {
    const part = value.kind === "call" ? `the function \`${value.name}\`` : quote(value.text);
    return { at, because: onlyTerraform(part) };
  }
  throw notJson(at);
}

function ofBlock({ document, start, end }: HclText): Taken | UnknownValue {
  if (document?.node.kind === "object") return { node: document.node, unknown: document.unknown, isOfBlock: true };
  throw notJson({ start, end });
}

function ofText(text: HclText): Taken | UnknownValue {
  const { text: filled, unknown } = withStandIns(text);
  const { root, problems } = parseJson(filled.value);
  // The text of another file, or one that a function made, has the place of its reference.
  const isMoved = filled.offsets.at(-1) === filled.start;
  const at = (offset: number): number => filled.offsets[Math.min(offset, filled.value.length)] as number;
  const place = ({ start, end }: Range): Range =>
    isMoved ? { start: filled.start, end: filled.end } : { start: at(start), end: Math.max(at(start), at(end)) };
  const placed = unknown.map((one) => ({ ...one, at: place(one.at) }));
  if (root?.kind === "object" && problems.length === 0)
    return { node: placedNode(root, place) as ObjectNode, unknown: placed, isOfBlock: false };
  const [first] = placed;
  if (first !== undefined) return first;
  throw notJson(problems[0] === undefined ? { start: text.start, end: text.end } : place(problems[0].at));
}

function notJson(at: Range): Unmergeable {
  return new Unmergeable(at, "a document that it takes in is no JSON object", "Correct that document");
}
