/**
 * A value as JSON has it. Terraform takes each kind; where it declares a type, a text such as `true` or `3` is one of that
 * type.
 */
export type GivenValue =
  | string
  | number
  | boolean
  | null
  | readonly GivenValue[]
  | { readonly [name: string]: GivenValue };

/**
 * Values of a deployment, which a file alone does not tell: a template's parameters by name, a Terraform variable.
 * CloudFormation takes texts and lists of them, a number or a boolean for its text; where it takes a list, a text of items
 * between commas is one.
 */
export type GivenValues = Readonly<Record<string, GivenValue>>;

/** Undefined where none is given; a name such as `toString` is an ordinary one. */
export function givenValue(values: GivenValues, name: string): GivenValue | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** A value as CloudFormation takes it: a text or a list of texts. Undefined for any other. */
export function asParameterValue(value: GivenValue): string | readonly string[] | undefined {
  if (!Array.isArray(value)) return scalarText(value);
  const items = value.map(scalarText);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function scalarText(value: GivenValue): string | undefined {
  return typeof value === "object" ? undefined : String(value);
}
