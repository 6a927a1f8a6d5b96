import { FileFaults } from "./file-faults.ts";
import type { Location, PathElement } from "./finding.ts";
import { givenTypes } from "./given-types.ts";
import { namedPolicies } from "./named-policies.ts";
import { noPolicy, notAnalysed } from "./not-analysed.ts";
import { problemsOf, toPolicy } from "./parse-policy.ts";
import type { PolicyDocument, PolicyType } from "./policy/document.ts";
import type { ResourceType } from "./policy/resource-type.ts";
import { policyFault } from "./policy-fault.ts";
import type { Taken, Variant } from "./policy-variant.ts";
import { recognise } from "./recognise.ts";
import { type CasesOfOutcome, casesOfOutcome, type NotAnalysed, type Outcome } from "./report.ts";
import { type Surroundings, type TextFile, takenForGranted } from "./source.ts";
import type { Range } from "./syntax/node.ts";
import { positionsIn } from "./syntax/position.ts";
import { requireText, requireTypes, requireValues } from "./wrong-use.ts";

/** One policy of a file, read, with the way back from it to the file. */
export interface PolicyInFile extends CasesOfOutcome {
  /** As the outcome of `validateFiles` names it. */
  readonly subject: string;
  /** What tells it from the other policies of the file; absent when the file is the policy. */
  readonly name?: string;
  /** What its place is known by in another version of the file, where that is not the name. */
  readonly place?: string;
  /** Where conditions of the file decide whether, or how, it stands at its place; `standTogether` compares two. */
  readonly variant?: Variant;
  /** By name, the other places of its Terraform module that take it as their policy, and when each does. */
  readonly takenAt?: readonly Taken[];
  readonly policy: PolicyDocument;
  /**
   * What it rests on beside the file, each in words: what a deployment decides and was assumed, defaults of parameters,
   * given values. Empty for a policy that the file alone tells.
   */
  readonly assuming: readonly string[];
  /** The file is this policy in JSON and nothing else, so the policy's text and offsets are the file's. */
  readonly isWholeJson: boolean;
  /** Where a range of the policy's text stands in the file. */
  locate(range: Range, path: readonly PathElement[]): Location;
}

/** As in `ValidateFilesOptions`; mistakes in them throw a TypeError, as there. */
export interface FindPoliciesOptions extends Surroundings {
  readonly policyType?: PolicyType;
  readonly resourceType?: ResourceType;
}

/** Everything in a file that is a policy, read or not. */
export interface PoliciesInFile {
  /** Those that can be read, in written order. */
  readonly policies: readonly PolicyInFile[];
  /** Those that cannot be read; one without a name is the file itself. */
  readonly unread: readonly UnreadInFile[];
}

/** A policy that stands in the file and cannot be read, or the file as a whole. */
export interface UnreadInFile {
  readonly name?: string;
  /** As in `PolicyInFile`. */
  readonly place?: string;
  /** As in `PolicyInFile`. */
  readonly variant?: Variant;
  /** As in `PolicyInFile`. */
  readonly takenAt?: readonly Taken[];
  /** A text that is another one where what stands behind it in other files is: not for people. */
  readonly behind?: string;
  /** As `validateFiles` gives it. */
  readonly outcome: NotAnalysed;
}

/** Something in the file that is not a readable policy, in the words of `validateFiles`. */
export interface FaultInFile {
  readonly subject: string;
  /** Sentences. */
  readonly details: string;
  /** Absent where the fault has no place of its own, such as that there is no policy. */
  readonly location?: Location;
}

/** A file's policies for a verdict: those without a fault, and what keeps the others from having one. */
export interface SoundPolicies {
  readonly policies: readonly PolicyInFile[];
  readonly faults: readonly FaultInFile[];
}

/**
 * Every policy of the file that can be read, in written order. For what cannot be read ask `policiesIn`, or for a verdict
 * `readPolicies`.
 */
