import type { PlainCase } from "./case.ts";
import type { Member, Node, Range } from "./syntax/node.ts";
import type { Span } from "./syntax/position.ts";

/**
 * IAM Access Analyzer's four types, strongest first.
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicyFinding.html
 */
export const findingTypes = ["ERROR", "SECURITY_WARNING", "WARNING", "SUGGESTION"] as const;
/** One of `findingTypes`. */
export type FindingType = (typeof findingTypes)[number];

/** Who made the finding: our own engine, IAM Access Analyzer, or both alike. */
export type Engine = "offline" | "access-analyzer" | "both";

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_PathElement.html */
export type PathElement =
  | { readonly value: string }
  | { readonly index: number }
  | { readonly key: string }
  | { readonly substring: { readonly start: number; readonly length: number } };

/** Where a finding stands: in which file, on which element of the policy, on which lines. */
export interface Location {
  /** As the caller named it, with forward slashes; absent when the text had no name. */
  readonly file?: string;
  /** From the policy document's root to the element. */
  readonly path: readonly PathElement[];
  /** From the file's root to the policy document; empty when the file is the policy. */
  readonly policyPath: readonly PathElement[];
  readonly span: Span;
}

/** IAM Access Analyzer's shape, so that its findings and ours stand in one report. */
export interface Finding {
  readonly findingType: FindingType;
  readonly issueCode: string;
  readonly findingDetails: string;
  readonly learnMoreLink: string;
  readonly engine: Engine;
  readonly locations: readonly Location[];
  /** Other places that explain the finding, each with a label. */
  readonly related?: readonly { readonly label: string; readonly location: Location }[];
  /** The text that mends the first location, where exactly one is certain. */
  readonly replacement?: string;
  /** Where conditions of the file make several policies of one, and it holds in more of them than its outcome's name says. */
  readonly holdsIn?: HoldsIn;
}

/** The cases of a policy that a finding holds in. */
export interface HoldsIn {
  /** A sentence: `This holds in all 4 cases of the policy.` */
  readonly words: string;
  readonly cases: readonly PlainCase[];
}

/** Its details, and in which further cases it holds. */
export function detailsOf({ findingDetails, holdsIn }: Finding): string {
  return holdsIn === undefined ? findingDetails : `${findingDetails} ${holdsIn.words}`;
}

/** The places to show, each once: elements that come from one reference share its place. */
export function placesOf({ locations }: Finding): readonly Location[] {
  const seen = new Set<string>();
  return locations.filter(({ file, span: { start, end } }) => {
    const place = `${start.offset} ${end.offset} ${file}`;
    return !seen.has(place) && seen.add(place);
  });
}

/** Access Analyzer's order: by the place of the first location, then by code. */
export function byPlace(a: Finding, b: Finding): number {
  const place = (a.locations[0]?.span.start.offset ?? 0) - (b.locations[0]?.span.start.offset ?? 0);
  return place !== 0 ? place : a.issueCode < b.issueCode ? -1 : a.issueCode > b.issueCode ? 1 : 0;
}

/**
 * The path from `root` to the node or member name that covers exactly `range`.
 * A range that is no element of its own gives the path of the smallest element around it.
 */
export function pathTo(root: Node, range: Range): readonly PathElement[] {
  const path: PathElement[] = [];
  let node = root;
  for (;;) {
    if (node.start === range.start && node.end === range.end) return path;
    if (node.kind === "object") {
      const { members } = node;
      const member = members[lastAtOrBefore(range.start, members.length, (i) => (members[i] as Member).key.start)];
      if (member === undefined || !covers(member, range)) return path;
      if (range.start >= member.key.start && range.end <= member.key.end) {
        path.push({ key: member.key.value });
        return path;
      }
      if (range.start < member.value.start) return path;
      path.push({ value: member.key.value });
      node = member.value;
    } else if (node.kind === "array") {
      const { items } = node;
      const index = lastAtOrBefore(range.start, items.length, (i) => (items[i] as Node).start);
      const item = items[index];
      if (item === undefined || range.end > item.end) return path;
      path.push({ index });
      node = item;
    } else {
      return path;
    }
  }
}

/** The last index whose start is not behind `offset`, or -1: elements stand in written order. */
function lastAtOrBefore(offset: number, length: number, startOf: (index: number) => number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(middle) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function covers(member: Member, range: Range): boolean {
  return member.key.start <= range.start && range.end <= member.value.end;
}
