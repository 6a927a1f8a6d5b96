import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { alikeStatements } from "../policy/alike-statement.ts";
import type { Statement } from "../policy/document.ts";
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
    '{ "Version": "2012-10-17", "Statement": [«1:{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": true } } }», «2:{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:securetransport": ["true"] } } }»] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "etl" } } }, { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "ETL" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }, { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }] }',
  ],
  needs: ["alike-statements"],
  *run(policy) {
    const groups = new Map<string, Statement[]>();
    for (const statement of alikeStatements(policy.statements)) {
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

/**
 * What a statement says, the same for every way to write it: without its Sid, with sorted lists, with one value as a
 * list of one.
 */
function contentOf(statement: ObjectNode): string {
  return statement.members
    .filter(({ key }) => key.value !== "Sid")
    .map(({ key, value }) => `${key.value}=${textOf(value, caseOf[key.value])}`)
    .sort()
    .join("\n");
}

/** What of an element IAM reads without regard to case: the values, or the names of members. */
type IgnoredCase = "values" | "names" | undefined;

const caseOf: Readonly<Record<string, IgnoredCase>> = { Action: "values", NotAction: "values", Condition: "names" };

function textOf(node: Node, ignoredCase: IgnoredCase): string {
  if (node.kind === "object") {
    const members = node.members.map(({ key, value }) => {
      const name = JSON.stringify(ignoredCase === "names" ? key.value.toLowerCase() : key.value);
      return `${name}:${textOf(value, ignoredCase)}`;
    });
    return `{${members.sort()}}`;
  }
  if (node.kind === "array") return `[${node.items.map((item) => scalarText(item, ignoredCase)).sort()}]`;
  return `[${scalarText(node, ignoredCase)}]`;
}

function scalarText(node: Node, ignoredCase: IgnoredCase): string {
  if (node.kind === "object" || node.kind === "array") return textOf(node, ignoredCase);
  const text = JSON.stringify(node.kind === "string" ? node.value : node.text);
  return ignoredCase === "values" ? text.toLowerCase() : text;
}
