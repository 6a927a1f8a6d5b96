import { type AccessAnalyzer, policyKind, textToSend, toFindings } from "@redshift-guard/aws";
import {
  type Finding,
  mergeEngines,
  type NotAnalysed,
  notAnalysed,
  type Outcome,
  type PolicyInFile,
  type Reason,
} from "@redshift-guard/core";

/**
 * One policy's outcome with Access Analyzer's findings in it. When it gave no answer, that is an outcome of its own beside
 * what the offline engine found: the author sees both, and the run is red.
 */
export async function withAccessAnalyzer(
  outcome: Outcome,
  policy: PolicyInFile,
  analyzer: AccessAnalyzer,
  offline: boolean,
): Promise<Outcome[]> {
  if (outcome.kind === "not-analysed") return [outcome];
  const own = offline ? outcome.findings : [];
  const sent = textToSend(policy);
  const answer = await analyzer.validatePolicy(sent.text, policyKind(policy.policy.type, policy.policy.resourceType));
  if (answer.kind === "fault") {
    const fault = faultOutcome(policy, answer.fault);
    return offline ? [outcome, fault] : [fault];
  }
  const findings: readonly Finding[] = mergeEngines(own, toFindings(answer.value, policy, sent));
  return [{ ...outcome, findings }];
}

export function faultOutcome({ subject, locate, policy }: PolicyInFile, { code, details }: Reason): NotAnalysed {
  const { file, span } = locate({ start: policy.node.start, end: policy.node.start }, []);
  return notAnalysed(subject, { code, details }, file, span);
}
