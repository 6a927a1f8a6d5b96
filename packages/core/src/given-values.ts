/**
 * Values of a deployment, which a file alone does not tell: a template's parameters by name, a Terraform variable. Where a
 * list is taken, a text of items between commas is one.
 */
export type GivenValues = Readonly<Record<string, string | readonly string[]>>;

/** Undefined where none is given; a name such as `toString` is an ordinary one. */
export function givenValue(values: GivenValues, name: string): string | readonly string[] | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
