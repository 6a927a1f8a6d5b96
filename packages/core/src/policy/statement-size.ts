import type { Statement, Value, ValueList } from "./document.ts";

/** A number of the effect and of how many values each part has; of a single value, of how long it is. */
export function sizeOf({ effect, action, notAction, resource, notResource, conditions }: Statement): number {
  let size = (effect?.value.length ?? 0) + (conditions.length << 4);
  if (action !== undefined) size += countOf(action) << 20;
  if (notAction !== undefined) size += (countOf(notAction) * 7) << 20;
  if (resource !== undefined) size += countOf(resource) << 10;
  if (notResource !== undefined) size += (countOf(notResource) * 7) << 10;
  return size | 0;
}

function countOf({ values }: ValueList): number {
  const { length } = values;
  return length === 1 ? -(values[0] as Value).value.length : length;
}

/** Of so few, looking at each pair takes less time than a Set. */
const few = 12;

/** Whether two statements are of one size, as those must be that say the same. */
export function haveAlike(statements: readonly Statement[]): boolean {
  const sizes: number[] = [];
  for (let i = 0; i < statements.length; i++) sizes.push(sizeOf(statements[i] as Statement));
  if (sizes.length > few) return new Set(sizes).size < sizes.length;
  for (let i = 1; i < sizes.length; i++) for (let j = 0; j < i; j++) if (sizes[i] === sizes[j]) return true;
  return false;
}
