/**
 * What any JSON or YAML text is: a tree that keeps places, repeated members and the written order.
 * Offsets are UTF-16 code units from 0, `end` is exclusive; a string's range includes its quotes.
 */
export type Node = ObjectNode | ArrayNode | StringNode | ScalarNode;

/** A part of a text, half open: `end` is the offset behind its last character. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** From its opening brace to behind its closing one. */
export interface ObjectNode extends Range {
  readonly kind: "object";
  /** In written order; a repeated name stands as often as it was written. */
  readonly members: readonly Member[];
}

/** A name and its value. */
export interface Member {
  readonly key: StringNode;
  readonly value: Node;
}

/** From its opening bracket to behind its closing one. */
export interface ArrayNode extends Range {
  readonly kind: "array";
  readonly items: readonly Node[];
}

/** A string; `value` is what it means, without quotes and escape sequences. */
export interface StringNode extends Range {
  readonly kind: "string";
  readonly value: string;
}

/** A number, `true`, `false` or `null`; `text` is the scalar as written: a long account number keeps its digits. */
export interface ScalarNode extends Range {
  readonly kind: "number" | "boolean" | "null";
  readonly value: number | boolean | null;
  readonly text: string;
}

/** The last member of that name, as JSON.parse would take it. */
export function memberOf(node: Node | undefined, name: string): Member | undefined {
  if (node?.kind !== "object") return undefined;
  for (let i = node.members.length - 1; i >= 0; i--) {
    const member = node.members[i] as Member;
    if (member.key.value === name) return member;
  }
  return undefined;
}

/** The string that the member of that name holds. */
export function stringOf(node: Node | undefined, name: string): string | undefined {
  const value = memberOf(node, name)?.value;
  return value?.kind === "string" ? value.value : undefined;
}

/** The plain value of a tree. A repeated member keeps the last; `__proto__` is an ordinary name. */
export function plainValue(node: Node): unknown {
  switch (node.kind) {
    case "object": {
      const entries = node.members.map((member): [string, unknown] => [member.key.value, plainValue(member.value)]);
      return Object.fromEntries(entries);
    }
    case "array":
      return node.items.map(plainValue);
    default:
      return node.value;
  }
}

/** The values of an object's members, or an array's items. */
export function childrenOf(node: Node): readonly Node[] {
  if (node.kind === "object") return node.members.map(({ value }) => value);
  return node.kind === "array" ? node.items : [];
}
