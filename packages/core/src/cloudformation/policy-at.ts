import type { PathElement } from "../finding.ts";
import { unknownStatements } from "../partly-known.ts";
import { pathName } from "../path-name.ts";
import { policyInString } from "../policy-in-string.ts";
import type { FoundPolicy, UnreadPolicy } from "../source.ts";
import { type Node, type Range, stringOf } from "../syntax/node.ts";
import { isFunction } from "./intrinsic.ts";
import { policyTypeOf } from "./policy-type.ts";
import { type Deployment, resolve } from "./resolve.ts";

/** Where in a template something stands. */
export interface Place extends Deployment {
  readonly text: string;
  readonly resource: Node;
}

/** The policy that a property of a resource holds, its functions replaced by what they give. */
export function policyAt(
  place: Place,
  node: Node,
  path: readonly PathElement[],
  property: string,
): FoundPolicy | UnreadPolicy {
  const type = stringOf(place.resource, "Type") ?? "";
  if (property === "ResourcePolicy" && /^AWS::Serverless::/.test(type))
    return unread(path, node, "SAM makes it of lists when the stack is deployed");
  const assumptions = new Set<string>();
  const resolved = resolve(node, place, assumptions);
  const [unknown] = resolved.unknown;
  const embedded = resolved.node.kind === "string" ? policyInString(resolved.node, place.text) : undefined;
  if (resolved.node.kind === "string" && embedded === undefined && unknown === undefined)
    return unread(path, node, "its text is no JSON object with a `Statement`");
  const known = policyTypeOf(place.resource, property);
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
    ...embedded,
    // The text that a function gives stands nowhere in the file.
    ...(embedded === undefined || node.kind === "string"
      ? {}
      : { mapRange: () => ({ start: node.start, end: node.end }), mapReplacement: () => undefined }),
    // The file holds a function where the policy has a value.
    ...(assumptions.size === 0 ? {} : { assuming: [...assumptions].join(", "), mapReplacement: () => undefined }),
  };
  if (unknown === undefined) return policy;
  const statements = unknownStatements(resolved.node, resolved.unknown);
  return {
    ...unread(path, unknown.at, unknown.because, unknown.advice),
    ...(statements === undefined ? {} : { partly: { policy, unknownStatements: statements } }),
  };
}

/** The last name of a path: that of the list, for an item of it. */
function propertyOf(path: readonly PathElement[]): string {
  const named = path.findLast((step) => "value" in step && !isFunction(step.value));
  return named !== undefined && "value" in named ? named.value : "";
}

/** A policy that is there and cannot be told, with the reason. */
export function unread(
  path: readonly PathElement[],
  at: Range,
  because: string,
  advice = "Validate the deployed policy, or write the value.",
): UnreadPolicy {
  return {
    kind: "unread",
    name: pathName(path),
    policyPath: path,
    at: { start: at.start, end: at.end },
    code: "UNRESOLVED",
    details: `This policy cannot be worked out from the template: ${because}. ${advice}`,
  };
}
