import { byPlace, type Finding, type FindingType, findingTypes, type PathElement } from "./finding.ts";
import { memberOf, type Node, type Range } from "./syntax/node.ts";

/**
 * One list from two engines' findings about the same policy. What both say, by issue code and place, stands once, as
 * `both`: in our words, which name the repair, and with the stronger of the two types.
 */
export function mergeEngines(offline: readonly Finding[], accessAnalyzer: readonly Finding[]): Finding[] {
  const theirs = [...accessAnalyzer];
  const merged = offline.map((finding): Finding => {
    const index = theirs.findIndex((candidate) => isSame(finding, candidate));
    if (index === -1) return finding;
    const [other] = theirs.splice(index, 1) as [Finding];
    return { ...finding, engine: "both", findingType: stronger(finding.findingType, other.findingType) };
  });
  return [...merged, ...theirs].sort(byPlace);
}

function isSame(ours: Finding, theirs: Finding): boolean {
  if (ours.issueCode !== theirs.issueCode) return false;
  // Access Analyzer stops at the first fault of the text; ours names each. Whichever comes first is the one it means.
  if (ours.issueCode === "JSON_SYNTAX_ERROR") return true;
  const [a] = ours.locations;
  const [b] = theirs.locations;
  if (a === undefined || b === undefined) return a === b;
  const sameSpan = a.span.start.offset === b.span.start.offset && a.span.end.offset === b.span.end.offset;
  return sameSpan || (a.path.length > 0 && pathText(a.path) === pathText(b.path));
}

/** `value` and `key` of one name are told apart; a part of a string stands for the string. */
function pathText(path: readonly PathElement[]): string {
  return JSON.stringify(path.filter((element) => !("substring" in element)));
}

function stronger(a: FindingType, b: FindingType): FindingType {
  return findingTypes.indexOf(a) <= findingTypes.indexOf(b) ? a : b;
}

/**
 * What a path of Access Analyzer's names in a tree: the inverse of `pathTo`. Where the tree does not go so far, the
 * deepest element on the way.
 */
export function rangeOfPath(root: Node, path: readonly PathElement[]): Range {
  let node = root;
  for (const element of path) {
    if ("index" in element) {
      const item = node.kind === "array" ? node.items[element.index] : undefined;
      // One statement, or one value, may be written without its array.
      if (item === undefined && element.index === 0 && node.kind !== "array") continue;
      if (item === undefined) return node;
      node = item;
    } else if ("substring" in element) {
      return node;
    } else {
      const name = "key" in element ? element.key : element.value;
      const member = memberOf(node, name);
      if (member === undefined) return node;
      if ("key" in element) return member.key;
      node = member.value;
    }
  }
  return node;
}
