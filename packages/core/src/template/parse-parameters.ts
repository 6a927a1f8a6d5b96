import { describe, parseText } from "../parse-policy.ts";
import type { Node } from "../syntax/node.ts";
import { positionsIn } from "../syntax/position.ts";
import type { TemplateParameters } from "./read-parameters.ts";

/**
 * Reads a file of parameters: one JSON or YAML object, each member a text or a list of texts. Numbers keep their
 * digits as written, leading zeros too. Throws a TypeError that names the place of the first mistake.
 */
export function parseTemplateParameters(text: string, options: { readonly file?: string } = {}): TemplateParameters {
  const positions = positionsIn(text);
  const mistake = (offset: number, details: string): TypeError => {
    const { line, column } = positions.at(offset);
    return new TypeError(`${options.file ?? "The parameters"}, line ${line}, column ${column + 1}: ${details}`);
  };
  const { root, problems, tooDeep } = parseText(text, options);
  const [problem] = problems;
  if (problem !== undefined) throw mistake(problem.at.start, problem.details);
  if (root?.kind !== "object") {
    const found = root === undefined ? (tooDeep === undefined ? "nothing" : "brackets without end") : describe(root);
    throw mistake(root?.start ?? 0, `Parameters are an object such as \`region: us-east-1\`, not ${found}.`);
  }
  const parameters = new Map<string, string | readonly string[]>();
  for (const { key, value } of root.members) {
    if (parameters.has(key.value)) throw mistake(key.start, `\`${key.value}\` is given twice. Leave one out.`);
    parameters.set(key.value, value.kind === "array" ? value.items.map(textOf) : textOf(value));
  }
  return Object.fromEntries(parameters);

  function textOf(node: Node): string {
    if (node.kind === "string") return node.value;
    if (node.kind === "number" || node.kind === "boolean") return node.text;
    throw mistake(node.start, `A parameter is a text or a list of texts, not ${describe(node)}.`);
  }
}
