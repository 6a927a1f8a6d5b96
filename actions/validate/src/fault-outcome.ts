import { type NotAnalysed, notAnalysed, type PolicyInFile, type Reason } from "@redshift-guard/core";

/** The policy as not analysed, at its place in the file. */
export function faultOutcome({ subject, caseOf, cases, locate, policy }: PolicyInFile, reason: Reason): NotAnalysed {
  const { file, span } = locate({ start: policy.node.start, end: policy.node.start }, []);
  const outcome = notAnalysed(subject, { code: reason.code, details: reason.details }, file, span);
  return caseOf === undefined || cases === undefined ? outcome : { ...outcome, caseOf, cases };
}
