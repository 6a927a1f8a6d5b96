import type { PathElement } from "../finding.ts";
import type { Member, Node } from "../syntax/node.ts";

/** Sections that decide what the policies of others say, and how deep their names do. */
const depths: ReadonlyMap<string, number> = new Map([
  ["Conditions", 1],
  ["Mappings", 3],
  ["Parameters", 2],
]);

interface Repeated {
  readonly member: Member;
  readonly path: readonly PathElement[];
}

/** What stands twice there: which one counts is not certain. Of two resources, or two of their members, each is looked at. */
export function* repeatedNames(template: Node): Generator<Repeated> {
  const sections = template.kind === "object" ? template.members.filter(({ key }) => depths.has(key.value)) : [];
  yield* repeatedIn(sections, []);
  for (const { key, value } of sections) yield* inNode(value, depths.get(key.value) ?? 0, [{ value: key.value }]);
}

function* inNode(node: Node, depth: number, path: readonly PathElement[]): Generator<Repeated> {
  if (depth === 0 || node.kind !== "object") return;
  yield* repeatedIn(node.members, path);
  for (const { key, value } of node.members) yield* inNode(value, depth - 1, [...path, { value: key.value }]);
}

function* repeatedIn(members: readonly Member[], path: readonly PathElement[]): Generator<Repeated> {
  const seen = new Set<string>();
  for (const member of members) {
    if (seen.has(member.key.value)) yield { member, path: [...path, { value: member.key.value }] };
    seen.add(member.key.value);
  }
}
