/** A string that is not closed is one, too: else its end would be looked for from each of its quotes. */
export const stringOrBracket: RegExp = /"(?:[^"\\\n\r]|\\.)*"?|[[\]{}]/g;

/** Where more brackets are missing, the text was cut off or means harm. */
const mostMistyped = 3;

export type Closer = "}" | "]";

/** How many closing brackets a text has beyond its opening ones, less than none where some are missing. */
export class SurplusClosers {
  readonly #text: string;
  #counts: Record<Closer, number> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether there is one too many, and none of the other kind is missing. */
  has(closer: Closer): boolean {
    return this.#left[closer] > 0 && this.#left[other(closer)] >= 0;
  }

  /** The other kind, where that is missing and this is one too many. */
  meantBy(closer: Closer): Closer | undefined {
    const meant = other(closer);
    return this.#left[closer] > 0 && this.#left[meant] < 0 ? meant : undefined;
  }

  /** Whether one is missing, or a few, and none of the other kind is too many. */
  lacks(closer: Closer): boolean {
    const missing = -this.#left[closer];
    return missing > 0 && missing <= mostMistyped && this.#left[other(closer)] <= 0;
  }

  /** The bracket that it would close is told to be one too many. */
  takeOpener(closer: Closer): void {
    this.#left[closer]++;
  }

  /** One of them is told. */
  take(closer: Closer): void {
    this.#left[closer]--;
  }

  /** One of them is told to be of the other kind. */
  exchange(closer: Closer): void {
    this.#left[closer]--;
    this.#left[other(closer)]++;
  }

  get #left(): Record<Closer, number> {
    this.#counts ??= count(this.#text);
    return this.#counts;
  }
}

function other(closer: Closer): Closer {
  return closer === "}" ? "]" : "}";
}

function count(text: string): Record<Closer, number> {
  const counts = { "}": 0, "]": 0 };
  for (const [found] of text.matchAll(stringOrBracket)) {
    if (found === "}" || found === "]") counts[found]++;
    else if (found === "{") counts["}"]--;
    else if (found === "[") counts["]"]--;
  }
  return counts;
}
