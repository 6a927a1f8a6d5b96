import { countSteps } from "./budget.ts";

/**
 * A pattern as steps: each takes one character of some kind, or, starred, any number of them. Globs, ARN patterns and
 * the alphabets of keys are all of this form.
 */
export type Sequence = readonly Step[];

export interface Step {
  readonly accepts: (code: number) => boolean;
  /** The characters it singles out; it treats all others of one kind (letters, digits, …) alike. */
  readonly singles: readonly number[];
  readonly star: boolean;
  /** A star that takes whatever comes. */
  readonly takesAll: boolean;
  /** It takes this one character and no other. */
  readonly only: number | undefined;
}

/** Letters that stand for policy variables lie in Unicode's private use area; wildcards of one character skip them. */
const firstVariableLetter = 0xe000;
const lastVariableLetter = 0xe0ff;

function isVariableLetter(code: number): boolean {
  return code >= firstVariableLetter && code <= lastVariableLetter;
}

export function holdsVariable(text: string): boolean {
  return /[\ue000-\ue0ff]/.test(text);
}

/** The letter that stands for the n-th policy variable of a comparison. */
export function variableLetter(index: number): string {
  return String.fromCharCode(firstVariableLetter + index);
}

function step(accepts: Step["accepts"], singles: readonly number[] = [], star = false, takesAll = false): Step {
  return { accepts, singles, star, takesAll, only: undefined };
}

const one = step((code) => !isVariableLetter(code));
const many = step(() => true, [], true, true);
const notColon = (code: number): boolean => code !== 0x3a && !isVariableLetter(code);
const oneInField = step(notColon, [0x3a]);
const manyInField = step(notColon, [0x3a], true);
const literals = new Map<number, Step>();

function literal(code: number): Step {
  let known = literals.get(code);
  if (known === undefined) {
    known = { ...step((other) => other === code, [code]), only: code };
    if (literals.size < 1000) literals.set(code, known);
  }
  return known;
}

function folded(char: string): Step {
  const lower = char.toLowerCase();
  const singles = [...new Set([char, lower, char.toUpperCase()])]
    .filter((c) => c.length === 1)
    .map((c) => c.charCodeAt(0));
  return step((code) => String.fromCharCode(code).toLowerCase() === lower, singles);
}

const noPlaces: ReadonlySet<number> = new Set();

export function literalSequence(text: string): Sequence {
  return Array.from({ length: text.length }, (_, i) => literal(text.charCodeAt(i)));
}

export function foldedSequence(text: string): Sequence {
  return Array.from({ length: text.length }, (_, i) => folded(text.charAt(i)));
}

export function globSequence(pattern: string, literalAt: ReadonlySet<number> = noPlaces): Sequence {
  return glob(pattern, literalAt, 0, pattern.length, one, many);
}

/** A glob whose wildcards do not cross a colon. */
export function fieldSequence(pattern: string, literalAt: ReadonlySet<number> = noPlaces): Sequence {
  return glob(pattern, literalAt, 0, pattern.length, oneInField, manyInField);
}

/** The same pattern for the last part of a path: wildcards of one character are no slash. */
export function withinName(sequence: Sequence): Sequence {
  const slash = 0x2f;
  return sequence.map((one) =>
    one.only === undefined
      ? step((code) => code !== slash && one.accepts(code), [...one.singles, slash], one.star, false)
      : one,
  );
}

/** As `ArnLike` reads it: wildcards stay within the first five fields, `resourceStart` is where the sixth begins. */
export function arnSequence(
  pattern: string,
  resourceStart: number,
  literalAt: ReadonlySet<number> = noPlaces,
): Sequence {
  return [
    ...glob(pattern, literalAt, 0, resourceStart, oneInField, manyInField),
    ...glob(pattern, literalAt, resourceStart, pattern.length, one, many),
  ];
}

function glob(text: string, literalAt: ReadonlySet<number>, from: number, to: number, any: Step, star: Step): Sequence {
  const steps: Step[] = [];
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    const isWild = (code === 0x2a || code === 0x3f) && !literalAt.has(i);
    if (!isWild) steps.push(literal(code));
    else if (code === 0x3f) steps.push(any);
    else if (steps.at(-1) !== star) steps.push(star);
  }
  return steps;
}

/** Characters of a class written as a regular expression for one character; `star` for any number of them. */
export function classStep(one: RegExp, star: boolean): Step {
  const punctuation = [..."_+=,.@:/-"].map((char) => char.charCodeAt(0));
  return step((code) => one.test(String.fromCharCode(code)), punctuation, star);
}

/**
 * Whether the sequence matches all of the text. Greedy with one point of return: what an earlier star could still
 * match, the last one can too.
 */
export function matchesSequence(sequence: Sequence, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const here = sequence[p];
    const code = text.charCodeAt(t);
    if (here?.star === true) {
      star = p++;
      resume = t;
    } else if (here !== undefined && (here.only === undefined ? here.accepts(code) : here.only === code)) {
      p++;
      t++;
    } else if (star !== -1 && sequence[star]?.accepts(text.charCodeAt(resume)) === true) {
      countSteps(t - resume + 1);
      p = star + 1;
      t = ++resume;
    } else break;
  }
  countSteps(t - resume + 1);
  if (t < text.length) return false;
  while (sequence[p]?.star === true) p++;
  return p === sequence.length;
}

/** The simplest texts that match a pattern: stars left out, or a character each. */
export function instancesOf(sequence: Sequence): readonly string[] {
  const pick = (step: Step): string =>
    String.fromCharCode(
      step.only ??
        [..."1a-", ...step.singles.map((code) => String.fromCharCode(code))]
          .map((char) => char.charCodeAt(0))
          .find(step.accepts) ??
        0x31,
    );
  const short = sequence.map((step) => (step.star ? "" : pick(step))).join("");
  return sequence.some(({ star }) => star) ? [short, sequence.map(pick).join("")] : [short];
}

/** The places reached after one more character, ascending; the places before the last star reached add nothing. */
export function advance(sequence: Sequence, places: readonly number[], code: number): number[] {
  const next: number[] = [];
  for (const place of places) {
    const here = sequence[place];
    if (here?.accepts(code) === true) next.push(here.star ? place : place + 1);
  }
  return close(sequence, next);
}

export function close(sequence: Sequence, places: readonly number[]): number[] {
  const closed = new Set<number>();
  let lastStar = -1;
  for (const place of places) {
    let at = place;
    closed.add(at);
    while (sequence[at]?.star === true) {
      if (at > lastStar) lastStar = at;
      closed.add(++at);
    }
  }
  return [...closed].filter((place) => place >= lastStar).sort((a, b) => a - b);
}

/** Whether two patterns share no text already because of how they begin. False says nothing. */
export function beginApart(a: Sequence, b: Sequence): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i]?.only, b[i]?.only];
    if (x === undefined || y === undefined) return false;
    if (x !== y) return true;
  }
  return false;
}
