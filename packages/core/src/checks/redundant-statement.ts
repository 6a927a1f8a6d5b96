import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import type { Statement, ValueList } from "../policy/document.ts";
import type { Node, ObjectNode } from "../syntax/node.ts";

export const redundantStatement: Check = {
  id: "redundant-statement",
  findingType: "SUGGESTION",
  policyTypes: everyPolicyType,
  title: "Two statements say the same",
  why: "A repeated statement changes nothing, and the next editor may change one of the two only.",
  fix: "Remove one of them.",
  learnMoreLink: policyChecksPage("suggestion-redundant-statement"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [«1:{ "Sid": "A", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*" }», «2:{ "Sid": "B", "Effect": "Allow", "Action": ["s3:putobject", "s3:getobject"], "Resource": ["*"] }»] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }] }',
  ],
  needs: ["statements"],
  *run(policy) {
    if (policy.statements.length < 2) return;
    const groups = new Map<string, Statement[]>();
    for (const statement of statementsOfTheSameSize(policy.statements)) {
      const content = contentOf(statement.node);
      const group = groups.get(content);
      if (group === undefined) groups.set(content, [statement]);
      else group.push(statement);
    }
    for (const group of groups.values()) {
      if (group.length < 2) continue;
      yield {
        at: group.map(({ node }) => node),
        details: `${group.length} statements say the same. Remove ${group.length === 2 ? "one of them" : "all but one"}.`,
      };
    }
  },
};

/** The only ones worth comparing: alike in how many values they have, then in how long those are. */
function statementsOfTheSameSize(statements: readonly Statement[]): readonly Statement[] {
  return alikeIn(alikeIn(statements, countOf), lengthOf);
}

/** Statements that share their effect and the sizes of their parts with another. */
function alikeIn(statements: readonly Statement[], sizeOf: (list: ValueList) => number): readonly Statement[] {
  if (statements.length < 2) return [];
  const bySize = new Map<number, Statement[]>();
  for (const statement of statements) {
    const { effect, action, notAction, resource, notResource, conditions } = statement;
    let size = conditions.length + (effect?.value.length ?? 0) * 100;
    for (const list of [action, notAction, resource, notResource]) {
      size = (size * 10_007 + (list === undefined ? 0 : sizeOf(list))) % 1_000_003;
    }
    const group = bySize.get(size);
    if (group === undefined) bySize.set(size, [statement]);
    else group.push(statement);
  }
  return [...bySize.values()].filter((group) => group.length > 1).flat();
}

function countOf({ values }: ValueList): number {
  return values.length;
}

function lengthOf({ values }: ValueList): number {
  let length = 0;
  for (const { value } of values) length += value.length;
  return length;
}

/** What a statement says, alike for every way to say it: without its Sid, lists sorted, one value as a list of one. */
function contentOf(statement: ObjectNode): string {
  return statement.members
    .filter(({ key }) => key.value !== "Sid")
    .map(({ key, value }) => `${key.value}=${textOf(value, key.value === "Action" || key.value === "NotAction")}`)
    .sort()
    .join("\n");
}

function textOf(node: Node, ignoreCase: boolean): string {
  if (node.kind === "object") {
    const members = node.members.map(({ key, value }) => `${JSON.stringify(key.value)}:${textOf(value, ignoreCase)}`);
    return `{${members.sort()}}`;
  }
  if (node.kind === "array") return `[${node.items.map((item) => scalarText(item, ignoreCase)).sort()}]`;
  return `[${scalarText(node, ignoreCase)}]`;
}

function scalarText(node: Node, ignoreCase: boolean): string {
  if (node.kind === "object" || node.kind === "array") return textOf(node, ignoreCase);
  const text = JSON.stringify(node.kind === "string" ? node.value : node.text);
  return ignoreCase ? text.toLowerCase() : text;
}
