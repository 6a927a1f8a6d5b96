import { hidingFunction, ownFunction, transformOf } from "../cloudformation/hiding-function.ts";
import { asIntrinsic, isFunction } from "../cloudformation/intrinsic.ts";
import { type Place, policiesAt, unread } from "../cloudformation/policy-at.ts";
import { holdsPolicy } from "../cloudformation/policy-property.ts";
import { repeatedNames } from "../cloudformation/repeated-names.ts";
import { allowance, isNoValue } from "../cloudformation/resolve.ts";
import { templateConditions } from "../cloudformation/template-conditions.ts";
import type { PathElement } from "../finding.ts";
import { hasMember, mayBePolicy, mayBeStatement, speaksOfStatements } from "../looks-like-policy.ts";
import { misplacedPolicies } from "../misplaced-policies.ts";
import { misspellsStatement } from "../misspelt-statement.ts";
import { policyInString } from "../policy-in-string.ts";
import { quote } from "../quote.ts";
import type { FoundPolicy, Source, UnreadPolicy } from "../source.ts";
import { type Member, memberOf, type Node, type Range, type StringNode, stringOf } from "../syntax/node.ts";

/**
 * What templates have at their top; resources in other sections are told as such.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
const sections: ReadonlySet<string> = new Set([
  "AWSTemplateFormatVersion",
  "Conditions",
  "Description",
  "Fn::Transform",
  "Globals",
  "Hooks",
  "Mappings",
  "Metadata",
  "Outputs",
  "Parameters",
  "Resources",
  "Rules",
  "Transform",
]);

/** Far more than the conditions of a template take that somebody wrote. */
const mostSteps = 2_000_000;

export const cloudformation: Source = {
  id: "cloudformation",
  title: "The policies in a CloudFormation or SAM template, JSON or YAML",
  recognises: (_file, parsed) => {
    const root = templateOf(parsed?.root).template;
    if (memberOf(root, "AWSTemplateFormatVersion") !== undefined) return true;
    const resources = memberOf(root, "Resources")?.value;
    return (
      resources?.kind === "object" &&
      resources.members.some(({ key, value }) => isFunction(key.value) || isResource(value))
    );
  },
  *find(file, parsed, { values = {} }) {
    const { template, path: start } = templateOf(parsed?.root);
    if (template === undefined) return;
    const transform = transformOf(template);
    if (transform !== undefined) {
      const { member, details } = transform;
      yield { ...unread([...start, { value: member.key.value }], member.value, ""), details };
    }
    for (const { member, path } of repeatedNames(template))
      yield {
        ...unread([...start, ...path], member.key, ""),
        details: `${quote(member.key.value)} stands here twice, and which one the deployment takes is not certain. Take one of them out.`,
      };
    const deployment = { template, values, allowance: allowance() };
    const conditions = templateConditions(deployment);
    const place = { ...deployment, text: file.text, conditions, budget: { left: mostSteps } };
    const known = new Set(sections);
    for (const { key, value } of membersOf(template)) {
      const path = [...start, { value: key.value }];
      if (key.value === "Resources" && value.kind !== "object") {
        if (holdsPolicyBelow(value)) yield unread(path, value, "its resources stand under their names in an object");
      } else if (key.value === "Resources")
        for (const member of membersOf(value)) yield* inResource(place, member, [...path, { value: member.key.value }]);
      else {
        for (const one of misplaced(value, path)) {
          known.add(key.value);
          yield one;
        }
        if (key.value === "Globals") yield* inGlobals(place, value, path);
      }
    }
    yield* misplacedPolicies(template, known, start);
  },
};

