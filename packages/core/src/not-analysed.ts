import { configPageAddress } from "./config/config-page-address.ts";
import type { Finding } from "./finding.ts";
import { describe } from "./parse-policy.ts";
import type { NotAnalysed, Outcome } from "./report.ts";
import type { ParsedText, SyntaxProblem } from "./syntax/json.ts";
import type { Node, Range } from "./syntax/node.ts";
import { positionsIn, type Span } from "./syntax/position.ts";

/** Why an input was not analysed. */
export interface Reason {
  /** Upper case; `NOT_ANALYSED_` is put before it. */
  readonly code: string;
  /** Sentences: the reason, and what to do. */
  readonly details: string;
}

const notAnalysedPage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
const origin = { line: 1, column: 0, offset: 0 };

/** The outcome of an input that could not be looked at: on the file as a whole, unless a span says where. */
export function notAnalysed(
  subject: string,
  reason: Reason,
  file?: string,
  span: Span = { start: origin, end: origin },
): NotAnalysed {
  const finding: Finding = {
    findingType: "ERROR",
    issueCode: `NOT_ANALYSED_${reason.code}`,
    findingDetails: reason.details,
    learnMoreLink: reason.code === "UNRESOLVED" ? configPageAddress : notAnalysedPage,
    engine: "offline",
    locations: [{ ...(file === undefined ? {} : { file }), path: [], policyPath: [], span }],
  };
  return { kind: "not-analysed", subject, finding };
}

export function tooDeep(subject: string, text: string, at: Range, file?: string): NotAnalysed {
  const reason = {
    code: "TOO_DEEP",
    details: "Brackets nest deeper than any policy does; nothing was read. Check that this file is a policy.",
  };
  return notAnalysed(subject, reason, file, positionsIn(text).span(at));
}

/** `parsed` is absent for a file that is neither JSON nor YAML. */
export function noPolicy(subject: string, parsed: ParsedText | undefined, file?: string): NotAnalysed {
  const details =
    parsed === undefined
      ? "This file holds no policy. Leave it out, or check its path."
      : noPolicyDetails(parsed.root, parsed.problems);
  return notAnalysed(subject, { code: "NO_POLICY", details }, file);
}

/** Whether it says only that there is no policy: where nobody expects one, the file may be passed over. */
export function isNoPolicy(outcome: Outcome): boolean {
  return outcome.kind === "not-analysed" && outcome.finding.issueCode === "NOT_ANALYSED_NO_POLICY";
}

function noPolicyDetails(root: Node | undefined, problems: readonly SyntaxProblem[]): string {
  const found =
    root === undefined
      ? "It holds no value"
      : root.kind === "object"
        ? "Its object has neither the statements nor the version of one"
        : `It is ${describe(root)}, and a policy is an object`;
  const first = problems[0] === undefined ? "" : ` (${problems[0].details})`;
  return `There is no policy in this text. ${found}${first}. Write an object with \`Version\` and \`Statement\`, or leave the file out.`;
}
