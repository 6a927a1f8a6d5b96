import type { Member } from "../syntax/node.ts";
import { type ConditionOperator, parseConditionOperator } from "./condition-operator.ts";
import type { Condition, Statement, Value } from "./document.ts";
import { type KeyFeature, readKey } from "./key-feature.ts";
import { hasWildcard } from "./pattern.ts";
import { areStrings, isEmpty, noteRepeated, type Reading, wrong } from "./reading.ts";
import { isStars } from "./star-condition.ts";

/** The conditions of a statement's `Condition`, one for each key under each operator. */
export function readCondition(reading: Reading, member: Member, statement: Statement, into: Condition[]): void {
  if (member.value.kind !== "object") {
    wrong(reading, member.value, "Condition", "an object of operators");
    return;
  }
  noteRepeated(reading, member.value);
  if (isEmpty(member.value)) reading.features.add("empty");
  const from = into.length;
  for (const block of member.value.members) {
    const operator = parseConditionOperator(block.key.value);
    noteOperator(reading, operator);
    if (block.value.kind !== "object") {
      wrong(reading, block.value, block.key.value, "an object of condition keys and their values");
      continue;
    }
    noteRepeated(reading, block.value);
    if (isEmpty(block.value)) reading.features.add("empty");
    for (const entry of block.value.members) {
      const key = entry.key.value;
      const { lower, features } = readKey(key);
      for (let i = 0; i < features.length; i++) reading.features.add(features[i] as KeyFeature);
      const values = conditionValues(reading, entry);
      if (operator !== undefined) noteValues(reading, operator, values);
      into.push({
        statement,
        operatorName: block.key,
        operator,
        key,
        lowerKey: lower,
        member: entry,
        values,
      });
    }
    if (block.value.members.length > 1 && haveAlikeKeys(into, into.length - block.value.members.length)) {
      reading.features.add("alike-keys");
    }
  }
  if (member.value.members.length > 1 && haveAlikeKeys(into, from)) reading.features.add("repeated-key");
}

function noteOperator({ features }: Reading, operator: ConditionOperator | undefined): void {
  if (operator === undefined) {
    features.add("unknown-operator");
    return;
  }
  const { base, ifExists, setOperator } = operator;
  features.add(base.type);
  if (base.wildcards) features.add("like");
  if (base.type === "Bool" || base.type === "Null") features.add("truth");
  if (ifExists) features.add("if-exists");
  if (setOperator !== undefined) features.add("set-operator");
}

function noteValues({ features }: Reading, { base }: ConditionOperator, values: readonly Value[]): void {
  if (base.wildcards) {
    if (values.length > 0 && values.every(isStars)) features.add("star-value");
  } else if (base.type === "String") {
    if (values.some(({ value }) => hasWildcard(value))) features.add("literal-wildcard");
  } else if (base.type === "Bool" || base.type === "Null") {
    if (values.some(({ value }) => value !== "true" && value !== "false")) features.add("odd-truth");
  }
}

/** Whether two conditions from a place on have one key, in whatever case. */
function haveAlikeKeys(conditions: readonly Condition[], from: number): boolean {
  const seen = new Set<string>();
  for (let i = from; i < conditions.length; i++) seen.add((conditions[i] as Condition).lowerKey);
  return seen.size < conditions.length - from;
}

function conditionValues(reading: Reading, member: Member): readonly Value[] {
  const items = member.value.kind === "array" ? member.value.items : [member.value];
  if (items.length === 0) reading.features.add("empty");
  else if (items.length > 1) reading.features.add("values");
  if (areStrings(items)) return items;
  const values: Value[] = [];
  for (const item of items) {
    if (item.kind === "string") values.push(item);
    else if (item.kind === "number" || item.kind === "boolean") {
      reading.features.add("bare-value");
      values.push({ start: item.start, end: item.end, kind: item.kind, value: item.text });
    } else wrong(reading, item, member.key.value, "a string, a number, a boolean, or an array of them");
  }
  return values;
}
