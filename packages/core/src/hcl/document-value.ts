import type { Node } from "../syntax/node.ts";
import { allInstances, hasInstances, instancesOf, knownOfInstance, scopeOfInstance } from "./block-instances.ts";
import type { Scope } from "./evaluate.ts";
import { policyOfData } from "./policy-document-data.ts";
import type { Resolver } from "./resolve.ts";
import type { HclBlock, HclExpression, HclText } from "./syntax.ts";
import { partOf, scalarOf, textOf } from "./value.ts";

const nowhere = { start: 0, end: 0 };

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
  const { block } = of;
  if (!hasInstances(block)) return within(instance(of, resolver, new Map()), keys);
  const [key, ...rest] = keys;
  if (key !== undefined) {
    if (isTried || rest.length === 0) return undefined;
    return within(instance(of, resolver, scopeOfInstance(block, key, resolver), key), rest);
  }
  const all: { key: HclExpression; value: HclExpression }[] = [];
  for (const one of instancesOf(block, resolver) ?? [undefined]) {
    const value = one && instance(of, resolver, one.scope, one.key);
    if (one === undefined || value === undefined) return undefined;
    all.push({ key: one.key, value });
  }
  return allInstances(block, all);
}

function within(value: HclExpression | undefined, keys: readonly HclExpression[]): HclExpression | undefined {
  return value && partOf(value, keys);
}

/** An instance of the block, as far as others ask for it. */
function instance(of: DocumentBlock, resolver: Resolver, scope: Scope, key?: HclExpression): HclExpression | undefined {
  const text = documentText(of, resolver, scope, scalarOf(key));
  return text && knownOfInstance([["json", text] as const, ["minified_json", text] as const]);
}

function documentText(
  { block, address, isElsewhere }: DocumentBlock,
  resolver: Resolver,
  scope: Scope,
  key: string | undefined,
): HclText | undefined {
  const { node, unknown, lacking } = policyOfData(block, resolver, scope);
  if (node === undefined || (lacking?.length ?? 0) > 0) return undefined;
  const name = block.labels[1]?.value ?? "";
  const document = { name, ...(key === undefined ? {} : { key }), node, unknown, isElsewhere };
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
