import { memberOf, type Node, stringOf } from "./syntax/node.ts";

/**
 * An object with statements that allow or deny something: a policy, under whatever name it stands. One whose statements
 * are not sound counts as well, if its version is one of IAM's language.
 */
export function looksLikePolicy(node: Node): boolean {
  const statements = memberOf(node, "Statement")?.value;
  if (holdsStatements(statements)) return true;
  if (statements?.kind !== "object" && statements?.kind !== "array") return false;
  return /^20(?:08|12)-10-17$/.test(stringOf(node, "Version") ?? "");
}

/** One statement, or a list with one. */
export function holdsStatements(node: Node | undefined): boolean {
  return node !== undefined && partsOf(node).some(looksLikeStatement);
}

export function looksLikeStatement(node: Node): boolean {
  const effect = memberOf(node, "Effect")?.value;
  const isEffect = effect?.kind === "string" && /^(?:allow|deny)$/i.test(effect.value);
  return isEffect && (memberOf(node, "Action") ?? memberOf(node, "NotAction")) !== undefined;
}

/** Statements with an element that says what they do, in whatever case it is written. */
export function mayBePolicy(node: Node, isStatement: (node: Node) => boolean = mayBeStatement): boolean {
  if (node.kind !== "object") return false;
  return node.members.some(({ key, value }) => /^statements?$/i.test(key.value) && partsOf(value).some(isStatement));
}

export function mayBeStatement(node: Node): boolean {
  return hasMember(node, /^(effect|(not_?)?actions?)$/i);
}

export function hasMember(node: Node, name: RegExp): boolean {
  return node.kind === "object" && node.members.some(({ key }) => name.test(key.value));
}

function partsOf(node: Node): readonly Node[] {
  return node.kind === "array" ? node.items : [node];
}

/** Whether a text speaks of statements and what they do: in JSON, in JSON inside of JSON, percent-encoded, or in YAML. */
export function speaksOfStatements(text: string): boolean {
  if (/%22Statement%22/i.test(text)) return true;
  return /\bStatement\\*["']?\s*:/.test(text) && /\bEffect\\*["']?\s*:/.test(text);
}
