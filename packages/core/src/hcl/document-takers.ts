import { equals } from "../condition-logic.ts";
import { pathName } from "../path-name.ts";
import type { Variant } from "../policy-variant.ts";
import { rememberEach } from "../remember-each.ts";
import { variantsOf } from "../variants.ts";
import { addressOf } from "./address-of.ts";
import { conditionOperand, writtenIn } from "./condition-operand.ts";
import { documentsIn, isDocumentReference } from "./document-reference.ts";
import { requirementsOf } from "./each-case.ts";
import { type HclDeclarations, resolverFor } from "./resolve.ts";
import type { HclBlock, HclBody, HclExpression } from "./syntax.ts";

/** A file of a module, and what it may refer to. */
export interface FileOfModule {
  readonly body: HclBody;
  readonly declarations: HclDeclarations;
}

/**
 * The attributes that take an `aws_iam_policy_document` as a whole, of resources and of modules, under the names that
 * policies have which are written there, and when each takes it: by the document's name.
 */
export function takersOf(files: readonly FileOfModule[]): (document: string) => readonly Variant[] {
  let takers: Map<string, Variant[]> | undefined;
  return (document) => {
    takers ??= read();
    return takers.get(document) ?? [];
  };

  function read(): Map<string, Variant[]> {
    const found = new Map<string, Variant[]>();
    for (const { body, declarations } of files)
      for (const block of body.blocks)
        for (const [document, variant] of takenIn(block, declarations)) {
          const others = found.get(document);
          if (others === undefined) found.set(document, [variant]);
          else others.push(variant);
        }
    return found;
  }
}

function* takenIn(block: HclBlock, declarations: HclDeclarations): Iterable<readonly [string, Variant]> {
  const { type, labels } = block;
  if (type.value === "locals" || type.value === "data") return;
  const names = type.value === "resource" ? labels : [type, ...labels];
  // Which locals a policy is taken from is told where that policy is read.
  const ownUse = { ...declarations, used: new Set<string>() };
  for (const { place, value } of attributesIn(block.body, pathName(names.map(({ value: name }) => ({ value: name })))))
    yield* taken(place, value, ownUse, block);
}

function* attributesIn(
  { attributes, blocks }: HclBody,
  address: string,
): Iterable<{ readonly place: string; readonly value: HclExpression }> {
  for (const { name, value } of attributes) yield { place: `${address}: ${name.value}`, value };
  for (const block of blocks) yield* attributesIn(block.body, addressOf(block, address));
}

/** Functions that give one of their arguments, or of a list. */
const choosing: ReadonlySet<string> = new Set(["coalesce", "element", "one", "try"]);

/** Each document that the value may be, with when it is. One of a list is beside the others, and not in their place. */
function taken(
  place: string,
  value: HclExpression,
  declarations: HclDeclarations,
  block: HclBlock,
): Iterable<readonly [string, Variant]> {
  const cases = variantsOf((turnsOut) => {
    const chosen = resolverFor(declarations, turnsOut).choose(value);
    return isDocumentReference(chosen) ? { chosen, documents: [...documentsIn(chosen)] } : undefined;
  });
  // Of too many, each may be taken always.
  if (cases === undefined)
    return [...documentsIn(value)].map((document) => [document, { of: place, when: [[]] }] as const);
  const when = new Map<string, Variant["when"][number][]>();
  const operandOf = rememberEach((condition) => conditionOperand(condition, declarations, block));
  for (const { case: inCase, built } of cases) {
    if (built === undefined) continue;
    const { chosen, documents } = built;
    const isOneOf = chosen.kind === "call" && choosing.has(chosen.name);
    if (documents.length > 1 && !isOneOf) continue;
    // Which of them is known again where the same is written.
    const term = documents.length > 1 ? writtenIn(chosen) : undefined;
    for (const document of documents) {
      const which =
        term === undefined ? [] : [{ expression: equals({ term }, { text: document }), value: true } as const];
      when.set(document, [...(when.get(document) ?? []), [...requirementsOf(inCase, operandOf), ...which]]);
    }
  }
  return [...when].map(([document, all]) => [document, { of: place, when: all }] as const);
}
