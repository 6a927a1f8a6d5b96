/**
 * Where the names of a service's actions are found by a few of their characters. A `Map` would need each name as a
 * string of its own and the asked one cut from its policy: for the tens of thousands of names that policies ask for,
 * this is the cheaper way.
 */
export class ActionIndex {
  readonly size: number;
  /** The place of the first action whose requests show no tags; from there on none does. */
  readonly firstUntagged: number;
  /** The names, parted by commas. */
  private readonly text: string;
  /** In the text, by place; one more for the end. */
  private readonly starts: Int32Array;
  /** A place and one, at the hash of its name or after; 0 where there is none. */
  private readonly slots: Int32Array;

  /** The actions of a service as `data.ts` holds it: how many of them show tags, then their names. */
  static of(text: string): ActionIndex {
    const start = text.indexOf("|");
    const names = text.slice(start + 1, text.indexOf("|", start + 1));
    return new ActionIndex(names, Number.parseInt(text.slice(0, start), 36));
  }

  private constructor(text: string, firstUntagged: number) {
    const names = text === "" ? [] : text.split(",");
    this.text = text;
    this.size = names.length;
    this.firstUntagged = firstUntagged;
    this.starts = new Int32Array(names.length + 1);
    // At most half full, so that a search soon meets an empty slot.
    let slots = 4;
    while (slots < 2 * names.length) slots *= 2;
    this.slots = new Int32Array(slots);
    for (let place = 0, start = 0; place < names.length; place++) {
      const end = start + (names[place] as string).length;
      this.put(hash(text, start, end), place);
      start = end + 1;
      this.starts[place + 1] = start;
    }
  }

  private put(sum: number, place: number): void {
    const { slots } = this;
    const last = slots.length - 1;
    let slot = sum & last;
    while (slots[slot] !== 0) slot = (slot + 1) & last;
    slots[slot] = place + 1;
  }

  /** By place, in AWS's letters. */
  get names(): readonly string[] {
    return this.size === 0 ? [] : this.text.split(",");
  }

  nameAt(place: number): string {
    return this.text.slice(this.starts[place], this.startOf(place + 1) - 1);
  }

  /** How many characters of the names and their commas stand before the name at a place. */
  startOf(place: number): number {
    return this.starts[place] as number;
  }

  /** Whether some name begins so, in the same letters. */
  someBegins(text: string): boolean {
    // A comma would reach over the end of a name.
    if (this.size === 0 || text.includes(",")) return false;
    return this.text.startsWith(text) || this.text.includes(`,${text}`);
  }

  /** The place of the action whose name, in whatever case, stands in the text from `start` to `end`; -1 for none. */
  placeOf(text: string, start: number, end: number): number {
    const { slots, starts, text: names } = this;
    const last = slots.length - 1;
    for (let slot = hash(text, start, end) & last; ; slot = (slot + 1) & last) {
      const place = (slots[slot] as number) - 1;
      if (place === -1) return -1;
      let at = starts[place] as number;
      // Of the same length, which also keeps a comma in the text from reaching into the next name.
      if ((starts[place + 1] as number) - 1 - at !== end - start) continue;
      let i = start;
      for (; i < end; i++, at++) {
        const code = names.charCodeAt(at);
        const difference = code ^ text.charCodeAt(i);
        if (difference !== 0 && !(difference === 0x20 && isLetter(code))) break;
      }
      if (i === end) return place;
    }
  }
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 /* a */ && lower <= 0x7a /* z */;
}

/** Of the length and five characters, alike in either case; more would hardly tell more names of one service apart. */
function hash(text: string, start: number, end: number): number {
  const length = end - start;
  if (length <= 0) return 0;
  const quarter = length >> 2;
  let sum = Math.imul(length, 31) + (text.charCodeAt(end - 1) | 0x20);
  sum = Math.imul(sum, 31) + (text.charCodeAt(start + (length >> 1)) | 0x20);
  sum = Math.imul(sum, 31) + (text.charCodeAt(start + quarter) | 0x20);
  sum = Math.imul(sum, 31) + (text.charCodeAt(end - 1 - quarter) | 0x20);
  sum = Math.imul(sum, 31) + (text.charCodeAt(start) | 0x20);
  return sum ^ (sum >>> 15);
}
