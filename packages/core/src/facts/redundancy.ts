import type { Value, ValueList } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";

/** Strings of one element that cover one another, directly or through a third. */
export interface RedundantGroup {
  /** In written order, the covering ones included; two or more. */
  readonly members: readonly Value[];
  /** One that covers another. */
  readonly widest: Value;
  /** The longest, the last of several equally long: one that can go. */
  readonly removable: Value;
}

const none: readonly RedundantGroup[] = [];

/**
 * One covers another when its pattern matches the other's text, wildcards and all. The rule of Access Analyzer,
 * as its recorded results show it: each connected group is one finding.
 */
export function redundantGroups(
  list: ValueList | undefined,
  { ignoreCase }: { readonly ignoreCase: boolean },
): readonly RedundantGroup[] {
  if (list === undefined || list.values.length < 2) return none;
  const { values } = list;
  if (!perhapsRedundant(values, ignoreCase)) return none;
  const texts = ignoreCase ? values.map(({ value }) => value.toLowerCase()) : values.map(({ value }) => value);
  const group = values.map((_, index) => index);
  const covers = new Set<number>();
  const first = new Map<string, number>();
  for (let i = 0; i < texts.length; i++) {
    const same = first.get(texts[i] as string);
    if (same === undefined) first.set(texts[i] as string, i);
    else join(same, i);
  }
  // In the order of the texts, those that begin like a pattern stand together.
  const sorted = texts.map((_, index) => index).sort((a, b) => ((texts[a] as string) < (texts[b] as string) ? -1 : 1));
  for (let i = 0; i < texts.length; i++) {
    const pattern = texts[i] as string;
    if (!hasWildcard(pattern)) continue;
    const head = pattern.slice(0, pattern.search(/[*?]/));
    for (let at = firstFrom(head); at < sorted.length; at++) {
      const j = sorted[at] as number;
      const text = texts[j] as string;
      if (!text.startsWith(head)) break;
      if (i !== j && matchesPattern(pattern, text)) join(i, j);
    }
  }
  if (covers.size === 0) return none;

  const groups = new Map<number, Value[]>();
  const widest = new Map<number, Value>();
  for (let i = 0; i < values.length; i++) {
    const root = rootOf(i);
    const value = values[i] as Value;
    const members = groups.get(root);
    if (members === undefined) groups.set(root, [value]);
    else members.push(value);
    const before = widest.get(root);
    if (covers.has(i) && (before === undefined || value.value.length < before.value.length)) widest.set(root, value);
  }
  return [...groups].flatMap(([root, members]) => {
    if (members.length < 2) return [];
    const removable = members.reduce((longest, each) => (each.value.length >= longest.value.length ? each : longest));
    return [{ members, widest: widest.get(root) as Value, removable }];
  });

  /** The first place in `sorted` whose text does not come before `head`. */
  function firstFrom(head: string): number {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((texts[sorted[middle] as number] as string) < head) low = middle + 1;
      else high = middle;
    }
    return low;
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

/** Whether a string stands twice, or a wildcard might cover another: most lists end here. */
function perhapsRedundant(values: readonly Value[], ignoreCase: boolean): boolean {
  for (const { value } of values) if (hasWildcard(value)) return true;
  if (values.length > 24) {
    return new Set(values.map(({ value }) => (ignoreCase ? value.toLowerCase() : value))).size < values.length;
  }
  for (let i = 1; i < values.length; i++) {
    for (let j = 0; j < i; j++)
      if (isSame((values[i] as Value).value, (values[j] as Value).value, ignoreCase)) return true;
  }
  return false;
}

function isSame(a: string, b: string, ignoreCase: boolean): boolean {
  return a.length === b.length && (a === b || (ignoreCase && a.toLowerCase() === b.toLowerCase()));
}
