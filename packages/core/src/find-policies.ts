import type { Location, PathElement } from "./finding.ts";
import { ownFaults } from "./own-faults.ts";
import { problemsOf, toPolicy } from "./parse-policy.ts";
import type { PolicyDocument, PolicyType } from "./policy/document.ts";
import { policyFault } from "./policy-fault.ts";
import { recognise } from "./recognise.ts";
import type { TextFile } from "./source.ts";
import type { SyntaxProblem } from "./syntax/json.ts";
import type { Range } from "./syntax/node.ts";
import { positionsIn } from "./syntax/position.ts";
import { noPolicy } from "./validate.ts";

/** One policy of a file, read, with the way back from it to the file. */
export interface PolicyInFile {
  /** As the outcome of `validateFiles` names it. */
  readonly subject: string;
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

/** What stands in the file and is no policy that can be read, in the words of `validateFiles`. */
export interface FaultInFile {
  readonly subject: string;
  /** Sentences. */
  readonly details: string;
  /** Absent where the fault is not of one place, such as that there is no policy. */
  readonly location?: Location;
}

export interface PoliciesInFile {
  readonly policies: readonly PolicyInFile[];
  readonly faults: readonly FaultInFile[];
}

/** Every policy of the file that can be read, in written order; what cannot be read is an outcome of `validateFiles`. */
export function findPolicies(file: TextFile, options: FindPoliciesOptions = {}): PolicyInFile[] {
  return [...readFile(file, options).policies];
}

/** For a verdict on what a file says: the policies without a fault, and every fault. One of the two is never empty. */
export function readPolicies(file: TextFile, options: FindPoliciesOptions = {}): PoliciesInFile {
  const read = readFile(file, options);
  const faults = [...read.faults];
  const policies = read.policies.filter((found) => {
    const fault = policyFault({ policy: found.policy, problems: problemsOf(found.policy) });
    if (fault === undefined) return true;
    const location = found.locate({ start: fault.at, end: fault.at }, []);
    faults.push({ subject: found.subject, details: fault.details, location });
    return false;
  });
  if (policies.length + faults.length > 0) return { policies, faults };
  const { subject, finding } = noPolicy(file.path, { problems: [] }, file.path);
  return { policies, faults: [{ subject, details: finding.findingDetails }] };
}

function readFile(file: TextFile, options: FindPoliciesOptions): PoliciesInFile {
  const recognised = recognise(file);
  if ("outcome" in recognised) {
    const { subject, finding } = recognised.outcome;
    const [location] = finding.locations;
    const place = location === undefined || location.span.end.offset === 0 ? {} : { location };
    return { policies: [], faults: [{ subject, details: finding.findingDetails, ...place }] };
  }
  const { parsed, source } = recognised;
  const positions = positionsIn(file.text);
  const policies: PolicyInFile[] = [];
  const faults: FaultInFile[] = [];
  let left: readonly SyntaxProblem[] = parsed?.problems ?? [];
  const placed = (subject: string, at: Range, details: string): FaultInFile => ({
    subject,
    details,
    location: { file: file.path, path: [], policyPath: [], span: positions.span(at) },
  });
  for (const found of source.find(file, parsed)) {
    const subject = found.name === undefined ? file.path : `${file.path}: ${found.name}`;
    if (found.kind === "unread") {
      faults.push(placed(subject, found.at, found.details));
      continue;
    }
    const own = ownFaults(found, left);
    left = left.filter((fault) => !own.includes(fault));
    const policyType = options.policyType ?? found.policyType;
    const resourceType = options.resourceType ?? found.resourceType;
    const { policy } = toPolicy(found.node, found.text, {
      ...(policyType === undefined ? {} : { policyType }),
      ...(resourceType === undefined ? {} : { resourceType }),
      problems: [...own, ...(found.problems ?? [])],
    });
    policies.push({
      subject,
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
  // Faults of the file outside its policies: what follows them may have been misread.
  for (const { at, details } of left) faults.push(placed(file.path, at, details));
  return { policies, faults };
}
