import { closest } from "../closest.ts";
import { quote } from "../quote.ts";
import { type Shape, wrongType } from "./shape.ts";

export interface TextRule {
  readonly expected: string;
  /** Without anchors; the whole text must match. */
  readonly pattern?: string;
  readonly examples?: readonly string[];
  /** The value that a text of another form was probably meant to be. */
  readonly meant?: (text: string) => string | undefined;
}

export function text(rule: TextRule): Shape<string> {
  const whole = rule.pattern === undefined ? undefined : new RegExp(`^(?:${rule.pattern})$`, "u");
  return {
    expected: rule.expected,
    fits: (node) => node.kind === "string",
    read(node, context) {
      if (node.kind !== "string") return wrongType(node, rule.expected, context, exampleOf(rule));
      if (node.value !== "" && (whole === undefined || whole.test(node.value))) return node.value;
      const meant = rule.meant?.(node.value);
      const found = node.value === "" ? "An empty text" : quote(node.value);
      const hint = meant === undefined ? exampleOf(rule) : ` Did you mean \`${meant}\`?`;
      const details = `${found} is not ${rule.expected}.${hint}`;
      context.report("CONFIG_WRONG_VALUE", context.locate(node, context.path), details, meant);
      return undefined;
    },
    schema: () => ({
      type: "string",
      ...(rule.pattern === undefined ? { minLength: 1 } : { pattern: `^(?:${rule.pattern})$` }),
      ...(rule.examples === undefined ? {} : { examples: rule.examples }),
    }),
  };
}

/** Twelve digits. Without quotes YAML reads a number: it is taken as long as no leading zero can be lost. */
export const accountId: Shape<string> = {
  expected: "a 12-digit AWS account id",
  fits: (node) => node.kind === "number" || (node.kind === "string" && /^\d{12}$/.test(node.value)),
  read(node, context) {
    if (node.kind === "string" && /^\d{12}$/.test(node.value)) return node.value;
    if (node.kind === "number" && /^[1-9]\d{11}$/.test(node.text)) return node.text;
    const shown = node.kind === "string" ? node.value : node.kind === "number" ? node.text : undefined;
    if (shown === undefined) return wrongType(node, this.expected, context, "");
    const hint = node.kind === "number" ? " Put it in quotes, so that no zero at its beginning is lost." : "";
    const details = `${quote(shown)} is not ${this.expected}.${hint}`;
    context.report("CONFIG_WRONG_VALUE", context.locate(node, context.path), details);
    return undefined;
  },
  schema: () => ({
    anyOf: [
      { type: "string", pattern: "^\\d{12}$" },
      { type: "integer", minimum: 100_000_000_000, maximum: 999_999_999_999 },
    ],
  }),
};

/** A day as `YYYY-MM-DD`, and one that exists. */
export const day: Shape<string> = {
  expected: "a day as `YYYY-MM-DD`",
  fits: (node) => node.kind === "string",
  read(node, context) {
    if (node.kind !== "string") return wrongType(node, this.expected, context, " Example: `2027-03-31`.");
    const time = /^\d{4}-\d{2}-\d{2}$/.test(node.value) ? Date.parse(`${node.value}T00:00:00Z`) : Number.NaN;
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(node.value)) return node.value;
    const details = `${quote(node.value)} is not ${this.expected} in the calendar. Example: \`2027-03-31\`.`;
    context.report("CONFIG_WRONG_VALUE", context.locate(node, context.path), details);
    return undefined;
  },
  schema: () => ({ type: "string", format: "date", pattern: "^\\d{4}-\\d{2}-\\d{2}$" }),
};

/** `otherwise` is a sentence for a value that is near none of the choices. */
export function choice<T extends string | number>(choices: readonly T[], otherwise = ""): Shape<T> {
  const names = choices.map(String);
  const expected = names.length === 1 ? `\`${names[0]}\`` : `one of ${names.map((name) => `\`${name}\``).join(", ")}`;
  return {
    expected,
    fits: (node) => node.kind === "string" || node.kind === "number",
    read(node, context) {
      const value = node.kind === "string" || node.kind === "number" ? node.value : undefined;
      if (value === undefined) return wrongType(node, expected, context, "");
      const found = choices.find((candidate) => candidate === value);
      if (found !== undefined) return found;
      const number = choices.find((candidate) => String(candidate) === value);
      if (number !== undefined) {
        const details = `This must be the number ${number}, not a text. Remove the quotes.`;
        context.report("CONFIG_WRONG_VALUE", context.locate(node, context.path), details);
        return undefined;
      }
      const meant = closest(String(value), names);
      const hint = meant === undefined ? otherwise : `Did you mean \`${meant}\`?`;
      const details = `${quote(String(value))} is not ${expected}. ${hint}`.trimEnd();
      const replacement = typeof value === "string" && meant !== undefined ? meant : undefined;
      context.report("CONFIG_WRONG_VALUE", context.locate(node, context.path), details, replacement);
      return undefined;
    },
    schema: () => ({ enum: choices }),
  };
}

function exampleOf(rule: TextRule): string {
  return rule.examples?.[0] === undefined ? "" : ` Example: \`${rule.examples[0]}\`.`;
}

/** A number or a boolean is taken for its text. */
export const scalarText: Shape<string> = {
  expected: "a text",
  fits: (node) => node.kind === "string" || node.kind === "number" || node.kind === "boolean",
  read(node, context) {
    if (node.kind === "string") return node.value;
    if (node.kind === "number" || node.kind === "boolean") return node.text;
    return wrongType(node, "a text or a list of texts", context, "");
  },
  schema: () => ({ type: ["string", "number", "boolean"] }),
};
