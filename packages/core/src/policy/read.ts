import type { SyntaxProblem } from "../syntax/json.ts";
import type { Member, Node, ObjectNode, StringNode } from "../syntax/node.ts";
import type { PlainJson } from "../syntax/strict-json.ts";
import { parseConditionOperator } from "./condition-operator.ts";
import type {
  Condition,
  Malformed,
  PolicyDocument,
  PolicyType,
  PrincipalElement,
  PrincipalEntry,
  Repeated,
  Statement,
  Value,
  ValueList,
} from "./document.ts";
import { readKey } from "./key-feature.ts";
import { type PolicyFeature, textFeatures } from "./policy-feature.ts";
import { isStars } from "./star-condition.ts";

export interface ReadOptions {
  readonly text: string;
  readonly plainJson?: PlainJson | undefined;
  readonly type: PolicyType;
  readonly resourceType?: string;
  readonly syntaxProblems?: readonly SyntaxProblem[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const versions: ReadonlySet<string> = new Set(["2012-10-17", "2008-10-17"]);

const oneOrMany = "a string or an array of strings";

/** What is gathered while a policy is read. */
interface Reading {
  readonly statements: Statement[];
  readonly conditions: Condition[];
  readonly malformed: Malformed[];
  readonly repeated: Repeated[];
  readonly features: Set<PolicyFeature>;
}

/** Nodes to a policy. Total: what does not fit the grammar is left out of the model and named in `malformed`. */
export function readPolicyDocument(node: Node, options: ReadOptions): PolicyDocument {
  const features = new Set<PolicyFeature>(textFeatures(options.text));
  const reading: Reading = { statements: [], conditions: [], malformed: [], repeated: [], features };
  const { statements, conditions, malformed, repeated } = reading;
  let version: Value | undefined;
  let id: Value | undefined;

  if (node.kind !== "object") wrong(reading, node, "Policy", "an object");
  else {
    noteRepeated(reading, node);
    for (const member of node.members) {
      switch (member.key.value) {
        case "Version":
          version = string(reading, member);
          break;
        case "Id":
          id = string(reading, member);
          break;
        case "Statement":
          statements.length = 0;
          conditions.length = 0;
          readStatements(reading, member.value);
          break;
        default:
          features.add("unknown-element");
      }
    }
    if (version === undefined || statements.length === 0) features.add("incomplete");
    else if (!versions.has(version.value)) features.add("unknown-keyword");
  }
  if (statements.length > 1) features.add("statements");
  if ((options.syntaxProblems?.length ?? 0) > 0) features.add("fault");
  if (repeated.length > 0) features.add("repeated");
  return {
    type: options.type,
    resourceType: options.resourceType,
    node,
    text: options.text,
    plainJson: options.plainJson,
    version,
    id,
    statements,
    conditions,
    malformed,
    repeated,
    features,
    syntaxProblems: options.syntaxProblems ?? [],
  };
}

function readStatements(reading: Reading, value: Node): void {
  const items = value.kind === "array" ? value.items : [value];
  for (const item of items) {
    if (item.kind === "object") reading.statements.push(readStatement(reading, item, reading.statements.length));
    else wrong(reading, item, "Statement", value.kind === "array" ? "an object" : "an object or an array of objects");
  }
}

function readStatement(reading: Reading, statementNode: ObjectNode, index: number): Statement {
  noteRepeated(reading, statementNode);
  const own: Condition[] = [];
  // All elements from the start, absent or not: objects of one shape are read faster.
  const statement: { -readonly [K in keyof Statement]: Statement[K] } = {
    index,
    node: statementNode,
    sid: undefined,
    effect: undefined,
    action: undefined,
    notAction: undefined,
    resource: undefined,
    notResource: undefined,
    principal: undefined,
    notPrincipal: undefined,
    condition: undefined,
    conditions: own,
  };
  for (const member of statementNode.members) {
    switch (member.key.value) {
      case "Effect": {
        const effect = string(reading, member);
        statement.effect = effect;
        break;
      }
      case "Action":
        statement.action = list(reading, member);
        break;
      case "Resource":
        statement.resource = list(reading, member);
        break;
      case "Sid": {
        reading.features.add("sid");
        const sid = string(reading, member);
        if (sid?.value === "") reading.features.add("empty");
        else if (sid !== undefined && !/^[A-Za-z0-9]*$/.test(sid.value)) reading.features.add("odd-sid");
        statement.sid = sid;
        break;
      }
      case "Condition":
        reading.features.add("condition");
        statement.condition = member;
        own.length = 0;
        readCondition(reading, member, statement, own);
        break;
      case "Principal":
        statement.principal = readPrincipal(reading, member);
        break;
      case "NotAction":
        reading.features.add("opposite");
        statement.notAction = list(reading, member);
        break;
      case "NotResource":
        reading.features.add("opposite");
        statement.notResource = list(reading, member);
        break;
      case "NotPrincipal":
        reading.features.add("opposite");
        statement.notPrincipal = readPrincipal(reading, member);
        break;
      default:
        reading.features.add("unknown-element");
    }
  }
  noteMissing(reading, statement);
  for (const condition of own) reading.conditions.push(condition);
  return statement;
}

function noteMissing(reading: Reading, { effect, action, notAction, resource, notResource }: Statement): void {
  if (effect === undefined || (action ?? notAction) === undefined || (resource ?? notResource) === undefined) {
    reading.features.add("incomplete");
  }
  if (effect !== undefined && effect.value !== "Allow" && effect.value !== "Deny")
    reading.features.add("unknown-keyword");
}

function readPrincipal(reading: Reading, member: Member): PrincipalElement {
  reading.features.add("principal");
  const { value } = member;
  if (isEmpty(value)) reading.features.add("empty");
  if (value.kind === "string") return { member, bare: value, entries: [] };
  if (value.kind !== "object") {
    wrong(reading, value, member.key.value, 'an object such as { "AWS": "…" } or { "Service": "…" }');
    return { member, bare: undefined, entries: [] };
  }
  noteRepeated(reading, value);
  const entries = value.members.map(
    (entry): PrincipalEntry => ({ type: entry.key.value, member: entry, values: list(reading, entry).values }),
  );
  return { member, bare: undefined, entries };
}

function readCondition(reading: Reading, member: Member, statement: Statement, into: Condition[]): void {
  if (member.value.kind !== "object") {
    wrong(reading, member.value, "Condition", "an object of operators");
    return;
  }
  noteRepeated(reading, member.value);
  if (isEmpty(member.value)) reading.features.add("empty");
  for (const block of member.value.members) {
    const operator = parseConditionOperator(block.key.value);
    if (operator === undefined) reading.features.add("unknown-operator");
    else {
      reading.features.add(operator.base.type);
      if (operator.base.wildcards) reading.features.add("like");
      if (operator.base.type === "Bool" || operator.base.type === "Null") reading.features.add("truth");
    }
    if (block.value.kind !== "object") {
      wrong(reading, block.value, block.key.value, "an object of condition keys and their values");
      continue;
    }
    noteRepeated(reading, block.value);
    if (isEmpty(block.value)) reading.features.add("empty");
    if (block.value.members.length > 1) reading.features.add("keys");
    for (const entry of block.value.members) {
      const key = entry.key.value;
      const { lower, feature } = readKey(key);
      if (feature !== undefined) reading.features.add(feature);
      const values = conditionValues(reading, entry);
      if (operator?.base.wildcards === true && values.length > 0 && values.every(isStars))
        reading.features.add("star-value");
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
  }
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

function list(reading: Reading, member: Member): ValueList {
  const { value } = member;
  if (value.kind === "string") return { member, values: [value] };
  if (value.kind !== "array") {
    wrong(reading, value, member.key.value, oneOrMany);
    return { member, values: [] };
  }
  if (value.items.length === 0) reading.features.add("empty");
  if (areStrings(value.items)) return { member, values: value.items };
  const values: Value[] = [];
  for (const item of value.items) {
    if (item.kind === "string") values.push(item);
    else wrong(reading, item, member.key.value, "a string");
  }
  return { member, values };
}

function string(reading: Reading, member: Member): Value | undefined {
  if (member.value.kind === "string") return member.value;
  wrong(reading, member.value, member.key.value, "a string");
  return undefined;
}

function wrong(reading: Reading, at: Node, element: string, expected: string): void {
  reading.features.add("malformed");
  reading.malformed.push({ node: at, element, expected });
}

function noteRepeated(reading: Reading, object: ObjectNode): void {
  const { members } = object;
  if (members.length < 2) return;
  if (members.length <= 8) {
    for (let i = 1; i < members.length; i++) {
      const member = members[i] as Member;
      for (let j = 0; j < i; j++) {
        const first = members[j] as Member;
        if (first.key.value === member.key.value) {
          reading.repeated.push({ ...member, first });
          break;
        }
      }
    }
    return;
  }
  const seen = new Map<string, Member>();
  for (const member of members) {
    const first = seen.get(member.key.value);
    if (first === undefined) seen.set(member.key.value, member);
    else reading.repeated.push({ ...member, first });
  }
}

/** By place: asked of every list of every policy. */
function areStrings(items: readonly Node[]): items is readonly StringNode[] {
  for (let i = 0; i < items.length; i++) if (items[i]?.kind !== "string") return false;
  return true;
}

function isEmpty(node: Node): boolean {
  return (node.kind === "object" && node.members.length === 0) || (node.kind === "array" && node.items.length === 0);
}