/**
 * What SAM gives all its functions or APIs, such as the trust policy of the functions' roles.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
function* inGlobals(
  around: Omit<Place, "resource">,
  globals: Node,
  path: readonly PathElement[],
): Generator<FoundPolicy | UnreadPolicy> {
  for (const { key, value } of membersOf(globals)) {
    if (isResource(value)) continue;
    const { start, end } = value;
    const type: Member = { key: textAt("Type", value), value: textAt(`AWS::Serverless::${key.value}`, key) };
    const place: Place = { ...around, resource: { kind: "object", start, end, members: [type] } };
    for (const member of membersOf(value)) yield* inMember(place, member, [...path, { value: key.value }]);
  }
}

function* inResource(
  around: Omit<Place, "resource">,
  { key, value }: Member,
  path: readonly PathElement[],
): Generator<FoundPolicy | UnreadPolicy> {
  if (isFunction(key.value)) {
    yield unread(path, value, `\`${key.value}\` makes resources, which only the deployed stack shows`);
    return;
  }
  if (isPolicy(value) || (value.kind !== "object" && holdsPolicyBelow(value)))
    yield unread(path, value, "a resource is an object with a `Type` and `Properties`");
  const properties = membersOf(value).filter((member) => member.key.value === "Properties");
  const [hiding] = properties.flatMap((member) => hidingFunction(member.value) ?? []);
  const foreign = ownFunction(value) ?? hiding;
  if (foreign !== undefined)
    yield unread(path, foreign, `\`${foreign.value}\` makes properties, which only the deployed stack shows`);
  const place = { ...around, resource: value };
  // Which of two members of one name counts is not certain: each is looked at.
  for (const member of properties) {
    const statement = memberOf(member.value, "Statement");
    if (statement !== undefined && stringOf(value, "Type") === "AWS::Events::EventBusPolicy") {
      const inner = [...path, { value: "Properties" }];
      if (statement.value.kind === "string" || textOfFunction(statement.value) !== "")
        yield unread(
          [...inner, { value: statement.key.value }],
          statement.value,
          "its statement is a text; write it as an object",
        );
      else yield* policiesAt(place, aroundStatement(statement), inner, "Statement");
    } else yield* inMember(place, member, path);
  }
  for (const { key: other, value: inner } of membersOf(value))
    if (!isPolicy(value) && !/^(Properties|Metadata|Fn::.*)$/.test(other.value) && holdsPolicyBelow(inner))
      yield unread([...path, { value: other.value }], other, "a resource has its policies under `Properties`");
}

/** Resources with a policy that stand beside `Resources`, or in another section: an indentation of YAML that slipped. */
function* misplaced(section: Node, path: readonly PathElement[]): Generator<UnreadPolicy> {
  if (isStep(path.at(-1), "Metadata") || isStep(path.at(-1), "Parameters")) return;
  const because = "a template has its resources under `Resources`";
  if (isResource(section)) {
    if (holdsPolicyBelow(section)) yield unread(path, section, because);
    return;
  }
  for (const { key, value } of membersOf(section))
    if (isResource(value) && holdsPolicyBelow(value)) yield unread([...path, { value: key.value }], value, because);
}

function isResource(node: Node): boolean {
  return /^(AWS|Custom)::/.test(stringOf(node, "Type") ?? "");
}

function holdsPolicyBelow(node: Node): boolean {
  if (node.kind === "string") return speaksOfStatements(node.value);
  if (node.kind === "array") return node.items.some(holdsPolicyBelow);
  return isPolicy(node) || membersOf(node).some(({ value }) => holdsPolicyBelow(value));
}

function membersOf(node: Node): readonly Member[] {
  return node.kind === "object" ? node.members : [];
}

/** A template, or as `aws cloudformation get-template` prints one. */
function templateOf(root: Node | undefined): { template: Node | undefined; path: readonly PathElement[] } {
  const body = memberOf(root, "TemplateBody")?.value;
  return body?.kind === "object" ? { template: body, path: [{ value: "TemplateBody" }] } : { template: root, path: [] };
}

/** EventBridge writes the policy around it. */
function aroundStatement(statement: Member): Node {
  const { start, end } = statement.value;
  const version: Member = { key: textAt("Version", statement.value), value: textAt("2012-10-17", statement.value) };
  return { kind: "object", start, end, members: [version, statement] };
}

/** A string that the file does not have, at the place of what it is about. */
function textAt(value: string, { start, end }: Range): StringNode {
  return { kind: "string", start, end, value };
}

function* inMember(
  place: Place,
  member: Member | undefined,
  path: readonly PathElement[],
): Generator<FoundPolicy | UnreadPolicy> {
  if (member === undefined) return;
  const inner = [...path, { value: member.key.value }];
  if (member.key.value === "Policies") yield* inPolicies(place, member.value, inner);
  else yield* inValue(place, member.value, inner);
}

