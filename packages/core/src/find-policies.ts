import type { Location, PathElement } from "./finding.ts";
import { namedPolicies } from "./named-policies.ts";
import { toPolicy } from "./parse-policy.ts";
import type { PolicyDocument, PolicyType } from "./policy/document.ts";
import { recognise } from "./recognise.ts";
import type { NotAnalysed, Outcome } from "./report.ts";
import type { TextFile } from "./source.ts";
import type { Range } from "./syntax/node.ts";
import { positionsIn } from "./syntax/position.ts";
import { notAnalysed } from "./validate.ts";

/** One policy of a file, read, with the way back from it to the file. */
export interface PolicyInFile {
  /** As the outcome of `validateFiles` names it. */
  readonly subject: string;
  /** What tells it from the other policies of the file; absent when the file is the policy. */
  readonly name?: string;
  readonly policy: PolicyDocument;
  /** The file is this policy in JSON and nothing else, so the policy's text and offsets are the file's. */
  readonly isWholeJson: boolean;
  /** Where a range of the policy's text stands in the file. */
  locate(range: Range, path: readonly PathElement[]): Location;
}

export interface FindPoliciesOptions {
  readonly policyType?: PolicyType;
  readonly resourceType?: string;
}

export interface PoliciesInFile {
  /** Those that can be read, in written order. */
  readonly policies: readonly PolicyInFile[];
  /** Those that stand there and cannot be read; without a name the file itself. */
  readonly unread: readonly UnreadInFile[];
}

export interface UnreadInFile {
  readonly name?: string;
  /** As `validateFiles` gives it. */
  readonly outcome: NotAnalysed;
}

/** Every policy of the file that can be read, in written order; what cannot be read is an outcome of `validateFiles`. */
export function findPolicies(file: TextFile, options: FindPoliciesOptions = {}): readonly PolicyInFile[] {
  return policiesIn(file, options).policies;
}

/** Every policy of the file, and what could not be read of it. */
export function policiesIn(file: TextFile, options: FindPoliciesOptions = {}): PoliciesInFile {
  const recognised = recognise(file);
  if ("outcome" in recognised) return { policies: [], unread: [{ outcome: recognised.outcome }] };
  const positions = positionsIn(file.text);
  const policies: PolicyInFile[] = [];
  const unread: UnreadInFile[] = [];
  for (const { found, name, subject } of namedPolicies(file, recognised)) {
    const named = name === undefined ? {} : { name };
    if (found.kind === "unread") {
      unread.push({ ...named, outcome: notAnalysed(subject, found, file.path, positions.span(found.at)) });
      continue;
    }
    const policyType = options.policyType ?? found.policyType;
    const resourceType = options.resourceType ?? found.resourceType;
    const { policy } = toPolicy(found.node, found.text, {
      ...(policyType === undefined ? {} : { policyType }),
      ...(resourceType === undefined ? {} : { resourceType }),
    });
    policies.push({
      subject,
      ...named,
      policy,
      isWholeJson:
        found.policyPath.length === 0 &&
        found.mapRange === undefined &&
        found.text === file.text &&
        !/\.ya?ml$/i.test(file.path),
      locate: (range, path) => ({
        file: file.path,
        path,
        policyPath: found.policyPath,
        span: positions.span(found.mapRange?.(range) ?? range),
      }),
    });
  }
  return { policies, unread };
}

/**
 * Each outcome of the file with the policy that it is about; without one it is about what could not be read, or about
 * the file itself. Throws where the two do not fit: a policy that nobody looks at would be a green one.
 */
export function withPolicies(
  outcomes: readonly Outcome[],
  policies: readonly PolicyInFile[],
): { readonly outcome: Outcome; readonly policy: PolicyInFile | undefined }[] {
  const left = new Map(policies.map((policy) => [policy.subject, policy]));
  if (left.size < policies.length) throw new Error("Two policies of a file have the same name.");
  const pairs = outcomes.map((outcome) => {
    const isOfPolicy = outcome.kind === "analysed" && outcome.policyType !== undefined;
    const policy = isOfPolicy ? left.get(outcome.subject) : undefined;
    if (isOfPolicy && !left.delete(outcome.subject))
      throw new Error(`\`${outcome.subject}\` has no policy of its own.`);
    return { outcome, policy };
  });
  for (const subject of left.keys()) throw new Error(`\`${subject}\` has no outcome.`);
  return pairs;
}
