import type { SyntaxProblem } from "../syntax/json.ts";
import type { Member, Node, ObjectNode, Range, StringNode } from "../syntax/node.ts";
import type { PlainJson } from "../syntax/strict-json.ts";
import type { ConditionOperator } from "./condition-operator.ts";
import type { PolicyFeature } from "./policy-feature.ts";
import type { ResourceType } from "./resource-type.ts";

/** What a policy is attached to. `trust` is the resource policy of a role. */
export type PolicyType = "identity" | "resource" | "trust" | "scp" | "rcp" | "session" | "endpoint";
/** Every policy type, in the order in which documentation lists them. */
export const policyTypes: readonly PolicyType[] = [
  "identity",
  "resource",
  "trust",
  "scp",
  "rcp",
  "session",
  "endpoint",
];

/**
 * An IAM policy, read as far as it can be read, with the syntax node behind every element.
 * Elements of a wrong JSON type are absent here and stand in `malformed`; unknown and repeated ones stay in the nodes.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyDocument {
  readonly type: PolicyType;
  /** As ValidatePolicy's `validatePolicyResourceType`; for policies of type `resource` only. */
  readonly resourceType: ResourceType | undefined;
  /** The whole document. An object, unless the document is malformed. */
  readonly node: Node;
  /** The text that the nodes' offsets count in. */
  readonly text: string;
  /** Where the text as a whole is the document, in JSON without a fault. */
  readonly plainJson: PlainJson | undefined;
  readonly version: Value | undefined;
  readonly id: Value | undefined;
  readonly statements: readonly Statement[];
  /** Every condition of every statement, in written order. */
  readonly conditions: readonly Condition[];
  /** Elements whose JSON type the grammar does not allow. */
  readonly malformed: readonly Malformed[];
  /** Members whose name was already written in the same object; the model holds the last one, as JSON.parse does. */
  readonly repeated: readonly Repeated[];
  /** What the policy has, so that checks about something else need not run. */
  readonly features: ReadonlySet<PolicyFeature>;
  /** Faults of the text that the nodes were read from, each with a repair where one is certain. */
  readonly syntaxProblems: readonly SyntaxProblem[];
}

/** A member whose name another one of the same object has, before it. */
export interface Repeated extends Member {
  /** Where the name was written first. */
  readonly first: Member;
}

/** An element of a JSON type that the grammar does not allow there. */
export interface Malformed {
  readonly node: Node;
  /** The element's name, e.g. `Action`. */
  readonly element: string;
  /** In words: "a string or an array of strings". */
  readonly expected: string;
}

/** One string of a policy, with its place. Numbers and booleans are taken as their text, as IAM does. */
export interface Value extends Range {
  readonly kind: "string" | "number" | "boolean";
  readonly value: string;
}

/** One statement. Absent elements are undefined; of a repeated one this is the last, as JSON.parse takes it. */
export interface Statement {
  /** Position in `statements`. */
  readonly index: number;
  readonly node: ObjectNode;
  readonly sid: Value | undefined;
  readonly effect: Value | undefined;
  readonly action: ValueList | undefined;
  readonly notAction: ValueList | undefined;
  readonly resource: ValueList | undefined;
  readonly notResource: ValueList | undefined;
  readonly principal: PrincipalElement | undefined;
  readonly notPrincipal: PrincipalElement | undefined;
  /** The `Condition` member as written, also when it is empty or malformed. */
  readonly condition: Member | undefined;
  readonly conditions: readonly Condition[];
}

/** An element that holds one string or many. */
export interface ValueList {
  readonly member: Member;
  readonly values: readonly Value[];
}

/** `Principal` or `NotPrincipal`. */
export interface PrincipalElement {
  readonly member: Member;
  /** The bare string `"*"` (or another bare string, which the grammar refuses). */
  readonly bare: Value | undefined;
  /** `{ "AWS": …, "Service": … }`, one entry a member, unknown keys too. */
  readonly entries: readonly PrincipalEntry[];
}

/** One member of a `Principal` that is an object: the principals of one type. */
export interface PrincipalEntry {
  /** As written: `AWS`, `Service`, `Federated`, `CanonicalUser`, or a mistake. */
  readonly type: string;
  readonly member: Member;
  readonly values: readonly Value[];
}

/** One condition key under one operator of one statement. */
export interface Condition {
  readonly statement: Statement;
  /** The operator as written, with its prefix and suffix. */
  readonly operatorName: StringNode;
  /** Undefined when the name is no operator of IAM's. */
  readonly operator: ConditionOperator | undefined;
  /** The key as written; IAM ignores its case. */
  readonly key: string;
  /** The key in lower case. */
  readonly lowerKey: string;
  readonly member: Member;
  readonly values: readonly Value[];
}

export function isAllow(statement: Statement): boolean {
  return statement.effect?.value === "Allow";
}

export function isDeny(statement: Statement): boolean {
  return statement.effect?.value === "Deny";
}

/** The member's name with its quotes: where a finding about the element itself stands. */
export function nameOf(element: { readonly member: Member }): Range {
  return element.member.key;
}
