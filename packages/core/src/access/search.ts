import { spend } from "./budget.ts";
import { admits, type Constraint, complement } from "./constraint.ts";
import { anyText } from "./dimension.ts";
import { findValues, type Side } from "./find-values.ts";
import type { Space } from "./space.ts";

/** A part of the space of requests: what it asks of each dimension, and one example of values that meet it. */
export type Box = ReadonlyMap<string, Side>;

const whole: Box = new Map();

export function boxOf(constraints: readonly Constraint[], space: Space): Box | undefined {
  return narrowAll(whole, constraints, space);
}

export function narrowAll(box: Box, constraints: readonly Constraint[], space: Space): Box | undefined {
  const narrowed = copyOf(box, space);
  for (const constraint of constraints) {
    const side = sideOf(narrowed, constraint, space);
    if (side === undefined) return undefined;
    narrowed.set(constraint.dimension, side);
  }
  return narrowed;
}

function copyOf(box: Box, space: Space): Map<string, Side> {
  spend(space.budget, box.size >> 4);
  return new Map(box);
}

/** The part of the box that the constraint admits; undefined when it is empty. */
function narrow(box: Box, constraint: Constraint, space: Space): Box | undefined {
  const side = sideOf(box, constraint, space);
  return side === undefined ? undefined : copyOf(box, space).set(constraint.dimension, side);
}

/** What is left of one dimension of the box; undefined when nothing is. */
function sideOf(box: Box, constraint: Constraint, space: Space): Side | undefined {
  const side = box.get(constraint.dimension);
  spend(space.budget, 1 + ((side?.constraints.length ?? 0) >> 5));
  const constraints = side === undefined ? [constraint] : [...side.constraints, constraint];
  const kept = side !== undefined && admits(constraint, side.example === "absent" ? undefined : side.example);
  const example = kept
    ? side.example
    : findValues(space.dimensions.get(constraint.dimension) ?? anyText, constraints, space.budget);
  return example === undefined ? undefined : { constraints, example };
}

/**
 * A part of the box that lies in none of the covers, or undefined when together they cover it. A cover is cut off one
 * constraint at a time, so that the parts it leaves are disjoint.
 */
export function findUncovered(box: Box, covers: readonly (readonly Constraint[])[], space: Space): Box | undefined {
  const beyond = aroundExample(box, covers, space);
  if (beyond !== undefined) return beyond;
  const isEmpty = (constraint: Constraint): boolean => sideOf(box, complement(constraint), space) === undefined;
  if (covers.some((cover) => cover.every(isEmpty))) return undefined;
  const near = covers.filter((cover) => narrowAll(box, cover, space) !== undefined);
  const [cover, ...others] = near;
  if (cover === undefined) return box;
  let inside: Box | undefined = box;
  for (const constraint of cover) {
    const outside = narrow(inside, complement(constraint), space);
    const found = outside === undefined ? undefined : findUncovered(outside, others, space);
    if (found !== undefined) return found;
    inside = narrow(inside, constraint, space);
    if (inside === undefined) return undefined;
  }
  return undefined;
}

/** The same answer at once, where the box's own example lies in no cover. */
function aroundExample(box: Box, covers: readonly (readonly Constraint[])[], space: Space): Box | undefined {
  let beyond: Box | undefined = box;
  for (const cover of covers) {
    const broken = cover.find((constraint) => {
      const example = box.get(constraint.dimension)?.example;
      return example !== undefined && !admits(constraint, example === "absent" ? undefined : example);
    });
    if (broken === undefined || beyond === undefined) return undefined;
    beyond = narrow(beyond, complement(broken), space);
  }
  return beyond;
}
