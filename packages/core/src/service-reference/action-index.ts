import { ownString } from "../own-string.ts";
/**
 * Where the names of a service's actions are found by their characters. A `Map` would need each name as a string of
 * its own and the asked one cut from its policy: for the tens of thousands of names that policies ask for, this is
 * the cheaper way.
 */
export class ActionIndex {
  /** The place of the first action whose requests show no tags; from there on none does. */
  readonly firstUntagged: number;
  private readonly names: string;
  /** By place; one more for the end. */
  private readonly starts: readonly number[];
  /** A place and one, at the hash of its name or after; 0 where there is none. */
  private readonly slots: Int32Array;

  /** @param names as AWS writes them, parted by commas; those of actions whose requests show tags first */
  constructor(names: string, tagged: number) {
    const starts: number[] = [];
    const hashes: number[] = [];
    for (let start = 0; start < names.length; ) {
      let end = names.indexOf(",", start);
      if (end === -1) end = names.length;
      starts.push(start);
      hashes.push(hash(names, start, end));
      start = end + 1;
    }
    starts.push(names.length + 1);
    // At most half full, so that a search soon meets an empty slot.
    let size = 4;
    while (size < 2 * hashes.length) size *= 2;
    const slots = new Int32Array(size);
    for (let place = 0; place < hashes.length; place++) {
      let slot = (hashes[place] as number) & (size - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      slots[slot] = place + 1;
    }
    this.firstUntagged = tagged;
    this.names = ownString(names);
    this.starts = starts;
    this.slots = slots;
  }

  get size(): number {
    return this.starts.length - 1;
  }

  /** Where its name begins among the names, counted without what may stand before the first. */
  startOf(place: number): number {
    return this.starts[place] as number;
  }

  nameAt(place: number): string {
    return this.names.slice(this.starts[place], (this.starts[place + 1] as number) - 1);
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
    const { names, starts } = this;
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
