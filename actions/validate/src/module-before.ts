import {
  type FindPoliciesOptions,
  mayNamePolicy,
  type PolicyInFile,
  policiesIn,
  standTogether,
  type Taken,
  type TerraformModule,
  type UnreadInFile,
} from "@redshift-guard/core";
import { byName, type Named, nameOf } from "./policies-by-name.ts";
import { type PolicyBefore, toBefore, together } from "./policy-before.ts";

/** The policies of a Terraform module on the base branch, whichever file they stand in. */
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

export function policiesOfModule(module: TerraformModule, options: FindPoliciesOptions): PoliciesOfModule {
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