function* inValue(place: Place, node: Node, path: readonly PathElement[]): Generator<FoundPolicy | UnreadPolicy> {
  if (isNoValue(node)) return;
  const property = propertyAt(path);
  // What allows and denies updates of a stack.
  if (property === "StackPolicyBody") return;
  const holds = holdsPolicy(place.resource, property);
  if (holds === "statement") {
    yield unread(path, node, "it is a statement, and the service makes the policy");
    return;
  }
  const branches = holds === undefined ? undefined : policiesOfIf(node);
  if (branches !== undefined) {
    for (const [index, branch] of branches) yield* inValue(place, branch, [...path, { value: "Fn::If" }, { index }]);
    return;
  }
  // DynamoDB's `ResourcePolicy` has the policy one level below.
  const isAround = property === "ResourcePolicy" && memberOf(node, "PolicyDocument") !== undefined;
  if (holds !== undefined && !isAround && (holds === "always" || beginsAsPolicy(node))) {
    yield* policiesAt(place, node, path, property);
  } else if (isPolicy(node)) yield* policiesAt(place, node, path, property);
  else if (node.kind === "string") {
    const found = policyInString(node, place.text);
    if (found !== undefined && isPolicy(found.node)) yield* policiesAt(place, node, path, property);
    else if ((/^\s*[{[]/.test(node.value) || property === "TemplateBody") && speaksOfStatements(node.value))
      yield unread(path, node, "it is part of a longer text; put that into a file of its own, and validate it");
    else if (misspellsStatement(node.value)) yield unread(path, node, "its text is no JSON object with a `Statement`");
  } else {
    const text = textOfFunction(node);
    if (/^\s*\{/.test(text) && speaksOfStatements(text)) yield* policiesAt(place, node, path, property);
    else yield* inChildren(place, node, path);
  }
}

/** What is written out of a text that a function puts together. */
function textOfFunction(node: Node): string {
  const call = asIntrinsic(node);
  const items = call?.argument.kind === "array" ? call.argument.items : [];
  const parts =
    call?.name === "Fn::Sub"
      ? [items[0] ?? call.argument]
      : call?.name === "Fn::Join" && items[1]?.kind === "array"
        ? items[1].items
        : [];
  return parts.map((part) => (part.kind === "string" ? part.value : "")).join("");
}

/** The property that stands at the path, also where `Fn::If` chooses its value; none for an item of a list. */
function propertyAt(path: readonly PathElement[]): string {
  let end = path.length;
  while (end > 2 && isStep(path[end - 2], "Fn::If")) end -= 2;
  const last = path[end - 1];
  return last !== undefined && "value" in last ? last.value : "";
}

function isStep(step: PathElement | undefined, name: string): boolean {
  return step !== undefined && "value" in step && step.value === name;
}

/** Both values of `Fn::If`, with their indexes, where each is a whole policy, another `Fn::If`, or nothing. */
function policiesOfIf(node: Node): readonly [number, Node][] | undefined {
  const call = asIntrinsic(node);
  if (call?.name !== "Fn::If" || call.argument.kind !== "array" || call.argument.items.length !== 3) return undefined;
  const branches = [...call.argument.items.entries()].slice(1);
  const isWhole = (branch: Node): boolean =>
    isNoValue(branch) || asIntrinsic(branch)?.name === "Fn::If" || isPolicy(branch);
  return branches.every(([, branch]) => isWhole(branch)) ? branches : undefined;
}

function* inChildren(place: Place, node: Node, path: readonly PathElement[]): Generator<FoundPolicy | UnreadPolicy> {
  if (node.kind === "array")
    for (const [index, item] of node.items.entries()) yield* inValue(place, item, [...path, { index }]);
  if (node.kind === "object") for (const member of node.members) yield* inMember(place, member, path);
}

/** The inline policies of an identity: a function in the place of one hides a policy. */
function* inPolicies(place: Place, node: Node, path: readonly PathElement[]): Generator<FoundPolicy | UnreadPolicy> {
  if (isNoValue(node)) return;
  const call = asIntrinsic(node);
  const type = stringOf(place.resource, "Type") ?? "";
  if (call?.name === "Fn::If" && call.argument.kind === "array") {
    for (const [index, branch] of call.argument.items.entries())
      if (index > 0) yield* inPolicies(place, branch, [...path, { value: call.name }, { index }]);
    return;
  }
  const name = call?.name ?? ownFunction(node)?.value;
  // SAM's functions name managed policies here.
  if (name !== undefined && (/^AWS::IAM::/.test(type) || name === "Fn::Transform"))
    yield unread(path, node, `\`${name}\` gives the policies, which only the deployed stack shows`);
  else if (node.kind === "array")
    for (const [index, item] of node.items.entries()) yield* inPolicies(place, item, [...path, { index }]);
  else yield* inValue(place, node, path);
}

/** A statement may be what a function gives. */
function isPolicy(node: Node): boolean {
  return mayBePolicy(node, (item) => asIntrinsic(item) !== undefined || mayBeStatement(item));
}

function beginsAsPolicy(node: Node): boolean {
  if (node.kind === "string") return /^\s*(\{|%7B)/i.test(node.value) || speaksOfStatements(node.value);
  return asIntrinsic(node) !== undefined || hasMember(node, /^statements?$/i);
}
