import { spend } from "./automaton.ts";
import { admits, type Constraint, complement } from "./constraint.ts";
import { anyText, findValues, type Side } from "./dimension.ts";
import type { Space } from "./space.ts";

/** A part of the space of requests: what it asks of each dimension, and one example of values that meet it. */
export type Box = ReadonlyMap<string, Side>;

const whole: Box = new Map();

export function boxOf(constraints: readonly Constraint[], space: Space): Box | undefined {
  return narrowAll(whole, constraints, space);
}

export function narrowAll(box: Box, constraints: readonly Constraint[], space: Space): Box | undefined {
  let narrowed: Box | undefined = box;
  for (const constraint of constraints) {
    if (narrowed === undefined) return undefined;
    narrowed = narrow(narrowed, constraint, space);
  }
  return narrowed;
}

/** The part of the box that the constraint admits; undefined when it is empty. */
export function narrow(box: Box, constraint: Constraint, space: Space): Box | undefined {
  const side = box.get(constraint.dimension);
  spend(space.budget, 1);
  const constraints = side === undefined ? [constraint] : [...side.constraints, constraint];
  const kept = side !== undefined && admits(constraint, side.example === "absent" ? undefined : side.example);
  const example = kept
    ? side.example
    : findValues(space.dimensions.get(constraint.dimension) ?? anyText, constraints, space.budget);
  if (example === undefined) return undefined;
  return new Map(box).set(constraint.dimension, { constraints, example });
}

/**
 * A part of the box that lies in none of the covers, or undefined when together they cover it. A cover is cut off one
 * constraint at a time, so that the parts it leaves are disjoint.
 */
export function findUncovered(box: Box, covers: readonly (readonly Constraint[])[], space: Space): Box | undefined {
  const beyond = aroundExample(box, covers, space);
  if (beyond !== undefined) return beyond;
  const isEmpty = (constraint: Constraint): boolean => narrow(box, complement(constraint), space) === undefined;
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
