import {
  type FindPoliciesOptions,
  type PoliciesInFile,
  type PolicyInFile,
  type PolicyType,
  plainValue,
  policiesIn,
  type TextFile,
} from "@redshift-guard/core";
import type { Earlier } from "./earlier-policies.ts";
import { policiesOfModule } from "./module-before.ts";
import { byName, nameOf } from "./policies-by-name.ts";
import { type PolicyBefore, toBefore, together } from "./policy-before.ts";

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
