import { expect, test } from "vitest";
import type { DriftStatus } from "./drift.ts";
import type { Finding, FindingType } from "./finding.ts";
import { makeReport, type Outcome } from "./report.ts";
import { isDrifted, isQuiet, tallyOf, verdictSentence } from "./tally.ts";

const finding = (findingType: FindingType): Finding => ({
  findingType,
  issueCode: "A",
  findingDetails: "",
  learnMoreLink: "",
  engine: "offline",
  locations: [],
});
const policy = (...types: FindingType[]): Outcome => ({
  kind: "analysed",
  subject: "a.json",
  policyType: "identity",
  findings: types.map(finding),
});
const config = (...types: FindingType[]): Outcome => ({
  kind: "analysed",
  subject: "redshift-guard.yml",
  findings: types.map(finding),
});
const unread: Outcome = { kind: "not-analysed", subject: "b.json", finding: finding("ERROR") };
const drift = (status: DriftStatus): Pick<Outcome, "drift"> => {
  const none = { kind: "none" } as const;
  return { drift: { role: "arn", status, verdict: "identical", newAccess: none, lostAccess: none } };
};
const role = (status: DriftStatus, ...types: FindingType[]): Outcome => ({
  kind: "analysed",
  subject: "arn",
  policyType: "trust",
  findings: types.map(finding),
  ...drift(status),
});

test.each<[Outcome[], string]>([
  [[], "Nothing was analysed: no policy and no role was found."],
  [[policy()], "No findings in 1 policy."],
  [[policy(), policy("ERROR"), policy("WARNING", "WARNING")], "1 error and 2 warnings in 2 of 3 policies."],
  [[policy("SUGGESTION"), policy()], "1 suggestion in 1 of 2 policies. None of them fails the run."],
  [[policy("SECURITY_WARNING"), unread], "1 security warning in 1 of 1 policy; 1 input not analysed."],
  [[unread, unread], "2 inputs not analysed."],
  [[policy(), unread], "No findings in 1 policy; 1 input not analysed."],
  // What is said of the config is of no policy.
  [[config("WARNING"), policy()], "1 warning. None of them fails the run."],
  [[role("IN_SYNC"), role("IN_SYNC")], "2 roles as expected."],
  [[role("IN_SYNC", "SUGGESTION")], "1 role as expected; 1 suggestion. None of them fails the run."],
  [[role("IN_SYNC"), role("MODIFIED", "ERROR"), role("DELETED", "ERROR")], "2 of 3 roles drifted; 2 errors."],
  [[role("IN_SYNC"), { ...unread, ...drift("NOT_CHECKED") }], "1 role as expected; 1 input not analysed."],
])("%#: %s", (outcomes, sentence) => {
  expect(verdictSentence(makeReport(outcomes, { toolVersion: "1.0.0" }))).toBe(sentence);
});

test.each<[string, Outcome, boolean, boolean]>([
  ["a policy without findings", policy(), true, false],
  ["a policy with a suggestion", policy("SUGGESTION"), false, false],
  ["what was not analysed", unread, false, false],
  ["a role as expected", role("IN_SYNC"), true, false],
  ["a role as expected, with a suggestion", role("IN_SYNC", "SUGGESTION"), false, true],
  ["a role that differs, though nothing is said of it", role("MODIFIED"), false, true],
  ["a role that was not compared", { ...unread, ...drift("UNKNOWN") }, false, true],
])("%s: whether it is quiet, and drifted", (_, outcome, quiet, drifted) => {
  expect([isQuiet(outcome), isDrifted(outcome)]).toEqual([quiet, drifted]);
});

test("roles are no policies", () => {
  expect(tallyOf([policy(), role("MODIFIED", "ERROR"), config(), unread])).toEqual({
    byType: { ERROR: 1, SECURITY_WARNING: 0, WARNING: 0, SUGGESTION: 0 },
    policies: { analysed: 1, withFindings: 0 },
    roles: { analysed: 1, withFindings: 1 },
    drifted: 1,
    notAnalysed: 1,
  });
});
