import { assumedAccount, assumedRegion, withIdentifiers } from "../assumed-values.ts";
import type { Range } from "../syntax/node.ts";
import { deploymentValue } from "./deployment-value.ts";
import { soleTemplate } from "./document-reference.ts";
import type { ModuleBeside } from "./module-beside.ts";
import { replaceTemplates } from "./replace-templates.ts";
import { attributeForm } from "./resource-value.ts";
import type { HclAttribute, HclBlock, HclBody, HclExpression, HclText } from "./syntax.ts";

/** Locals that name each other would never end, or grow without measure. */
const maxDepth = 20;
const maxReferences = 5_000;
const maxLength = 4_000_000;

/** The references of one policy: replaced by their values where the file tells them. */
export interface Resolver {
  /** The value with each reference replaced that is known. It keeps the place of the reference, so findings stand there. */
  resolve(value: HclExpression): HclExpression;
  /** The text with the values of its templates; those that are not known stay. */
  fill(text: HclText): HclText;
  /** What a local stands for, at the place where the file writes it; the value itself where it is none. */
  follow(value: HclExpression): HclExpression;
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
  /** Names of the locals that stand for a policy of the file, or for a part of one, as a whole. */
  readonly used: Set<string>;
  /** How much its references may still give, in characters: a short file can name a long local again and again. */
  readonly allowance: { left: number };
}

type Names<T> = Pick<ReadonlyMap<string, T>, "get">;

/** What the file declares, together with the module around it. */
export function declarationsOf(body: HclBody, beside?: ModuleBeside): HclDeclarations {
  const locals = new Map(localsIn(body));
  const blocks = new Map(blocksIn(body));
  if (beside === undefined) return declarationsFrom(locals, blocks);
  return declarationsFrom(
    { get: (name) => beside.local(name, locals.get(name)) },
    { get: (address) => beside.block(address, blocks.get(address)) },
    (name) => !locals.has(name),
  );
}

export function declarationsFrom(
  locals: Names<HclExpression>,
  blocks: Names<HclBlock>,
  isElsewhere: (local: string) => boolean = () => false,
): HclDeclarations {
  return { locals, blocks, isElsewhere, used: new Set(), allowance: { left: maxLength } };
}

export function* localsIn({ blocks }: HclBody): Iterable<[string, HclExpression]> {
  for (const { type, body } of blocks)
    if (type.value === "locals") for (const { name, value } of body.attributes) yield [name.value, value];
}

export function* blocksIn({ blocks }: HclBody): Iterable<[string, HclBlock]> {
  for (const block of blocks) {
    const [type, name] = block.labels;
    if (type === undefined || name === undefined) continue;
    if (block.type.value === "resource") yield [`${type.value}.${name.value}`, block];
    else if (block.type.value === "data") yield [`data.${type.value}.${name.value}`, block];
  }
}

/**
 * Values that are the same wherever the module runs: literal locals, arguments of the file's own blocks; and, as
 * CloudFormation's are, the account, the Region and the ARNs that follow from a type and a name. The default of a
 * variable is not among them: whoever runs Terraform may have set another value.
 */
