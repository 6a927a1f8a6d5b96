import type { PathElement } from "../finding.ts";
import { addressOf } from "../hcl/address-of.ts";
import { attributeText } from "../hcl/attribute-text.ts";
import { isDocumentReference, soleTemplate } from "../hcl/document-reference.ts";
import type { TerraformPolicyType } from "../hcl/document-types.ts";
import { doubtsOf } from "../hcl/doubted.ts";
import { inEachCase } from "../hcl/each-case.ts";
import type { Scope } from "../hcl/evaluate.ts";
import { notKnown, policyOfText, policyOfValue, unread } from "../hcl/found-policy.ts";
import { type ModuleBeside, moduleBeside } from "../hcl/module-beside.ts";
import { isDocument, policiesOfDocuments } from "../hcl/policies-of-documents.ts";
import { readHcl } from "../hcl/read.ts";
import { declarationsOf, type HclDeclarations, type Resolver } from "../hcl/resolve.ts";
import type { HclAttribute, HclBlock, HclBody, HclExpression } from "../hcl/syntax.ts";
import { toNode } from "../hcl/to-node.ts";
import { isWrittenPolicy, isWrittenStatement, misspeltStatement, writesStatements } from "../hcl/written-policy.ts";
import { misspellsStatement } from "../misspelt-statement.ts";
import type { UnknownValue } from "../partly-known.ts";
import { pathName } from "../path-name.ts";
import { quote } from "../quote.ts";
import type { FoundPolicy, Source, TextFile, UnreadPolicy } from "../source.ts";
import { memberOf, type Node } from "../syntax/node.ts";
import { isModuleFile } from "../terraform/module.ts";
import { isNearDocument } from "../terraform/near-document.ts";
import {
  isListOfPolicies,
  isOtherLanguage,
  isPolicyName,
  isTerraformPolicy,
  withoutPolicy,
} from "../terraform/policy-attribute.ts";
import { isPolicyOrBroken } from "../terraform/policy-or-broken.ts";
import { terraformPolicyType } from "../terraform/policy-type.ts";

export const terraformHcl: Source = {
  id: "terraform-hcl",
  title: "The policies in a Terraform or OpenTofu file: `jsonencode`, here documents, `aws_iam_policy_document`",
  recognises: ({ path, text }, parsed) =>
    parsed === undefined && (/\.(?:tf|tofu|tfvars)$/i.test(path) || (/\.hcl$/i.test(path) && writesStatements(text))),
  *find(file, _, { values, moduleOf }) {
    const body = readHcl(file.text);
    if ("details" in body) {
      yield {
        kind: "unread",
        policyPath: [],
        at: body.at,
        code: "HCL_SYNTAX",
        details: `This Terraform file could not be read. ${body.details} \`terraform validate\` may say more.`,
      };
      return;
    }
    const beside = moduleOf === undefined || !isModuleFile(file.path) ? undefined : moduleBeside(file.path, moduleOf);
    yield* policiesIn(file, body, declarationsOf(body, values, beside), beside);
  },
};

function* policiesIn(
  file: TextFile,
  body: HclBody,
  declarations: HclDeclarations,
  beside: ModuleBeside | undefined,
): Generator<FoundPolicy | UnreadPolicy> {
  const common = { text: file.text, declarations };
  const doubted = doubtsOf(file, body, declarations, beside);
  const documents = policiesOfDocuments(common, body, beside, doubted);
  for (const block of body.blocks) {
    const [type, name] = block.labels;
    const path = [block.type, ...block.labels].map(({ value }) => ({ value }));
    if (isDocument(block)) yield* documents(block);
    else if (block.labels.some(({ value }) => isNearDocument(value)))
      yield unread(
        pathName(path),
        path,
        block.type,
        "Terraform knows a `data` block with the type `aws_iam_policy_document` and with a name",
      );
    else if (block.type.value === "resource" && type !== undefined && name !== undefined)
      yield* doubted(inBody({ ...common, block, type: type.value }, block.body, `${type.value}.${name.value}`, path));
    else if (block.type.value === "provider" && type !== undefined)
      yield* doubted(inBody({ ...common, block, type: `provider.${type.value}` }, block.body, pathName(path), path));
    else if (block.type.value !== "locals")
      yield* doubted(inBody({ ...common, block, type: block.type.value }, block.body, pathName(path), path));
  }
  yield* doubted(inLocals({ ...common, block: undefined, type: "locals" }, body));
  // Values of variables, in `.tfvars`, and the inputs of Terragrunt.
  yield* doubted(inMembers({ ...common, block: undefined, type: "" }, body.attributes, "", []));
}

