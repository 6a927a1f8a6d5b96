import type { OfCases } from "./case.ts";
import type { PathElement } from "./finding.ts";
import type { GivenValues } from "./given-values.ts";
import type { PolicyType } from "./policy/document.ts";
import type { ResourceType } from "./policy/resource-type.ts";
import type { Taken, Variant } from "./policy-variant.ts";
import type { ParsedText, SyntaxProblem } from "./syntax/json.ts";
import type { Node, Range } from "./syntax/node.ts";
import type { ModuleOf } from "./terraform/module.ts";

/** A file's text, under the name that findings give it: relative, with forward slashes. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** What the caller knows of a file's surroundings, and the file alone does not tell. */
export interface Surroundings {
  /**
   * Values of the deployment, by name: of a CloudFormation template's parameters, instead of their defaults, and its
   * pseudo parameters, such as `AWS::Region`; of Terraform's variables.
   */
  readonly values?: GivenValues;
  /** The files beside a Terraform file; without it, each file is read alone. */
  readonly moduleOf?: ModuleOf;
}

/** A reader of one kind of file, which finds its policies. One file in `sources/` each; the file's name is the id. */
export interface Source {
  readonly id: string;
  readonly title: string;
  /** Whether the file is of this kind. `parsed` is absent for files that are neither JSON nor YAML. */
  recognises(file: TextFile, parsed: ParsedText | undefined): boolean;
  /** Every policy of the file; one that stands there but cannot be read is yielded with the reason. */
  find(
    file: TextFile,
    parsed: ParsedText | undefined,
    surroundings: Surroundings,
  ): Iterable<FoundPolicy | UnreadPolicy>;
}

/** A policy of a file, as nodes, with the way from its text back to the file's. */
export interface FoundPolicy {
  readonly kind: "policy";
  /** What tells it from the other policies of the file; absent when the file is the policy. */
  readonly name?: string;
  /** What its place is known by in another version of the file, where that is not the name. */
  readonly place?: string;
  /** Where conditions of the file decide whether, or how, it stands at its place. */
  readonly variant?: Variant;
  /** Where the policy is another one in other cases. */
  readonly cases?: OfCases;
  /** By name, the other places that take it as their policy, and when each does. */
  readonly takenAt?: readonly Taken[];
  /** From the file's root to the policy; empty when the file is the policy. */
  readonly policyPath: readonly PathElement[];
  readonly node: Node;
  /** What the node's offsets count in: the file's text, or the text of a string in it. */
  readonly text: string;
  /** Faults of `text`, where that is not the file's own. */
  readonly problems?: readonly SyntaxProblem[];
  readonly policyType?: PolicyType;
  readonly policyTypeReason?: string;
  /** What had to be taken for granted to read it, each in words. */
  readonly assuming?: readonly string[];
  /** The given values by which conditions of the file turned out as they did, each in words. */
  readonly decidedBy?: readonly string[];
  /** One place of the file may make several of its elements, as a `dynamic` block does. */
  readonly sharesPlaces?: true;
  /** As ValidatePolicy's `validatePolicyResourceType`. */
  readonly resourceType?: ResourceType;
  /** From a range of `text` to the range of the file; absent when `text` is the file's. */
  mapRange?(range: Range): Range;
  /** How a replacement is written at that place of the file; undefined when that is not certain. Absent: as it is. */
  mapReplacement?(replacement: string): string | undefined;
}

/** All that a verdict on the policy rests on beside the file, each in words. */
export function takenForGranted({ assuming = [], decidedBy = [] }: FoundPolicy): readonly string[] {
  const all = [...new Set([...assuming, ...decidedBy])];
  // Behind "`a` is `b`", the name of a value would read as what `a` is.
  return [...all.filter(isNamed), ...all.filter((one) => !isNamed(one))];
}

/** A policy of the file that could not be read, with the reason. */
export interface UnreadPolicy {
  readonly kind: "unread";
  readonly name?: string;
  readonly place?: string;
  readonly variant?: Variant;
  readonly cases?: OfCases;
  readonly takenAt?: readonly Taken[];
  /** A text that is another one where what stands behind it in other files is: not for people. */
  readonly behind?: string;
  readonly policyPath: readonly PathElement[];
  /** In the file. */
  readonly at: Range;
  /** Upper case, without the `NOT_ANALYSED_` that stands before it in the finding. */
  readonly code: string;
  readonly details: string;
  /** The policy all the same, each variant of it, where a part of it can be judged: see `partly-known.ts`. */
  readonly partly?: readonly PartlyKnown[];
}

/** A policy of which some statements are not known. */
export interface PartlyKnown {
  readonly policy: FoundPolicy;
  /** Statements of which nothing can be said. Offsets as those of the policy's nodes. */
  readonly unknownStatements: readonly Range[];
}

function isNamed(assumption: string): boolean {
  return /^the (?:given value|default) of /.test(assumption);
}
