import type { PathElement } from "../finding.ts";
import { policyOfData } from "../hcl/policy-document-data.ts";
import { readHcl } from "../hcl/read.ts";
import { declarationsOf, type HclDeclarations, type Resolver, resolverFor } from "../hcl/resolve.ts";
import type { HclBlock, HclBody, HclExpression, HclText } from "../hcl/syntax.ts";
import { toNode, withStandIns } from "../hcl/to-node.ts";
import { type UnknownValue, unknownStatements } from "../partly-known.ts";
import type { FoundPolicy, Source, UnreadPolicy } from "../source.ts";
import { parseJson } from "../syntax/json.ts";
import { memberOf, type Node, type Range } from "../syntax/node.ts";
import { policyAttributes, terraformPolicyType } from "../terraform-policy.ts";

export const terraformHcl: Source = {
  id: "terraform-hcl",
  title: "The policies in a Terraform file: `jsonencode`, here documents, `aws_iam_policy_document`",
  recognises: (file, parsed) => parsed === undefined && /\.tf$/i.test(file.path),
  *find(file) {
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
    const declarations = declarationsOf(body);
    for (const block of body.blocks) {
      const [type, name] = block.labels;
      if (type === undefined || name === undefined) continue;
      const path = [{ value: block.type.value }, { value: type.value }, { value: name.value }];
      if (block.type.value === "data" && type.value === "aws_iam_policy_document") {
        const resolver = resolverFor(declarations);
        const data = policyOfData(block, resolver);
        const address = `data.${type.value}.${name.value}`;
        yield data.node === undefined
          ? unread(address, path, data.unknown[0].at, data.unknown[0].because)
          : asFound(data.node, data.unknown, resolver, file.text, address, path, {});
      } else if (block.type.value === "resource")
        yield* inBody(
          { text: file.text, declarations, resource: block },
          block.body,
          `${type.value}.${name.value}`,
          path,
        );
    }
  },
};

interface Place {
  readonly text: string;
  readonly declarations: HclDeclarations;
  readonly resource: HclBlock;
}

function* inBody(
  place: Place,
  body: HclBody,
  address: string,
  path: readonly PathElement[],
): Generator<FoundPolicy | UnreadPolicy> {
  const type = place.resource.labels[0]?.value ?? "";
  for (const { name, value } of body.attributes) {
    if (!type.startsWith("aws_") || !policyAttributes.has(name.value)) continue;
    const found = inAttribute(
      place,
      value,
      `${address}: ${name.value}`,
      [...path, { value: name.value }],
      typeOf(place.resource, type, name.value),
    );
    if (found !== undefined) yield found;
  }
  for (const [index, block] of body.blocks.entries())
    yield* inBody(place, block.body, addressOf(block, address), [...path, { value: block.type.value }, { index }]);
}

/** A block that has a name goes by it: its place changes when another is added before it. */
function addressOf({ type, body }: HclBlock, address: string): string {
  const value = body.attributes.find(({ name }) => name.value === "name")?.value;
  return value?.kind === "text" && value.templates.length === 0
    ? `${address}.${type.value}[${JSON.stringify(value.value)}]`
    : address;
}

type Type = ReturnType<typeof terraformPolicyType>;

function typeOf(resource: HclBlock, type: string, attribute: string): Type {
  return terraformPolicyType(type, attribute, (name) => {
    const value = resource.body.attributes.find((candidate) => candidate.name.value === name)?.value;
    return value?.kind === "text" && value.templates.length === 0 ? value.value : undefined;
  });
}

