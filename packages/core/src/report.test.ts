import { describe, expect, test } from "vitest";
import { type Finding, type FindingType, findingTypes } from "./finding.ts";
import {
  conclude,
  defaultFailOn,
  exitStatus,
  failOnFrom,
  findingsOf,
  makeReport,
  type Outcome,
  outcomesByFile,
} from "./report.ts";

function finding(findingType: FindingType): Finding {
  const issueCode = `A_${findingType}`;
  return { findingType, issueCode, findingDetails: "", learnMoreLink: "", engine: "offline", locations: [] };
}

function analysed(...types: readonly FindingType[]): Outcome {
  return { kind: "analysed", subject: "a.json", findings: types.map(finding) };
}

const unread: Outcome = { kind: "not-analysed", subject: "b.json", finding: finding("SUGGESTION") };

describe("red or green", () => {
  for (const weakest of findingTypes) {
    for (const type of findingTypes) {
      const isRed = findingTypes.indexOf(type) <= findingTypes.indexOf(weakest);
      test(`a ${type} where ${weakest} fails: ${isRed ? "red" : "green"}`, () => {
        expect(conclude([analysed(), analysed(type)], failOnFrom(weakest))).toBe(isRed ? "failure" : "success");
      });
    }
  }

  test.each<[string, readonly Outcome[], 0 | 1 | 3]>([
    ["nothing looked at", [], 3],
    ["no findings", [analysed()], 0],
    ["a security warning", [analysed("SUGGESTION", "SECURITY_WARNING")], 1],
    ["a warning", [analysed("WARNING", "SUGGESTION")], 0],
    ["one not analysed", [analysed(), unread], 3],
    ["not analysed beside an error", [unread, analysed("ERROR")], 3],
    ["a type that AWS adds one day", [analysed("CRITICAL" as FindingType)], 1],
  ])("%s", (_name, outcomes, status) => {
    const report = makeReport(outcomes, { toolVersion: "1.0.0" });
    expect(report.conclusion).toBe(status === 0 ? "success" : "failure");
    expect(exitStatus(report)).toBe(status);
  });

  test("what was not analysed is red whatever fails a run", () => {
    expect(conclude([unread], new Set())).toBe("failure");
    expect(conclude([analysed("ERROR")], new Set())).toBe("success");
  });
});

test.each(["warning", "HIGH", "", undefined])("%j is no type that could fail a run", (type) => {
  const weakest = type as FindingType;
  expect(() => failOnFrom(weakest)).toThrow("There are ERROR, SECURITY_WARNING, WARNING, SUGGESTION.");
  expect(() => conclude([analysed("ERROR")], new Set([...defaultFailOn, weakest]))).toThrow(TypeError);
});

test("every outcome has findings to tell, or why it was not analysed", () => {
  expect([analysed("WARNING", "ERROR"), unread].flatMap(findingsOf).map(({ issueCode }) => issueCode)).toEqual([
    "A_WARNING",
    "A_ERROR",
    "A_SUGGESTION",
  ]);
});

test("findings about files are an outcome for each file, in the order in which the files come up", () => {
  const origin = { line: 1, column: 0, offset: 0 };
  const at = (file: string): Finding => ({
    ...finding("WARNING"),
    locations: [{ file, path: [], policyPath: [], span: { start: origin, end: origin } }],
  });
  const outcomes = outcomesByFile([at("b.yml"), at("a.yml"), at("b.yml")]);
  expect(outcomes.map(({ subject, findings }) => [subject, findings.length])).toEqual([
    ["b.yml", 2],
    ["a.yml", 1],
  ]);
});
