import { type BaseOperator, holdsWhenAbsent } from "../policy/condition-operator.ts";
import type { Condition } from "../policy/document.ts";

/** A condition as a clause that follows "when": "`aws:SourceAccount` is `111122223333`". */
export function conditionClause(condition: Condition): string {
  const { operator, operatorName, key, values } = condition;
  const texts = values.map(({ value }) => value);
  const shown = `\`${key}\``;
  if (operator === undefined) return `${shown} meets \`${operatorName.value}\`, which is no operator of IAM's`;
  const { base, ifExists, setOperator } = operator;
  if (base.relation === "null" && texts.length > 0) return nullClause(shown, texts);
  if (base.negated && texts.length === 0)
    return `${shown} has any value${holdsWhenAbsent(operator) ? ", or none" : ""}`;
  const relation = `${verb(base, texts.length > 1)} ${inAlternatives(texts, base)}`;
  const isOptional = ifExists || setOperator === "ForAllValues";
  const subject =
    setOperator === "ForAllValues"
      ? `each value of ${shown}`
      : setOperator === "ForAnyValue"
        ? `some value of ${shown}`
        : shown;
  return `${subject} ${relation}${isOptional ? ", or is not sent at all" : ""}`;
}

/** `Null` asks whether the key is there. */
function nullClause(key: string, texts: readonly string[]): string {
  const wanted = new Set(texts.map((text) => text.toLowerCase()));
  if (wanted.has("true")) return wanted.has("false") ? `${key} is sent or not` : `${key} is not sent`;
  return `${key} is sent`;
}

/** All conditions of a statement as one clause with its "when", or nothing. */
export function whenClause(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? "" : ` when ${conditions.map(conditionClause).join(", and ")}`;
}

function verb({ type, relation, negated, wildcards }: BaseOperator, isMany: boolean): string {
  const isDate = type === "Date";
  switch (relation) {
    case "less":
      return isDate ? "is before" : "is less than";
    case "less-or-equal":
      return isDate ? "is not after" : "is at most";
    case "greater":
      return isDate ? "is after" : "is more than";
    case "greater-or-equal":
      return isDate ? "is not before" : "is at least";
    default:
      if (type === "IpAddress") return negated ? "is outside" : "is in";
      if (wildcards) return negated ? (isMany ? "matches none of" : "does not match") : "matches";
      return negated ? (isMany ? "is none of" : "is not") : "is";
  }
}

function inAlternatives(texts: readonly string[], { negated, ignoreCase }: BaseOperator): string {
  if (texts.length === 0) return "any of no values, which nothing does";
  const shown = texts.map((text) => `\`${text}\``);
  const word = negated ? "and" : "or";
  const list = shown.length === 1 ? shown[0] : `${shown.slice(0, -1).join(", ")} ${word} ${shown.at(-1)}`;
  return `${list}${ignoreCase ? " in any case" : ""}`;
}
