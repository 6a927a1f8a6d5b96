import { expect, test } from "vitest";
import { eachOnce } from "./each-once.ts";
import type { Engine, Finding } from "./finding.ts";
import type { Outcome } from "./report.ts";

function finding(issueCode: string, offset: number, findingDetails: string, engine: Engine = "offline"): Finding {
  const at = { line: 1, column: offset, offset };
  return {
    findingType: "ERROR",
    issueCode,
    findingDetails,
    learnMoreLink: "",
    engine,
    locations: [{ file: "t.yml", path: [], policyPath: [{ value: "P" }], span: { start: at, end: at } }],
  };
}

const outcome = (...findings: readonly Finding[]): Outcome => ({
  kind: "analysed",
  subject: "t.yml",
  policyType: "identity",
  findings,
});

test.each<[string, Finding, Finding, boolean]>([
  ["the same words about one place", finding("A", 1, "x"), finding("A", 1, "x"), true],
  ["another place", finding("A", 1, "x"), finding("A", 2, "x"), false],
  ["another code", finding("A", 1, "x"), finding("B", 1, "x"), false],
  ["other words", finding("A", 1, "x"), finding("A", 1, "y"), false],
  ["other words of Access Analyzer", finding("A", 1, "x", "both"), finding("A", 1, "y", "access-analyzer"), true],
])("%s", (_, first, second, isOnce) => {
  expect(eachOnce([outcome(first), outcome(second)])).toEqual([outcome(first), isOnce ? outcome() : outcome(second)]);
  // An outcome by itself stays as it is.
  expect(eachOnce([outcome(first, second)])).toEqual([outcome(first, second)]);
});

test("what is about its findings alone goes with them", () => {
  const about: Outcome = { kind: "analysed", subject: "t.yml", findings: [finding("A", 1, "x")] };
  expect(eachOnce([about, about])).toEqual([about]);
});
