import { type GivenValues, givenValue } from "../given-values.ts";
import { type Attribute, blockAttribute } from "./block-attribute.ts";
import {
  allInstances,
  argumentOf,
  hasInstances,
  instancesOf,
  knownOfInstance,
  ofInstances,
  scopeOfInstance,
} from "./block-instances.ts";
import { soleTemplate } from "./document-reference.ts";
import { type DocumentBlock, documentValue } from "./document-value.ts";
import { evaluatorFor, type Scope } from "./evaluate.ts";
import { type DeclaredVariable, givenVariable, toGive } from "./given-variable.ts";
import type { ModuleBeside } from "./module-beside.ts";
import { attributesOf } from "./resource-value.ts";
import type { HclBlock, HclBody, HclExpression, HclText } from "./syntax.ts";
import { movedTo, partOf, scalarOf, textOf } from "./value.ts";

/** Locals that name each other would never end, or grow without measure. */
const maxDepth = 20;
const maxReferences = 5_000;
const maxLength = 4_000_000;

/** The expressions of one policy: replaced by what they stand for where the file tells it. */
export interface Resolver {
  /**
   * The value with each expression replaced that is known. What a reference stands for has its place, so findings
   * stand there. `isWhole` unless only parts of the value are used.
   */
  resolve(value: HclExpression, scope?: Scope, isWhole?: boolean): HclExpression;
  /** The text with the values of its templates; those that are not known stay. */
  fill(text: HclText, scope?: Scope): HclText;
  /** What a local stands for, at the place where the file writes it; the value itself where it is none. */
  follow(value: HclExpression): HclExpression;
  /** As `follow`, and what a conditional takes, where that is known or the case tells it. */
  choose(value: HclExpression, scope?: Scope): HclExpression;
  /** What to do about a variable that is not known, as the begin of a sentence; undefined where nothing helps. */
  toGive(variable: string): string | undefined;
  /** The variable that `each` comes from, where that is not known. */
  readonly behindEach?: string | undefined;
  /** What had to be taken for granted, in words. */
  readonly assumptions: ReadonlySet<string>;
  /** Whether the policy holds values that are not written where they are used. */
  readonly hasReplaced: boolean;
}

/** The locals and blocks that a file may refer to, by the address that a reference names them with. */
export interface HclDeclarations {
  readonly locals: Names<HclExpression>;
  readonly blocks: Names<HclBlock>;
  /** Whether the local is declared in another file: its offsets are not of this one. */
  isElsewhere(local: string): boolean;
  /** The same of a block, by its address. */
  isBlockElsewhere(address: string): boolean;
  /** What variables stand for, as whoever runs Terraform sets them. */
  readonly values: GivenValues;
  /** Names of the locals that stand for a policy of the file, or for a part of one, as a whole. */
  readonly used: Set<string>;
  /** How much its references may still give, in characters: a short file can name a long local again and again. */
  readonly allowance: { left: number };
}

type Names<T> = Pick<ReadonlyMap<string, T>, "get">;

/** What the file declares, together with the module around it. */
export function declarationsOf(body: HclBody, values: GivenValues = {}, beside?: ModuleBeside): HclDeclarations {
  const locals = new Map(localsIn(body));
  const blocks = new Map(blocksIn(body));
  const length = body.end - body.start;
  if (beside === undefined) return declarationsFrom(locals, blocks, { values, length });
  return declarationsFrom(
    { get: (name) => beside.local(name, locals.get(name)) },
    { get: (address) => beside.block(address, blocks.get(address)) },
    {
      values,
      length,
      isElsewhere: (name) => !locals.has(name),
      isBlockElsewhere: (address) => !blocks.has(address),
    },
  );
}

/** `length` is how long the file is that the references stand in. */
export function declarationsFrom(
  locals: Names<HclExpression>,
  blocks: Names<HclBlock>,
  {
    values = {},
    length = 0,
    isElsewhere = () => false,
    isBlockElsewhere = () => false,
  }: Partial<Pick<HclDeclarations, "values" | "isElsewhere" | "isBlockElsewhere">> & { readonly length?: number } = {},
): HclDeclarations {
  const allowance = { left: maxLength + 8 * length };
  return { locals, blocks, isElsewhere, isBlockElsewhere, values, used: new Set(), allowance };
}

export function* localsIn({ blocks }: HclBody): Iterable<[string, HclExpression]> {
  for (const { type, body } of blocks)
    if (type.value === "locals") for (const { name, value } of body.attributes) yield [name.value, value];
}

export function* blocksIn({ blocks }: HclBody): Iterable<[string, HclBlock]> {
  for (const block of blocks) {
    const [type, name] = block.labels;
    if (type === undefined) continue;
    if (block.type.value === "variable") yield [`var.${type.value}`, block];
    else if (name === undefined) continue;
    else if (block.type.value === "resource") yield [`${type.value}.${name.value}`, block];
    else if (block.type.value === "data") yield [`data.${type.value}.${name.value}`, block];
  }
}

