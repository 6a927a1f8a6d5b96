import type { OperatorType } from "./condition-operator.ts";
import type { KeyFeature } from "./key-feature.ts";

/**
 * What a policy has, noted while it is read: a check about something that the policy does not have is not run.
 * The types of operators stand for conditions that use them.
 */
export type PolicyFeature =
  | "condition"
  | "principal"
  /** A Sid with other characters than letters and digits. */
  | "odd-sid"
  /** Two statements or more. */
  | "statements"
  /** A Sid that two statements have. */
  | "repeated-sid"
  /** Two statements that may say the same: see `alike-statement.ts`. */
  | "alike-statements"
  /** No `Version`, no statement, or a statement without an effect, an action or a resource. */
  | "incomplete"
  /** A member that is no element of a policy or a statement. */
  | "unknown-element"
  /** A version or an effect that IAM does not know. */
  | "unknown-keyword"
  /** A fault of the text. */
  | "fault"
  /** An operator with keys that are one but for their case. */
  | "alike-keys"
  /** A key under two operators of one statement. */
  | "repeated-key"
  /** A condition with several values. */
  | "values"
  /** A number, `true` or `false` as a condition's value, without quotes. */
  | "bare-value"
  /** `Bool` or `Null`: the values are `true` and `false`. */
  | "truth"
  /** Such a condition with another value, or with one of those in capitals. */
  | "odd-truth"
  | "variable"
  /** More characters than policies of its type may have. */
  | "long"
  | "angle-bracket"
  /** The text can speak of Redshift. */
  | "redshift"
  /** It can hold the ARN of an S3 bucket or object. */
  | "s3-arn"
  /** `NotAction`, `NotResource` or `NotPrincipal`. */
  | "opposite"
  /** An operator under which `*` and `?` are wildcards. */
  | "like"
  /** A condition under such an operator whose values are nothing but `*`. */
  | "star-value"
  /** A `*` or `?` in a value under another operator for strings. */
  | "literal-wildcard"
  /** An operator with the suffix `IfExists`. */
  | "if-exists"
  /** An operator with `ForAllValues` or `ForAnyValue`. */
  | "set-operator"
  | "unknown-operator"
  /** An empty array, an empty object or an empty Sid. */
  | "empty"
  | "malformed"
  | "repeated"
  | OperatorType
  | KeyFeature
  // These are found by means of the service data: see `found-features.ts`.
  /** `sts:AssumeRole`, by its name. */
  | "assume-role"
  /** An action that begins with `sts`. */
  | "sts-action"
  /** An action that begins with `redshift`. */
  | "redshift-action"
  /** An action that reads the Data Catalog, by its name. */
  | "catalog-action"
  /** An action that reads a secret, by its name. */
  | "secret-action"
  /** An action that Redshift's roles need and that takes no resource, by its name. */
  | "unscopable-action"
  /** An action that begins with `kms:`. */
  | "key-action"
  /** `iam:PassRole`, by its name. */
  | "pass-role"
  | "unknown-action"
  /** One of `unknown-action` and `odd-resource`. */
  | "odd-name"
  /** A condition key that is unknown, or that its operator does not suit. */
  | "odd-key"
  /** A condition key of which it is known what actions carry it. */
  | "listed-key"
  /** An ARN, a condition key or a value that may name an unknown service. */
  | "odd-service"
  /** A principal, or a condition key whose values are service principals. */
  | "service-name"
  | "odd-resource"
  | "redundancy"
  /** A policy variable that is malformed, or where IAM does not replace it: see `facts/odd-variable.ts`. */
  | "odd-variable"
  /** A Redshift ARN whose resource type is written out. */
  | "redshift-arn"
  /** A condition on a tag of the resource that some action never shows. */
  | "unsupported-tag"
  | "wide-grant";

let last: { readonly text: string; readonly features: readonly PolicyFeature[] } = { text: "", features: [] };

/** What is told by the text, all of it: what a policy may hold whose strings are not in the text as they are. */
export const everyTextFeature: readonly PolicyFeature[] = ["variable", "redshift", "s3-arn", "angle-bracket"];

/** What a text of plain JSON can hold at all. Remembered for the last one, since a file may hold many policies. */
export function textFeatures(text: string): readonly PolicyFeature[] {
  if (last.text !== text) {
    const features: PolicyFeature[] = [];
    // Both may also be written in escape sequences.
    if (text.includes("${") || text.includes("\\u")) features.push("variable");
    // Half of the word is found in less time than the whole, whose first letters are everywhere.
    if (text.includes("\\") || /dshift/i.test(text)) features.push("redshift");
    // A text is searched sooner for what begins with a rare character.
    if (text.includes("3:::") || text.includes("\\")) features.push("s3-arn");
    if (text.includes("<") || text.includes("\\u")) features.push("angle-bracket");
    last = { text, features };
  }
  return last.features;
}
