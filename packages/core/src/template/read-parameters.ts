import { orDidYouMean } from "../did-you-mean.ts";
import { quote } from "../quote.ts";
import type { Template } from "../template.ts";
import type { TemplateParameter } from "./parameter.ts";

/** By name. A list may be given as one string when it has one value. */
export type TemplateParameters = Readonly<Record<string, string | readonly string[]>>;

/** One thing that is wrong with the parameters given to a template. */
export interface ParameterProblem {
  /** The parameter as the caller named it, or the one that is missing. */
  readonly parameter: string;
  /** Position in the list of values, where one of several is wrong. */
  readonly index?: number;
  /** A sentence that names the parameter, the rule and an example. */
  readonly details: string;
}

/** The value of every parameter, defaults included. Throws a TypeError that names every mistake. */
export function readParameters(template: Template, given: TemplateParameters): ReadonlyMap<string, readonly string[]> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new TypeError(
      `The parameters of the template \`${template.id}\` are ${inWords(given)}, not an object; for example \`{ "region": "us-east-1" }\`.`,
    );
  }
  const problems = parameterProblems(template, given);
  if (problems.length > 0) {
    const details = problems.map((problem) => problem.details).join(" ");
    throw new TypeError(`The template \`${template.id}\` cannot be rendered. ${details}`);
  }
  return valuesOf(template, given);
}

/** Everything that is wrong with the parameters, in the template's order; unknown ones first. Never throws. */
export function parameterProblems(template: Template, given: TemplateParameters): ParameterProblem[] {
  const problems: ParameterProblem[] = [];
  const names = template.parameters.map(({ name }) => name);
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) problems.push({ parameter: name, details: unknownParameter(name, template) });
  }
  for (const parameter of template.parameters) problems.push(...problemsOf(parameter, given));
  if (problems.length === 0) problems.push(...partitionProblems(template, valuesOf(template, given)));
  return problems;
}

function valuesOf(template: Template, given: TemplateParameters): Map<string, readonly string[]> {
  return new Map(
    template.parameters.map(({ name, default: usual }) => {
      const value = ownValue(given, name) ?? usual ?? [];
      return [name, typeof value === "string" ? [value] : value];
    }),
  );
}

/** A parameter that the caller gave: names such as `constructor` are not found in the prototype. */
function ownValue(given: TemplateParameters, name: string): string | readonly string[] | undefined {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

function problemsOf(parameter: TemplateParameter, given: TemplateParameters): ParameterProblem[] {
  const { name, type } = parameter;
  const value: unknown = ownValue(given, name);
  const problem = (what: string, index?: number): ParameterProblem => ({
    parameter: name,
    ...(index === undefined ? {} : { index }),
    details: sentence(`\`${name}\` ${what}`, takes(parameter)),
  });
  if (value === undefined) return parameter.default === undefined ? [problem("is missing")] : [];
  if (Array.isArray(value) && !parameter.many) return [problem("is a list")];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) return [problem("is an empty list")];
  const seen = new Set<unknown>();
  return values.flatMap((one, index) => {
    const at = Array.isArray(value) ? index : undefined;
    if (typeof one !== "string") return [problem(`is ${inWords(one)}, not text; put it in quotes`, at)];
    if (seen.has(one)) return [problem(`has ${quote(one)} twice`, at)];
    seen.add(one);
    const reason = type.problem(one);
    if (reason === undefined) return [];
    return [problem(one === "" ? reason : `is ${quote(one)}, which ${reason}`, at)];
  });
}

function takes({ type, many, example }: TemplateParameter): string {
  const first = typeof example === "string" ? example : (example[0] as string);
  return `It takes ${many ? "one or more of: " : ""}${type.rule}; for example \`${first}\`.`;
}

function unknownParameter(name: string, template: Template): string {
  const known = template.parameters.map((parameter) => parameter.name);
  const guess = orDidYouMean(name, known);
  if (known.length === 0)
    return `${quote(name)} is no parameter: this template takes none. Leave it out; for example \`redshift-guard template render ${template.id}\`.`;
  const [first] = template.parameters as readonly [TemplateParameter];
  const example = typeof first.example === "string" ? first.example : (first.example[0] as string);
  const all = known.map((one) => `\`${one}\``).join(", ");
  return sentence(
    `${quote(name)} is no parameter of this template${guess}`,
    `It takes ${all}; for example \`${first.name}\` = \`${example}\`.`,
  );
}

/** Roles, Regions and ARNs of different partitions cannot meet in one policy. */
function partitionProblems(template: Template, values: ReadonlyMap<string, readonly string[]>): ParameterProblem[] {
  let first: { readonly name: string; readonly value: string; readonly partition: string } | undefined;
  const problems: ParameterProblem[] = [];
  for (const { name, type } of template.parameters) {
    for (const value of values.get(name) ?? []) {
      const partition = type.partitionOf?.(value);
      if (partition === undefined) continue;
      first ??= { name, value, partition };
      if (partition === first.partition) continue;
      const other = first.value === first.partition ? `\`${first.name}\` is` : `\`${first.name}\` is of`;
      problems.push({
        parameter: name,
        details: sentence(
          `\`${name}\` is ${quote(value)}, of the partition \`${partition}\`, but ${other} \`${first.partition}\``,
          `A policy stands in one partition, and so must every Region and ARN in it; for example \`${first.name}\` of \`${partition}\`.`,
        ),
      });
    }
  }
  return problems;
}

function sentence(what: string, rule: string): string {
  return `${what}${what.endsWith("?") ? "" : "."} ${rule}`;
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return value === null ? "null" : typeof value === "object" ? "an object" : `the ${typeof value} ${String(value)}`;
}
