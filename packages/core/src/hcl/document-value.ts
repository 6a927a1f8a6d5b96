import type { Node } from "../syntax/node.ts";
import type { Scope } from "./evaluate.ts";
import { keyAndValue, policyOfData } from "./policy-document-data.ts";
import type { Resolver } from "./resolve.ts";
import type { HclBlock, HclExpression, HclText } from "./syntax.ts";
import { entriesOf, partOf, scalarOf, textOf, wholeOf } from "./value.ts";

/** Far more instances of a document than anybody merges. */
const mostInstances = 1_000;

const nowhere = { start: 0, end: 0 };

/** Of a block with instances, what only those tell. */
const ofInstances: Scope = new Map(["each", "count"].map((text) => [text, { kind: "computed", ...nowhere, text }]));

export interface DocumentBlock {
  readonly block: HclBlock;
  /** As references name it. */
  readonly address: string;
  /** It is written in another file. */
  readonly isElsewhere: boolean;
}

/**
 * What `data.aws_iam_policy_document.name` with keys after it stands for: the text of a document, an instance of the
 * block, or all of them; undefined where that is not known. That there is an instance which is named is taken for
 * granted, as Terraform stops where there is none: not inside of `try`, `isTried`.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function documentValue(
  of: DocumentBlock,
  keys: readonly HclExpression[],
  resolver: Resolver,
  isTried: boolean,
): HclExpression | undefined {
  const count = argument(of.block, "count");
  const forEach = argument(of.block, "for_each");
  if (count === undefined && forEach === undefined) return within(instance(of, resolver, new Map()), keys);
  const [key, ...rest] = keys;
  if (rest.length > 0 && key !== undefined) {
    if (isTried) return undefined;
    const scope = count === undefined ? ofKey(forEach, key, resolver) : ofIndex(key);
    return within(instance(of, resolver, scope), rest);
  }
  if (key !== undefined) return undefined;
  if (forEach === undefined) {
    const many = count && wholeOf(resolver.resolve(count, new Map(), false));
    if (many === undefined || many < 0 || many > mostInstances) return undefined;
    const items: HclExpression[] = [];
    for (let index = 0; index < many; index++) {
      const item = instance(of, resolver, indexed(index));
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { kind: "tuple", ...nowhere, items };
  }
  const entries = entriesOf(resolver.resolve(forEach, new Map(), false));
  if (entries === undefined || entries.length > mostInstances) return undefined;
  const members = entries.map(([name, value]) => {
    const key = { kind: "string", ...nowhere, value: scalarOf(name) ?? "" } as const;
    return { name: key, value: instance(of, resolver, new Map([["each", keyAndValue(name, value)]])) };
  });
  return members.every((member): member is typeof member & { value: HclExpression } => member.value !== undefined)
    ? { kind: "object", ...nowhere, members }
    : undefined;
}

/** What `count` stands for in one instance. */
export function indexed(index: number): Scope {
  const name = { kind: "string", ...nowhere, value: "index" } as const;
  const value = { kind: "number", ...nowhere, text: String(index) } as const;
  return new Map([["count", { kind: "object", ...nowhere, members: [{ name, value }] }]]);
}

function ofIndex(key: HclExpression): Scope {
  const index = scalarOf(key);
  return index !== undefined && /^\d{1,9}$/.test(index) ? indexed(Number(index)) : ofInstances;
}

function ofKey(forEach: HclExpression | undefined, key: HclExpression, resolver: Resolver): Scope {
  const name = scalarOf(key);
  if (name === undefined || forEach === undefined) return ofInstances;
  const entries = entriesOf(resolver.resolve(forEach, new Map(), false));
  const entry = entries?.find(([one]) => scalarOf(one) === name);
  return entry === undefined ? ofInstances : new Map([["each", keyAndValue(...entry)]]);
}

function within(value: HclExpression | undefined, keys: readonly HclExpression[]): HclExpression | undefined {
  return value && partOf(value, keys);
}

/** An instance of the block, as far as others ask for it. */
function instance(of: DocumentBlock, resolver: Resolver, scope: Scope): HclExpression | undefined {
  const text = documentText(of, resolver, scope);
  if (text === undefined) return undefined;
  const members = ["json", "minified_json"].map((name) => ({
    name: { kind: "string", ...nowhere, value: name } as const,
    value: text,
  }));
  return { kind: "object", ...nowhere, members };
}

function documentText(
  { block, address, isElsewhere }: DocumentBlock,
  resolver: Resolver,
  scope: Scope,
): HclText | undefined {
  const { node, unknown, lacking } = policyOfData(block, resolver, scope);
  if (node === undefined || (lacking?.length ?? 0) > 0) return undefined;
  const document = { node, unknown, isElsewhere };
  if (unknown.length === 0) return { ...textOf(jsonOf(node), nowhere), document };
  const source = `\${${address}.json}`;
  const template = { ...nowhere, from: 0, to: source.length };
  return { ...textOf(source, nowhere), templates: [template], document };
}

/** JSON that means the same as the provider's. */
function jsonOf(node: Node): string {
  switch (node.kind) {
    case "object":
      return `{${node.members.map(({ key, value }) => `${JSON.stringify(key.value)}:${jsonOf(value)}`).join(",")}}`;
    case "array":
      return `[${node.items.map(jsonOf).join(",")}]`;
    case "string":
      return JSON.stringify(node.value);
    default:
      return node.text;
  }
}

function argument(block: HclBlock, name: string): HclExpression | undefined {
  return block.body.attributes.find((attribute) => attribute.name.value === name)?.value;
}