export function resolverFor({ locals, blocks, isElsewhere, used, allowance }: HclDeclarations): Resolver {
  const assumptions = new Set<string>();
  let hasReplaced = false;
  let references = 0;
  let depth = 0;
  return {
    resolve,
    fill,
    follow,
    assumptions,
    get hasReplaced() {
      return hasReplaced;
    },
  };

  function resolve(value: HclExpression): HclExpression {
    switch (value.kind) {
      case "text":
        return value.templates.length === 0 ? value : fill(value);
      case "tuple":
        return { ...value, items: value.items.map(resolve) };
      case "object":
        return { ...value, members: value.members.map(resolveMember) };
      case "computed": {
        const found = referenced(value.text);
        return found === undefined ? value : movedTo(found, { start: value.start, end: value.end });
      }
      default:
        return value;
    }
  }

  function resolveMember({ name, written, value }: HclAttribute): HclAttribute {
    const filled = written === undefined ? undefined : fill(written);
    if (filled === undefined) return { name, value: resolve(value) };
    if (filled.templates.length > 0) return { name, written: filled, value: resolve(value) };
    return { name: { ...name, value: filled.value }, value: resolve(value) };
  }

  function follow(value: HclExpression): HclExpression {
    let followed = value;
    for (let i = 0; i < maxDepth; i++) {
      const source = followed.kind === "computed" ? followed.text : soleTemplate(followed);
      const [root, name = "", ...rest] = source === undefined ? [] : (stepsOf(source) ?? []);
      const local = root === "local" && rest.length === 0 ? locals.get(name) : undefined;
      if (local === undefined || !spend(local.end - local.start)) return followed;
      used.add(name);
      if (isElsewhere(name)) {
        hasReplaced = true;
        followed = movedTo(local, { start: followed.start, end: followed.end });
      } else followed = local;
    }
    return followed;
  }

  function spend(length: number): boolean {
    allowance.left -= length;
    return allowance.left >= 0;
  }

  function fill(text: HclText): HclText {
    return replaceTemplates(text, ({ from, to }) => {
      const inner = /^\$\{(.*)\}$/s.exec(text.value.slice(from, to))?.[1];
      const value = inner === undefined ? undefined : scalar(referenced(inner));
      return spend(value?.length ?? 0) ? value : undefined;
    });
  }

  /** The value that a reference stands for, wherever it is written. */
  function referenced(source: string): HclExpression | undefined {
    const steps = stepsOf(source);
    if (steps === undefined || depth >= maxDepth || ++references > maxReferences) return undefined;
    depth++;
    const value = ofSteps(steps);
    depth--;
    if (value !== undefined) hasReplaced = true;
    return value;
  }

  function ofSteps([root, ...rest]: readonly string[]): HclExpression | undefined {
    if (root === "local") {
      const local = locals.get(rest[0] ?? "");
      if (local === undefined) return undefined;
      if (!spend(local.end - local.start)) return undefined;
      const value = within(local, rest.slice(1));
      if (value !== undefined && rest.length === 1) used.add(rest[0] ?? "");
      return value;
    }
    const isData = root === "data";
    const [type, name, ...path] = isData ? rest : [root, ...rest];
    // An index stands for one of several blocks that are written once.
    const [attribute, ...more] = /^\d+$/.test(path[0] ?? "") ? path.slice(1) : path;
    if (type === undefined || name === undefined || attribute === undefined || more.length > 0) return undefined;
    const block = blocks.get(isData ? `data.${type}.${name}` : `${type}.${name}`);
    const deployed = isData ? deploymentValue(type, attribute) : undefined;
    if (deployed !== undefined) {
      // With arguments it tells of another place.
      if (block !== undefined && block.body.attributes.length > 0) return undefined;
      assumptions.add(`\`data.${type}.${name}.${attribute}\` is \`${deployed}\``);
      return literal(deployed);
    }
    return ofBlock(block, { type, name, attribute, address: isData ? `data.${type}.${name}` : `${type}.${name}` });
  }

  function ofBlock(
    block: HclBlock | undefined,
    { type, name, attribute, address }: Readonly<Record<"type" | "name" | "attribute" | "address", string>>,
  ): HclExpression | undefined {
    if (!type.startsWith("aws_")) return undefined;
    const known = attributeForm(type, attribute);
    const own = known?.nameOf === undefined ? argumentOf(block, attribute) : undefined;
    if (own !== undefined) {
      const text = scalar(resolve(own));
      if (text !== undefined) return literal(text);
    }
    if (known === undefined) return undefined;
    const { form, nameArgument, nameOf } = known;
    // Another provider, or an argument `region`, may lead to another account or Region.
    if (argumentOf(block, "provider") !== undefined || argumentOf(block, "region") !== undefined) return undefined;
    let value = withIdentifiers(form, address);
    if (form.includes("{name}")) {
      // Whether the name is one that the policy writes out cannot be told without the block.
      if (block === undefined) return undefined;
      const argument = nameArgument === undefined ? undefined : argumentOf(block, nameArgument);
      const written = argument === undefined ? undefined : scalar(resolve(argument));
      if (written === undefined && nameOf !== undefined) return undefined;
      const chosen = written === undefined ? name.toLowerCase().replaceAll("_", "-") : (nameOf?.(written) ?? written);
      if (written === undefined) assumptions.add(`\`${address}\` is named \`${chosen}\``);
      value = value.replace("{name}", () => chosen);
    }
    if (form.includes("{path}")) {
      const argument = argumentOf(block, "path");
      const path = argument === undefined ? "/" : scalar(resolve(argument));
      if (path === undefined) return undefined;
      value = value.replace("{path}", () => path);
    }
    if (form.includes(assumedAccount)) assumptions.add(`the account is \`${assumedAccount}\``);
    if (form.includes(assumedRegion)) assumptions.add(`the Region is \`${assumedRegion}\``);
    return literal(value);
  }

  /** A part of a local's value, by names and indexes. */
  function within(value: HclExpression, path: readonly string[]): HclExpression | undefined {
    let part: HclExpression | undefined = value;
    for (const step of path) {
      if (part?.kind === "computed") part = resolve(part);
      if (part?.kind === "object") part = part.members.find(({ name }) => name.value === step)?.value;
      else part = part?.kind === "tuple" && /^\d+$/.test(step) ? part.items[Number(step)] : undefined;
    }
    const resolved = part === undefined ? undefined : resolve(part);
    return resolved === undefined || !isKnown(resolved) ? undefined : resolved;
  }
}

