/**
 * Where the names of a service's actions are found by their characters. A `Map` would need each name as a string of
 * its own and the asked one cut from its policy: for the tens of thousands of names that policies ask for, this is
 * the cheaper way.
 */
export class ActionIndex {
  /** The place of the first action whose requests show no tags; from there on none does. */
  readonly firstUntagged: number;
  private readonly text: string;
  /** In the text, by place; one more for the end. */
  private readonly starts: Int32Array;
  /** A place and one, at the hash of its name or after; 0 where there is none. */
  private readonly slots: Int32Array;

  /** The actions of a service as `data.ts` holds it: how many show tags, how many there are, and their names. */
  static of(text: string): ActionIndex {
    const start = text.indexOf("|") + 1;
    const [tagged, size] = text.slice(0, start - 1).split(".") as [string, string];
    return new ActionIndex(text, start, Number.parseInt(tagged, 36), Number.parseInt(size, 36));
  }

  private constructor(text: string, start: number, tagged: number, size: number) {
    this.firstUntagged = tagged;
    this.text = text;
    this.starts = new Int32Array(size + 1);
    // At most half full, so that a search soon meets an empty slot.
    let slots = 4;
    while (slots < 2 * size) slots *= 2;
    this.slots = new Int32Array(slots);
    this.starts[0] = start;
    for (let place = 0, from = start; place < size; place++) {
      const end = endOfName(text, from);
      this.put(hash(text, from, end), place);
      from = end + 1;
      this.starts[place + 1] = from;
    }
  }

  private put(sum: number, place: number): void {
    const { slots } = this;
    const last = slots.length - 1;
    let slot = sum & last;
    while (slots[slot] !== 0) slot = (slot + 1) & last;
    slots[slot] = place + 1;
  }

  get size(): number {
    return this.starts.length - 1;
  }

  /** How many characters of the names and their commas stand before its name. */
  startOf(place: number): number {
    return (this.starts[place] as number) - (this.starts[0] as number);
  }

  nameAt(place: number): string {
    return this.text.slice(this.starts[place], (this.starts[place + 1] as number) - 1);
  }

  /** Whether some name begins so, in the same letters. */
  someBegins(text: string): boolean {
    // A separator would reach over the end of a name.
    if (this.size === 0 || /[,|]/.test(text)) return false;
    if (this.text.startsWith(text, this.starts[0])) return true;
    const found = this.text.indexOf(`,${text}`, this.starts[0]);
    return found !== -1 && found < (this.starts[this.size] as number) - 1;
  }

  /** The place of the action whose name, in whatever case, stands in the text from `start` to `end`; -1 for none. */
  placeOf(text: string, start: number, end: number): number {
    const { slots } = this;
    const last = slots.length - 1;
    for (let slot = hash(text, start, end) & last; ; slot = (slot + 1) & last) {
      const place = (slots[slot] as number) - 1;
      if (place === -1 || this.isAt(place, text, start, end)) return place;
    }
  }

  private isAt(place: number, text: string, start: number, end: number): boolean {
    const { text: names, starts } = this;
    let at = starts[place] as number;
    // Of the same length, which also keeps a comma in the text from reaching into the next name.
    if ((starts[place + 1] as number) - 1 - at !== end - start) return false;
    for (let i = start; i < end; i++, at++) {
      const code = names.charCodeAt(at);
      const difference = code ^ text.charCodeAt(i);
      if (difference !== 0 && !(difference === 0x20 && isLetter(code))) return false;
    }
    return true;
  }
}

/** The comma behind it, or the end of the last. */
function endOfName(text: string, start: number): number {
  for (let i = start; ; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x2c /* , */ || code === 0x7c /* | */) return i;
  }
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 /* a */ && lower <= 0x7a /* z */;
}

/** Of the length and at most nine characters; more would hardly tell more names of one service apart. */
function hash(text: string, start: number, end: number): number {
  let sum = end - start;
  const step = 1 + (sum >> 3);
  for (let i = end - 1; i >= start; i -= step) sum = Math.imul(sum, 31) + (text.charCodeAt(i) | 0x20);
  return sum ^ (sum >>> 15);
}
