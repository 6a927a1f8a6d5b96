import { type Budget, spend } from "./budget.ts";
import { advance, close, type Sequence } from "./sequence.ts";

/** Strings in every one of `within` (each a union of sequences) and in none of `outside`. */
export interface WordQuery {
  readonly within: readonly (readonly Sequence[])[];
  readonly outside: readonly Sequence[];
  readonly maxLength: number;
}

interface Place {
  readonly sequence: Sequence;
  readonly places: readonly number[];
}

interface Visit {
  readonly within: readonly (readonly Place[])[];
  readonly outside: readonly Place[];
  readonly from: Visit | undefined;
  readonly char: number;
  readonly length: number;
}

/**
 * A shortest such string, or undefined when there is none. Walks the product of the patterns' automata, made as it
 * goes, breadth first.
 */
export function findWord(query: WordQuery, budget: Budget): string | undefined {
  const start: Visit = {
    within: query.within.map((union) => union.map(begin)),
    outside: query.outside.map(begin),
    from: undefined,
    char: -1,
    length: 0,
  };
  if (isDead(start)) return undefined;
  if (isFound(start)) return "";
  const seen = new Set([keyOf(start)]);
  let frontier = [start];
  while (frontier.length > 0) {
    const next: Visit[] = [];
    for (const visit of frontier) {
      if (visit.length === query.maxLength) return undefined;
      for (const char of charactersThatMatter(visit)) {
        const reached = follow(visit, char);
        spend(budget, sizeOf(reached));
        if (isDead(reached)) continue;
        if (isFound(reached)) return spell(reached);
        const key = keyOf(reached);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(reached);
      }
    }
    frontier = next;
  }
  return undefined;
}

/** The places that an automaton is in at once are what a step costs. */
function sizeOf({ within, outside }: Visit): number {
  let size = 2;
  for (const union of within) for (const { places } of union) size += places.length;
  for (const { places } of outside) size += places.length;
  return size;
}

function begin(sequence: Sequence): Place {
  return { sequence, places: close(sequence, [0]) };
}

function follow(visit: Visit, char: number): Visit {
  return {
    within: visit.within.map((union) => move(union, char)),
    outside: move(visit.outside, char),
    from: visit,
    char,
    length: visit.length + 1,
  };
}

function move(union: readonly Place[], char: number): Place[] {
  const moved: Place[] = [];
  for (const { sequence, places } of union) {
    const next = advance(sequence, places, char);
    if (next.length > 0) moved.push({ sequence, places: next });
  }
  return moved;
}

function accepts({ sequence, places }: Place): boolean {
  return places.at(-1) === sequence.length;
}

function acceptsAllThatFollows({ sequence, places }: Place): boolean {
  return places.at(-1) === sequence.length && places.some((at) => at === sequence.length - 1 && sequence[at]?.takesAll);
}

function isFound({ within, outside }: Visit): boolean {
  return within.every((union) => union.some(accepts)) && !outside.some(accepts);
}

function isDead({ within, outside }: Visit): boolean {
  return within.some((union) => union.length === 0) || outside.some(acceptsAllThatFollows);
}

function keyOf({ within, outside }: Visit): string {
  const ids = (union: readonly Place[]) => union.map(({ sequence, places }) => `${idOf(sequence)}@${places}`).join();
  return `${within.map(ids).join("&")}!${ids(outside)}`;
}

const idsOfSequences = new WeakMap<Sequence, number>();
let lastId = 0;

function idOf(sequence: Sequence): number {
  let id = idsOfSequences.get(sequence);
  if (id === undefined) {
    id = ++lastId;
    idsOfSequences.set(sequence, id);
  }
  return id;
}

const kinds = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", " *?$%!"].map((kind) =>
  Array.from(kind, (char) => char.charCodeAt(0)),
);

/** Each character that a step singles out, and one more of every kind; only those that every union can take. */
function charactersThatMatter({ within, outside }: Visit): ReadonlySet<number> {
  const characters = new Set<number>();
  const bound = within.find((union) =>
    union.every(({ sequence, places }) =>
      places.every((at) => sequence[at]?.only !== undefined || at === sequence.length),
    ),
  );
  if (bound !== undefined) {
    for (const { sequence, places } of bound)
      for (const at of places) for (const code of sequence[at]?.singles ?? []) characters.add(code);
    return characters;
  }
  for (const union of [...within, outside]) {
    for (const { sequence, places } of union) {
      for (const at of places) for (const code of sequence[at]?.singles ?? []) characters.add(code);
    }
  }
  const singled = new Set(characters);
  for (const kind of kinds) {
    const other = kind.find((code) => !singled.has(code));
    if (other !== undefined) characters.add(other);
  }
  return characters;
}

function spell(visit: Visit): string {
  const codes: number[] = [];
  for (let at: Visit | undefined = visit; at !== undefined && at.char !== -1; at = at.from) codes.push(at.char);
  return String.fromCharCode(...codes.reverse());
}
