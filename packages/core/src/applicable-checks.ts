import type { Check } from "./check.ts";
import { checks } from "./checks/index.ts";
import { foundFeatures } from "./facts/feature.ts";
import type { PolicyDocument, PolicyType } from "./policy/document.ts";
import type { PolicyFeature } from "./policy/policy-feature.ts";
import type { ServiceReference } from "./service-reference/service-reference.ts";

/**
 * The checks for the policy's type that have something to look at, in the catalogue's order. Kept by what policies
 * have: most have the same.
 */
export function applicableChecks(policy: PolicyDocument, services: ServiceReference): readonly Check[] {
  const { all, kept } = checksFor(policy.type);
  const had = numberOf(policy.features) + numberOf(foundFeatures(policy, services));
  let applicable = kept.get(had);
  if (applicable === undefined) {
    applicable = checksWithin(all, had);
    if (kept.size < mostKept) kept.set(had, applicable);
  }
  return applicable;
}

/** A check, and the two halves of the number of what it needs. */
interface Needy {
  readonly check: Check;
  readonly low: number;
  readonly high: number;
}

interface ChecksOfType {
  readonly all: readonly Needy[];
  readonly kept: Map<number, readonly Check[]>;
}

const checksOf = new Map<PolicyType, ChecksOfType>();
const mostKept = 1000;

function checksFor(type: PolicyType): ChecksOfType {
  let found = checksOf.get(type);
  if (found === undefined) {
    const all = checks
      .filter(({ policyTypes }) => policyTypes.includes(type))
      .map((check): Needy => ({ check, ...halvesOf(numberOf(check.needs ?? [])) }));
    found = { all, kept: new Map() };
    checksOf.set(type, found);
  }
  return found;
}

function checksWithin(all: readonly Needy[], had: number): readonly Check[] {
  const { low, high } = halvesOf(had);
  const within: Check[] = [];
  // By place, since this is done some hundred times before it is compiled.
  for (let i = 0; i < all.length; i++) {
    const needy = all[i] as Needy;
    if ((needy.low & low) === needy.low && (needy.high & high) === needy.high) within.push(needy.check);
  }
  return within;
}

/** Every feature that some check needs, and a power of two for it. */
const bits = new Map<PolicyFeature, number>();
for (const { needs = [] } of checks)
  for (const feature of needs) if (!bits.has(feature)) bits.set(feature, 2 ** bits.size);
/** A number holds 53 bits exactly; bits are compared 32 at a time. */
if (bits.size > 53) throw new Error(`Checks need ${bits.size} features; a number can tell 53 apart.`);
const half = 2 ** 26;

/** A number for features, each there once: its own among all sets of those that checks need. */
function numberOf(features: Iterable<PolicyFeature>): number {
  let number = 0;
  for (const feature of features) number += bits.get(feature) ?? 0;
  return number;
}

function halvesOf(number: number): { readonly low: number; readonly high: number } {
  return { low: number % half, high: Math.floor(number / half) };
}
