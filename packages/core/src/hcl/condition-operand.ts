import type { Operand } from "../condition-logic.ts";
import type { Range } from "../syntax/node.ts";
import { argumentOf } from "./block-instances.ts";
import { type HclDeclarations, resolverFor } from "./resolve.ts";
import type { HclBlock, HclExpression } from "./syntax.ts";
import { booleanOf } from "./value.ts";

/** Far more locals than are behind a condition. */
const mostNames = 200;
/** In UTF-16 code units, and in texts. */
const longestDefinitions = 100_000;
const mostWritten = 10_000_000;
const mostKept = 500;

/**
 * A condition that only Terraform can work out, as what it compares with `true`: known again, in another version of the
 * module, where the locals behind it are written alike. By the defaults of the variables it may be known how it turns out.
 */
export function conditionOperand(
  condition: string,
  declarations: HclDeclarations,
  block: HclBlock | undefined,
): Operand {
  const written: HclExpression = { kind: "computed", start: 0, end: 0, text: condition };
  const standard = booleanOf(resolverFor(declarations, undefined, true).resolve(written, new Map(), false));
  // Where its default does not tell how it turns out, another default may be about something else.
  const definitions = definitionsOf(condition, declarations, block, standard === undefined);
  const term = definitions === "" ? condition : `${condition} ${numberOf(definitions)}`;
  return { term, ...(standard === undefined ? {} : { standard: String(standard) }) };
}

/**
 * What stands behind the locals that a block mentions, as a text to compare: another one where they are written otherwise.
 * Empty where there is nothing.
 */
export function behindLocalsOf(
  { text }: { readonly text: string },
  blocks: readonly HclBlock[],
  declarations: HclDeclarations,
): (at: Range) => string {
  const known = new Map<HclBlock, string>();
  let index = 0;
  return (at) => {
    // They are asked for in written order, those of locals once more.
    if (at.start < (blocks[index]?.start ?? Number.POSITIVE_INFINITY)) index = 0;
    while ((blocks[index]?.end ?? Number.POSITIVE_INFINITY) < at.end) index++;
    const block = blocks[index];
    if (block === undefined) return "";
    const before = known.get(block);
    if (before !== undefined) return before;
    const definitions = definitionsOf(text.slice(block.start, block.end), declarations, undefined, false);
    const behind = definitions === "" ? "" : String(numberOf(definitions));
    known.set(block, behind);
    return behind;
  };
}

/** What the names stand for that the text mentions, and those in that; undefined where that is too much. */
function definitionsOf(
  text: string,
  { locals, blocks, allowance }: HclDeclarations,
  block: HclBlock | undefined,
  withVariables: boolean,
): string | undefined {
  const budget = budgets.get(allowance) ?? { left: mostWritten };
  budgets.set(allowance, budget);
  const definitions: string[] = [];
  const texts = [text];
  const seen = new Set<string>();
  let length = 0;
  for (let source = texts.pop(); source !== undefined; source = texts.pop()) {
    for (const [, root = "", name = ""] of source.matchAll(mentioned)) {
      const key = `${root}.${name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const found = [...definitionOf(root, name)];
      for (const { start, end } of found) length += end - start;
      if (seen.size > mostNames || length > longestDefinitions || budget.left < length) return undefined;
      if (found.length === 0) continue;
      const written = found.map(writtenIn).join(" ");
      budget.left -= written.length;
      definitions.push(`${key} = ${written}`);
      texts.push(written);
    }
  }
  return definitions.sort().join("\n");

  function* definitionOf(root: string, name: string): Iterable<HclExpression> {
    const found =
      root === "local"
        ? [locals.get(name)]
        : root === "var" && withVariables
          ? [argumentOf(blocks.get(`var.${name}`), "default"), typeOf(blocks.get(`var.${name}`))]
          : root === "each"
            ? [argumentOf(block, "for_each")]
            : [];
    for (const one of found) if (one !== undefined) yield one;
  }
}

/** For all of a file, or of a module. */
const budgets = new WeakMap<HclDeclarations["allowance"], { left: number }>();

/** `local.a`, `local["a"]`, `var.a`, `each.value`. */
const mentioned = /\b(local|var|each)\s*(?:\.|\[\\*")\s*([\p{L}_][\p{L}\p{N}_-]*)/gu;

/** A type that has defaults of its own. */
function typeOf(variable: HclBlock | undefined): HclExpression | undefined {
  const type = argumentOf(variable, "type");
  return type !== undefined && writtenIn(type).includes("optional") ? type : undefined;
}

/** All that is written, without its places. */
export function writtenIn(value: HclExpression): string {
  return JSON.stringify(value, (key, part) => (places.has(key) ? undefined : part));
}

const places: ReadonlySet<string> = new Set(["start", "end", "from", "to", "offsets"]);

/** The same for the same texts, as long as they are kept; later, another one. */
function numberOf(definitions: string | undefined): number {
  const known = definitions === undefined ? undefined : numbers.get(definitions);
  if (known !== undefined) return known;
  count++;
  if (definitions === undefined) return count;
  numbers.set(definitions, count);
  const [oldest] = numbers.keys();
  if (numbers.size > mostKept && oldest !== undefined) numbers.delete(oldest);
  return count;
}

const numbers = new Map<string, number>();
let count = 0;
