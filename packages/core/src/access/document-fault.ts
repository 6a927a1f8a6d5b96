import type { PolicyDocument, PolicyType, Statement } from "../policy/document.ts";
import { policyVersions, statementElements } from "../policy/read.ts";
import { quote } from "../quote.ts";
import type { Node, StringNode } from "../syntax/node.ts";

const faults = new WeakMap<PolicyDocument, string | false>();

/**
 * Why IAM would not accept the document, so that nothing it says can be relied on. Undefined when it is sound enough to
 * evaluate. Faults of a single principal or condition do not count here.
 */
export function documentFault(policy: PolicyDocument): string | undefined {
  let fault = faults.get(policy);
  if (fault === undefined) {
    requireDocument(policy, "The policy");
    fault = findFault(policy) ?? false;
    faults.set(policy, fault);
  }
  return fault === false ? undefined : fault;
}

/** For callers without types: throws a TypeError for a policy's text, or anything else that is no `PolicyDocument`. */
export function requireDocument(policy: Partial<PolicyDocument> | undefined, name: string): void {
  if (policy?.type !== undefined && policy.statements !== undefined) return;
  throw new TypeError(`${name} is no PolicyDocument. Give the \`policy\` of what \`parsePolicy\` returns.`);
}

function findFault(policy: PolicyDocument): string | undefined {
  const [broken] = policy.syntaxProblems;
  if (broken !== undefined) return `the text is broken: ${broken.details.replace(/\.$/, "")}`;
  const [repeated] = policy.repeated;
  if (repeated !== undefined) return `\`${repeated.key.value}\` is written twice in the same object`;
  const [malformed] = policy.malformed;
  if (malformed !== undefined) return `\`${malformed.element}\` is not ${malformed.expected}`;
  const unknown = policy.features.has("unknown-element") ? unknownMember(policy.node, documentElements) : undefined;
  if (unknown !== undefined) return `\`${unknown}\` is no element of a policy`;
  if (!hasMember(policy.node, "Statement")) return "the policy has no `Statement`";
  const version = policy.version?.value;
  if (version !== undefined && !policyVersions.has(version))
    return `\`${version}\` is no version of the policy language`;
  for (const statement of policy.statements) {
    const fault = statementFault(policy, statement);
    if (fault !== undefined) return `statement ${statement.index + 1} ${fault}`;
  }
  return undefined;
}

/** Whether a policy of this type says whom it is about. */
export function hasPrincipals(type: PolicyType): boolean {
  return type === "trust" || type === "resource" || type === "rcp" || type === "endpoint";
}

/** What the reader makes of a name it does not know is nothing; IAM refuses such a document. */
const documentElements: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

function unknownMember(node: Node, known: { has(name: string): boolean }): string | undefined {
  if (node.kind !== "object") return undefined;
  return node.members.find(({ key }) => !known.has(key.value))?.key.value;
}

function hasMember(node: Node, name: string): boolean {
  return node.kind === "object" && node.members.some(({ key }) => key.value === name);
}

function statementFault({ type, features }: PolicyDocument, statement: Statement): string | undefined {
  const unknown = features.has("unknown-element") ? unknownMember(statement.node, statementElements) : undefined;
  if (unknown !== undefined) return `has \`${unknown}\`, which is no element of a statement`;
  const twice = features.has("alike-keys") ? keyInTwoSpellings(statement) : undefined;
  if (twice !== undefined) return `asks for ${quote(twice)} twice under one operator, in different capitals`;
  const { effect, action, notAction, resource, notResource, principal, notPrincipal } = statement;
  if (effect === undefined) return "has no `Effect`";
  if (effect.value !== "Allow" && effect.value !== "Deny")
    return `has the effect \`${effect.value}\`, which is neither \`Allow\` nor \`Deny\``;
  if ((action === undefined) === (notAction === undefined))
    return action === undefined ? "has no `Action`" : "has both `Action` and `NotAction`";
  if (resource !== undefined && notResource !== undefined) return "has both `Resource` and `NotResource`";
  const hasResource = resource !== undefined || notResource !== undefined;
  if (type === "trust" && hasResource) return "has a `Resource`, which a trust policy cannot have";
  if (type !== "trust" && type !== "resource" && !hasResource) return "has no `Resource`";
  if (principal !== undefined && notPrincipal !== undefined) return "has both `Principal` and `NotPrincipal`";
  const hasPrincipal = principal !== undefined || notPrincipal !== undefined;
  if (hasPrincipals(type) && !hasPrincipal) return "has no `Principal`";
  if (!hasPrincipals(type) && hasPrincipal) return `has a \`Principal\`, which a policy of type ${type} cannot have`;
  return undefined;
}

/** IAM ignores the case of keys, and each stands once under an operator: nobody says which of the two holds. */
function keyInTwoSpellings({ conditions }: Statement): string | undefined {
  const known = new Map<StringNode, Set<string>>();
  for (const { operatorName, lowerKey, key } of conditions) {
    const keys = known.get(operatorName) ?? new Set();
    if (keys.has(lowerKey)) return key;
    known.set(operatorName, keys.add(lowerKey));
  }
  return undefined;
}
