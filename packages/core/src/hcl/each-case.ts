import { type Case, comparisonIn, namedByCase } from "../case.ts";
import { equals, type Operand, type Requirement } from "../condition-logic.ts";
import type { PathElement } from "../finding.ts";
import { mostVariants, type Variant } from "../policy-variant.ts";
import { rememberEach } from "../remember-each.ts";
import type { FoundPolicy, PartlyKnown, UnreadPolicy } from "../source.ts";
import type { Node, Range } from "../syntax/node.ts";
import { type Alike, distinctVariants, type InCase, variantsOf } from "../variants.ts";
import { argumentOf, type BlockInstance, counted, instancesOf } from "./block-instances.ts";
import { conditionOperand } from "./condition-operand.ts";
import type { Scope } from "./evaluate.ts";
import { unread } from "./found-policy.ts";
import { type HclDeclarations, type Resolver, resolverFor } from "./resolve.ts";
import type { HclBlock } from "./syntax.ts";
import { scalarOf, unknownIn, wholeOf } from "./value.ts";

type Found = FoundPolicy | UnreadPolicy | undefined;

/** What the policy goes by, and where it stands. */
export interface PolicyPlace {
  readonly name: string;
  readonly path: readonly PathElement[];
  readonly at: Range;
  /** The block whose `for_each` the policy is made for. */
  readonly block: HclBlock | undefined;
}

/**
 * The policy in each way that the conditions can turn out which it depends on and which only Terraform can work out,
 * and for each instance of its block where those are known. One of those that are alike. `build` is told the conditions
 * that were asked for.
 */
export function* inEachCase(
  declarations: HclDeclarations,
  place: PolicyPlace,
  build: (resolver: Resolver, scope: Scope, asked: Case) => Found,
): Generator<FoundPolicy | UnreadPolicy> {
  const { used } = declarations;
  const usedBefore = new Set(used);
  const byCount = countedInstances(place.block, declarations);
  const cases = variantsOf((turnsOut) => {
    const asked = new Map<string, boolean>();
    const ask = (condition: string): boolean => {
      const is = turnsOut(condition);
      asked.set(condition, is);
      return is;
    };
    const ofInstances = resolverFor(declarations, ask);
    const instances = byCount ?? keyedInstances(place.block, ofInstances, asked);
    const decidedBy = [...ofInstances.assumptions];
    const behindEach = variableOfInstances(place.block, ofInstances);
    return instances.map(({ instance, scope }) => {
      const usedByOthers = new Set(used);
      const found = build(resolverFor(declarations, ask, false, behindEach), scope, asked);
      if (!isAbsent(place.block, declarations, asked))
        return { instance, found: found?.kind === "policy" && decidedBy.length > 0 ? { ...found, decidedBy } : found };
      keepOnly(used, usedByOthers);
      return { instance, found: undefined };
    });
  });
  const variants = cases?.flatMap(({ case: conditions, built }) =>
    built.flatMap(({ instance, found }) =>
      found === undefined ? [] : [{ case: new Map([...conditions, ...instance]), built: found }],
    ),
  );
  const distinct = variants && distinctVariants(variants, contentOf);
  if (variants === undefined || distinct === undefined || distinct.length > mostVariants) {
    keepOnly(used, usedBefore);
    const because = `it is another one in each of more than ${mostVariants} cases, by conditions that only Terraform can work out`;
    const instead = "Give values under `validate.values` of the config that decide them";
    yield unread(place.name, place.path, place.at, because, instead);
    return;
  }
  const allCases = variants.map((one) => one.case);
  const named = (own: readonly InCase<unknown>[]) =>
    namedByCase(
      place.name,
      own.map((one) => one.case),
      allCases,
    );
  const operandOf = rememberEach((condition) => conditionOperand(condition, declarations, place.block));
  for (const all of distinct) {
    const found = withAllKnown(all, named);
    if (distinct.length === 1) yield found;
    else {
      const variant: Variant = { of: place.name, when: all.map((one) => requirementsOf(one.case, operandOf)) };
      yield { ...found, ...named(all), variant };
    }
  }
}

/** Locals of a policy that there is not are looked at where they stand. */
function keepOnly(names: Set<string>, kept: ReadonlySet<string>): void {
  for (const name of names) if (!kept.has(name)) names.delete(name);
}

/** The instances of a block are not alternatives: each is compared with the one of its key. */
export function requirementsOf(inCase: Case, operandOf: (condition: string) => Operand): readonly Requirement[] {
  return [...inCase].map(([condition, value]) => {
    const compared = comparisonIn(condition);
    const expression =
      compared?.what === byKey || compared?.what === byIndex
        ? equals({ term: compared.what }, { text: compared.literal })
        : equals(operandOf(condition), { text: "true" });
    return { expression, value };
  });
}

