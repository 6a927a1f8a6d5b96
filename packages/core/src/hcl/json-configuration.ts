import { parseJson } from "../syntax/json.ts";
import type { Member, Node, StringNode } from "../syntax/node.ts";
import { readHcl } from "./read.ts";
import { readTemplate } from "./read-text.ts";
import type { HclAttribute, HclBlock, HclBody, HclExpression } from "./syntax.ts";
import { movedTo } from "./value.ts";

/** What stands below each kind of block before its body: its labels. Other kinds declare nothing that others name. */
const labelsOf: Readonly<Record<string, number>> = { data: 2, locals: 0, resource: 2, variable: 1 };

/** Of documents; what is no block of theirs is an argument. */
const blocksOfDocuments: ReadonlySet<string> = new Set([
  "condition",
  "content",
  "lifecycle",
  "not_principals",
  "principals",
  "statement",
]);

/** Thrown inside this file only: the way out of nested objects. */
class Fault extends Error {}

/**
 * What a configuration in Terraform's JSON declares: data sources, locals, resources and variables. Undefined where it
 * is no such configuration. Blocks are told from arguments for documents of policies alone: without a provider's schema
 * both look the same, and of other blocks nothing but arguments is asked.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function jsonConfiguration(text: string): HclBody | undefined {
  const { root, problems } = parseJson(text);
  if (root?.kind !== "object" || problems.length > 0) return undefined;
  try {
    const blocks = root.members.flatMap(({ key, value }) => {
      const labels = Object.hasOwn(labelsOf, key.value) ? labelsOf[key.value] : undefined;
      return labels === undefined ? [] : [...blocksIn(key, [], value, labels)];
    });
    return { start: root.start, end: root.end, attributes: [], blocks };
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** An object by labels may stand in a list at each of its levels. */
function* blocksIn(type: StringNode, labels: readonly StringNode[], value: Node, more: number): Generator<HclBlock> {
  if (value.kind === "array") for (const item of value.items) yield* blocksIn(type, labels, item, more);
  else if (value.kind !== "object") throw new Fault();
  else if (more > 0) {
    for (const { key, value: inner } of membersIn(value)) yield* blocksIn(type, [...labels, key], inner, more - 1);
  } else yield block(type, labels, value);
}

function block(type: StringNode, labels: readonly StringNode[], value: Node & { kind: "object" }): HclBlock {
  const { start, end } = value;
  const isOfDocument = labels[0]?.value === "aws_iam_policy_document" || !Object.hasOwn(labelsOf, type.value);
  if (isOfDocument) return { type, labels, start, end, body: documentBody(value) };
  const attributes = membersIn(value).map(({ key, value: inner }) => ({
    name: key,
    value: type.value === "variable" && key.value === "type" ? constraint(inner) : expression(inner),
  }));
  return { type, labels, start, end, body: { start, end, attributes, blocks: [] } };
}

function documentBody(object: Node & { kind: "object" }): HclBody {
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  for (const { key, value } of membersIn(object)) {
    // A `dynamic` block has the type of those that it stands for as its label.
    const labels = key.value === "dynamic" ? 1 : blocksOfDocuments.has(key.value) ? 0 : undefined;
    if (labels === undefined) attributes.push({ name: key, value: expression(value) });
    else if (value.kind !== "null") blocks.push(...blocksIn(key, [], value, labels));
  }
  return { start: object.start, end: object.end, attributes, blocks };
}

function membersIn(object: Node & { kind: "object" }): readonly Member[] {
  return object.members.filter(({ key }) => key.value !== "//");
}

/** A string is a template of Terraform's language. */
function expression(node: Node): HclExpression {
  const { start, end } = node;
  switch (node.kind) {
    case "string":
      return movedTo(readTemplate(node.value), { start, end });
    case "array":
      return { kind: "tuple", start, end, items: node.items.map(expression) };
    case "object":
      return {
        kind: "object",
        start,
        end,
        members: membersIn(node).map(({ key, value }) => {
          const written = readTemplate(key.value);
          const name = { ...key, value: written.value };
          return written.templates.length === 0
            ? { name, value: expression(value) }
            : { name, written, value: expression(value) };
        }),
      };
    default:
      return { kind: node.kind, start, end, text: node.text };
  }
}

/** A type is an expression without marks around it. */
function constraint(node: Node): HclExpression {
  const body = node.kind === "string" ? readHcl(`type = ${node.value}`) : undefined;
  const [attribute] = body === undefined || "details" in body ? [] : body.attributes;
  return attribute === undefined ? expression(node) : movedTo(attribute.value, node);
}
