import { findDynamicReference } from "../cloudformation/dynamic-reference.ts";
import { findIntrinsic } from "../cloudformation/intrinsic.ts";
import type { PathElement } from "../finding.ts";
import {
  holdsStatements,
  looksLikePolicy,
  mayBePolicy,
  mayBeStatement,
  speaksOfStatements,
} from "../looks-like-policy.ts";
import { misspellsStatement } from "../misspelt-statement.ts";
import { isNearStatement, speaksOfPolicy } from "../nearly-policy.ts";
import { pathName } from "../path-name.ts";
import type { PolicyType } from "../policy/document.ts";
import { policyInString } from "../policy-in-string.ts";
import { quote } from "../quote.ts";
import type { FoundPolicy, Source, UnreadPolicy } from "../source.ts";
import { type Member, memberOf, type Node, type StringNode, stringOf } from "../syntax/node.ts";
import { isTerraformJson } from "../terraform/is-terraform-json.ts";
import { terraformPlan } from "./terraform-plan.ts";

/** The members under which the AWS CLI prints policies. A string is JSON text, percent-encoded where IAM's own API sent it. */
const wrappers: ReadonlyMap<string, Partial<FoundPolicy>> = new Map([
  ["AssumeRolePolicyDocument", { policyType: "trust", policyTypeReason: "it is an AssumeRolePolicyDocument" }],
  ["PolicyDocument", {}],
  ["Document", {}],
  ["Policy", {}],
  ["ResourcePolicy", {}],
  ["InlinePolicy", {}],
  ["Content", {}],
]);

export const policyJson: Source = {
  id: "policy-json",
  title: "A policy in a file of its own, JSON or YAML, or as the AWS CLI prints one",
  recognises: (file, parsed) => {
    const root = parsed?.root;
    if (root === undefined || repeatsPolicies(root) || isTerraformJson(file.path)) return false;
    // It has policies in strings, too, and its source knows whose they are.
    if (terraformPlan.recognises(file, parsed)) return false;
    return isPolicy(root) || !wrapped(root, file.text, []).next().done;
  },
  *find(file, parsed) {
    if (parsed?.root === undefined) return;
    if (isPolicy(parsed.root)) yield whole(parsed.root, file.text);
    else for (const found of wrapped(parsed.root, file.text, [])) yield withOwners(found, parsed.root);
  },
};

/**
 * Has statements, or claims the version of a policy. Files of many kinds have statements and versions of their own, such
 * as bank statements, queries, translations and the rules of AWS WAF.
 */
function isPolicy(root: Node): boolean {
  return root.kind === "object" && (root.members.some(isOfPolicy) || mayBePolicy(root));
}

function isOfPolicy({ key, value }: Member): boolean {
  if (value.kind !== "string") return key.value === "Statement" && !isRuleOfWaf(value);
  if (/^statements?$/i.test(key.value)) return isTextOfStatements(value.value);
  if (!/^version$/i.test(key.value)) return false;
  return (key.value === "Version" ? /^20\d\d-\d\d-\d\d$/ : /^20(?:08|12)-10-17$/).test(value.value);
}

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_Statement.html */
function isRuleOfWaf(statement: Node): boolean {
  const members = statement.kind === "object" ? statement.members : [];
  return (
    members.length === 1 && members.every(({ key, value }) => /\wStatement$/.test(key.value) && !mayBeStatement(value))
  );
}

function whole(root: Node, text: string): FoundPolicy | UnreadPolicy {
  return unresolved(root, text, { policyPath: [] }) ?? { kind: "policy", policyPath: [], node: root, text };
}

/** A policy with functions of CloudFormation: cut out of a template, or none yet. */
function unresolved(
  policy: Node,
  text: string,
  where: Pick<UnreadPolicy, "name" | "policyPath">,
): UnreadPolicy | undefined {
  const open = ofCloudFormation(policy, text);
  if (open === undefined) return undefined;
  const { start, end } = open.node;
  const details = `CloudFormation works out ${quote(open.written)}, and this file is no whole template. Validate the template, or write the value.`;
  return { kind: "unread", ...where, at: { start, end }, code: "UNRESOLVED", details };
}

