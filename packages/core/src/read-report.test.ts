import { describe, expect, test } from "vitest";
import { readReport } from "./read-report.ts";

const span = { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 2, offset: 2 } };
const location = { path: [{ value: "Statement" }], policyPath: [], span };
const finding = {
  findingType: "SECURITY_WARNING",
  issueCode: "DRIFT_WIDENED",
  findingDetails: "x",
  learnMoreLink: "https://docs.aws.amazon.com/x",
  engine: "offline",
  locations: [location],
  related: [{ label: "a", location }],
  holdsIn: { words: "This holds in both cases of the policy.", cases: [{ A: true }, { A: false }] },
};
const none = { kind: "none" };
const drift = { role: "a", status: "MODIFIED", verdict: "widened", newAccess: none, lostAccess: none };
const outcome = { kind: "analysed", subject: "a", findings: [finding], drift };
const sound = {
  version: 1,
  tool: { name: "redshift-guard", version: "1.0.0", serviceDataDate: "2026-11-01" },
  conclusion: "failure",
  outcomes: [outcome],
  notes: [],
};

test("a report comes back as it was written", () => {
  expect(readReport(JSON.stringify(sound), "a.json")).toEqual(sound);
});

describe("what is no report", () => {
  test.each([
    ["{", /is not JSON/],
    ["null", /no report of redshift-guard/],
    ["[]", /in version 1/],
  ])("%s", (text, message) => {
    expect(() => readReport(text, "a.json")).toThrow(message);
  });

  const withOutcome = (changed: object): object => ({ ...sound, outcomes: [{ ...outcome, ...changed }] });
  const withDrift = (changed: object): object => withOutcome({ drift: { ...drift, ...changed } });

  test.each<[string, object]>([
    ["another version", { ...sound, version: 2 }],
    ["no tool", { ...sound, tool: null }],
    ["a tool without a version", { ...sound, tool: {} }],
    ["a note that is no text", { ...sound, notes: [1] }],
    ["outcomes that are no list", { ...sound, outcomes: {} }],
    ["an outcome that is nothing", { ...sound, outcomes: [null] }],
    ["an outcome of no kind", withOutcome({ kind: "skipped" })],
    ["a finding that is nothing", withOutcome({ findings: [null] })],
    ["a finding of a type that there is not", withOutcome({ findings: [{ ...finding, findingType: "SECURITY" }] })],
    ["not analysed, and no reason", withOutcome({ kind: "not-analysed" })],
    ["new access that nothing shows", withDrift({ newAccess: { kind: "new" } })],
    [
      "a request without its context",
      withDrift({
        newAccess: { kind: "new", witness: { action: "a", principal: { type: "AWS", id: "*" }, context: null } },
      }),
    ],
    ["a shard of none", { ...sound, shard: "1/0" }],
    ["more shards than can be counted", { ...sound, shard: "1/4000000000" }],
  ])("%s", (_name, value) => {
    expect(() => readReport(JSON.stringify(value), "a.json")).toThrow(/in version 1/);
  });
});

describe("a report that lost a member is none, where a verdict or a format needs it", () => {
  test.each([
    "tool",
    "serviceDataDate",
    "notes",
    "findings",
    "findingType",
    "issueCode",
    "findingDetails",
    "learnMoreLink",
    "locations",
    "label",
    "words",
    "location",
    "path",
    "policyPath",
    "span",
    "start",
    "end",
    "line",
    "column",
    "offset",
    "role",
    "status",
    "verdict",
    "newAccess",
    "lostAccess",
  ])("%s", (name) => {
    const text = JSON.stringify(sound).replaceAll(`"${name}":`, `"x${name}":`);
    expect(() => readReport(text, "a.json")).toThrow(/in version 1/);
  });
});
