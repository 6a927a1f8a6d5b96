import type { PathElement } from "../finding.ts";
import type { FoundPolicy, UnreadPolicy } from "../source.ts";
import type { Node, Range } from "../syntax/node.ts";
import { type Case, distinctVariants, mostVariants, nameWhere, type Variant, variantsOf } from "../variants.ts";
import type { Scope } from "./evaluate.ts";
import { unread } from "./found-policy.ts";
import { keyAndValue } from "./policy-document-data.ts";
import { argumentOf, type HclDeclarations, type Resolver, resolverFor } from "./resolve.ts";
import type { HclBlock } from "./syntax.ts";
import { entriesOf, scalarOf } from "./value.ts";

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
  const cases = variantsOf((turnsOut) => {
    const asked = new Map<string, boolean>();
    const ask = (condition: string): boolean => {
      const is = turnsOut(condition);
      asked.set(condition, is);
      return is;
    };
    const instances = instancesOf(place.block, resolverFor(declarations, ask), asked);
    return instances.map(({ instance, scope }) => {
      const found = build(resolverFor(declarations, ask), scope, asked);
      return { instance, found: isAbsent(place.block, declarations, asked) ? undefined : found };
    });
  });
  const variants = cases?.flatMap(({ case: conditions, built }) =>
    built.flatMap(({ instance, found }) =>
      found === undefined ? [] : [{ case: new Map([...conditions, ...instance]), built: found }],
    ),
  );
  const distinct = variants && distinctVariants(variants, contentOf);
  if (distinct === undefined || distinct.length > mostVariants) {
    const because = `it is another one in each of more than ${mostVariants} cases, by conditions that only Terraform can work out`;
    yield unread(place.name, place.path, place.at, because);
    return;
  }
  for (const { case: inCase, built } of distinct) {
    const found = built.kind === "unread" ? fullest(built, variants ?? []) : built;
    yield distinct.length === 1 ? found : named(found, nameWhere(place.name, inCase));
  }
}

/** Of those that are not known for one reason, the one with the most that can be judged all the same. */
function fullest(unreadPolicy: UnreadPolicy, variants: readonly Variant<FoundPolicy | UnreadPolicy>[]): UnreadPolicy {
  const content = contentOf(unreadPolicy);
  const size = ({ partly }: UnreadPolicy): number => (partly === undefined ? 0 : textOfNode(partly.policy.node).length);
  let best = unreadPolicy;
  for (const { built } of variants)
    if (built.kind === "unread" && contentOf(built) === content && size(built) > size(best)) best = built;
  return best;
}

/** Each instance of a block whose `for_each` is known; else all at once, by an `each` that is not known. */
function instancesOf(
  block: HclBlock | undefined,
  resolver: Resolver,
  asked: Case,
): readonly { readonly instance: Case; readonly scope: Scope }[] {
  const all = argumentOf(block, "for_each");
  const entries = all === undefined ? undefined : entriesOf(resolver.resolve(all, new Map(), false));
  if (entries === undefined || entries.length > mostVariants || (entries.length === 0 && asked.size === 0))
    return [{ instance: new Map(), scope: new Map() }];
  return entries.map(([key, value]) => ({
    instance: new Map([[`each.key == ${JSON.stringify(scalarOf(key))}`, true]]),
    scope: new Map([["each", keyAndValue(key, value)]]),
  }));
}

/** Whether there is no such block in a case that the policy depends on. */
function isAbsent(block: HclBlock | undefined, declarations: HclDeclarations, asked: Case): boolean {
  const count = asked.size === 0 ? undefined : argumentOf(block, "count");
  if (count === undefined) return false;
  return (
    scalarOf(resolverFor(declarations, (condition) => asked.get(condition)).resolve(count, new Map(), false)) === "0"
  );
}

function named<Policy extends FoundPolicy | UnreadPolicy>(found: Policy, name: string): Policy {
  if (found.kind === "policy" || found.partly === undefined) return { ...found, name };
  return { ...found, name, partly: { ...found.partly, policy: { ...found.partly.policy, name } } };
}

/** What a variant is, beside its places; of one that is not known, why. */
function contentOf(found: FoundPolicy | UnreadPolicy): string {
  if (found.kind === "unread") return JSON.stringify([found.code, found.details, found.at]);
  return JSON.stringify([textOfNode(found.node), found.problems, found.assuming]);
}

function textOfNode(node: Node): string {
  return JSON.stringify(node, (name, value) => (name === "start" || name === "end" ? undefined : value));
}
