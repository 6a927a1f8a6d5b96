import type { Location, PathElement } from "./finding.ts";
import { toPolicy } from "./parse-policy.ts";
import type { PolicyDocument, PolicyType } from "./policy/document.ts";
import { recognise } from "./recognise.ts";
import type { TextFile } from "./source.ts";
import type { Range } from "./syntax/node.ts";
import { positionsIn } from "./syntax/position.ts";

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

/** Every policy of the file that can be read, in written order; what cannot be read is an outcome of `validateFiles`. */
export function findPolicies(file: TextFile, options: FindPoliciesOptions = {}): PolicyInFile[] {
  const recognised = recognise(file);
  if ("outcome" in recognised) return [];
  const { parsed, source } = recognised;
  const positions = positionsIn(file.text);
  const policies: PolicyInFile[] = [];
  for (const found of source.find(file, parsed)) {
    if (found.kind === "unread") continue;
    const policyType = options.policyType ?? found.policyType;
    const resourceType = options.resourceType ?? found.resourceType;
    const { policy } = toPolicy(found.node, found.text, {
      ...(policyType === undefined ? {} : { policyType }),
      ...(resourceType === undefined ? {} : { resourceType }),
    });
    policies.push({
      subject: found.name === undefined ? file.path : `${file.path}: ${found.name}`,
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
  return policies;
}
