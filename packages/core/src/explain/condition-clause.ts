import type { BaseOperator } from "../policy/condition-operator.ts";
import type { Condition } from "../policy/document.ts";

/** A condition as a clause that follows "when": "`aws:SourceAccount` is `111122223333`". */
export function conditionClause(condition: Condition): string {
  const { operator, operatorName, key, values } = condition;
  const texts = values.map(({ value }) => value);
  const shown = `\`${key}\``;
  if (operator === undefined) return `${shown} meets \`${operatorName.value}\`, which is no operator of IAM's`;
  const { base, ifExists, setOperator } = operator;
  if (base.relation === "null") return texts[0]?.toLowerCase() === "true" ? `${shown} is not sent` : `${shown} is sent`;
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

/** All conditions of a statement as one clause with its "when", or nothing. */
export function whenClause(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? "" : ` when ${conditions.map(rememberedClause).join(", and ")}`;
}

/** A statement's sentences, one for each of its principals, all end with it. */
function rememberedClause(condition: Condition): string {
  let clause = clauses.get(condition);
  if (clause === undefined) {
    clause = conditionClause(condition);
    clauses.set(condition, clause);
  }
  return clause;
}

const clauses = new WeakMap<Condition, string>();

/** Whether the condition also holds for a request that does not send the key. */
export function holdsWithoutKey({ operator }: Condition): boolean {
  if (operator === undefined) return false;
  if (operator.ifExists || operator.setOperator === "ForAllValues") return true;
  return operator.base.negated && operator.setOperator === undefined;
}

function verb({ type, relation, negated, wildcards }: BaseOperator, isMany: boolean): string {
  if (type === "Date" && relation !== "equal")
    return relation.startsWith("less") ? "is before" : relation === "greater" ? "is after" : "is not before";
  switch (relation) {
    case "less":
      return "is less than";
    case "less-or-equal":
      return "is at most";
    case "greater":
      return "is more than";
    case "greater-or-equal":
      return "is at least";
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