/** What tells the instance of a block that a reference names by this key. */
export function instanceRequirement(block: HclBlock | undefined, key: string): Requirement {
  const [term, text] = argumentOf(block, "for_each") === undefined ? [byIndex, key] : [byKey, JSON.stringify(key)];
  return { expression: equals({ term }, { text }), value: true };
}

const [byKey, byIndex] = ["each.key", "count.index"] as const;

/** The first of those that are alike; of those that are not known, with what can be judged of each all the same. */
function withAllKnown(
  all: Alike<FoundPolicy | UnreadPolicy>,
  named: (own: readonly InCase<unknown>[]) => ReturnType<typeof namedByCase>,
): FoundPolicy | UnreadPolicy {
  const [{ built }] = all;
  if (built.kind === "policy") return built;
  const known = all.flatMap((one) =>
    (one.built.kind === "unread" ? (one.built.partly ?? []) : []).map((built) => ({ case: one.case, built })),
  );
  if (known.length === 0) return built;
  const partly = distinctVariants(known, ({ policy }) => textOfNode(policy.node)).map((own): PartlyKnown => {
    const [{ built: first }] = own;
    return { ...first, policy: { ...first.policy, ...named(own) } };
  });
  return { ...built, partly };
}

interface InstanceInCase {
  readonly instance: Case;
  readonly scope: Scope;
}

/** Each instance of a block whose `for_each` is known; else all at once, by an `each` that is not known. */
export function keyedInstances(
  block: HclBlock | undefined,
  resolver: Resolver,
  asked: Case = new Map(),
): readonly InstanceInCase[] {
  const all = argumentOf(block, "for_each") === undefined ? undefined : block && instancesOf(block, resolver);
  if (all === undefined || all.length > mostVariants || (all.length === 0 && asked.size === 0))
    return [{ instance: new Map(), scope: new Map() }];
  return all.map((one) => inCase(one, `${byKey} == ${JSON.stringify(scalarOf(one.key))}`));
}

/** The first variable that has to be known for the instances to be. */
function variableOfInstances(block: HclBlock | undefined, resolver: Resolver): string | undefined {
  const forEach = argumentOf(block, "for_each");
  const part = forEach && unknownIn(resolver.resolve(forEach, new Map(), false));
  return part?.kind === "computed" ? /\bvar\.([\p{L}_][\p{L}\p{N}_-]*)/u.exec(part.text)?.[1] : undefined;
}

/** Each instance that a block has in some case, by its `count`; undefined where those are not known, or none. */
function countedInstances(
  block: HclBlock | undefined,
  declarations: HclDeclarations,
): readonly InstanceInCase[] | undefined {
  const count = argumentOf(block, "count");
  if (count === undefined) return undefined;
  const counts = variantsOf((turnsOut) =>
    wholeOf(resolverFor(declarations, turnsOut).resolve(count, new Map(), false)),
  )?.map(({ built }) => built ?? Number.NaN);
  const most = Math.max(...(counts ?? [Number.NaN]));
  // A comparison with what is no number is false.
  if (!(most > 0 && most <= mostVariants)) return undefined;
  const all = counted(most);
  // The only one goes by the name of the block.
  if (all.length === 1) return all.map(({ scope }) => ({ instance: new Map(), scope }));
  return all.map((one) => inCase(one, `${byIndex} == ${scalarOf(one.key)}`));
}

function inCase({ scope }: BlockInstance, condition: string): InstanceInCase {
  return { instance: new Map([[condition, true]]), scope };
}

/** Whether there is no such block in a case that the policy depends on. */
function isAbsent(block: HclBlock | undefined, declarations: HclDeclarations, asked: Case): boolean {
  const count = asked.size === 0 ? undefined : argumentOf(block, "count");
  if (count === undefined) return false;
  return (
    scalarOf(resolverFor(declarations, (condition) => asked.get(condition)).resolve(count, new Map(), false)) === "0"
  );
}

/** What a variant is, beside its places; of one that is not known, why. */
function contentOf(found: FoundPolicy | UnreadPolicy): string {
  if (found.kind === "unread") return JSON.stringify([found.code, found.details, found.at]);
  return `${JSON.stringify([found.problems, found.assuming])} ${textOfNode(found.node)}`;
}

/** All of it, also of a name that is repeated: this is made of each variant, so of a long policy many times. */
function textOfNode(node: Node): string {
  const parts: string[] = [];
  write(node);
  return parts.join("");

  function write(part: Node): void {
    if (part.kind === "object") {
      parts.push("{");
      for (const { key, value } of part.members) {
        parts.push(JSON.stringify(key.value), ":");
        write(value);
      }
      parts.push("}");
    } else if (part.kind === "array") {
      parts.push("[");
      for (const item of part.items) {
        write(item);
        parts.push(",");
      }
      parts.push("]");
    } else parts.push(part.kind === "string" ? JSON.stringify(part.value) : part.text);
  }
}
