import { findIntrinsic } from "../cloudformation/intrinsic.ts";
import type { PathElement } from "../finding.ts";
import { pathName } from "../path-name.ts";
import { policyInString } from "../policy-in-string.ts";
import type { FoundPolicy, Source, UnreadPolicy } from "../source.ts";
import type { Member, Node } from "../syntax/node.ts";

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
    if (root === undefined) return false;
    return isPolicy(root) || !wrapped(root, file.text, []).next().done;
  },
  *find(file, parsed) {
    if (parsed?.root === undefined) return;
    if (isPolicy(parsed.root)) yield whole(parsed.root, file.text);
    else yield* wrapped(parsed.root, file.text, []);
  },
};

/** Has statements, or claims the version of a policy. */
function isPolicy(root: Node): boolean {
  return (
    root.kind === "object" &&
    root.members.some(
      ({ key, value }) =>
        /^statements?$/i.test(key.value) ||
        (/^version$/i.test(key.value) && value.kind === "string" && /^20\d\d-\d\d-\d\d$/.test(value.value)),
    )
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
  const intrinsic = findIntrinsic(policy);
  if (intrinsic === undefined) return undefined;
  const { start, end } = intrinsic.node;
  const name = /^!\w+/.exec(text.slice(start, end))?.[0] ?? intrinsic.name;
  const details = `CloudFormation works out \`${name}\`, and this file is no whole template. Validate the template, or write the value.`;
  return { kind: "unread", ...where, at: { start, end }, code: "UNRESOLVED", details };
}

function* wrapped(node: Node, text: string, path: readonly PathElement[]): Generator<FoundPolicy | UnreadPolicy> {
  if (node.kind === "array") {
    for (const [index, item] of node.items.entries()) yield* wrapped(item, text, [...path, { index }]);
  } else if (node.kind === "object") {
    for (const member of node.members) {
      const inner = [...path, { value: member.key.value }];
      const found = inWrapper(member, text, inner);
      if (found === undefined) yield* wrapped(member.value, text, inner);
      else yield found;
    }
  }
}

function inWrapper(
  { key, value }: Member,
  text: string,
  policyPath: readonly PathElement[],
): FoundPolicy | UnreadPolicy | undefined {
  const known = wrappers.get(key.value);
  if (known === undefined) return undefined;
  const where = { name: pathName(policyPath), policyPath };
  const common = { kind: "policy", ...where, ...known } as const;
  if (value.kind === "object") {
    return isPolicy(value) ? (unresolved(value, text, where) ?? { ...common, node: value, text }) : undefined;
  }
  const embedded = value.kind === "string" ? policyInString(value, text) : undefined;
  return embedded === undefined ? undefined : { ...common, ...embedded };
}
