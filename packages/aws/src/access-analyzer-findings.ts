import {
  type Finding,
  type Location,
  type PathElement,
  type PolicyInFile,
  plainValue,
  rangeOfPath,
  type Span,
} from "@redshift-guard/core";
import { longestPolicy } from "./access-analyzer-request.ts";
import type { ValidatePolicyFinding } from "./access-analyzer-response.ts";

/** What is sent for a policy. */
export interface SentPolicy {
  readonly text: string;
  /** The text is the file's own, so the spans that come back are the file's. */
  readonly isFileText: boolean;
}

/**
 * The file's own text where the file is the policy in JSON and short enough; else the policy written as JSON without
 * spaces.
 */
export function textToSend({ isWholeJson, policy }: PolicyInFile): SentPolicy {
  if (isWholeJson && policy.text.length <= longestPolicy) return { text: policy.text, isFileText: true };
  return { text: JSON.stringify(plainValue(policy.node)), isFileText: false };
}

/** Access Analyzer's findings as ours, each at its place in the file. */
export function toFindings(
  answer: readonly ValidatePolicyFinding[],
  policy: PolicyInFile,
  sent: SentPolicy,
): readonly Finding[] {
  // In which units AWS counts characters beyond ASCII is not published; there the path decides.
  const spansHold = sent.isFileText && Buffer.byteLength(sent.text) === sent.text.length;
  return answer.map((finding): Finding => {
    const places = finding.locations.length > 0 ? finding.locations : [{ path: [], span: undefined }];
    return {
      findingType: finding.findingType,
      issueCode: finding.issueCode,
      findingDetails: finding.findingDetails,
      learnMoreLink: finding.learnMoreLink,
      engine: "access-analyzer",
      locations: places.map(({ path, span }) => locationOf(path, span, policy, spansHold)),
    };
  });
}

function locationOf(
  path: readonly PathElement[],
  span: Span | undefined,
  policy: PolicyInFile,
  spansHold: boolean,
): Location {
  const range = spansHold && span !== undefined ? rangeOfSpan(span, policy.policy.text.length) : undefined;
  return policy.locate(range ?? rangeOfPath(policy.policy.node, path), path);
}

/** Undefined for a span that lies outside the text or is turned round. */
function rangeOfSpan(
  { start, end }: Span,
  length: number,
): { readonly start: number; readonly end: number } | undefined {
  return start.offset <= end.offset && end.offset <= length ? { start: start.offset, end: end.offset } : undefined;
}