interface Place {
  readonly text: string;
  readonly declarations: HclDeclarations;
  /** The block of the file that the place is in. */
  readonly block: HclBlock | undefined;
  /** Of the resource; for other blocks, what they are. */
  readonly type: string;
}

/** Those that no policy of the file is taken from: what uses them may be in another file, or in a module. */
function* inLocals(place: Place, body: HclBody): Generator<FoundPolicy | UnreadPolicy> {
  const { used } = place.declarations;
  for (const block of body.blocks) {
    if (block.type.value !== "locals") continue;
    const left = block.body.attributes.filter(({ name }) => !used.has(name.value));
    yield* inMembers(place, left, "local.", [{ value: "locals" }]);
  }
}

function* inBody(
  place: Place,
  body: HclBody,
  address: string,
  path: readonly PathElement[],
): Generator<FoundPolicy | UnreadPolicy> {
  yield* inMembers(place, body.attributes, `${address}: `, path);
  for (const [index, block] of body.blocks.entries())
    yield* inBody(place, block.body, addressOf(block, address), [...path, { value: block.type.value }, { index }]);
}

/** `before` is what stands before a member's name in the name of a policy. */
function* inMembers(
  place: Place,
  members: readonly HclAttribute[],
  before: string,
  path: readonly PathElement[],
): Generator<FoundPolicy | UnreadPolicy> {
  const otherText = (name: string): string | undefined => attributeText(place.block?.body, name);
  for (const { name, value } of members) {
    const inner = [...path, { value: name.value }];
    const type = terraformPolicyType(place.type, name.value, otherText);
    const details = withoutPolicy(place.type, name.value);
    if (details !== undefined) {
      if (value.kind !== "null") yield { ...unread(before + name.value, inner, value, ""), details };
    } else if (value.kind === "object" && value.members.some((member) => isPolicyName(member.name.value)))
      // `resource_policy = { policy_document = … }`
      yield* inMembers(place, value.members, `${before}${name.value}.`, inner);
    else if (isTerraformPolicy(place.type, name.value, otherText)) {
      yield* inAttribute(place, value, before + name.value, inner, type);
    } else if (isListOfPolicies(place.type, name.value) && value.kind !== "tuple" && value.kind !== "null")
      yield unread(before + name.value, inner, value, "they come from an expression");
    else if (!isOtherLanguage(place.type, name.value, otherText))
      yield* inAny(place, value, before + name.value, inner, type);
  }
}