/** `a.b[0].c["d"]` as its names and indexes; undefined for everything else, such as calls and conditions. */
function stepsOf(source: string): string[] | undefined {
  if (source.length > 500 || !/^\s*[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*|\[\d+\]|\["[^"\\$%]*"\])*\s*$/.test(source))
    return undefined;
  return source.match(/[A-Za-z_][\w-]*|(?<=\[)\d+|(?<=\[")[^"]*(?="\])/g) ?? undefined;
}

function argumentOf(block: HclBlock | undefined, argument: string): HclExpression | undefined {
  return block?.body.attributes.find(({ name }) => name.value === argument)?.value;
}

/** What stands for the value in a text. */
function scalar(value: HclExpression | undefined): string | undefined {
  if (value?.kind === "text") return value.templates.length === 0 ? value.value : undefined;
  return value?.kind === "number" || value?.kind === "boolean" ? value.text : undefined;
}

function isKnown(value: HclExpression): boolean {
  switch (value.kind) {
    case "text":
      return value.templates.length === 0;
    case "tuple":
      return value.items.every(isKnown);
    case "object":
      return value.members.every((member) => member.written === undefined && isKnown(member.value));
    default:
      return value.kind !== "computed" && value.kind !== "call";
  }
}

function literal(value: string): HclText {
  return { kind: "text", start: 0, end: 0, value, isQuoted: true, offsets: [], templates: [] };
}

function movedTo(value: HclExpression, place: Range): HclExpression {
  const { start, end } = place;
  switch (value.kind) {
    case "text":
      return textMovedTo(value, place);
    case "tuple":
      return { ...value, start, end, items: value.items.map((item) => movedTo(item, place)) };
    case "object": {
      const members = value.members.map(({ name, written, value: inner }) => ({
        name: { ...name, start, end },
        ...(written === undefined ? {} : { written: textMovedTo(written, place) }),
        value: movedTo(inner, place),
      }));
      return { ...value, start, end, members };
    }
    case "call":
      return { ...value, start, end, arguments: value.arguments.map((argument) => movedTo(argument, place)) };
    default:
      return { ...value, start, end };
  }
}

function textMovedTo(text: HclText, { start, end }: Range): HclText {
  const templates = text.templates.map((template) => ({ ...template, start, end }));
  return { ...text, start, end, templates, offsets: Array<number>(text.value.length + 1).fill(start) };
}
