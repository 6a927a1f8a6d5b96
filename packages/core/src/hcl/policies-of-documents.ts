import type { PathElement } from "../finding.ts";
import { standTogether } from "../policy-variant.ts";
import type { FoundPolicy, UnreadPolicy } from "../source.ts";
import { memberOf } from "../syntax/node.ts";
import { takersOf } from "./document-takers.ts";
import { documentTypes, type TerraformPolicyType } from "./document-types.ts";
import type { Doubted } from "./doubted.ts";
import { inEachCase } from "./each-case.ts";
import { notKnown, policyOfValue, unread } from "./found-policy.ts";
import type { ModuleBeside } from "./module-beside.ts";
import { policyOfData, type UnknownOfData } from "./policy-document-data.ts";
import type { HclDeclarations, Resolver } from "./resolve.ts";
import type { HclBlock, HclBody } from "./syntax.ts";
import { takenIn } from "./taken-in.ts";

/** Documents that are parts of parts: nobody has so many one in another. */
const deepest = 20;

interface Place {
  readonly text: string;
  readonly declarations: HclDeclarations;
}

export function isDocument({ type, labels }: HclBlock): boolean {
  return type.value === "data" && labels[0]?.value === "aws_iam_policy_document" && labels[1] !== undefined;
}

/**
 * The policies of a document's block: none where it is nothing but a part of other documents of the file, all of which
 * are known. What it says is judged in those: there, a statement may replace one of its own.
 */
export function policiesOfDocuments(
  { text, declarations }: Place,
  body: HclBody,
  beside: ModuleBeside | undefined,
  doubted: Doubted,
): (block: HclBlock) => readonly (FoundPolicy | UnreadPolicy)[] {
  const types = documentTypes(body, declarations);
  const parts = beside === undefined ? new Map<string, ReadonlySet<string>>() : takenIn(body, text);
  const takers = takersOf([{ body, declarations }]);
  const blocks = new Map(body.blocks.filter(isDocument).map((block) => [nameOf(block), block]));
  const read = new Map<HclBlock, readonly (FoundPolicy | UnreadPolicy)[]>();
  return (block) => (isPart(nameOf(block), new Set()) ? [] : policies(block));

  /** Declared twice, both are judged. */
  function isPart(name: string, asked: Set<string>): boolean {
    const all = parts.get(name);
    if (all === undefined || asked.size > deepest || asked.has(name) || beside?.namesDocument(name) !== false)
      return false;
    asked.add(name);
    return [...all].every((taker) => {
      const block = blocks.get(taker);
      return block !== undefined && (isPart(taker, asked) || isKnown(policies(block)));
    });
  }

  function policies(block: HclBlock): readonly (FoundPolicy | UnreadPolicy)[] {
    const known = read.get(block);
    if (known !== undefined) return known;
    const name = nameOf(block);
    const path = [block.type, ...block.labels].map(({ value }) => ({ value }));
    const own = types.get(name);
    const use = beside === undefined ? own : beside.typeOf(name, own);
    const takenAt = beside === undefined ? takers(name) : beside.takersOf(name, declarations.values);
    const address = `data.aws_iam_policy_document.${name}`;
    if (takenAt === undefined) {
      const because = "the arguments of its module, one of which may take it, are too much to work out";
      const tooMuch = [unread(address, path, block.labels[1] ?? block, because)];
      read.set(block, tooMuch);
      return tooMuch;
    }
    const found = [...doubted(ofDocument({ text, declarations }, block, address, path, use ?? {}))].map((one) => {
      const ofIt = takenAt.filter(({ instance }) => standTogether(one.variant, instance));
      return ofIt.length === 0 ? one : { ...one, takenAt: ofIt };
    });
    read.set(block, found);
    return found;
  }
}

function nameOf({ labels }: HclBlock): string {
  return labels[1]?.value ?? "";
}

function isKnown(policies: readonly (FoundPolicy | UnreadPolicy)[]): boolean {
  return policies.length > 0 && policies.every(({ kind }) => kind === "policy");
}

/** Where all statements are there in some cases only, there is no policy in a case without them. */
function* ofDocument(
  { declarations, text }: Place,
  block: HclBlock,
  name: string,
  path: readonly PathElement[],
  type: TerraformPolicyType,
): Generator<FoundPolicy | UnreadPolicy> {
  let empty: FoundPolicy | UnreadPolicy | undefined;
  let hasOther = false;
  yield* inEachCase(declarations, { name, path, at: block.type, block }, (resolver, scope, asked) => {
    const data = policyOfData(block, resolver, scope);
    const found =
      data.node === undefined
        ? notTold(name, path, data.unknown[0], resolver)
        : policyOfValue(data.node, data.unknown, resolver, text, name, path, type, data);
    const statements = memberOf(data.node, "Statement")?.value;
    // What takes in documents that are not known has statements.
    const isEmpty =
      found.kind === "policy" && asked.size > 0 && statements?.kind === "array" && statements.items.length === 0;
    if (isEmpty) empty = found;
    else hasOther = true;
    return isEmpty ? undefined : found;
  });
  if (empty !== undefined && !hasOther) yield empty;
}

function notTold(
  name: string,
  path: readonly PathElement[],
  { at, because, instead }: UnknownOfData,
  resolver: Resolver,
): UnreadPolicy {
  return instead === undefined ? notKnown(name, path, at, because, resolver) : unread(name, path, at, because, instead);
}
