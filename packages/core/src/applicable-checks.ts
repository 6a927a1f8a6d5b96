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
  const had = newBits();
  addBits(had, policy.features);
  addBits(had, foundFeatures(policy, services));
  let applicable = kept.get(had.low)?.get(had.high);
  if (applicable === undefined) {
    applicable = checksWithin(all, had);
    keep(kept, had, applicable);
  }
  return applicable;
}

/** Features, a bit for each. */
interface Bits {
  low: number;
  high: number;
}

/** A check, and the features without which it has nothing to look at. */
interface Needy {
  readonly check: Check;
  readonly needed: Bits;
}

/** By the low bits, then by the high ones. */
type Kept = Map<number, Map<number, readonly Check[]>>;

interface ChecksOfType {
  readonly all: readonly Needy[];
  readonly kept: Kept;
}

const checksOf = new Map<PolicyType, ChecksOfType>();

function checksFor(type: PolicyType): ChecksOfType {
  let found = checksOf.get(type);
  if (found === undefined) {
    const all = checks
      .filter(({ policyTypes }) => policyTypes.includes(type))
      .map((check): Needy => {
        const needed = newBits();
        addBits(needed, check.needs ?? []);
        return { check, needed };
      });
    found = { all, kept: new Map() };
    checksOf.set(type, found);
  }
  return found;
}

function checksWithin(all: readonly Needy[], { low, high }: Bits): readonly Check[] {
  const within: Check[] = [];
  // By place, since this is done some hundred times before it is compiled.
  for (let i = 0; i < all.length; i++) {
    const { check, needed } = all[i] as Needy;
    if ((needed.low & low) === needed.low && (needed.high & high) === needed.high) within.push(check);
  }
  return within;
}

const mostKept = 1000;
let size = 0;

function keep(kept: Kept, { low, high }: Bits, applicable: readonly Check[]): void {
  if (size++ >= mostKept) return;
  const byHigh = kept.get(low) ?? new Map<number, readonly Check[]>();
  kept.set(low, byHigh.set(high, applicable));
}

/** Every feature that some check needs, and its bit. */
const places = new Map<PolicyFeature, number>();
for (const { needs = [] } of checks)
  for (const feature of needs) places.set(feature, places.get(feature) ?? places.size);
/** So many bits of a number are an integer of one machine word. */
const half = 30;
if (places.size > 2 * half) throw new Error(`Checks need ${places.size} features; ${2 * half} can be told apart.`);

function newBits(): Bits {
  return { low: 0, high: 0 };
}

function addBits(bits: Bits, features: Iterable<PolicyFeature>): void {
  for (const feature of features) {
    const place = places.get(feature);
    if (place === undefined) continue;
    if (place < half) bits.low |= 1 << place;
    else bits.high |= 1 << (place - half);
  }
}
