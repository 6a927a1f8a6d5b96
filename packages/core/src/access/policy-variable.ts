/**
 * A value cut at its policy variables: plain text with its wildcards, a variable, or a character written as
 * `${*}`, `${?}` or `${$}`, which stands for itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "variable"; readonly key: string; readonly fallback: string | undefined };

/** A pattern in which some `*` and `?` stand for themselves. */
export interface FilledPattern {
  readonly pattern: string;
  readonly literalAt: ReadonlySet<number>;
}

/** An unclosed `${` is text. */
export function parseTemplate(value: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (;;) {
    const open = value.indexOf("${", from);
    const close = open === -1 ? -1 : value.indexOf("}", open);
    if (close === -1) break;
    if (open > from) parts.push({ kind: "text", text: value.slice(from, open) });
    parts.push(parseVariable(value.slice(open + 2, close)));
    from = close + 1;
  }
  if (from < value.length) parts.push({ kind: "text", text: value.slice(from) });
  return parts;
}

function parseVariable(inner: string): TemplatePart {
  if (inner === "*" || inner === "?" || inner === "$") return { kind: "literal", text: inner };
  const comma = inner.indexOf(",");
  if (comma === -1) return { kind: "variable", key: inner.trim(), fallback: undefined };
  const quoted = inner.slice(comma + 1).trim();
  const fallback =
    quoted.startsWith("'") && quoted.endsWith("'") && quoted.length >= 2 ? quoted.slice(1, -1) : undefined;
  return { kind: "variable", key: inner.slice(0, comma).trim(), fallback };
}

export type Variable = Extract<TemplatePart, { kind: "variable" }>;

/** The value with every variable replaced. Undefined when one has no text: then the value matches nothing. */
export function fillVariables(
  value: string,
  textOf: (variable: Variable) => string | undefined,
): FilledPattern | undefined {
  const literalAt = new Set<number>();
  let pattern = "";
  for (const part of parseTemplate(value)) {
    if (part.kind === "text") {
      pattern += part.text;
      continue;
    }
    const text = part.kind === "literal" ? part.text : textOf(part);
    if (text === undefined) return undefined;
    for (let i = 0; i < text.length; i++) literalAt.add(pattern.length + i);
    pattern += text;
  }
  return { pattern, literalAt };
}

/** The values a request carries under a key in lower case. Undefined when it does not carry the key. */
export type ValuesOf = (lowerKey: string) => readonly string[] | undefined;

/** `fillVariables` with what a request carries. */
export function fillFromRequest(value: string, valuesOf: ValuesOf): FilledPattern | undefined {
  return fillVariables(value, ({ key, fallback }) => {
    const values = valuesOf(key.toLowerCase());
    return (values?.length === 1 ? values[0] : undefined) ?? fallback;
  });
}
