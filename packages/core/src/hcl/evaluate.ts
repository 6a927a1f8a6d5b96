import type { Range, StringNode } from "../syntax/node.ts";
import { type HclBinary, type HclFor, type HclNamed, type HclOperation, parseExpression } from "./expression.ts";
import { functionNamed } from "./functions.ts";
import { calculated, isSame } from "./operators.ts";
import type { HclAttribute, HclCall, HclComputed, HclExpression, HclTemplate, HclText } from "./syntax.ts";
import { type TemplatePart, templateParts, type ValuePart } from "./template-parts.ts";
import { asRead, firstUnknown, unknown, unknownText } from "./unknown-part.ts";
import { booleanOf, entriesOf, movedTo, partOf, scalarOf, sizeOf, unknownIn, wholeOf } from "./value.ts";

/** Far deeper than any expression that a policy is written with. */
const maxNesting = 300;
/** What a part of an expression takes from the allowance: objects in memory, which characters are not. */
const partCost = 4;
/** A condition that is longer would make no name of a policy. */
const longestCondition = 200;

/** Functions that give all of what their arguments have. */
const keeping: ReadonlySet<string> = new Set([
  "concat",
  "flatten",
  "jsonencode",
  "nonsensitive",
  "sensitive",
  "tolist",
]);

/** Functions that give another value each time: a condition on one is another condition each time. */
const changing: ReadonlySet<string> = new Set(["bcrypt", "plantimestamp", "timestamp", "uuid"]);

/** What stands for a name inside of a loop, by the name. */
export type Scope = ReadonlyMap<string, HclExpression>;

/** What an expression can ask of the file that it is written in. */
export interface EvaluationContext {
  /**
   * What `root` with names and indexes after it stands for; undefined where the file does not tell. `isWhole` where all
   * of that goes into the value.
   */
  referenced(root: string, keys: readonly string[], isWhole: boolean): HclExpression | undefined;
  /**
   * What `root` with keys after it stands for, where that is a document of a policy, or one instance of a block or all
   * of them. `isTried` where another value is taken if there is none.
   */
  instances(root: string, keys: readonly HclExpression[], isTried: boolean): HclExpression | undefined;
  /** How a local is written. */
  local(name: string): HclExpression | undefined;
  /** How a condition on what is not known turns out, in the case that is looked at; undefined where none is. */
  turnsOut(condition: string): boolean | undefined;
  /** Whether so many parts and characters may still be made. */
  spend(size: number): boolean;
}

export interface Evaluator {
  /**
   * What the expression stands for. What is not known of it is `computed`, with the source of that part alone: an
   * unknown operand never makes a known value, save where no value of it could make another. `isWhole` where all of what
   * it stands for is used.
   */
  evaluate(value: HclOperation, scope: Scope, isWhole: boolean): HclExpression;
  /** The text with the values of its templates; those that are not known stay. */
  fill(text: HclText, scope: Scope): HclText;
  /** What a conditional takes, as it is written; the value itself where it is none, or it is not known which. */
  choose(value: HclExpression, scope: Scope): HclExpression;
}