function inAttribute(
  { text, declarations }: Place,
  written: HclExpression,
  name: string,
  path: readonly PathElement[],
  type: Type,
): FoundPolicy | UnreadPolicy | undefined {
  const resolver = resolverFor(declarations);
  const value = resolver.follow(written);
  if (value.kind === "text") return inText(resolver.fill(value), resolver, name, path, type);
  if (value.kind === "call" && value.name === "jsonencode" && value.arguments[0] !== undefined) {
    const unknown: UnknownValue[] = [];
    const node = toNode(resolver.resolve(value.arguments[0]), unknown);
    return asFound(node, unknown, resolver, text, name, path, type);
  }
  // Found where it is written: at the data block.
  if (
    value.kind === "computed" &&
    /^data\.aws_iam_policy_document\.[\w-]+(\[\w+\])?\.(minified_)?json$/.test(value.text)
  )
    return undefined;
  if (value.kind === "null") return undefined;
  if (value.kind === "call" && /^(templatefile|file)$/.test(value.name)) {
    return unread(name, path, value, `it is in another file, which \`${value.name}\` reads; validate that file`);
  }
  return unread(
    name,
    path,
    value,
    value.kind === "call" ? `it comes from the function \`${value.name}\`` : "it comes from an expression",
  );
}

/** A policy as JSON text in a string or a here document. */
function inText(
  filled: HclText,
  resolver: Resolver,
  name: string,
  policyPath: readonly PathElement[],
  type: Type,
): FoundPolicy | UnreadPolicy | undefined {
  const { text: value, unknown } = withStandIns(filled);
  const { root, problems } = parseJson(value.value);
  const at = (offset: number): number => value.offsets[Math.min(offset, value.value.length)] as number;
  const mapRange = ({ start, end }: Range): Range => ({ start: at(start), end: Math.max(at(start), at(end)) });
  const [template] = filled.templates;
  if (root === undefined || memberOf(root, "Statement") === undefined) {
    if (template !== undefined) return unread(name, policyPath, template, unknown[0]?.because ?? "");
    return /^\s*\{/.test(value.value) ? unread(name, policyPath, value, "its text has no `Statement`") : undefined;
  }
  const policy: FoundPolicy = {
    kind: "policy",
    name,
    policyPath,
    node: root,
    text: value.value,
    problems,
    ...type,
    mapRange,
    mapReplacement: (replacement) => (resolver.hasReplaced || /[$%\n]/.test(replacement) ? undefined : replacement),
    ...assuming(resolver),
  };
  if (template === undefined) return policy;
  // A stand-in outside of a string is a fault, and then nothing is certain.
  const statements = problems.length === 0 ? unknownStatements(root, unknown) : undefined;
  return {
    ...unread(name, policyPath, template, unknown[0]?.because ?? ""),
    ...(statements === undefined ? {} : { partly: { policy, unknownStatements: statements } }),
  };
}

function asFound(
  node: Node,
  unknown: readonly UnknownValue[],
  resolver: Resolver,
  text: string,
  name: string,
  policyPath: readonly PathElement[],
  type: Type,
): FoundPolicy | UnreadPolicy {
  const [first] = unknown;
  const policy: FoundPolicy = {
    kind: "policy",
    name,
    policyPath,
    node,
    text,
    ...type,
    // A plain string is written alike in both languages.
    mapReplacement: (replacement) =>
      !resolver.hasReplaced && /^"[^"\\$%&]*"$/.test(replacement) ? replacement : undefined,
    ...assuming(resolver),
  };
  if (first === undefined) return policy;
  const statements = unknownStatements(node, unknown);
  return {
    ...unread(name, policyPath, first.at, first.because),
    ...(statements === undefined ? {} : { partly: { policy, unknownStatements: statements } }),
  };
}

function assuming({ assumptions }: Resolver): Pick<FoundPolicy, "assuming"> {
  return assumptions.size === 0 ? {} : { assuming: [...assumptions].join(", ") };
}

function unread(
  name: string,
  policyPath: readonly PathElement[],
  { start, end }: Range,
  because: string,
): UnreadPolicy {
  const details = `This policy cannot be told from the file: ${because}. Validate the plan (\`terraform show -json\`), where every value is known.`;
  return { kind: "unread", name, policyPath, at: { start, end }, code: "UNRESOLVED", details };
}
