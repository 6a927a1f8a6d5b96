import type { UnknownValue } from "../partly-known.ts";
import { quote } from "../quote.ts";
import type { Member, Node, ObjectNode, Range, StringNode } from "../syntax/node.ts";
import { keyAndValue } from "./block-instances.ts";
import type { Scope } from "./evaluate.ts";
import { type MergedDocument, mergedDocument, mergingArguments, Unmergeable } from "./merged-documents.ts";
import type { Resolver } from "./resolve.ts";
import type { HclAttribute, HclBlock, HclExpression } from "./syntax.ts";
import { onlyTerraform, toNode } from "./to-node.ts";
import { entriesOf, unknownIn } from "./value.ts";

/** Thrown inside this file only: the way out of nested blocks. */
class Unknown extends Error {
  readonly at: Range;
  constructor(at: Range, because: string) {
    super(because);
    this.at = at;
  }
}

/** They say whether the block is there, and are no part of the policy. */
const ofTerraform: ReadonlySet<string> = new Set(["count", "for_each", "provider", "depends_on"]);

/** Far more blocks than a policy has room for. */
const mostGenerated = 1_000;

const elements: ReadonlyMap<string, string> = new Map([
  ["sid", "Sid"],
  ["effect", "Effect"],
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
]);

/** Without a node where the block alone does not say what statements there are. */
export type PolicyOfData =
  | WithNode
  | ({ readonly node: undefined; readonly unknown: readonly [UnknownOfData] } & Absent);

interface WithNode
  extends Pick<MergedDocument, "node" | "unknown">,
    Partial<Pick<MergedDocument, "lacking" | "apart">> {}

type Absent = { readonly [Name in "lacking" | "apart"]?: undefined };

/** `instead` is what to do, as the begin of a sentence. */
export interface UnknownOfData extends UnknownValue {
  readonly instead?: string;
}

/** The policy that a `data "aws_iam_policy_document"` block stands for, with each value at its place in the block. */
export function policyOfData(block: HclBlock, resolver: Resolver, scope: Scope): PolicyOfData {
  const unknown: UnknownValue[] = [];
  try {
    const own = resolved(block, resolver, scope, unknown);
    const node = document(own, unknown);
    const isMerged = own.body.attributes.some(({ name }) => mergingArguments.has(name.value));
    return isMerged ? mergedDocument(node, own.body.attributes, unknown) : { node, unknown };
  } catch (error) {
    if (!(error instanceof Unknown || error instanceof Unmergeable)) throw error;
    const instead = error instanceof Unmergeable ? { instead: error.instead } : {};
    return { node: undefined, unknown: [{ at: error.at, because: error.message, ...instead }] };
  }
}

/** The block with the values of its expressions, and with the blocks that its `dynamic` ones stand for. */
function resolved(block: HclBlock, resolver: Resolver, scope: Scope, unknown: UnknownValue[]): HclBlock {
  const attributes = block.body.attributes
    .filter(({ name }) => !ofTerraform.has(name.value))
    .map(({ name, value }) => ({ name, value: resolver.resolve(value, scope) }))
    // As if it were not there, wherever it comes from.
    .filter(({ value }) => value.kind !== "null");
  const blocks = block.body.blocks.flatMap((inner) =>
    inner.type.value === "dynamic"
      ? generated(inner, resolver, scope, unknown)
      : [resolved(inner, resolver, scope, unknown)],
  );
  return { ...block, body: { ...block.body, attributes, blocks } };
}

