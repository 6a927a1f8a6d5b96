import type { PolicyDocument } from "../policy/document.ts";
import type { Template } from "../template.ts";
import { placeholder } from "./fill-in.ts";
import type { TemplateParameter } from "./parameter.ts";
import { asRootArn, type PolicyText, policyTexts } from "./policy-texts.ts";

/** Values for parameters of a template, as a policy suggests them. Any of them may be missing. */
export type Binding = ReadonlyMap<string, readonly string[]>;

/** Two parameters in one element can be read in many ways; more than this many are not tried. */
const maxBindings = 64;

/**
 * What the parameters may be for the policy to be the template's: every reading in which each string of the template
 * with a parameter stands for a string of the policy in the same element. A guess to be confirmed, never the answer.
 */
export function bindingsFor(template: Template, shape: PolicyDocument, policy: PolicyDocument): Binding[] {
  const parameters = new Map(template.parameters.map((parameter) => [parameter.name, parameter]));
  const texts = policyTexts(policy);
  const patterns = distinct(policyTexts(shape)).map(({ slot, value }) => ({ slot, parts: partsOf(value) }));
  const scalars = patterns.filter(({ parts }) => parts.list === undefined);
  const lists = patterns.filter(({ parts }) => parts.list !== undefined);
  const inSlot = (slot: string): string[] => texts.filter((text) => text.slot === slot).map(({ value }) => value);
  let bindings: Binding[] = [new Map()];
  for (const { slot, parts } of scalars.filter((pattern) => pattern.parts.names.length > 0)) {
    const candidates = inSlot(slot);
    bindings = bindings.flatMap((binding) => extend(binding, parts, candidates, parameters)).slice(0, maxBindings);
  }
  // Lists last: what they share with single values is bound then, and what single values stand for is known.
  for (const { slot, parts } of lists) {
    const candidates = inSlot(slot);
    const singles = scalars.filter((pattern) => pattern.slot === slot);
    bindings = bindings
      .flatMap((binding) => {
        const taken = new Set(singles.map((single) => join(single.parts, binding)));
        const free = candidates.filter((candidate) => !taken.has(asRootArn(candidate)));
        const readings = extend(binding, parts, free, parameters);
        return free.length === candidates.length
          ? readings
          : [...readings, ...extend(binding, parts, candidates, parameters)];
      })
      .slice(0, maxBindings);
  }
  return bindings;
}

/** A string of the template, cut at its parameters: literal, name, literal, …, literal. */
interface Parts {
  readonly literals: readonly string[];
  readonly names: readonly string[];
  /** The name that is written `${name[*]}`. */
  readonly list?: string;
}

function partsOf(text: string): Parts {
  const literals: string[] = [];
  const names: string[] = [];
  let list: string | undefined;
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const name = match[1] as string;
    literals.push(text.slice(end, match.index));
    names.push(name);
    if (match[2] !== undefined) list = name;
    end = match.index + match[0].length;
  }
  literals.push(text.slice(end));
  return { literals, names, ...(list === undefined ? {} : { list }) };
}

/** The string that the parts give; undefined as long as a name has no value. */
function join({ literals, names }: Parts, binding: Binding): string | undefined {
  let text = literals[0] as string;
  for (const [index, name] of names.entries()) {
    const value = binding.get(name)?.[0];
    if (value === undefined) return undefined;
    text += value + (literals[index + 1] as string);
  }
  return text;
}

/** Every way to go on from a binding; the binding itself when the policy has nothing that fits. */
function extend(
  binding: Binding,
  parts: Parts,
  candidates: readonly string[],
  parameters: ReadonlyMap<string, TemplateParameter>,
): Binding[] {
  const extended = new Map<string, Map<string, readonly string[]>>();
  for (const candidate of candidates) {
    const found = capture(parts, candidate);
    if (found === undefined || !fits(found, binding, parts.list, parameters)) continue;
    const singles = [...found].filter(([name]) => name !== parts.list);
    const key = JSON.stringify(singles);
    const next = extended.get(key) ?? new Map(binding);
    for (const [name, value] of singles) next.set(name, [value]);
    if (parts.list !== undefined) {
      const value = found.get(parts.list) as string;
      const values = next.get(parts.list) ?? [];
      if (!values.includes(value)) next.set(parts.list, [...values, value]);
    }
    extended.set(key, next);
  }
  return extended.size === 0 ? [binding] : [...extended.values()];
}

/** The parameters' values for which the parts give `text`. Each value ends where the next literal first occurs; linear. */
function capture({ literals, names }: Parts, text: string): Map<string, string> | undefined {
  const [first] = literals as readonly [string];
  const last = literals[names.length] as string;
  const value = first === "" && names.length === 1 && last === "" ? text : asRootArn(text);
  if (!value.startsWith(first) || value.length < first.length + last.length || !value.endsWith(last)) return undefined;
  const end = value.length - last.length;
  const found = new Map<string, string>();
  let at = first.length;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const literal = literals[index + 1] as string;
    const stop = isLast ? end : value.indexOf(literal, at);
    if (stop === -1 || stop > end) return undefined;
    const captured = value.slice(at, stop);
    const before = found.get(name);
    if (before !== undefined && before !== captured) return undefined;
    found.set(name, captured);
    at = stop + literal.length;
  }
  return found;
}

/** Each value obeys its field's rule, and a single value is the one bound before. */
function fits(
  found: ReadonlyMap<string, string>,
  binding: Binding,
  list: string | undefined,
  parameters: ReadonlyMap<string, TemplateParameter>,
): boolean {
  for (const [name, value] of found) {
    const before = binding.get(name);
    if (name !== list && before !== undefined && before[0] !== value) return false;
    const parameter = parameters.get(name);
    if (parameter === undefined || parameter.type.problem(value) !== undefined) return false;
  }
  return true;
}

function distinct(texts: readonly PolicyText[]): PolicyText[] {
  return [...new Map(texts.map((text) => [JSON.stringify([text.slot, text.value]), text])).values()];
}
