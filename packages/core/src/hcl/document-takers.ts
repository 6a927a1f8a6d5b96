import { equals, type Requirement } from "../condition-logic.ts";
import { pathName } from "../path-name.ts";
import { mostVariants, type Taken, type Variant } from "../policy-variant.ts";
import { rememberEach } from "../remember-each.ts";
import { isTerraformPolicy } from "../terraform/policy-attribute.ts";
import { variantsOf } from "../variants.ts";
import { addressOf } from "./address-of.ts";
import { attributeText } from "./attribute-text.ts";
import { hasInstances, instancesOf } from "./block-instances.ts";
import { conditionOperand, writtenIn } from "./condition-operand.ts";
import { type DocumentReference, documentsIn, isDocumentReference, referencesIn } from "./document-reference.ts";
import { instanceRequirement, keyedInstances, requirementsOf } from "./each-case.ts";
import type { Scope } from "./evaluate.ts";
import { readHcl } from "./read.ts";
import { type HclDeclarations, type Resolver, resolverFor } from "./resolve.ts";
import type { HclBlock, HclBody, HclExpression } from "./syntax.ts";
import { scalarOf } from "./value.ts";

/** A file of a module, and what it may refer to. */
export interface FileOfModule {
  readonly body: HclBody;
  readonly declarations: HclDeclarations;
}

/**
 * The attributes that take an `aws_iam_policy_document` as a whole, of resources and of modules, under the names that
 * policies have which are written there, and when each takes it: by the document's name. Undefined where they are too much
 * to work out.
 */
export function takersOf(files: readonly FileOfModule[]): (document: string) => readonly Taken[] | undefined {
  let takers: Map<string, Taken[]> | "too much" | undefined;
  return (document) => {
    takers ??= read();
    return takers === "too much" ? undefined : (takers.get(document) ?? []);
  };

  function read(): Map<string, Taken[]> | "too much" {
    const found = new Map<string, Taken[]>();
    for (const { body, declarations } of files)
      for (const block of body.blocks)
        for (const [document, variant] of takenIn(block, declarations)) {
          const others = found.get(document);
          if (others === undefined) found.set(document, [variant]);
          else others.push(variant);
        }
    return files.some(({ declarations }) => declarations.allowance.left < 0) ? "too much" : found;
  }
}

function* takenIn(block: HclBlock, declarations: HclDeclarations): Iterable<readonly [string, Taken]> {
  const { type, labels } = block;
  if (type.value === "locals" || type.value === "data") return;
  const names = type.value === "resource" ? labels : [type, ...labels];
  // Which locals a policy is taken from is told where that policy is read.
  const ownUse = { ...declarations, used: new Set<string>() };
  for (const attribute of attributesIn(block.body, pathName(names.map(({ value: name }) => ({ value: name })))))
    yield* taken(attribute, ownUse, block);
}

interface Attribute {
  readonly place: string;
  readonly name: string;
  readonly value: HclExpression;
}

function* attributesIn({ attributes, blocks }: HclBody, address: string): Iterable<Attribute> {
  for (const { name, value } of attributes) yield { place: `${address}: ${name.value}`, name: name.value, value };
  for (const block of blocks) yield* attributesIn(block.body, addressOf(block, address));
}

/** Functions that give one of their arguments, or of a list. */
const choosing: ReadonlySet<string> = new Set(["coalesce", "element", "one", "try"]);

/** Each document that the value may be, with when it is. One of a list is beside the others, and not in their place. */
function taken(
  { place, name, value }: Attribute,
  declarations: HclDeclarations,
  block: HclBlock,
): Iterable<readonly [string, Taken]> {
  if (isPlain(value)) return [];
  // A resource's policy that comes from a value which is worked out is looked at in its own place.
  const otherText = (other: string): string | undefined => attributeText(block.body, other);
  const isWorkedOut =
    block.type.value !== "resource" || !isTerraformPolicy(block.labels[0]?.value ?? "", name, otherText);
  const cases = variantsOf((turnsOut) => {
    const resolver = resolverFor(declarations, turnsOut);
    return keyedInstances(block, resolver).flatMap(({ instance, scope }) =>
      [...takings({ place, value, isWorkedOut }, { declarations, resolver, scope })].map((one) => ({
        ...one,
        instance,
      })),
    );
  });
  // Of too many, each may be taken always.
  if (cases === undefined)
    return [...documentsIn(value)].map((document) => [document, { of: place, when: [[]] }] as const);
  const found = new Map<string, { readonly document: string; readonly taken: Taken }>();
  const operandOf = rememberEach((condition) => conditionOperand(condition, declarations, block));
  for (const { case: inCase, built } of cases)
    for (const { place: of, chosen, documents, instance: ofBlock } of built) {
      const isOneOf = chosen.kind === "call" && choosing.has(chosen.name);
      const areSeveral = documents.some(({ document }) => document !== documents[0]?.document);
      if (areSeveral && !isOneOf) continue;
      // Which of them is known again where the same is written.
      const term = areSeveral ? writtenIn(chosen) : undefined;
      const requirements = requirementsOf(new Map([...inCase, ...ofBlock]), operandOf);
      for (const { document, instance, when: isKey } of documents) {
        const which = term === undefined ? [] : [{ expression: equals({ term }, { text: document }), value: true }];
        const key = JSON.stringify([of, document, instance]);
        const own = [...requirements, ...which, ...(isKey === undefined ? [] : [isKey])];
        const when = [...(found.get(key)?.taken.when ?? []), own];
        found.set(key, { document, taken: { of, when, ...(instance === undefined ? {} : { instance }) } });
      }
    }
  return [...found.values()].map(({ document, taken }) => [document, taken] as const);
}

