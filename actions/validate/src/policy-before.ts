import {
  type FindPoliciesOptions,
  type PoliciesInFile,
  type PolicyDocument,
  type PolicyInFile,
  type PolicyType,
  plainValue,
  policiesIn,
  type Reason,
  type TextFile,
} from "@redshift-guard/core";
import type { Earlier } from "./earlier-policies.ts";

/** What a policy is compared with. */
export type PolicyBefore =
  | {
      readonly kind: "policy";
      readonly policy: PolicyDocument;
      /** In words, as the beginning of a sentence. */
      readonly name: string;
      /** Whether it stands in for an earlier version that there is not. */
      readonly isReference: boolean;
    }
  /** It is new, and no reference stands in. */
  | { readonly kind: "none" }
  /** The base has a text for it that does not tell what was allowed. */
  | { readonly kind: "untold"; readonly because: string }
  | { readonly kind: "fault"; readonly reason: Reason };

/**
 * What each policy of a file was before: the one of the same name in the base's file; where there is none, one that the
 * change takes away, for it may have been renamed; and the reference for what is new. `given` is what is said of both
 * files.
 */
export function policiesBefore(
  now: PoliciesInFile,
  earlier: Earlier,
  given: FindPoliciesOptions,
): (policy: PolicyInFile) => PolicyBefore {
  if (earlier.kind === "none" || earlier.kind === "untold") return () => earlier;
  if (earlier.kind === "fault") {
    const reason = { code: "BASE_UNREADABLE", details: earlier.details };
    return () => ({ kind: "fault", reason });
  }
  const { file, module, reference } = earlier;
  const asNew = forEachType((type) => ofReference(reference, type));
  // An empty file is as good as none.
  if (file === undefined || file.text.trim() === "") return ({ policy }) => asNew(policy.type);

  const ofBase: FindPoliciesOptions = module === undefined ? given : { ...given, moduleOf: () => module };
  const base = policiesIn(file, ofBase);
  const unreadByName = new Map(base.unread.map(({ name, outcome }) => [name, outcome.finding.findingDetails]));
  const fileFault = unreadByName.get(undefined);
  if (fileFault !== undefined) return () => ({ kind: "untold", because: fileFault });
  // A policy is compared as what it is now: without its principal, a trust policy would be read as an identity's.
  const baseAs = forEachType(
    (type) =>
      new Map(policiesIn(file, { ...ofBase, policyType: type }).policies.map(({ name, policy }) => [name, policy])),
  );
  const inBase = new Set(base.policies.map(({ name }) => name));
  const names = new Set([...now.policies, ...now.unread].map(({ name }) => name));
  const renamed = renames(
    base.policies.filter(({ name }) => !names.has(name)),
    now.policies.filter(({ name }) => !inBase.has(name) && !unreadByName.has(name)),
  );
  const [goneUnread] = base.unread.filter(({ name }) => !names.has(name));

  return (policy) => {
    const { type } = policy.policy;
    const same = baseAs(type).get(policy.name);
    if (same !== undefined)
      return { kind: "policy", policy: same, name: "The base branch's policy", isReference: false };
    const because = unreadByName.get(policy.name);
    if (because !== undefined) return { kind: "untold", because };
    const from = renamed.get(policy);
    if (from !== undefined) {
      const name = `The base branch's policy \`${from.name ?? file.path}\`, which the change takes away,`;
      return { kind: "policy", policy: from.policy, name, isReference: false };
    }
    return goneUnread === undefined
      ? asNew(type)
      : {
          kind: "untold",
          because: `It may be \`${goneUnread.name}\` under a new name. ${goneUnread.outcome.finding.findingDetails}`,
        };
  };
}

/**
 * What a policy under a new name may have been called. One that has not changed is known by its content. The others are
 * taken in written order, and what is over is held against the last: a new name must not lead around the comparison.
 */
function renames(
  gone: readonly PolicyInFile[],
  added: readonly PolicyInFile[],
): ReadonlyMap<PolicyInFile, PolicyInFile> {
  const from = new Map<PolicyInFile, PolicyInFile>();
  const left = new Set(gone);
  const byContent = new Map(gone.map((policy) => [contentOf(policy), policy]));
  for (const policy of added) {
    const same = byContent.get(contentOf(policy));
    if (same === undefined || !left.delete(same)) continue;
    from.set(policy, same);
  }
  const waiting = forEachType((type) => [...left].filter(({ policy }) => policy.type === type).reverse());
  for (const policy of added) {
    if (from.has(policy)) continue;
    const candidates = waiting(policy.policy.type);
    const candidate = candidates.length > 1 ? candidates.pop() : candidates[0];
    if (candidate !== undefined) from.set(policy, candidate);
  }
  return from;
}

function contentOf({ policy }: PolicyInFile): string {
  return JSON.stringify([policy.type, plainValue(policy.node)]);
}

function ofReference(reference: TextFile | undefined, type: PolicyType): PolicyBefore {
  if (reference === undefined) return { kind: "none" };
  const { policies, unread } = policiesIn(reference, { policyType: type });
  const [instead] = policies;
  if (instead !== undefined)
    return {
      kind: "policy",
      policy: instead.policy,
      name: `The reference policy \`${reference.path}\``,
      isReference: true,
    };
  const why = unread[0]?.outcome.finding.findingDetails ?? "It holds no policy.";
  const details = `The reference policy \`${reference.path}\` could not be read, so new access cannot be ruled out. ${why}`;
  return { kind: "fault", reason: { code: "REFERENCE_UNREADABLE", details } };
}

function forEachType<T>(make: (type: PolicyType) => T): (type: PolicyType) => T {
  const made = new Map<PolicyType, T>();
  return (type) => {
    const known = made.get(type) ?? make(type);
    made.set(type, known);
    return known;
  };
}