/**
 * Values that are the same wherever the module runs: expressions of literals, of locals and of arguments of the file's
 * own blocks; what was given for variables; and, as CloudFormation's are, the account, the Region and the ARNs that
 * follow from a type and a name. The default of a variable is not among them: whoever runs Terraform may have set
 * another value, unless it is asked for `byDefault`. `turnsOut` says how a condition on what is not known turns out.
 */
export function resolverFor(
  { locals, blocks, isElsewhere, isBlockElsewhere, values, used, allowance }: HclDeclarations,
  turnsOut?: (condition: string) => boolean | undefined,
  byDefault = false,
  behindEach?: string,
): Resolver {
  const assumptions = new Set<string>();
  let hasReplaced = false;
  let references = 0;
  let depth = 0;
  let inBlocks = 0;
  /** What stands for a local of another file: its parts have no places in this one. */
  const foreign = new WeakSet<HclExpression>();
  /** The documents that are being worked out: one that takes in itself has no end. */
  const opened = new Set<string>();
  const { evaluate, fill, choose } = evaluatorFor({
    referenced,
    instances,
    local: (name) => locals.get(name),
    turnsOut: (condition) => (inBlocks > 0 ? undefined : turnsOut?.(condition)),
    spend,
  });
  const resolver: Resolver = {
    behindEach,
    toGive: (name) => toGive(name, givenValue(values, name), () => declaredVariable(name)),
    resolve: (value, scope = new Map(), isWhole = true) => {
      if (hasOperation(value)) hasReplaced = true;
      return asWritten(value, evaluate(value, scope, isWhole));
    },
    fill: (text, scope = new Map()) => {
      const filled = fill(text, scope);
      if (filled.value !== text.value) hasReplaced = true;
      return filled;
    },
    follow,
    choose: (value, scope = new Map()) => {
      let chosen = follow(value);
      for (let i = 0; i < maxDepth; i++) {
        const next = follow(asWritten(chosen, choose(chosen, scope)));
        if (next === chosen) return chosen;
        // What stands in a branch may not be as it stands in a local.
        if (next.kind !== "computed") return next;
        if (chosen.kind === "computed" && next.text === chosen.text) return chosen;
        chosen = next;
      }
      return chosen;
    },
    assumptions,
    get hasReplaced() {
      return hasReplaced;
    },
  };
  return resolver;

  function declaredVariable(name: string): DeclaredVariable | undefined {
    const block = blocks.get(`var.${name}`);
    if (block === undefined) return undefined;
    const [type, nullable] = [argumentOf(block, "type"), argumentOf(block, "nullable")];
    const isNullable = nullable === undefined || scalarOf(nullable) === "true";
    const hasDefault = argumentOf(block, "default") !== undefined;
    return { isNullable, hasDefault, ...(type === undefined ? {} : { type }) };
  }

  /** What was made of a value, at the value's place where its own are those of another file. */
  function asWritten(value: HclExpression, made: HclExpression): HclExpression {
    if (made === value || !foreign.has(value)) return made;
    const moved = movedTo(made, value);
    foreign.add(moved);
    return moved;
  }

  function follow(value: HclExpression): HclExpression {
    let followed = value;
    for (let i = 0; i < maxDepth; i++) {
      const source = followed.kind === "computed" ? followed.text : soleTemplate(followed);
      const name = /^\s*local\.([\p{L}_][\p{L}\p{N}_-]*)\s*$/u.exec(source ?? "")?.[1];
      const local = name === undefined ? undefined : locals.get(name);
      if (name === undefined || local === undefined || !spend(local.end - local.start)) return followed;
      used.add(name);
      if (isElsewhere(name)) {
        hasReplaced = true;
        followed = movedTo(local, followed);
        foreign.add(followed);
      } else followed = local;
    }
    return followed;
  }

  function spend(length: number): boolean {
    allowance.left -= length;
    return allowance.left >= 0;
  }

  /** The value that a reference stands for, wherever it is written. */
  function referenced(root: string, keys: readonly string[], isWhole: boolean): HclExpression | undefined {
    return deeper(() => ofSteps(root, keys, isWhole));
  }

  function deeper(work: () => HclExpression | undefined): HclExpression | undefined {
    if (depth >= maxDepth || ++references > maxReferences) return undefined;
    depth++;
    const value = work();
    depth--;
    if (value !== undefined) hasReplaced = true;
    return value;
  }

  /** An instance of a block, or something of it, or all of them; of a document also where it is but one. */
  function instances(root: string, written: readonly HclExpression[], isTried: boolean): HclExpression | undefined {
    const isData = root === "data";
    const [type, name, ...keys] = isData
      ? [scalarOf(written[0]), scalarOf(written[1]), ...written.slice(2)]
      : [root, scalarOf(written[0]), ...written.slice(1)];
    if (type === undefined || name === undefined || !type.startsWith("aws_")) return undefined;
    const address = isData ? `data.${type}.${name}` : `${type}.${name}`;
    const block = blocks.get(address);
    if (isData && type === "aws_iam_policy_document")
      return block?.type.value !== "data" || opened.has(address)
        ? undefined
        : deeper(() => documents({ block, address, isElsewhere: isBlockElsewhere(address) }, keys, isTried));
    if (keys.length === 0)
      return block !== undefined && hasInstances(block)
        ? deeper(() => allOf(block, { type, name, address }))
        : undefined;
    const [key, last] = keys;
    const attribute = scalarOf(last);
    if (key === undefined || attribute === undefined || keys.length > 2) return undefined;
    // A reference may have an index without any need.
    if (!hasInstances(block) && !/^\d+$/.test(scalarOf(key) ?? "")) return undefined;
    return deeper(() => {
      const scope = block && scopeOfInstance(block, key, resolver);
      return ofBlock(block, { type, name, attribute, address, key: scalarOf(key), isData }, scope);
    });
  }

  function documents(of: DocumentBlock, keys: readonly HclExpression[], isTried: boolean): HclExpression | undefined {
    opened.add(of.address);
    const value = documentValue(of, keys, resolver, isTried);
    opened.delete(of.address);
    return value;
  }

  function allOf(block: HclBlock, of: Pick<Attribute, "type" | "name" | "address">): HclExpression | undefined {
    const all = instancesOf(block, resolver)?.map(({ key, scope }) => {
      const values = attributesOf(of.type).flatMap((attribute) => {
        const value = ofBlock(block, { ...of, attribute, key: scalarOf(key), isData: false }, scope);
        return value === undefined ? [] : [[attribute, value] as const];
      });
      return { key, value: knownOfInstance(values) };
    });
    return all && allInstances(block, all);
  }

  function ofSteps(root: string, rest: readonly string[], isWhole: boolean): HclExpression | undefined {
    if (root === "var") {
      const [name = "", ...path] = rest;
      const given = givenValue(values, name);
      if (given === undefined && byDefault) {
        const variable = blocks.get(`var.${name}`);
        const [standard, type] = [argumentOf(variable, "default"), argumentOf(variable, "type")];
        // A set has each value once, however often the default has it.
        return type?.kind === "call" && type.name === "set" ? undefined : standard && within(standard, path, isWhole);
      }
      const known = given === undefined ? undefined : givenVariable(given, declaredVariable(name));
      if (known === undefined || !spend(known.size)) return undefined;
      assumptions.add(`the given value of \`var.${name}\``);
      return within(known.value, path, isWhole);
    }
    if (root === "local") {
      const local = locals.get(rest[0] ?? "");
      if (local === undefined) return undefined;
      if (!spend(local.end - local.start)) return undefined;
      const value = within(local, rest.slice(1), isWhole);
      if (value !== undefined && rest.length === 1 && isWhole) used.add(rest[0] ?? "");
      return value;
    }
    const isData = root === "data";
    const [type, name, ...path] = isData ? rest : [root, ...rest];
    const [attribute, ...more] = path;
    if (type === undefined || name === undefined || attribute === undefined || more.length > 0) return undefined;
    const address = isData ? `data.${type}.${name}` : `${type}.${name}`;
    return ofBlock(blocks.get(address), { type, name, attribute, address, key: undefined, isData });
  }

  function ofBlock(block: HclBlock | undefined, of: Attribute, scope?: Scope): HclExpression | undefined {
    return blockAttribute(block, of, { scope: scope ?? ofInstances, scalar: ofArgument, assumptions });
  }

  /** The scalar that an argument of another block is in every case. */
  function ofArgument(argument: HclExpression | undefined, scope: Scope): string | undefined {
    if (argument === undefined) return undefined;
    inBlocks++;
    const value = scalarOf(evaluate(argument, scope, false));
    inBlocks--;
    return value;
  }

  /** A part of a local's value, by names and indexes. What the others of an object stand for does not matter to it. */
  function within(value: HclExpression, path: readonly string[], isWhole: boolean): HclExpression | undefined {
    let part = value;
    let at = 0;
    for (; at < path.length; at++) {
      const step = path[at] as string;
      const inner: HclExpression | undefined =
        part.kind === "object" && part.members.every(({ written }) => written === undefined)
          ? part.members.findLast(({ name }) => name.value === step)?.value
          : part.kind === "tuple" && /^\d+$/.test(step)
            ? part.items[Number(step)]
            : undefined;
      if (inner === undefined) break;
      part = inner;
    }
    const keys = path.slice(at).map((step) => textOf(step, value));
    const known = evaluate(part, new Map(), isWhole);
    return partOf(known, keys);
  }
}

/** Whether there is anything in the value but what is written there. */
function hasOperation(value: HclExpression): boolean {
  switch (value.kind) {
    case "tuple":
      return value.items.some(hasOperation);
    case "object":
      return value.members.some(({ value: inner }) => hasOperation(inner));
    default:
      return value.kind === "call" || value.kind === "computed";
  }
}