/** What names nothing: most arguments. */
function isPlain(value: HclExpression): boolean {
  if (value.kind === "object") return value.members.every((member) => isPlain(member.value));
  if (value.kind === "tuple") return value.items.every(isPlain);
  return value.kind === "text" ? value.templates.length === 0 : value.kind !== "computed" && value.kind !== "call";
}

interface Taking {
  readonly place: string;
  /** The reference, or what gives one of several. */
  readonly chosen: HclExpression;
  readonly documents: readonly TakenDocument[];
}

interface TakenDocument {
  readonly document: string;
  readonly instance?: Variant;
  /** What its key has to be, where that is not known. */
  readonly when?: Requirement;
}

interface Working {
  readonly declarations: HclDeclarations;
  readonly resolver: Resolver;
  readonly scope: Scope;
}

/** What a value takes, and what the members of an object do, each in its own place. */
function* takings(
  {
    place,
    value,
    isWorkedOut,
  }: { readonly place: string; readonly value: HclExpression; readonly isWorkedOut: boolean },
  working: Working,
): Iterable<Taking> {
  const { resolver, scope } = working;
  const chosen = resolver.choose(value, scope);
  if (isDocumentReference(chosen)) {
    const written = instancesOfDocuments(referencesIn(chosen), working);
    const [{ document, instance } = {}, ...more] = written;
    const isAny = document !== undefined && more.length === 0 && instance === undefined;
    // `element(d.*.json, 1)`
    const isOfSeveral = isAny && chosen.kind === "call" && hasInstances(blockOf(document, working));
    const made = isOfSeveral ? documentsOf(resolver.resolve(chosen, scope, false), working) : [];
    yield { place, chosen, documents: made.length === 1 ? made : written };
  } else if (chosen.kind === "object")
    for (const { name, value: inner } of chosen.members)
      yield* takings({ place: `${place}.${name.value}`, value: inner, isWorkedOut }, working);
  else if (isWorkedOut && (chosen.kind === "computed" || chosen.kind === "call"))
    yield* takingsOfMade(place, chosen, resolver.resolve(chosen, scope, false), working);
}

function* takingsOfMade(place: string, chosen: HclExpression, made: HclExpression, working: Working): Iterable<Taking> {
  if (made.kind === "object")
    for (const { name, value } of made.members) yield* takingsOfMade(`${place}.${name.value}`, chosen, value, working);
  const documents = documentsOf(made, working);
  if (documents.length > 0) yield { place, chosen, documents };
}

/** The document that a value was made of, or those of a list. */
function documentsOf(made: HclExpression, working: Working): readonly TakenDocument[] {
  if (made.kind === "tuple") return made.items.flatMap((item) => documentsOf(item, working));
  if (made.kind !== "text" || made.document === undefined) return [];
  const { name, key } = made.document;
  const block = blockOf(name, working);
  return [{ document: name, ...(key === undefined ? {} : { instance: instanceOf(name, block, key) }) }];
}

function blockOf(document: string, { declarations }: Working): HclBlock | undefined {
  return declarations.blocks.get(`data.aws_iam_policy_document.${document}`);
}

function instanceOf(document: string, block: HclBlock | undefined, key: string): Variant {
  return { of: document, when: [[instanceRequirement(block, key)]] };
}

/** Each document, with the instance of it where that is the only one; by a key that has a default, each that it may be. */
function instancesOfDocuments(references: Iterable<DocumentReference>, working: Working): readonly TakenDocument[] {
  const { declarations, resolver, scope } = working;
  const keys = new Map<string, (string | undefined)[]>();
  for (const { document, key } of references) keys.set(document, [...(keys.get(document) ?? []), key]);
  return [...keys].flatMap(([document, [key, ...others]]): TakenDocument[] => {
    const block = blockOf(document, working);
    if (key === undefined || others.length > 0 || block === undefined || !hasInstances(block)) return [{ document }];
    const name = keyNamed(key, resolver, scope);
    if (name !== undefined) return [{ document, instance: instanceOf(document, block, name) }];
    const standard = keyNamed(key, resolverFor(declarations, undefined, true), scope);
    const all = standard === undefined ? undefined : instancesOf(block, resolver);
    if (standard === undefined || all === undefined || all.length > mostVariants) return [{ document }];
    return all.map(({ key: one }) => {
      const text = scalarOf(one) ?? "";
      const isKey = { expression: equals({ term: key, standard }, { text }), value: true };
      return { document, instance: instanceOf(document, block, text), when: isKey };
    });
  });
}

function keyNamed(key: string, resolver: Resolver, scope: Scope): string | undefined {
  const body = readHcl(`key = ${key}`);
  const value = "details" in body || body.attributes.length !== 1 ? undefined : body.attributes[0]?.value;
  return value && scalarOf(resolver.resolve(value, scope, false));
}