/** What CloudFormation would put another value in the place of. */
function ofCloudFormation(policy: Node, text: string): { readonly node: Node; readonly written: string } | undefined {
  const intrinsic = findIntrinsic(policy);
  if (intrinsic === undefined) return findDynamicReference(policy);
  const { node, name } = intrinsic;
  return { node, written: /^!\w+/.exec(text.slice(node.start, node.end))?.[0] ?? name };
}

/** Members of `cdk.out/tree.json`, of a report of this tool: with others, a file is neither. */
const treeMembers: ReadonlySet<string> = new Set(["version", "tree"]);
const reportMembers: ReadonlySet<string> = new Set(["version", "tool", "conclusion", "outcomes", "shard", "notes"]);

/** Files that repeat policies of other places. */
function repeatsPolicies(root: Node): boolean {
  if (root.kind !== "object") return false;
  const hasOnly = (own: ReadonlySet<string>): boolean => root.members.every(({ key }) => own.has(key.value));
  if (/^tree-/.test(stringOf(root, "version") ?? "") && hasOnly(treeMembers)) return true;
  return stringOf(memberOf(root, "tool")?.value, "name") === "redshift-guard" && hasOnly(reportMembers);
}

function* wrapped(node: Node, text: string, path: readonly PathElement[]): Generator<FoundPolicy | UnreadPolicy> {
  if (node.kind === "array") {
    for (const [index, item] of node.items.entries()) {
      const inner = [...path, { index }];
      const found = path.length === 0 ? undefined : byItsLook(item, text, inner);
      if (found === undefined) yield* wrapped(item, text, inner);
      else yield found;
    }
  } else if (node.kind === "object") {
    for (const member of node.members) {
      const inner = [...path, { value: member.key.value }];
      const found = inWrapper(node, member, text, inner) ?? byItsLook(member.value, text, inner);
      if (found === undefined) yield* wrapped(member.value, text, inner);
      else yield found;
    }
  }
}

const noStatement = "Its text is no JSON object with a `Statement`. Write the policy's own text.";

function inWrapper(
  around: Node,
  { key, value }: Member,
  text: string,
  policyPath: readonly PathElement[],
): FoundPolicy | UnreadPolicy | undefined {
  const known = wrappers.get(key.value);
  if (known === undefined) return undefined;
  const where = { name: pathName(policyPath), policyPath };
  const common = { kind: "policy", ...where, ...known, ...typeBeside(around, key.value) } as const;
  if (value.kind === "object") {
    return isPolicy(value) ? (unresolved(value, text, where) ?? { ...common, node: value, text }) : undefined;
  }
  if (value.kind !== "string") return undefined;
  const embedded = policyInString(value, text);
  if (embedded !== undefined) return { ...common, ...embedded };
  if (!speaksOfStatements(value.value) && !isTextOfStatements(value.value)) return undefined;
  return unread(value, policyPath, noStatement);
}

/** What IAM calls the things that have policies, as the AWS CLI prints it beside them. */
const ownerNames = ["RoleName", "UserName", "GroupName", "PolicyName"];

/** Of a list, where a number says nothing to a reader: the names of the role and of the policy go along. */
function withOwners<T extends FoundPolicy | UnreadPolicy>(found: T, root: Node): T {
  const { name, policyPath } = found;
  if (name === undefined || !policyPath.some((step) => "index" in step)) return found;
  const owners: string[] = [];
  let node: Node | undefined = root;
  for (const step of policyPath) {
    for (const owner of ownerNames) {
      const text = node === undefined ? undefined : stringOf(node, owner);
      if (text !== undefined && /^[\w+=,.@-]{1,128}$/.test(text)) owners.push(text);
    }
    node =
      "index" in step && node?.kind === "array"
        ? node.items[step.index]
        : "value" in step && node !== undefined
          ? memberOf(node, step.value)?.value
          : undefined;
  }
  return owners.length === 0 ? found : { ...found, name: `${name} (${owners.join(", ")})` };
}

