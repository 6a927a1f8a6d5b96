import type { ArrayNode, Member, Node, ObjectNode, StringNode } from "./node.ts";

/** A container that is being read; one of the two lists is its node's own. */
export interface Frame {
  readonly node: ObjectNode | ArrayNode;
  readonly members: Member[] | undefined;
  readonly items: Node[] | undefined;
  /** The name that waited for this container as its value. */
  readonly key: StringNode | undefined;
}

/** The containers that are open at one place of a text, and what was read so far. */
export class OpenContainers {
  /** The first value that is in no other. */
  root: Node | undefined;
  /** The name that waits for its value. */
  key: StringNode | undefined;
  readonly #stack: Frame[] = [];

  get depth(): number {
    return this.#stack.length;
  }

  get innermost(): Frame | undefined {
    return this.#stack[this.#stack.length - 1];
  }

  /** That which the innermost stands in. */
  get around(): Frame | undefined {
    return this.#stack[this.#stack.length - 2];
  }

  has(kind: "object" | "array"): boolean {
    return this.#stack.some(({ node }) => node.kind === kind);
  }

  /** What would close them all. */
  get closers(): string {
    return this.#stack
      .map(({ members }) => (members === undefined ? "]" : "}"))
      .reverse()
      .join("");
  }

  /** Opens an empty container, or goes on in one. */
  open(node: ObjectNode | ArrayNode, key: StringNode | undefined): void {
    const members = node.kind === "object" ? (node.members as Member[]) : undefined;
    const items = node.kind === "array" ? (node.items as Node[]) : undefined;
    this.#stack.push({ node, members, items, key });
    this.key = undefined;
  }

  /** A complete value where one was awaited. */
  add(node: Node): void {
    const { innermost } = this;
    if (innermost === undefined) this.root = node;
    else if (innermost.members !== undefined) {
      innermost.members.push({ key: this.key as StringNode, value: node });
      this.key = undefined;
    } else innermost.items?.push(node);
  }

  /** Closes the innermost at `end`. */
  close(end: number): void {
    const { node, key } = this.#stack.pop() as Frame;
    (node as { end: number }).end = end;
    this.key = key;
    this.add(node);
  }
}