/** What looks like a policy, in an attribute that may hold anything: what a module is given, a parameter, a file. */
function* inAny(
  place: Place,
  value: HclExpression,
  name: string,
  path: readonly PathElement[],
  type: TerraformPolicyType,
): Generator<FoundPolicy | UnreadPolicy> {
  if (propertyOf(path) === "template_body") {
    if (writesStatements(place.text.slice(value.start, value.end)))
      yield unread(name, path, value, "it stands in a template of CloudFormation; validate that as a file of its own");
    return;
  }
  switch (value.kind) {
    case "text":
      if (/^\s*\{/.test(value.value) && (writesStatements(value.value) || misspellsStatement(value.value))) {
        yield* inEachCase(place.declarations, { name, path, at: value, block: place.block }, (resolver, scope) => {
          const found = policyOfText(resolver.fill(value, scope), resolver, name, path, type);
          return found?.kind === "policy" && !isPolicyOrBroken(found) ? undefined : found;
        });
      } else if (writesStatements(soleTemplate(value) ?? ""))
        yield unread(name, path, value, "it comes from an expression");
      return;
    case "object": {
      const misspelt = misspeltStatement(value);
      if (isWrittenPolicy(value))
        yield* inEachCase(place.declarations, { name, path, at: value, block: place.block }, (resolver, scope) =>
          encoded(place, resolver.resolve(value, scope), resolver, name, path, type),
        );
      else if (misspelt !== undefined) {
        const details = `A policy has its statements under \`Statement\`, not ${quote(misspelt.name.value)}. Rename it.`;
        yield { ...unread(name, path, misspelt.name, ""), details };
      } else if (place.type === "module" && isWrittenStatement(value))
        yield unread(name, path, value, "it is a statement, and the module makes the policy");
      else yield* inMembers(place, value.members, `${name}.`, path);
      return;
    }
    case "tuple":
      for (const [index, item] of value.items.entries())
        yield* inAny(place, item, `${name}[${index}]`, [...path, { index }], type);
      return;
    case "call":
    case "computed": {
      const [argument] = value.kind === "call" && value.name === "jsonencode" ? value.arguments : [];
      if (argument !== undefined && argument.kind !== "computed" && argument.kind !== "call")
        yield* inAny(place, argument, name, path, type);
      else if (writesStatements(place.text.slice(value.start, value.end)))
        yield* inEachCase(place.declarations, { name, path, at: value, block: place.block }, (resolver, scope) =>
          chosenPolicy(place, resolver.choose(value, scope), resolver, scope, name, path, type),
        );
      else if (place.type === "module" && value.kind === "call" && isFromFile(value) && isPolicyName(propertyOf(path)))
        yield unread(name, path, value, inAnotherFile(value.name));
    }
  }
}

/** What a conditional takes that writes a policy: the policy, or nothing where it takes an empty value. */
function chosenPolicy(
  place: Place,
  chosen: HclExpression,
  resolver: Resolver,
  scope: Scope,
  name: string,
  path: readonly PathElement[],
  type: TerraformPolicyType,
): FoundPolicy | UnreadPolicy | undefined {
  if (chosen.kind === "null" || (chosen.kind === "text" && chosen.value.trim() === "")) return undefined;
  if (chosen.kind === "text" && writesStatements(chosen.value))
    return policyOfText(resolver.fill(chosen, scope), resolver, name, path, type);
  const [argument = chosen] = chosen.kind === "call" && chosen.name === "jsonencode" ? chosen.arguments : [];
  if (argument.kind === "object" && isWrittenPolicy(argument))
    return encoded(place, resolver.resolve(argument, scope), resolver, name, path, type);
  return unread(name, path, chosen, "it comes from an expression");
}

/** A policy whose expressions are worked out. */
function encoded(
  { text }: Place,
  value: HclExpression,
  resolver: Resolver,
  name: string,
  path: readonly PathElement[],
  type: TerraformPolicyType,
): FoundPolicy | UnreadPolicy {
  const unknown: UnknownValue[] = [];
  const node = toNode(value, unknown);
  return policyOfValue(node, unknown, resolver, text, name, path, type);
}

/** They are judged, and can be changed, where they stand. */
function statementsOf(document: Node): ReadonlySet<Node> {
  const value = memberOf(document, "Statement")?.value;
  return new Set(value?.kind === "array" ? value.items : []);
}

function propertyOf(path: readonly PathElement[]): string {
  const named = path.findLast((step) => "value" in step);
  return named !== undefined && "value" in named ? named.value : "";
}

function isFromFile({ name }: HclExpression & { kind: "call" }): boolean {
  return /^(?:templatefile|file)$/.test(name);
}

function inAnotherFile(reader: string): string {
  return `it is in another file, which \`${reader}\` reads; validate that file`;
}

function* inAttribute(
  place: Place,
  written: HclExpression,
  name: string,
  path: readonly PathElement[],
  type: TerraformPolicyType,
): Generator<FoundPolicy | UnreadPolicy> {
  // Found where it is written: at the data block.
  if (isDocumentReference(written)) return;
  yield* inEachCase(place.declarations, { name, path, at: written, block: place.block }, (resolver, scope) => {
    const value = resolver.choose(written, scope);
    if (value.kind === "null" || isDocumentReference(value)) return undefined;
    if (value.kind === "text") return policyOfText(resolver.fill(value, scope), resolver, name, path, type);
    if (value.kind === "call" && isFromFile(value)) return unread(name, path, value, inAnotherFile(value.name));
    const result = resolver.resolve(value, scope);
    // By a local, or by an instance: nothing at the document says that this place takes it.
    if (result.kind === "text" && result.document !== undefined) {
      const { node, unknown } = result.document;
      return policyOfValue(node, unknown, resolver, place.text, name, path, type, { apart: statementsOf(node) });
    }
    const [argument] = result.kind === "call" && result.name === "jsonencode" ? result.arguments : [];
    if (argument !== undefined) return encoded(place, argument, resolver, name, path, type);
    if (result.kind === "text") return policyOfText(result, resolver, name, path, type);
    if (result.kind === "null") return undefined;
    const source =
      value.kind === "call" ? `the function \`${value.name}\`` : "text" in value ? quote(value.text) : undefined;
    return notKnown(name, path, value, `it comes from ${source ?? "an expression"}`, resolver);
  });
}
