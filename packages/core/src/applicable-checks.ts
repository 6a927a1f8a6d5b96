import type { Check } from "./check.ts";
import { checks } from "./checks/index.ts";
import { foundFeatures } from "./found-features.ts";
import type { PolicyDocument, PolicyType } from "./policy/document.ts";
import type { PolicyFeature } from "./policy/policy-feature.ts";
import type { ServiceReference } from "./service-reference/service-reference.ts";

/**
 * The checks for the policy's type that have something to look at, in the catalogue's order. Remembered by the policy's
 * features: most policies have the same ones.
 */
export function applicableChecks(policy: PolicyDocument, services: ServiceReference): readonly Check[] {
  const { all, kept } = checksFor(policy.type);
  const had = newBits();
  addBits(had, policy.features);
  addBits(had, foundFeatures(policy, services));
  let applicable = kept.get(had.low)?.get(had.middle)?.get(had.high);
  if (applicable === undefined) {
    applicable = checksWithin(all, had);
    keep(kept, had, applicable);
  }
  return applicable;
}

/** Features, a bit for each: 30 to a number, so that it stays a small integer. */
interface Bits {
  low: number;
  middle: number;
  high: number;
}

const word = 30;

/** A check, and the features without which it has nothing to look at. */
interface Needy {
  readonly check: Check;
  readonly needed: Bits;
}

/** By the low bits, then by the others. */
type Kept = Map<number, Map<number, Map<number, readonly Check[]>>>;

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

function checksWithin(all: readonly Needy[], { low, middle, high }: Bits): readonly Check[] {
  const within: Check[] = [];
  // An indexed loop, since this runs some hundred times before V8 compiles it.
  for (let i = 0; i < all.length; i++) {
    const { check, needed } = all[i] as Needy;
    if (((needed.low & ~low) | (needed.middle & ~middle) | (needed.high & ~high)) === 0) within.push(check);
  }
  return within;
}

const mostKept = 1000;
let size = 0;

function keep(kept: Kept, { low, middle, high }: Bits, applicable: readonly Check[]): void {
  if (size++ >= mostKept) return;
  const byMiddle = kept.get(low) ?? new Map<number, Map<number, readonly Check[]>>();
  kept.set(low, byMiddle);
  const byHigh = byMiddle.get(middle) ?? new Map<number, readonly Check[]>();
  byMiddle.set(middle, byHigh.set(high, applicable));
}

/** Every feature that some check needs, and its bit. */
const places = new Map<PolicyFeature, number>();
for (const { needs = [] } of checks)
  for (const feature of needs) places.set(feature, places.get(feature) ?? places.size);
if (places.size > 3 * word) throw new Error(`Checks need ${places.size} features; ${3 * word} can be told apart.`);

function newBits(): Bits {
  return { low: 0, middle: 0, high: 0 };
}

function addBits(bits: Bits, features: Iterable<PolicyFeature>): void {
  for (const feature of features) {
    const place = places.get(feature);
    if (place === undefined) continue;
    if (place < word) bits.low |= 1 << place;
    else if (place < 2 * word) bits.middle |= 1 << (place - word);
    else bits.high |= 1 << (place - 2 * word);
  }
}
