import type { Value } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";

/** Strings of one element that cover one another, directly or through a third; each by its place in the list. */
export interface RedundantGroup {
  /** In written order, the covering ones included; two or more. */
  readonly members: readonly number[];
  /** One that covers another. */
  readonly widest: number;
  /** The longest, the last of several equally long: one that can go. */
  readonly removable: number;
}

/**
 * One covers another when its pattern matches the other's text, wildcards and all. The rule of Access Analyzer,
 * as its recorded results show it: each connected group is one finding.
 */
export function redundantGroups(
  values: readonly Value[],
  { ignoreCase }: { readonly ignoreCase: boolean },
): readonly RedundantGroup[] {
  if (!someCovers(values, { ignoreCase })) return [];
  const texts = ignoreCase ? values.map(({ value }) => value.toLowerCase()) : values.map(({ value }) => value);
  const group = values.map((_, index) => index);
  const covers = new Set<number>();
  const first = new Map<string, number>();
  for (let i = 0; i < texts.length; i++) {
    const same = first.get(texts[i] as string);
    if (same === undefined) first.set(texts[i] as string, i);
    else join(same, i);
  }
  for (let i = 0; i < texts.length; i++) {
    const pattern = texts[i] as string;
    if (!hasWildcard(pattern)) continue;
    const last = pattern.search(/[*?]/) - 1;
    for (let j = 0; j < texts.length; j++) {
      const text = texts[j] as string;
      // The last character before the wildcard tells most strings apart.
      if (i === j || (last >= 0 && text.charCodeAt(last) !== pattern.charCodeAt(last))) continue;
      if (matchesPattern(pattern, text)) join(i, j);
    }
  }

  const groups = new Map<number, number[]>();
  const widest = new Map<number, number>();
  for (let i = 0; i < texts.length; i++) {
    const root = rootOf(i);
    const members = groups.get(root);
    if (members === undefined) groups.set(root, [i]);
    else members.push(i);
    const before = widest.get(root);
    if (covers.has(i) && (before === undefined || lengthAt(i) < lengthAt(before))) widest.set(root, i);
  }
  return [...groups].flatMap(([root, members]) => {
    if (members.length < 2) return [];
    const removable = members.reduce((longest, each) => (lengthAt(each) >= lengthAt(longest) ? each : longest));
    return [{ members, widest: widest.get(root) as number, removable }];
  });

  function lengthAt(index: number): number {
    return (texts[index] as string).length;
  }

  function join(covering: number, covered: number): void {
    covers.add(covering);
    const [a, b] = [rootOf(covering), rootOf(covered)];
    if (a < b) group[b] = a;
    else group[a] = b;
  }

  function rootOf(index: number): number {
    let root = index;
    while (group[root] !== root) root = group[root] as number;
    return root;
  }
}

/** Whether some string covers another: whether there is any group. */
function someCovers(values: readonly Value[], { ignoreCase }: { readonly ignoreCase: boolean }): boolean {
  if (hasTwins(values, ignoreCase)) return true;
  // Bit 5 is the case of a letter; that it also takes `[` for `{` costs one more comparison.
  const fold = ignoreCase ? 0x20 : 0;
  for (const { value } of values) {
    const wildcard = value.search(/[*?]/);
    if (wildcard === -1) continue;
    const pattern = ignoreCase ? value.toLowerCase() : value;
    const last = wildcard - 1;
    const wanted = pattern.charCodeAt(last) | fold;
    for (const other of values) {
      // The last character before the wildcard tells most strings apart.
      if (other.value === value || (last >= 0 && (other.value.charCodeAt(last) | fold) !== wanted)) continue;
      if (matchesPattern(pattern, ignoreCase ? other.value.toLowerCase() : other.value)) return true;
    }
  }
  return false;
}

function hasTwins(values: readonly Value[], ignoreCase: boolean): boolean {
  if (values.length > 24) {
    return new Set(values.map(({ value }) => (ignoreCase ? value.toLowerCase() : value))).size < values.length;
  }
  for (let i = 1; i < values.length; i++) {
    const a = (values[i] as Value).value;
    for (let j = 0; j < i; j++) {
      const b = (values[j] as Value).value;
      if (a.length === b.length && (a === b || (ignoreCase && a.toLowerCase() === b.toLowerCase()))) return true;
    }
  }
  return false;
}
