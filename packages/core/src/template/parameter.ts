import { plural } from "../plural.ts";

/** What a parameter of a template may hold: a field of AWS's with the field's own constraints. */
export interface ParameterType {
  /** In words, e.g. `account ID`. */
  readonly name: string;
  /** The constraints in words; follows "It takes". */
  readonly rule: string;
  readonly example: string;
  /** Why the value is none of this type; follows the value in a sentence. Undefined when it is one. */
  problem(value: string): string | undefined;
  /** The partition that a value belongs to, where the value tells. */
  partitionOf?(value: string): string | undefined;
}

/** A parameter of one template: a type, and what it means there. */
export interface TemplateParameter {
  readonly name: string;
  readonly type: ParameterType;
  /** Takes one value or more; `${name[*]}` in the policy repeats its array element for each. */
  readonly many: boolean;
  readonly description: string;
  /** A parameter without a default must be given. */
  readonly default?: string;
  readonly example: string | readonly string[];
}

/** What one template says of a parameter beyond its type. */
export interface OwnParameter {
  readonly name?: string;
  readonly description?: string;
  readonly many?: boolean;
  readonly default?: string;
  readonly example?: string | readonly string[];
}

/** Makes a template's parameter of one type; the type's usual name and description stand unless the template gives its own. */
export type ParameterOf = (own?: OwnParameter) => TemplateParameter;

export interface TypeDefinition extends ParameterType {
  /** The name a parameter of this type usually has. */
  readonly parameter: string;
  readonly description: string;
  readonly default?: string;
}

export function parameterOf(definition: TypeDefinition): ParameterOf {
  const { parameter, description, default: usualDefault, ...type } = definition;
  return (own = {}) => {
    const many = own.many ?? false;
    const value = own.default ?? usualDefault;
    return {
      name: own.name ?? parameter,
      type,
      many,
      description: own.description ?? description,
      ...(value === undefined ? {} : { default: value }),
      example: own.example ?? (many ? [type.example] : type.example),
    };
  };
}

/**
 * The reasons that hold for every field: checked before a type's own pattern, so that the message says what is really
 * wrong.
 */
export function commonProblem(value: string): string | undefined {
  if (value === "") return "is empty";
  if (/^\s|\s$/.test(value)) return "has white space at an end";
  if (/[<>]|\$\{/.test(value)) return "still holds a placeholder";
  if (/[*?]/.test(value)) return "holds a wildcard, which this field does not allow";
  return undefined;
}

/** A type whose values match `pattern` and have `min` to `max` characters. */
export function patternProblem(
  value: string,
  { pattern, min = 1, max, wrong }: { pattern: RegExp; min?: number; max: number; wrong: string },
): string | undefined {
  const common = commonProblem(value);
  if (common !== undefined) return common;
  if (value.length < min || value.length > max) {
    return `has ${plural(value.length, "character")}, not ${min} to ${max}`;
  }
  return pattern.test(value) ? undefined : wrong;
}
