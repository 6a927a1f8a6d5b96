/** A part of a policy with parameters. */
export type TemplateValue = string | readonly TemplateValue[] | { readonly [member: string]: TemplateValue };

/** A parameter's name never holds a colon; IAM's policy variables (`${aws:userid}`) always do. */
export const placeholder: RegExp = /\$\{([A-Za-z][A-Za-z0-9]*)(\[\*\])?\}/g;

/** A policy with its parameters' values in place. Every placeholder must have a value. */
export function fillIn(value: TemplateValue, values: ReadonlyMap<string, readonly string[]>): TemplateValue {
  if (typeof value === "string") return fillInText(value, values);
  if (isArray(value)) return value.flatMap((item) => repeat(item, values));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fillIn(member, values)]));
}

/** One array element: as many times as the list parameter it names has values, otherwise once. */
function repeat(item: TemplateValue, values: ReadonlyMap<string, readonly string[]>): TemplateValue[] {
  const list = typeof item === "string" ? listParameterIn(item) : undefined;
  if (list === undefined) return [fillIn(item, values)];
  return valuesOf(list, values).map((one) => fillIn(item, new Map(values).set(list, [one])));
}

/** The name in `${name[*]}`, when the text has one. */
function listParameterIn(text: string): string | undefined {
  for (const [, name, list] of text.matchAll(placeholder)) if (list !== undefined) return name;
  return undefined;
}

function fillInText(text: string, values: ReadonlyMap<string, readonly string[]>): string {
  return text.replace(placeholder, (_, name: string) => valuesOf(name, values)[0] as string);
}

function valuesOf(name: string, values: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = values.get(name);
  if (found === undefined) throw new TypeError(`The template uses \`${name}\` and does not declare it.`);
  return found;
}

/** `Array.isArray` does not narrow a readonly array. */
export function isArray(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}