export function findPolicies(file: TextFile, options: FindPoliciesOptions = {}): readonly PolicyInFile[] {
  return readFile(file, options).policies;
}

/** Every policy of the file, and what could not be read of it. */
export function policiesIn(file: TextFile, options: FindPoliciesOptions = {}): PoliciesInFile {
  const { policies, unread } = readFile(file, options);
  return { policies, unread };
}

/** For a verdict on what a file says: the policies without a fault, and every fault. One of the two is never empty. */
export function readPolicies(file: TextFile, options: FindPoliciesOptions = {}): SoundPolicies {
  const read = readFile(file, options);
  const faults = [...read.unread.map(({ outcome }) => faultOf(outcome)), ...read.faults];
  const policies = read.policies.filter((found) => {
    const fault = policyFault({ policy: found.policy, problems: problemsOf(found.policy) });
    if (fault === undefined) return true;
    const location = found.locate({ start: fault.at, end: fault.at }, []);
    faults.push({ subject: found.subject, details: fault.details, location });
    return false;
  });
  if (policies.length + faults.length > 0) return { policies, faults };
  return { policies, faults: [faultOf(noPolicy(file.path, undefined, file.path))] };
}

/** Leaves out the place of an outcome that is about the whole file. */
function faultOf({ subject, finding }: NotAnalysed): FaultInFile {
  const [location] = finding.locations;
  const place = location === undefined || location.span.end.offset === 0 ? {} : { location };
  return { subject, details: finding.findingDetails, ...place };
}

interface ReadFile extends PoliciesInFile {
  /** Faults of the text outside its policies. */
  readonly faults: readonly FaultInFile[];
}

function readFile(file: TextFile, options: FindPoliciesOptions): ReadFile {
  requireTypes(options);
  requireValues(options.values);
  requireText(file.text);
  const recognised = recognise(file);
  if ("outcome" in recognised) return { policies: [], unread: [{ outcome: recognised.outcome }], faults: [] };
  const positions = positionsIn(file.text);
  const policies: PolicyInFile[] = [];
  const unread: UnreadInFile[] = [];
  const left = new FileFaults(recognised.parsed);
  for (const { found, name, subject } of namedPolicies(file, recognised, options)) {
    const { place, variant, takenAt } = found;
    const named = {
      ...(name === undefined ? {} : { name }),
      ...(place === undefined ? {} : { place }),
      ...(variant === undefined ? {} : { variant }),
      ...(takenAt === undefined ? {} : { takenAt }),
    };
    if (found.kind === "unread") {
      const outcome = notAnalysed(subject, found, file.path, positions.span(found.at));
      const behind = found.behind === undefined ? {} : { behind: found.behind };
      unread.push({ ...named, ...behind, outcome: { ...outcome, ...casesOfOutcome(file.path, found.cases) } });
      continue;
    }
    const problems = [...left.takeOwn(found), ...(found.problems ?? [])];
    const { policy } = toPolicy(found.node, found.text, { ...givenTypes(options, found), problems });
    policies.push({
      subject,
      ...named,
      ...casesOfOutcome(file.path, found.cases),
      policy,
      assuming: takenForGranted(found),
      isWholeJson: recognised.syntax === "json" && found.policyPath.length === 0 && found.mapRange === undefined,
      locate: (range, path) => ({
        file: file.path,
        path,
        policyPath: found.policyPath,
        span: positions.span(found.mapRange?.(range) ?? range),
      }),
    });
  }
  // What follows them may have been misread.
  const faults = left.outside().map(({ at, details }) => ({
    subject: file.path,
    details,
    location: { file: file.path, path: [], policyPath: [], span: positions.span(at) },
  }));
  return { policies, unread, faults };
}

/**
 * Pairs each outcome of the file with the policy that it is about; one without a policy is about what could not be
 * read, or about the file itself. Throws where the two do not match: a policy that nobody looked at would pass for a
 * green one.
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
