import { asIntrinsic } from "../cloudformation/intrinsic.ts";
import { resolve } from "../cloudformation/resolve.ts";
import type { PathElement } from "../finding.ts";
import { unknownStatements } from "../partly-known.ts";
import { pathName } from "../path-name.ts";
import type { PolicyType } from "../policy/document.ts";
import type { FoundPolicy, Source, UnreadPolicy } from "../source.ts";
import { type Member, memberOf, type Node, type Range } from "../syntax/node.ts";

export const cloudformation: Source = {
  id: "cloudformation",
  title: "The policies in a CloudFormation or SAM template, JSON or YAML",
  recognises: (_file, parsed) => {
    const root = parsed?.root;
    if (memberOf(root, "AWSTemplateFormatVersion") !== undefined) return true;
    const resources = memberOf(root, "Resources")?.value;
    return (
      resources?.kind === "object" &&
      resources.members.some(({ value }) => /^(AWS|Custom)::/.test(stringOf(value, "Type") ?? ""))
    );
  },
  *find(file, parsed) {
    const template = parsed?.root;
    const resources = memberOf(template, "Resources")?.value;
    if (template === undefined || resources?.kind !== "object") return;
    for (const { key, value } of resources.members) {
      const path = [{ value: "Resources" }, { value: key.value }];
      if (asIntrinsic({ ...resources, members: [{ key, value }] }) !== undefined) {
        yield unread(path, value, `\`${key.value}\` brings in resources from elsewhere, which are not in this file`);
        continue;
      }
      yield* inResource({ template, text: file.text, resource: value }, memberOf(value, "Properties"), path);
    }
  },
};

interface Place {
  readonly template: Node;
  readonly text: string;
  readonly resource: Node;
}

/** Properties that hold a policy document, so that one which is a function as a whole is not overlooked. */
const policyProperty =
  /^(AssumeRolePolicyDocument|PolicyDocument|KeyPolicy|ResourcePolicy|InlinePolicy|PolicyText|RepositoryPolicyText)$/;

function* inResource(
  place: Place,
  member: Member | undefined,
  path: readonly PathElement[],
): Generator<FoundPolicy | UnreadPolicy> {
  if (member === undefined) return;
  yield* inValue(place, member.value, [...path, { value: member.key.value }]);
}

function* inValue(place: Place, node: Node, path: readonly PathElement[]): Generator<FoundPolicy | UnreadPolicy> {
  const last = path.at(-1);
  const property = last !== undefined && "value" in last ? last.value : "";
  if (isPolicy(node) || (policyProperty.test(property) && asIntrinsic(node) !== undefined)) {
    yield policyAt(place, node, path, property);
    return;
  }
  if (node.kind === "array")
    for (const [index, item] of node.items.entries()) yield* inValue(place, item, [...path, { index }]);
  if (node.kind === "object") for (const member of node.members) yield* inResource(place, member, path);
}

function isPolicy(node: Node): boolean {
  const statement = memberOf(node, "Statement")?.value;
  const items = statement?.kind === "array" ? statement.items : statement === undefined ? [] : [statement];
  return items.some((item) => memberOf(item, "Effect") !== undefined || asIntrinsic(item) !== undefined);
}

function policyAt(
  place: Place,
  node: Node,
  path: readonly PathElement[],
  property: string,
): FoundPolicy | UnreadPolicy {
  const assumptions = new Set<string>();
  const resolved = resolve(node, place.template, assumptions);
  const type = stringOf(place.resource, "Type") ?? "";
  const known = typeOf(type, property, place.resource);
  const policy: FoundPolicy = {
    kind: "policy",
    name: pathName(path),
    policyPath: path,
    node: resolved.node,
    text: place.text,
    ...(known.policyType === undefined
      ? {}
      : { policyType: known.policyType, policyTypeReason: `\`${propertyOf(path)}\` of \`${type}\`` }),
    ...(known.resourceType === undefined ? {} : { resourceType: known.resourceType }),
    // The file holds a function where the policy has a value.
    ...(assumptions.size === 0 ? {} : { assuming: [...assumptions].join(", "), mapReplacement: () => undefined }),
  };
  const [unknown] = resolved.unknown;
  if (unknown === undefined) return policy;
  const statements = unknownStatements(resolved.node, resolved.unknown);
  return {
    ...unread(path, unknown.at, unknown.because),
    ...(statements === undefined ? {} : { partly: { policy, unknownStatements: statements } }),
  };
}

/** The last name of a path: that of the list, for an item of it. */
function propertyOf(path: readonly PathElement[]): string {
  const named = path.findLast((step) => "value" in step);
  return named !== undefined && "value" in named ? named.value : "";
}

const identityTypes = new Set([
  "AWS::IAM::Policy",
  "AWS::IAM::ManagedPolicy",
  "AWS::IAM::RolePolicy",
  "AWS::IAM::UserPolicy",
  "AWS::IAM::GroupPolicy",
  "AWS::IAM::User",
  "AWS::IAM::Group",
  "AWS::IAM::Role",
  "AWS::SSO::PermissionSet",
  "AWS::Serverless::Function",
]);
const resourceTypes: Readonly<Record<string, string | undefined>> = {
  "AWS::S3::BucketPolicy": "AWS::S3::Bucket",
  "AWS::S3::AccessPoint": "AWS::S3::AccessPoint",
  "AWS::SQS::QueuePolicy": undefined,
  "AWS::SNS::TopicPolicy": undefined,
  "AWS::KMS::Key": undefined,
  "AWS::SecretsManager::ResourcePolicy": undefined,
  "AWS::Redshift::Cluster": "AWS::Redshift::Cluster",
  "AWS::RedshiftServerless::Namespace": "AWS::RedshiftServerless::Namespace",
};

function typeOf(type: string, property: string, resource: Node): { policyType?: PolicyType; resourceType?: string } {
  if (property === "AssumeRolePolicyDocument") return { policyType: "trust" };
  if (identityTypes.has(type)) return { policyType: "identity" };
  if (type === "AWS::EC2::VPCEndpoint") return { policyType: "endpoint" };
  if (type === "AWS::Organizations::Policy") {
    const kind = stringOf(memberOf(resource, "Properties")?.value, "Type");
    return kind === "SERVICE_CONTROL_POLICY"
      ? { policyType: "scp" }
      : kind === "RESOURCE_CONTROL_POLICY"
        ? { policyType: "rcp" }
        : {};
  }
  if (!Object.hasOwn(resourceTypes, type)) return {};
  const resourceType = resourceTypes[type];
  return { policyType: "resource", ...(resourceType === undefined ? {} : { resourceType }) };
}

function unread(path: readonly PathElement[], at: Range, because: string): UnreadPolicy {
  return {
    kind: "unread",
    name: pathName(path),
    policyPath: path,
    at: { start: at.start, end: at.end },
    code: "UNRESOLVED",
    details: `This policy cannot be told from the template: ${because}. Validate the deployed policy, or write the value.`,
  };
}

function stringOf(node: Node | undefined, name: string): string | undefined {
  const value = memberOf(node, name)?.value;
  return value?.kind === "string" ? value.value : undefined;
}
