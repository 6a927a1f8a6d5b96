import type { Member, Node, ObjectNode, StringNode } from "../syntax/node.ts";
import type { Condition, Malformed, Repeated, Statement, Value, ValueList } from "./document.ts";
import type { PolicyFeature } from "./policy-feature.ts";

const oneOrMany = "a string or an array of strings";

/** What is gathered while a policy is read. */
export interface Reading {
  readonly statements: Statement[];
  readonly conditions: Condition[];
  readonly malformed: Malformed[];
  readonly repeated: Repeated[];
  readonly features: Set<PolicyFeature>;
}

export function readList(reading: Reading, member: Member): ValueList {
  const { value } = member;
  if (value.kind === "string") return { member, values: [value] };
  if (value.kind !== "array") {
    wrong(reading, value, member.key.value, oneOrMany);
    return { member, values: [] };
  }
  if (value.items.length === 0) reading.features.add("empty");
  if (areStrings(value.items)) return { member, values: value.items };
  const values: Value[] = [];
  for (const item of value.items) {
    if (item.kind === "string") values.push(item);
    else wrong(reading, item, member.key.value, "a string");
  }
  return { member, values };
}

export function readString(reading: Reading, member: Member): Value | undefined {
  if (member.value.kind === "string") return member.value;
  wrong(reading, member.value, member.key.value, "a string");
  return undefined;
}

export function wrong(reading: Reading, at: Node, element: string, expected: string): void {
  reading.features.add("malformed");
  reading.malformed.push({ node: at, element, expected });
}

export function noteRepeated(reading: Reading, object: ObjectNode): void {
  const { members } = object;
  if (members.length < 2) return;
  if (members.length <= 8) {
    for (let i = 1; i < members.length; i++) {
      const member = members[i] as Member;
      for (let j = 0; j < i; j++) {
        const first = members[j] as Member;
        if (first.key.value === member.key.value) {
          reading.repeated.push({ ...member, first });
          break;
        }
      }
    }
    return;
  }
  const seen = new Map<string, Member>();
  for (const member of members) {
    const first = seen.get(member.key.value);
    if (first === undefined) seen.set(member.key.value, member);
    else reading.repeated.push({ ...member, first });
  }
}

/** By place: asked of every list of every policy. */
export function areStrings(items: readonly Node[]): items is readonly StringNode[] {
  for (let i = 0; i < items.length; i++) if (items[i]?.kind !== "string") return false;
  return true;
}

export function isEmpty(node: Node): boolean {
  return (node.kind === "object" && node.members.length === 0) || (node.kind === "array" && node.items.length === 0);
}
