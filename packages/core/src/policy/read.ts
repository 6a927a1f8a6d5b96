import type { SyntaxProblem } from "../syntax/json.ts";
import type { Member, Node, ObjectNode } from "../syntax/node.ts";
import type { PlainJson } from "../syntax/strict-json.ts";
import { alikeStatements } from "./alike-statement.ts";
import type {
  Condition,
  PolicyDocument,
  PolicyType,
  PrincipalElement,
  PrincipalEntry,
  Statement,
  Value,
} from "./document.ts";
import { everyTextFeature, type PolicyFeature, textFeatures } from "./policy-feature.ts";
import { policySize, sizeQuota } from "./policy-size.ts";
import { readCondition } from "./read-condition.ts";
import { isEmpty, noteRepeated, type Reading, readList, readString, wrong } from "./reading.ts";
import { hasRepeatedSid } from "./repeated-sid.ts";
import type { ResourceType } from "./resource-type.ts";

export interface ReadOptions {
  readonly text: string;
  readonly plainJson?: PlainJson | undefined;
  readonly type: PolicyType;
  readonly resourceType?: ResourceType;
  readonly syntaxProblems?: readonly SyntaxProblem[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
export const policyVersions: ReadonlySet<string> = new Set(["2012-10-17", "2008-10-17"]);

/** Nodes to a policy. Total: what does not fit the grammar is left out of the model and named in `malformed`. */
export function readPolicyDocument(node: Node, options: ReadOptions): PolicyDocument {
  const features = new Set<PolicyFeature>(
    options.plainJson === undefined ? everyTextFeature : textFeatures(options.text),
  );
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
          version = readString(reading, member);
          break;
        case "Id":
          id = readString(reading, member);
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
    if (version !== undefined && !policyVersions.has(version.value)) features.add("unknown-keyword");
  }
  if (statements.length > 1) {
    features.add("statements");
    if (hasRepeatedSid(statements)) features.add("repeated-sid");
    if (alikeStatements(statements).length > 0) features.add("alike-statements");
  }
  const { type, text, plainJson } = options;
  if (policySize({ type, text, node, plainJson }) > sizeQuota[type]) features.add("long");
  if ((options.syntaxProblems?.length ?? 0) > 0) features.add("fault");
  if (repeated.length > 0) features.add("repeated");
  return {
    type,
    resourceType: options.resourceType,
    node,
    text,
    plainJson,
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

type StatementBeingRead = { -readonly [K in keyof Statement]: Statement[K] } & { readonly conditions: Condition[] };

type ReadElement = (reading: Reading, member: Member, statement: StatementBeingRead) => void;

/** By name, how an element of a statement is read. */
const readers: ReadonlyMap<string, ReadElement> = new Map(
  Object.entries<ReadElement>({
    Sid(reading, member, statement) {
      const sid = readString(reading, member);
      if (sid?.value === "") reading.features.add("empty");
      else if (sid !== undefined && !/^[A-Za-z0-9]*$/.test(sid.value)) reading.features.add("odd-sid");
      statement.sid = sid;
    },
    Effect(reading, member, statement) {
      statement.effect = readString(reading, member);
    },
    Principal(reading, member, statement) {
      statement.principal = readPrincipal(reading, member);
    },
    NotPrincipal(reading, member, statement) {
      statement.notPrincipal = readPrincipal(reading, member);
    },
    Action(reading, member, statement) {
      statement.action = readList(reading, member);
    },
    NotAction(reading, member, statement) {
      statement.notAction = readList(reading, member);
    },
    Resource(reading, member, statement) {
      statement.resource = readList(reading, member);
    },
    NotResource(reading, member, statement) {
      statement.notResource = readList(reading, member);
    },
    Condition(reading, member, statement) {
      reading.features.add("condition");
      statement.condition = member;
      statement.conditions.length = 0;
      readCondition(reading, member, statement, statement.conditions);
    },
  }),
);

/** The names of everything a statement can have. */
export const statementElements: ReadonlySet<string> = new Set(readers.keys());

function readStatement(reading: Reading, statementNode: ObjectNode, index: number): Statement {
  noteRepeated(reading, statementNode);
  // All elements from the start, absent or not: objects of one shape are read faster.
  const statement: StatementBeingRead = {
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
    conditions: [],
  };
  for (const member of statementNode.members) {
    const read = readers.get(member.key.value);
    if (read === undefined) reading.features.add("unknown-element");
    else read(reading, member, statement);
  }
  noteParts(reading, statement);
  for (const condition of statement.conditions) reading.conditions.push(condition);
  return statement;
}

function noteParts(reading: Reading, statement: Statement): void {
  const { effect, action, notAction, resource, notResource, notPrincipal } = statement;
  if ((notAction ?? notResource ?? notPrincipal) !== undefined) reading.features.add("opposite");
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
    (entry): PrincipalEntry => ({ type: entry.key.value, member: entry, values: readList(reading, entry).values }),
  );
  return { member, bare: undefined, entries };
}
