import {
  type FindPoliciesOptions,
  mayNamePolicy,
  type PoliciesInFile,
  type PolicyDocument,
  type PolicyInFile,
  type PolicyType,
  plainValue,
  policiesIn,
  type Reason,
  standTogether,
  type Taken,
  type TerraformModule,
  type TextFile,
  type UnreadInFile,
  type Variant,
} from "@redshift-guard/core";
import type { Earlier } from "./earlier-policies.ts";

/** What a policy is compared with. */
export type PolicyBefore =
  | {
      readonly kind: "policy";
      readonly policy: PolicyDocument;
      /** In words, as the beginning of a sentence. */
      readonly name: string;
      /** Whether it stands in for an earlier version, because there is none. */
      readonly isReference: boolean;
    }
  /** It is new, and no reference stands in. */
  | { readonly kind: "none" }
  /** The base has a text for it that does not tell what was allowed. */
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "fault"; readonly reason: Reason };

/**
 * What each policy of a file was before: the one of the same name in the base's file; where there is none, one that the
 * change takes away, since it may have been renamed; and the reference for what is new. `given` is what is known of the
 * file now; values that the base does not give are taken from it.
 *
 * Where conditions make variants of a policy, on either side, it may have been each of those that are deployed with the
 * same values; where there is no such one, each of them.
 */
export function policiesBefore(
  now: PoliciesInFile,
  earlier: Earlier,
  given: FindPoliciesOptions,
): (policy: PolicyInFile) => readonly [PolicyBefore, ...PolicyBefore[]] {
  if (earlier.kind === "none" || earlier.kind === "untold") return () => [earlier];
  if (earlier.kind === "fault") {
    const reason = { code: "BASE_UNREADABLE", details: earlier.details };
    return () => [{ kind: "fault", reason }];
  }
  const { file, module, values, reference } = earlier;
  const asNew = forEachType((type) => ofReference(reference, type));
  const ofBase: FindPoliciesOptions = {
    ...given,
    ...(module === undefined ? {} : { moduleOf: () => module }),
    values: { ...given.values, ...values },
  };
  // An empty file is as good as none.
  const isThere = file !== undefined && file.text.trim() !== "";
  if (!isThere && module === undefined) return ({ policy }) => asNew(policy.type);
  const read = (options: FindPoliciesOptions): PoliciesInFile =>
    isThere ? policiesIn(file, options) : { policies: [], unread: [] };
  const base = read(ofBase);
  const fileFault = base.unread.find(({ name }) => name === undefined)?.outcome.finding.findingDetails;
  if (fileFault !== undefined) return () => [{ kind: "untold", because: fileFault }];
  const unreadByName = byName(base.unread);
  // A policy is compared as what it is now: without its principal, a trust policy would be read as an identity's.
  const baseAs = forEachType((type) => byName(read({ ...ofBase, policyType: type }).policies));
  const inBase = byName(base.policies);
  const names = new Set([...now.policies, ...now.unread].map(nameOf));
  const renamed = renames(
    [...inBase].filter(([name]) => !names.has(name)),
    [...byName(now.policies)].filter(([name]) => !inBase.has(name) && !unreadByName.has(name)),
  );
  const [goneUnread] = base.unread.filter((one) => !names.has(nameOf(one)));

  return (policy) => {
    const { type } = policy.policy;
    const name = nameOf(policy);
    const inModule = module && (() => policiesOfModule(module, { ...ofBase, policyType: type }));
    const own = { read: baseAs(type).get(name), unread: unreadByName.get(name) };
    const isOwn = own.read !== undefined || own.unread !== undefined;
    const { read: same = [], unread: alsoUnread = [] } = isOwn ? own : (inModule?.().byName(name) ?? {});
    const itself = together(policy, same, toBefore(policy), alsoUnread);
    const places = [
      ...(policy.takenAt ?? []),
      ...(itself === undefined && name !== undefined ? [{ of: name, when: policy.variant?.when ?? [[]] }] : []),
    ];
    const others = places.flatMap((place) => inModule?.().at(place, policy) ?? []);
    const [found, ...more] = [...(itself ?? []), ...others];
    if (found !== undefined) return [found, ...more];
    const from = together(
      policy,
      renamed.get(name) ?? [],
      (other): PolicyBefore => ({
        kind: "policy",
        policy: other.policy,
        name: `The base branch's policy \`${other.name ?? other.subject}\`, which the change takes away,`,
        isReference: false,
      }),
      [],
    );
    if (from !== undefined) return from;
    if (goneUnread === undefined) return asNew(type);
    const because = `It may be \`${goneUnread.name}\` under a new name. ${goneUnread.outcome.finding.findingDetails}`;
    return [{ kind: "untold", because }];
  };
}

