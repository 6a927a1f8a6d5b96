/** Whether a pattern holds a wildcard: `*` any characters, `?` exactly one. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes("*") || pattern.includes("?");
}

/**
 * Whether `pattern` (`*`, `?`) matches all of `text`, case-sensitively. Greedy with one point of return, and no
 * recursion; where returning comes to cost more than both are long, piece by piece.
 * `literalAt` lists the places of the pattern whose `*` or `?` stands for itself.
 */
export function matchesPattern(pattern: string, text: string, literalAt?: ReadonlySet<number>): boolean {
  // The last character rules most texts out before any star is tried; two empty texts have none and are alike.
  const last = pattern.charCodeAt(pattern.length - 1);
  if (last !== 0x2a && last !== 0x3f && last !== text.charCodeAt(text.length - 1)) return pattern === text;
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  let wasted = 0;
  while (t < text.length) {
    // Never looked at beyond its end, which costs more than the question.
    const c = p < pattern.length ? pattern.charCodeAt(p) : 0;
    const isWild = (c === 0x2a || c === 0x3f) && literalAt?.has(p) !== true;
    if (isWild && c === 0x2a /* * */) {
      star = p++;
      resume = t;
    } else if (p < pattern.length && (isWild || c === text.charCodeAt(t))) {
      p++;
      t++;
    } else if (star !== -1) {
      wasted += p - star;
      if (isTooMuch(wasted, pattern, text)) return matchesPieces(pattern, text, literalAt);
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (p < pattern.length && pattern.charCodeAt(p) === 0x2a && literalAt?.has(p) !== true) p++;
  return p === pattern.length;
}

/** Whether returning has cost more than a few looks at each character. Only made-up patterns get there. */
export function isTooMuch(wasted: number, pattern: string, text: string): boolean {
  return wasted > 2000 && wasted > 8 * (pattern.length + text.length);
}

/** What stands between two stars; `codes` has -1 for a `?`. */
interface Piece {
  readonly codes: readonly number[];
  readonly isFixed: boolean;
}

/** Each piece at the first place behind the one before, which is found in steps that grow as the text does. */
function matchesPieces(pattern: string, text: string, literalAt: ReadonlySet<number> | undefined): boolean {
  const pieces = piecesOf(pattern, literalAt);
  const [first] = pieces as [Piece];
  const last = pieces.at(-1) as Piece;
  const end = text.length - last.codes.length;
  if (end < first.codes.length || !standsAt(first, text, 0) || !standsAt(last, text, end)) return false;
  let from = first.codes.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = piece.isFixed ? placeOf(piece, text, from) : placeOfOpen(piece, text, from);
    if (found === undefined) return false;
    from = found + piece.codes.length;
  }
  return from <= end;
}

function piecesOf(pattern: string, literalAt: ReadonlySet<number> | undefined): readonly Piece[] {
  const pieces: Piece[] = [];
  let codes: number[] = [];
  let isFixed = true;
  for (let p = 0; p <= pattern.length; p++) {
    const c = pattern.charCodeAt(p);
    const isWild = literalAt?.has(p) !== true;
    if (p === pattern.length || (isWild && c === 0x2a)) {
      pieces.push({ codes, isFixed });
      codes = [];
      isFixed = true;
    } else if (isWild && c === 0x3f) {
      codes.push(-1);
      isFixed = false;
    } else codes.push(c);
  }
  return pieces;
}

function standsAt({ codes }: Piece, text: string, start: number): boolean {
  return codes.every((code, i) => code === -1 || code === text.charCodeAt(start + i));
}

/** By the method of Knuth, Morris and Pratt: no character is looked at more than twice. */
function placeOf({ codes }: Piece, text: string, from: number): number | undefined {
  /** How much of the piece still stands where its character at that place does not fit. */
  const kept = [0];
  for (let i = 1, length = 0; i < codes.length; i++) {
    while (length > 0 && codes[i] !== codes[length]) length = kept[length - 1] as number;
    if (codes[i] === codes[length]) length++;
    kept.push(length);
  }
  let length = 0;
  for (let t = from; length < codes.length; t++) {
    if (t >= text.length) return undefined;
    const c = text.charCodeAt(t);
    while (length > 0 && c !== codes[length]) length = kept[length - 1] as number;
    if (c === codes[length]) length++;
    if (length === codes.length) return t + 1 - length;
  }
  return from;
}

/** With `?` in the piece, no step can be saved. No trust policy needs more: IAM takes 8,192 characters at most. */
const mostSteps = 20_000_000;

function placeOfOpen(piece: Piece, text: string, from: number): number | undefined {
  const { codes } = piece;
  let steps = 0;
  for (let start = from; start + codes.length <= text.length; start++) {
    let i = 0;
    while (i < codes.length && (codes[i] === -1 || codes[i] === text.charCodeAt(start + i))) i++;
    if (i === codes.length) return start;
    steps += i + 1;
    if (steps > mostSteps) return undefined;
  }
  return undefined;
}

/** As `matchesPattern`, ignoring case: for action names. */
export function matchesPatternIgnoringCase(pattern: string, text: string): boolean {
  const first = pattern.charCodeAt(0);
  // The first letter rules most names out before any is copied; beyond ASCII, one case can be of another length.
  if (first !== 0x2a && first !== 0x3f && first < 0x80) {
    const other = text.charCodeAt(0);
    if (other < 0x80 && (first | 0x20) !== (other | 0x20)) return false;
  }
  return matchesPattern(pattern.toLowerCase(), text.toLowerCase());
}
