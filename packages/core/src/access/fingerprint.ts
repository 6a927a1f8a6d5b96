import type { PolicyDocument, Statement } from "../policy/document.ts";
import type { Node } from "../syntax/node.ts";

const known = new WeakMap<Statement, string>();

/** Equal for two statements that say the same in the same words: order of members and values aside, and without `Sid`. */
export function fingerprint(policy: PolicyDocument, statement: Statement): string {
  let print = known.get(statement);
  if (print === undefined) {
    const text = canonical(statement.node, "Sid");
    const version = text.includes("${") ? (policy.version?.value ?? "") : "";
    print = `${version}${text}`;
    known.set(statement, print);
  }
  return print;
}

function canonical(node: Node, omitted?: string): string {
  switch (node.kind) {
    case "object": {
      const members = node.members.filter(({ key }) => key.value !== omitted);
      return `{${members.map(({ key, value }) => `${JSON.stringify(key.value)}:${canonical(value)}`).sort()}}`;
    }
    case "array":
      return node.items.length === 1
        ? canonical(node.items[0] as Node)
        : `[${node.items.map((item) => canonical(item)).sort()}]`;
    case "string":
      return JSON.stringify(node.value);
    default:
      return JSON.stringify(node.text);
  }
}