function toBefore(now: PolicyInFile, place = ""): (policy: PolicyInFile) => PolicyBefore {
  const taken = place === "" ? "" : `, which was used for \`${place}\`,`;
  return ({ name, subject, policy }) => ({
    kind: "policy",
    policy,
    name: name === now.name ? "The base branch's policy" : `The base branch's policy \`${name ?? subject}\`${taken}`,
    isReference: false,
  });
}

interface PoliciesOfModule {
  byName(name: string | undefined): {
    readonly read: readonly PolicyInFile[];
    readonly unread: readonly UnreadInFile[];
  };
  /** What another policy than this one, or another instance of it, was at a place where it is taken now. */
  at(place: Taken, now: PolicyInFile): readonly PolicyBefore[];
}

/** Each file of a module asks for the same. */
const modulesRead = new WeakMap<TerraformModule, Map<string, PoliciesOfModule>>();

function policiesOfModule(module: TerraformModule, options: FindPoliciesOptions): PoliciesOfModule {
  const { policyType, resourceType, values } = options;
  const key = JSON.stringify([policyType, resourceType, values]);
  const known = modulesRead.get(module) ?? new Map<string, PoliciesOfModule>();
  modulesRead.set(module, known);
  const ofModule = known.get(key) ?? readModulePolicies(module, options);
  known.set(key, ofModule);
  return ofModule;
}

function readModulePolicies({ files }: TerraformModule, options: FindPoliciesOptions): PoliciesOfModule {
  const found = files.filter(({ text }) => mayNamePolicy(text)).map((file) => policiesIn(file, options));
  const policies = byName(found.flatMap((one) => one.policies));
  const unread = byName(found.flatMap((one) => one.unread));
  /** By place, what was taken there: each policy by its name, with the instances of it. */
  const takers = new Map<string, Map<string | undefined, Set<Taken>>>();
  for (const { policies: some, unread: others } of found)
    for (const one of [...some, ...others])
      for (const taken of one.takenAt ?? []) {
        const names = takers.get(taken.of) ?? new Map<string | undefined, Set<Taken>>();
        takers.set(taken.of, names.set(nameOf(one), (names.get(nameOf(one)) ?? new Set()).add(taken)));
      }
  return {
    byName: (name) => ({ read: policies.get(name) ?? [], unread: unread.get(name) ?? [] }),
    at(place, now) {
      const taken = [...(takers.get(place.of) ?? [])].flatMap(([name, all]) => {
        const ofCase = [...all].filter((one) => standTogether(place, one));
        // What it was itself is compared in any case, and not what another instance of it was.
        const others =
          name === nameOf(now) ? ofCase.filter((one) => !standTogether(now.variant, one.instance)) : ofCase;
        const isTaken = ({ variant }: Named): boolean =>
          others.some(({ instance }) => standTogether(variant, instance));
        const read = (policies.get(name) ?? []).filter(isTaken);
        return together(now, read, toBefore(now, place.of), (unread.get(name) ?? []).filter(isTaken)) ?? [];
      });
      const isOfPlace = ({ variant }: Named): boolean => standTogether(place, variant);
      const written = together(
        now,
        nameOf(now) === place.of ? [] : (policies.get(place.of) ?? []).filter(isOfPlace),
        toBefore(now),
        nameOf(now) === place.of ? [] : (unread.get(place.of) ?? []).filter(isOfPlace),
      );
      return [...(written ?? []), ...taken];
    },
  };
}

/**
 * The earlier ones that are deployed with the same values as the policy, else all of them; undefined where there was
 * none.
 */