export function evaluatorFor(context: EvaluationContext): Evaluator {
  let nesting = 0;
  /** Whether all of what is evaluated now goes into the value. */
  let isWhole = true;
  /** Whether another value is taken where what is evaluated now is none. */
  let isTried = false;
  /** By its source, the text that something unknown is in the case that is looked at. */
  const texts = new Map<string, string>();
  return {
    evaluate: (value, scope, isAll) => (isAll ? evaluate(value, scope) : inPart(() => evaluate(value, scope))),
    fill,
    choose: (value, scope) => asRead(chosen(value, scope)),
  };

  function inPart<Value>(work: () => Value): Value {
    const before = isWhole;
    isWhole = false;
    const value = work();
    isWhole = before;
    return value;
  }

  function evaluate(value: HclOperation, scope: Scope): HclExpression {
    if (nesting >= maxNesting || !context.spend(partCost)) return unknown(value);
    nesting++;
    const known = worked(value, scope);
    nesting--;
    return known;
  }

  function worked(value: HclOperation, scope: Scope): HclExpression {
    switch (value.kind) {
      case "text":
        if (!context.spend(value.value.length)) return unknown(value);
        return value.templates.length === 0 ? value : ofText(value, scope);
      case "number":
      case "boolean":
      case "null":
        return value;
      case "tuple":
        return { ...value, items: value.items.map((item) => evaluate(item, scope)) };
      case "object":
        return { ...value, members: value.members.map((member) => ofMember(member, scope)) };
      case "call":
        return ofCall(value, scope);
      case "computed": {
        const operation = parseExpression(value.text, value.start);
        return operation === undefined ? value : evaluate(operation, scope);
      }
      case "name":
      case "part":
        return ofReference(value, scope);
      case "splat": {
        const all = inPart(() => evaluate(value.of, scope));
        if (all.kind === "computed") return value.of.kind === "part" ? unknown(value) : all;
        if (all.kind === "call") return all;
        const items = all.kind === "tuple" ? all.items : all.kind === "null" ? [] : [all];
        const keys = value.keys.map((key) => keyOf(key, scope));
        const { start, end } = value;
        return { kind: "tuple", start, end, items: items.map((item) => partOf(item, keys) ?? unknown(value)) };
      }
      case "conditional": {
        const is = truthOf(value.condition, scope, true);
        return typeof is === "boolean" ? evaluate(is ? value.yes : value.no, scope) : is;
      }
      case "not": {
        const is = truthOf(value, scope, false);
        return typeof is === "boolean" ? boolean(is, value) : is;
      }
      case "minus": {
        const operand = inPart(() => evaluate(value.operand, scope));
        const number = wholeOf(operand);
        return number === undefined ? (unknownIn(operand) ?? unknown(value)) : whole(-number, value);
      }
      case "binary":
        return ofBinary(value, scope);
      case "for":
        return ofLoop(value, scope);
    }
  }

  function chosen(value: HclOperation, scope: Scope): HclOperation {
    const operation = value.kind === "computed" ? parseExpression(value.text, value.start) : value;
    if (operation?.kind !== "conditional") return value;
    const is = truthOf(operation.condition, scope, true);
    if (typeof is !== "boolean") return value;
    return chosen(is ? operation.yes : operation.no, scope);
  }

  function ofText(text: HclText, scope: Scope): HclExpression {
    const [template] = text.templates;
    const isAlone = template?.from === 0 && template.to === text.value.length;
    const part = isAlone ? templateParts(text).find((one): one is ValuePart => one.kind === "value") : undefined;
    if (part?.expression === undefined) return fill(text, scope);
    // Alone in a text, an expression keeps its type.
    const value = evaluate(part.expression, scope);
    const filled = scalarOf(value);
    if (filled === undefined || (value.kind === "text" && value.document !== undefined)) return value;
    return { ...text, value: filled, offsets: Array<number>(filled.length + 1).fill(part.start), templates: [] };
  }

  function fill(text: HclText, scope: Scope): HclText {
    const values: string[] = [];
    const offsets: number[] = [];
    const templates: HclTemplate[] = [];
    write(templateParts(text), scope);
    offsets.push(text.offsets[text.value.length] as number);
    return { ...text, value: values.join(""), offsets, templates };

    function write(parts: readonly TemplatePart[], inner: Scope): void {
      for (const part of parts) {
        switch (part.kind) {
          case "literal":
            copy(part.from, part.to);
            break;
          case "value": {
            const value = part.expression && evaluate(part.expression, inner);
            const filled = scalarOf(value);
            if (filled === undefined || !context.spend(filled.length)) keep(part, value, part.expression);
            else put(filled, part.start);
            break;
          }
          case "if": {
            const is = truthOf(part.condition, inner, true);
            if (typeof is === "boolean") write(is ? part.yes : part.no, inner);
            else keep(part, is, undefined);
            break;
          }
          case "for": {
            const of = inPart(() => evaluate(part.of, inner));
            const entries = entriesOf(of);
            if (entries === undefined || !context.spend(entries.length * (part.to - part.from))) {
              keep(part, of, undefined);
              break;
            }
            for (const [key, item] of entries) {
              const names = new Map(inner).set(part.valueName, item);
              write(part.each, part.keyName === undefined ? names : names.set(part.keyName, key));
            }
          }
        }
      }
    }

    function copy(from: number, to: number): void {
      values.push(text.value.slice(from, to));
      for (let i = from; i < to; i++) offsets.push(text.offsets[i] as number);
    }

    function put(value: string, at: number): void {
      values.push(value);
      for (let i = 0; i < value.length; i++) offsets.push(at);
    }

    /** The source of what is not known stays, with the part of it for which it does. */
    function keep(
      { start, end, from, to }: HclTemplate,
      value: HclExpression | undefined,
      all: HclComputed | undefined,
    ): void {
      const part = value && unknownIn(value);
      const name = part?.kind === "call" ? `${part.name}(…)` : part?.text;
      const place = { start, end, from: offsets.length, to: offsets.length + to - from };
      templates.push(name === undefined || all?.text.trim() === name ? place : { ...place, unknown: name });
      copy(from, to);
    }
  }

  function ofMember(member: HclNamed | HclAttribute, scope: Scope): HclAttribute {
    const { name, written } = member;
    const value = evaluate(member.value, scope);
    const key = "key" in member && member.key !== undefined ? member.key : written;
    if (key === undefined) return { name, value };
    const known = keyOf(key, scope);
    const filled = scalarOf(known);
    if (filled !== undefined) return { name: { ...name, value: filled }, value };
    return { name, written: known.kind === "text" ? known : unknownText(name, known), value };
  }

  function ofCall(call: HclCall<HclOperation>, scope: Scope): HclExpression {
    const { name, start, end } = call;
    const withArguments = () => call.arguments.map((argument) => evaluate(argument, scope));
    const wasTried = isTried;
    isTried ||= name === "try" || name === "can";
    const all = keeping.has(name) ? withArguments() : inPart(withArguments);
    isTried = wasTried;
    // What reads it takes the policy from its argument.
    if (name === "jsonencode") return { kind: "call", name, start, end, arguments: all };
    const list = call.isExpanded ? all[all.length - 1] : undefined;
    const isSpread = list?.kind === "tuple" && !list.isSet;
    const args = isSpread ? [...all.slice(0, -1), ...list.items] : all;
    const isCertain = name !== "try" || call.arguments.slice(0, 1).every(cannotFail);
    const known = (call.isExpanded && !isSpread) || !isCertain ? undefined : functionNamed(name);
    const value = known?.(args, { place: { start, end }, spend: context.spend });
    if (value !== undefined) return value;
    const own: HclExpression = { kind: "call", name, start, end, arguments: all };
    return functionNamed(name) === undefined ? own : (firstUnknown(all) ?? own);
  }

  function ofReference(reference: Extract<HclOperation, { kind: "name" | "part" }>, scope: Scope): HclExpression {
    const keys: HclExpression[] = [];
    let root: HclOperation = reference;
    for (; root.kind === "part"; root = root.of) keys.unshift(keyOf(root.key, scope));
    const value = root.kind === "name" ? undefined : inPart(() => evaluate(root, scope));
    if (root.kind !== "name") return (value && partOf(value, keys)) ?? unknown(reference);
    const bound = scope.get(root.text);
    if (bound !== undefined) {
      if (!context.spend(sizeOf(bound))) return unknown(reference);
      return movedTo(partOf(bound, keys) ?? unknown(reference), reference);
    }
    const instances = context.instances(root.text, keys, isTried);
    if (instances !== undefined)
      return context.spend(sizeOf(instances)) ? movedTo(instances, reference) : unknown(reference);
    const names = keys.map(scalarOf);
    if (!names.every((name) => name !== undefined)) return firstUnknown(keys) ?? unknown(reference);
    const known = context.referenced(root.text, names, isWhole);
    if (known === undefined || !context.spend(sizeOf(known))) return unknown(reference);
    return movedTo(known, reference);
  }

  function keyOf(key: HclOperation, scope: Scope): HclExpression {
    return inPart(() => evaluate(key, scope));
  }

  function ofBinary(operation: HclBinary, scope: Scope): HclExpression {
    const { operator } = operation;
    if (operator === "&&" || operator === "||" || operator === "==" || operator === "!=") {
      const is = truthOf(operation, scope, false);
      return typeof is === "boolean" ? boolean(is, operation) : is;
    }
    const [left, right] = inPart(() => [evaluate(operation.left, scope), evaluate(operation.right, scope)] as const);
    const [one, other] = [wholeOf(left), wholeOf(right)];
    if (one === undefined || other === undefined) return firstUnknown([left, right]) ?? unknown(operation);
    const result = calculated(operator, one, other);
    if (typeof result === "boolean") return boolean(result, operation);
    return Number.isSafeInteger(result) ? whole(result, operation) : unknown(operation);
  }

  /** Whether the condition holds; where that is not known, what of it is not. */
  function truthOf(condition: HclOperation, scope: Scope, mayDecide: boolean): boolean | HclExpression {
    if (nesting >= maxNesting || !context.spend(partCost)) return unknown(condition);
    nesting++;
    const is = inPart(() => isTrue(condition, scope, mayDecide));
    nesting--;
    return is;
  }

  function isTrue(condition: HclOperation, scope: Scope, mayDecide: boolean): boolean | HclExpression {
    switch (condition.kind) {
      case "computed": {
        const operation = parseExpression(condition.text, condition.start);
        return operation === undefined ? condition : truthOf(operation, scope, mayDecide);
      }
      case "not": {
        const is = truthOf(condition.operand, scope, mayDecide);
        return typeof is === "boolean" ? !is : is;
      }
      case "conditional": {
        const is = truthOf(condition.condition, scope, mayDecide);
        return typeof is === "boolean" ? truthOf(is ? condition.yes : condition.no, scope, mayDecide) : is;
      }
      case "binary": {
        const { operator, left, right, sides } = condition;
        if (operator === "&&" || operator === "||") {
          const ends = operator === "||";
          const one = truthOf(left, scope, mayDecide);
          if (one === ends) return ends;
          const other = truthOf(right, scope, mayDecide);
          if (other === ends) return ends;
          return typeof one === "boolean" ? other : one;
        }
        if (operator !== "==" && operator !== "!=") break;
        const [one, other] = [evaluate(left, scope), evaluate(right, scope)];
        const same = isSame(one, other) ?? decidedSame(one, other, sides, scope, mayDecide);
        if (same === undefined) return firstUnknown([one, other]) ?? unknown(condition);
        return same === (operator === "==");
      }
      case "part": {
        // A local that is a condition itself: it turns out as its parts do.
        const local =
          condition.of.kind === "name" && condition.of.text === "local" && !scope.has("local")
            ? context.local(scalarOf(condition.key as HclExpression) ?? "")
            : undefined;
        if (local?.kind === "computed") return truthOf(local, new Map(), mayDecide);
      }
    }
    const value = evaluate(condition, scope);
    const known = booleanOf(value);
    if (known !== undefined) return known;
    const part = unknownIn(value);
    const text = "text" in condition ? condition.text : undefined;
    if (part === undefined || text === undefined) return part ?? unknown(condition);
    return decided(text, scope, mayDecide) ?? part;
  }

  /** What is one text in a case is no other text in it. */
  function decidedSame(
    one: HclExpression,
    other: HclExpression,
    sides: readonly [string, string],
    scope: Scope,
    mayDecide: boolean,
  ): boolean | undefined {
    const [source, text] = one.kind === "text" ? [sides[1], scalarOf(one)] : [sides[0], scalarOf(other)];
    const isText = text !== undefined && (one.kind === "text" || other.kind === "text");
    const condition = sides.join(" == ");
    const known = isText && mayDecide && !isBound(condition, scope) ? texts.get(source) : undefined;
    if (known !== undefined) return known === text;
    const same = decided(condition, scope, mayDecide);
    if (isText && same === true) texts.set(source, text);
    return same;
  }

  /** In a loop, the same words may turn out otherwise each time. */
  function decided(condition: string, scope: Scope, mayDecide: boolean): boolean | undefined {
    if (!mayDecide || condition.length > longestCondition) return undefined;
    return isBound(condition, scope) ? undefined : context.turnsOut(condition);
  }

  function ofLoop(loop: HclFor, scope: Scope): HclExpression {
    const of = inPart(() => evaluate(loop.of, scope));
    const entries = entriesOf(of);
    if (entries === undefined) return unknownIn(of) ?? unknown(loop);
    const { start, end } = loop;
    const items: HclExpression[] = [];
    const members = new Map<string, [HclAttribute, ...HclAttribute[]]>();
    for (const [key, item] of entries) {
      const inner = new Map(scope).set(loop.valueName, item);
      if (loop.keyName !== undefined) inner.set(loop.keyName, key);
      if (!context.spend(inner.size)) return unknown(loop);
      const isIn = loop.condition === undefined || truthOf(loop.condition, inner, true);
      if (typeof isIn !== "boolean") return isIn;
      if (!isIn) continue;
      const value = evaluate(loop.value, inner);
      if (loop.key === undefined) {
        items.push(value);
        continue;
      }
      const named = keyOf(loop.key, inner);
      const name = scalarOf(named);
      if (name === undefined) return unknownIn(named) ?? unknown(loop);
      const node: StringNode = { kind: "string", start: named.start, end: named.end, value: name };
      const same = members.get(name);
      if (same === undefined) members.set(name, [{ name: node, value }]);
      else if (loop.isGrouped) same.push({ name: node, value });
      // Terraform refuses two members of one name.
      else return unknown(loop);
    }
    if (loop.key === undefined) return { kind: "tuple", start, end, items };
    const all = [...members.values()].map((same): HclAttribute => {
      const values = same.map(({ value }) => value);
      return loop.isGrouped ? { ...same[0], value: { kind: "tuple", start, end, items: values } } : same[0];
    });
    return { kind: "object", start, end, members: all };
  }
}

/** Whether Terraform gives its value where it is known here: operators and functions refuse more types than are told apart. */
function cannotFail(value: HclOperation): boolean {
  switch (value.kind) {
    case "computed": {
      const operation = parseExpression(value.text, value.start);
      return operation !== undefined && cannotFail(operation);
    }
    case "text":
      return value.templates.length === 0;
    case "part":
      return cannotFail(value.of) && cannotFail(value.key);
    case "tuple":
      return value.items.every(cannotFail);
    case "object":
      return value.members.every((member) => !("key" in member) && !member.written && cannotFail(member.value));
    default:
      return ["number", "boolean", "null", "name"].includes(value.kind);
  }
}

function isBound(condition: string, scope: Scope): boolean {
  const words = condition.match(/[\p{L}_][\p{L}\p{N}_-]*/gu) ?? [];
  return words.some((word) => scope.has(word) || changing.has(word));
}

function boolean(is: boolean, { start, end }: Range): HclExpression {
  return { kind: "boolean", start, end, text: String(is) };
}

function whole(value: number, { start, end }: Range): HclExpression {
  return { kind: "number", start, end, text: String(value) };
}
