import { withVisibleJson } from "./json-text.ts";
import { wrapWords } from "./wrap-words.ts";

/** Words that YAML 1.1 takes for booleans and null. */
const notText: ReadonlySet<string> = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);

/**
 * A text as a scalar of block YAML: plain where that is surely text for readers of YAML 1.1 and 1.2; otherwise in double
 * quotes, whose escapes are JSON's.
 */
export function yamlScalar(text: string): string {
  const isPlain = /^[A-Za-z][\w:./*+@=,-]*$/.test(text) && !text.endsWith(":") && !notText.has(text.toLowerCase());
  return isPlain ? text : withVisibleJson(JSON.stringify(text), asOne);
}

/** The escapes are JSON's and more: of two, YAML would make two characters. */
function asOne(character: string): string {
  return `\\U${(character.codePointAt(0) as number).toString(16).padStart(8, "0")}`;
}

/** Comment lines of at most 120 characters. Whatever the text holds, it stays inside the comment. */
export function yamlComment(text: string, indent: string): string[] {
  // Control characters and the line separators of Unicode would end the comment.
  const words = text.split(/[\s\p{C}\u2028\u2029]+/u).filter((part) => part !== "");
  const start = `${indent}# `;
  return wrapWords(words, 120 - start.length).map((line) => start + line);
}