/**
 * The blocks that a `dynamic` one stands for; one where it is not known how many, by values that are not known. All have
 * its place: what is in them may stand in its `for_each`.
 * https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
function generated(dynamic: HclBlock, resolver: Resolver, scope: Scope, unknown: UnknownValue[]): HclBlock[] {
  const { start, end, body, labels } = dynamic;
  const [type] = labels;
  const content = body.blocks.find((inner) => inner.type.value === "content");
  if (type === undefined || content === undefined)
    throw new Unknown(dynamic.type, "a `dynamic` block has no `content`");
  const each = resolver.resolve(required(dynamic, "for_each").value, scope, false);
  const entries = entriesOf(each) ?? [unknownEntry(each, dynamic, unknown)];
  if (entries.length > mostGenerated) throw new Unknown(dynamic.type, "it has more blocks than a policy has room for");
  const iterator = body.attributes.find(({ name }) => name.value === "iterator")?.value;
  const name = iterator?.kind === "computed" ? iterator.text : type.value;
  return entries.map(([key, value]) => {
    const inner = new Map(scope).set(name, keyAndValue(key, value));
    return { ...resolved(content, resolver, inner, unknown), type, labels: [], start, end };
  });
}

function unknownEntry(
  each: HclExpression,
  { start, end, type }: HclBlock,
  unknown: UnknownValue[],
): readonly [HclExpression, HclExpression] {
  const part = unknownIn(each);
  const source = part?.kind === "call" ? `${part.name}(…)` : part?.text;
  const because = onlyTerraform(source === undefined ? "what a `dynamic` block goes through" : quote(source));
  unknown.push({ at: { start: type.start, end: type.end }, because });
  const value: HclExpression = { kind: "computed", start, end, text: source ?? type.value };
  return [value, value];
}

function document({ body, start, end, type }: HclBlock, unknown: UnknownValue[]): ObjectNode {
  const members: Member[] = [];
  const version = body.attributes.find(({ name }) => name.value === "version");
  members.push(
    version === undefined
      ? member("Version", type, text("2012-10-17", type))
      : member("Version", version.name, known(version.value, unknown)),
  );
  const statements: Node[] = [];
  const id = body.attributes.find(({ name }) => name.value === "policy_id");
  if (id !== undefined) members.push(member("Id", id.name, known(id.value, unknown)));
  for (const inner of body.blocks) {
    if (inner.type.value === "statement") statements.push(statement(inner, unknown));
  }
  members.push(member("Statement", type, { kind: "array", start, end, items: statements }));
  return { kind: "object", start, end, members };
}

function statement({ body, start, end, type }: HclBlock, unknown: UnknownValue[]): Node {
  const members: Member[] = [];
  for (const attribute of body.attributes) {
    const element = elements.get(attribute.name.value);
    if (element !== undefined && !isLeftOut(attribute.value))
      members.push(member(element, attribute.name, known(attribute.value, unknown)));
  }
  // The provider's default.
  if (!members.some(({ key }) => key.value === "Effect")) members.push(member("Effect", type, text("Allow", type)));
  for (const kind of ["principals", "not_principals"]) {
    const blocks = body.blocks.filter((inner) => inner.type.value === kind);
    if (blocks[0] !== undefined)
      members.push(
        member(kind === "principals" ? "Principal" : "NotPrincipal", blocks[0].type, principals(blocks, unknown)),
      );
  }
  const conditions = body.blocks.filter((inner) => inner.type.value === "condition");
  if (conditions[0] !== undefined)
    members.push(member("Condition", conditions[0].type, conditionOf(conditions, unknown)));
  return { kind: "object", start, end, members };
}

/** What the provider writes no element for, as for an attribute that is not there. */
function isLeftOut(value: HclExpression): boolean {
  if (value.kind === "tuple") return value.items.length === 0;
  return value.kind === "null" || (value.kind === "text" && value.value === "");
}

function principals(blocks: readonly HclBlock[], unknown: UnknownValue[]): Node {
  const [first] = blocks as [HclBlock];
  const entries = blocks.map((block): Member => {
    const type = string(required(block, "type"));
    return { key: type, value: known(required(block, "identifiers").value, unknown) };
  });
  // `type = "*"` is written as the bare string.
  const any = entries.find(({ key }) => key.value === "*");
  if (any !== undefined) return { ...any.key, value: "*" };
  return { kind: "object", start: first.start, end: first.end, members: merged(entries) };
}

function conditionOf(blocks: readonly HclBlock[], unknown: UnknownValue[]): Node {
  const operators = new Map<string, { key: StringNode; members: Member[] }>();
  for (const block of blocks) {
    const test = string(required(block, "test"));
    const operator = operators.get(test.value) ?? { key: test, members: [] };
    operator.members.push({
      key: string(required(block, "variable")),
      value: known(required(block, "values").value, unknown),
    });
    operators.set(test.value, operator);
  }
  const [first] = blocks as [HclBlock];
  const members = [...operators.values()].map(
    ({ key, members: inner }): Member => ({
      key,
      value: { kind: "object", start: first.start, end: first.end, members: merged(inner) },
    }),
  );
  return { kind: "object", start: first.start, end: first.end, members };
}

/** Blocks of one name add their values up, where members of one name would replace each other. */
function merged(members: readonly Member[]): Member[] {
  const byName = new Map<string, [Member, ...Member[]]>();
  for (const member of members) {
    const same = byName.get(member.key.value);
    if (same === undefined) byName.set(member.key.value, [member]);
    else same.push(member);
  }
  return [...byName.values()].map((same) => {
    const [{ key, value }, ...others] = same;
    if (others.length === 0) return { key, value };
    return { key, value: { ...value, kind: "array", items: same.flatMap((each) => itemsOf(each.value)) } as Node };
  });
}

function itemsOf(node: Node): readonly Node[] {
  return node.kind === "array" ? node.items : [node];
}

function required(block: HclBlock, name: string): HclAttribute {
  const attribute = block.body.attributes.find((candidate) => candidate.name.value === name);
  if (attribute === undefined) throw new Unknown(block.type, `the block has no \`${name}\``);
  return attribute;
}

function string({ value }: HclAttribute): StringNode {
  const unknown: UnknownValue[] = [];
  const node = known(value, unknown);
  const [first] = unknown;
  if (first !== undefined) throw new Unknown(first.at, first.because);
  if (node.kind !== "string") throw new Unknown(node, "a text is expected here");
  return node;
}

function known(value: HclExpression, unknown: UnknownValue[]): Node {
  return withVariables(toNode(value, unknown));
}

/** The data source writes IAM's own variables as `&{…}`, because `${…}` is Terraform's. */
function withVariables(node: Node): Node {
  if (node.kind === "array") return { ...node, items: node.items.map(withVariables) };
  return node.kind === "string" ? { ...node, value: node.value.replaceAll("&{", "${") } : node;
}

function member(name: string, at: Range, value: Node): Member {
  return { key: text(name, at), value };
}

function text(value: string, { start, end }: Range): StringNode {
  return { kind: "string", start, end, value };
}
