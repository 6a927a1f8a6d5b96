import type { PolicyDocument, PolicyType } from "./policy/document.ts";
import { type DetectedType, detectPolicyType } from "./policy/policy-type.ts";
import { readPolicyDocument } from "./policy/read.ts";
import type { ResourceType } from "./policy/resource-type.ts";
import type { ParsedText, SyntaxProblem } from "./syntax/json.ts";
import { parseJson } from "./syntax/json.ts";
import type { Node } from "./syntax/node.ts";
import type { PlainJson } from "./syntax/strict-json.ts";
import { parseYaml } from "./syntax/yaml.ts";
import { requireSyntax, requireText, requireTypes } from "./wrong-use.ts";

/** What the caller knows about a text. */
export interface ParseOptions {
  /** Detected from the text, with a stated reason, when neither it nor a resource type is given. */
  readonly policyType?: PolicyType;
  /** As ValidatePolicy's `validatePolicyResourceType`: only resource-based policies have one. */
  readonly resourceType?: ResourceType;
  /** The text's name in findings; `.yml` and `.yaml` also choose the syntax. */
  readonly file?: string;
  /** Takes precedence over the file's name; JSON where neither tells. */
  readonly syntax?: "json" | "yaml";
}

/** A policy as far as it could be read, with what is wrong with its text. */
export interface ParsedPolicy {
  readonly policy: PolicyDocument;
  /** Faults of the text and elements whose type the grammar does not allow, in written order. */
  readonly problems: readonly SyntaxProblem[];
  readonly policyType: PolicyType;
  readonly policyTypeReason: string;
}

/**
 * Reads one policy as far as it can be read. Never throws on a bad text: faults are `problems`. Throws a TypeError for
 * unknown or contradictory options.
 */
export function parsePolicy(text: string, options: ParseOptions = {}): ParsedPolicy {
  requireTypes(options);
  const { root, problems, plainJson } = parseText(text, options);
  const nothing: Node = { start: 0, end: text.length, kind: "null", value: null, text: "" };
  const parsed = toPolicy(root ?? nothing, text, { ...options, problems, plainJson });
  return { ...parsed, problems: problemsOf(parsed.policy) };
}

/** Faults of the text and elements of a wrong type, in written order. */
export function problemsOf({ syntaxProblems, malformed }: PolicyDocument): readonly SyntaxProblem[] {
  const grammar = malformed.map(({ node, element, expected }): SyntaxProblem => {
    const found = node.kind === "null" && node.text === "" ? "nothing" : describe(node);
    return { at: { start: node.start, end: node.end }, details: `\`${element}\` must be ${expected}, not ${found}.` };
  });
  return [...syntaxProblems, ...grammar].sort((a, b) => a.at.start - b.at.start);
}

/**
 * A text as nodes, in the syntax that the options choose. Never throws on a bad text: faults are `problems`. Throws a
 * TypeError for anything but a text, and for an unknown syntax.
 */
export function parseText(text: string, options: Pick<ParseOptions, "file" | "syntax">): ParsedText {
  requireText(text);
  requireSyntax(options.syntax);
  const syntax = options.syntax ?? (/\.ya?ml$/i.test(options.file ?? "") ? "yaml" : "json");
  return syntax === "yaml" ? parseYaml(text) : parseJson(text);
}

/** A node read as a policy. A resource type is kept only for a resource policy, however its type was decided. */
export function toPolicy(
  node: Node,
  text: string,
  options: Pick<ParseOptions, "policyType" | "resourceType"> & {
    readonly problems?: readonly SyntaxProblem[];
    /** Only where the node is the whole text. */
    readonly plainJson?: PlainJson | undefined;
  },
): Omit<ParsedPolicy, "problems"> {
  const detected = policyTypeOf(node, options);
  const resourceType = detected.policyType === "resource" ? options.resourceType : undefined;
  const policy = readPolicyDocument(node, {
    text,
    type: detected.policyType,
    ...(resourceType === undefined ? {} : { resourceType }),
    ...(options.problems === undefined ? {} : { syntaxProblems: options.problems }),
    plainJson: options.plainJson,
  });
  return { policy, policyType: detected.policyType, policyTypeReason: detected.reason };
}

function policyTypeOf(node: Node, options: Pick<ParseOptions, "policyType" | "resourceType">): DetectedType {
  if (options.resourceType === "AWS::IAM::AssumeRolePolicyDocument") {
    return { policyType: "trust", reason: "its resource type is that of role trust policies" };
  }
  if (options.policyType !== undefined) return { policyType: options.policyType, reason: "given by the caller" };
  if (options.resourceType !== undefined) {
    return { policyType: "resource", reason: "a resource type is given, and only resource-based policies have one" };
  }
  return detectPolicyType(node);
}

/** A node's JSON type in words, with its article. */
export function describe(node: Node): string {
  return node.kind === "array" || node.kind === "object"
    ? `an ${node.kind}`
    : node.kind === "null"
      ? "null"
      : `a ${node.kind}`;
}