/** JSON with the elements of statements, under whatever name: also percent-encoded. */
function isTextOfStatements(text: string): boolean {
  const names = (name: RegExp): boolean => name.test(text);
  return names(/(?:["']|%22)Effect\\*(?:["']|%22)/i) && names(/(?:["']|%22)(?:Not)?Action\\*(?:["']|%22)/i);
}

const organizationTypes: ReadonlyMap<string, PolicyType> = new Map([
  ["SERVICE_CONTROL_POLICY", "scp"],
  ["RESOURCE_CONTROL_POLICY", "rcp"],
]);

/** Asked once of an object, whatever the number of its policies. */
function isOfEndpoint(around: Node): boolean {
  let answer = ofEndpoint.get(around);
  if (answer === undefined) {
    answer = memberOf(around, "VpcEndpointId") !== undefined;
    ofEndpoint.set(around, answer);
  }
  return answer;
}

const ofEndpoint = new WeakMap<Node, boolean>();

/** What the CLI prints beside a policy may tell its type. */
function typeBeside(around: Node, name: string): Pick<FoundPolicy, "policyType" | "policyTypeReason"> {
  if (name === "PolicyDocument" && isOfEndpoint(around))
    return { policyType: "endpoint", policyTypeReason: "it stands beside a `VpcEndpointId`" };
  const type = name === "Content" ? stringOf(memberOf(around, "PolicySummary")?.value, "Type") : undefined;
  const policyType = organizationTypes.get(type ?? "");
  return policyType === undefined ? {} : { policyType, policyTypeReason: `its \`Type\` is \`${type}\`` };
}

/** A policy under any other name, or what speaks of one. */
function byItsLook(
  value: Node,
  text: string,
  policyPath: readonly PathElement[],
): FoundPolicy | UnreadPolicy | undefined {
  const last = policyPath.at(-1);
  const key = last !== undefined && "value" in last ? last.value : "";
  // CloudFormation's stack policies look like IAM's, and allow and deny updates.
  if (key === "StackPolicyBody") return undefined;
  if (value.kind === "string") return speaksOfPolicy(value.value) ? inText(value, key, text, policyPath) : undefined;
  if (looksLikePolicy(value)) {
    const where = { name: pathName(policyPath), policyPath };
    return unresolved(value, text, where) ?? { kind: "policy", ...where, node: value, text };
  }
  // `nearly-policy.ts` says what is wrong with those of a policy.
  const isOwn = key === "Statement" || (policyPath.length === 1 && isNearStatement(key));
  if (value.kind !== "array" || isOwn || !holdsStatements(value)) return undefined;
  const details =
    "These are statements without their policy, such as Serverless Framework puts together. Validate the template or the policy that is made of them.";
  return unread(value, policyPath, details);
}

function inText(
  value: StringNode,
  key: string,
  text: string,
  policyPath: readonly PathElement[],
): FoundPolicy | UnreadPolicy | undefined {
  const embedded = policyInString(value, text);
  if (embedded !== undefined && looksLikePolicy(embedded.node))
    return { kind: "policy", name: pathName(policyPath), policyPath, ...embedded };
  const isData = /^\s*[{[]/.test(value.value) || key === "TemplateBody";
  if (!isData) return undefined;
  if (speaksOfStatements(value.value)) {
    const details = "It is part of a longer text. Put that into a file of its own, and validate it.";
    return unread(value, policyPath, details);
  }
  return misspellsStatement(value.value) ? unread(value, policyPath, noStatement) : undefined;
}

function unread({ start, end }: Node, policyPath: readonly PathElement[], details: string): UnreadPolicy {
  const name = pathName(policyPath);
  return { kind: "unread", name, policyPath, at: { start, end }, code: "UNRESOLVED", details };
}
