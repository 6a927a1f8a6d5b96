import type { Statement, Value, ValueList } from "./document.ts";

/** Statements that may say what another says: alike in how many values they have, then in how those look at a glance. */
export function alikeStatements(statements: readonly Statement[]): readonly Statement[] {
  return alikeIn(alikeIn(statements, sizeOf), glanceAt);
}

const none: readonly Statement[] = [];

/** Those that share a number with another. */
function alikeIn(statements: readonly Statement[], numberOf: (statement: Statement) => number): readonly Statement[] {
  if (statements.length < 2) return none;
  const numbers: number[] = [];
  for (let i = 0; i < statements.length; i++) numbers.push(numberOf(statements[i] as Statement));
  if (numbers.length <= few && areUnlike(numbers)) return none;
  const seen = new Set<number>();
  const repeated = new Set<number>();
  for (const each of numbers) (seen.has(each) ? repeated : seen).add(each);
  return statements.filter((_, index) => repeated.has(numbers[index] as number));
}

/** Of so few, looking at each pair takes less time than a Set. */
const few = 12;

function areUnlike(numbers: readonly number[]): boolean {
  for (let i = 1; i < numbers.length; i++) for (let j = 0; j < i; j++) if (numbers[i] === numbers[j]) return false;
  return true;
}

/** The effect, and how many values each part has; of a single one, how long it is. */
function sizeOf({ effect, action, notAction, resource, notResource, conditions }: Statement): number {
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

/** The same, by what the values and the keys of conditions look like. */
function glanceAt(statement: Statement): number {
  const { action, notAction, resource, notResource, conditions } = statement;
  let sum = sizeOf(statement);
  if (action !== undefined) sum = Math.imul(sum, 31) + sumOf(action.values);
  if (notAction !== undefined) sum = Math.imul(sum, 37) + sumOf(notAction.values);
  if (resource !== undefined) sum = Math.imul(sum, 41) + sumOf(resource.values);
  if (notResource !== undefined) sum = Math.imul(sum, 43) + sumOf(notResource.values);
  for (const { key, values } of conditions) sum += Math.imul(key.length, 47) + Math.imul(sumOf(values), 53);
  return sum | 0;
}

/** The characters of all values, and a few of each for a sum: alike in any order, and in either case. */
function sumOf(values: readonly Value[]): number {
  let sum = 0;
  for (const { value } of values) {
    const { length } = value;
    sum += length * 1000 + (value.charCodeAt(length - 1) | 0x20) + (value.charCodeAt(length >> 1) | 0x20) * 7;
  }
  return sum | 0;
}