function together(
  { variant }: PolicyInFile,
  read: readonly PolicyInFile[],
  toBefore: (policy: PolicyInFile) => PolicyBefore,
  unread: readonly UnreadInFile[],
): readonly [PolicyBefore, ...PolicyBefore[]] | undefined {
  const all = [
    ...read.map((one) => ({ one, before: toBefore(one) })),
    ...unread.map((one) => ({
      one,
      before: { kind: "untold", because: one.outcome.finding.findingDetails } satisfies PolicyBefore,
    })),
  ];
  const deployed = all.filter(({ one }) => standTogether(variant, one.variant));
  const [first, ...others] = (deployed.length > 0 ? deployed : all).map(({ before }) => before);
  return first === undefined ? undefined : [first, ...others];
}

interface Named {
  readonly name?: string;
  readonly place?: string;
  readonly variant?: Variant;
}

/** The same for all variants of a policy. */
export function nameOf({ name, place, variant }: Named): string | undefined {
  return place ?? variant?.of ?? name;
}

/** Each policy, or all variants of it. */
function byName<T extends Named>(all: readonly T[]): ReadonlyMap<string | undefined, readonly [T, ...T[]]> {
  const found = new Map<string | undefined, [T, ...T[]]>();
  for (const one of all) {
    const others = found.get(nameOf(one));
    if (others === undefined) found.set(nameOf(one), [one]);
    else others.push(one);
  }
  return found;
}

type Variants = readonly [name: string | undefined, policies: readonly [PolicyInFile, ...PolicyInFile[]]];

/**
 * What a policy under a new name may have been called. An unchanged one is recognised by its content. The others are
 * paired in written order, and any left over are compared with the last: a new name must not lead around the
 * comparison.
 */
function renames(
  gone: readonly Variants[],
  added: readonly Variants[],
): ReadonlyMap<string | undefined, readonly PolicyInFile[]> {
  const from = new Map<string | undefined, readonly PolicyInFile[]>();
  const left = new Set(gone);
  const byContent = new Map(gone.map((variants) => [contentOf(variants), variants]));
  for (const variants of added) {
    const same = byContent.get(contentOf(variants));
    if (same === undefined || !left.delete(same)) continue;
    from.set(variants[0], same[1]);
  }
  const waiting = forEachType((type) => [...left].filter((variants) => typeOf(variants) === type).reverse());
  for (const variants of added) {
    if (from.has(variants[0])) continue;
    const candidates = waiting(typeOf(variants));
    const candidate = candidates.length > 1 ? candidates.pop() : candidates[0];
    if (candidate !== undefined) from.set(variants[0], candidate[1]);
  }
  return from;
}

function contentOf([, policies]: Variants): string {
  return JSON.stringify(policies.map(({ policy }) => [policy.type, plainValue(policy.node)]));
}

function typeOf([, [first]]: Variants): PolicyType {
  return first.policy.type;
}

/** Its first policy, in every variant: the new policy must not go beyond any of them. */
function ofReference(reference: TextFile | undefined, type: PolicyType): readonly [PolicyBefore, ...PolicyBefore[]] {
  if (reference === undefined) return [{ kind: "none" }];
  const { policies, unread } = policiesIn(reference, { policyType: type });
  const [instead] = policies;
  const variants = byName(policies).get(instead === undefined ? undefined : nameOf(instead)) ?? [];
  const [first, ...others] = variants.map(
    ({ policy }): PolicyBefore => ({
      kind: "policy",
      policy,
      name: `The reference policy \`${reference.path}\``,
      isReference: true,
    }),
  );
  const notRead = unread.find(
    (one) => instead === undefined || (one.variant !== undefined && one.variant.of === nameOf(instead)),
  );
  if (first !== undefined && notRead === undefined) return [first, ...others];
  const why = notRead?.outcome.finding.findingDetails ?? "It holds no policy.";
  const details = `The reference policy \`${reference.path}\` could not be read, so new access cannot be ruled out. ${why}`;
  return [{ kind: "fault", reason: { code: "REFERENCE_UNREADABLE", details } }];
}

function forEachType<T>(make: (type: PolicyType) => T): (type: PolicyType) => T {
  const made = new Map<PolicyType, T>();
  return (type) => {
    const known = made.get(type) ?? make(type);
    made.set(type, known);
    return known;
  };
}
