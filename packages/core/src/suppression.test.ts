import { describe, expect, test } from "vitest";
import type { Suppression } from "./config/config-shape.ts";
import type { Finding, Location } from "./finding.ts";
import { inlineSuppressions } from "./inline-suppression.ts";
import type { Outcome } from "./report.ts";
import type { TextFile } from "./source.ts";
import { suppress } from "./suppression.ts";

function at(file: string, line: number): Location {
  const position = { line, column: 0, offset: line * 100 };
  return { file, path: [], policyPath: [], span: { start: position, end: position } };
}
function finding(issueCode: string, file = "policies/a.json", line = 1): Finding {
  return {
    findingType: "ERROR",
    issueCode,
    findingDetails: "",
    learnMoreLink: "",
    engine: "offline",
    locations: [at(file, line)],
  };
}
const analysed = (...findings: Finding[]): Outcome => ({ kind: "analysed", subject: "s", findings });
const notAnalysed = (code: string): Outcome => ({
  kind: "not-analysed",
  subject: "policies/a.json",
  finding: finding(code),
});
function rule(code: string, more: { path?: string; expires?: string } = {}): Suppression {
  const place = at("redshift-guard.yml", 5);
  return {
    at: place,
    code: { value: code, at: place },
    reason: "known",
    ...(more.path === undefined ? {} : { path: more.path }),
    ...(more.expires === undefined ? {} : { expires: { value: more.expires, at: place } }),
  };
}
function run(outcomes: Outcome[], suppressions: Suppression[], files: TextFile[] = [], folder = "", isDue = true) {
  const {
    outcomes: left,
    count,
    accepted,
    findings,
  } = suppress(outcomes, {
    suppressions,
    folder,
    files,
    today: "2026-11-21",
    isDue: () => isDue,
  });
  const codes = left.flatMap((outcome) =>
    outcome.kind === "analysed" ? outcome.findings.map(({ issueCode }) => issueCode) : [outcome.finding.issueCode],
  );
  return { codes, count, accepted: accepted.length, remarks: findings.map(({ issueCode }) => issueCode) };
}

test("the day is one as the config writes it", () => {
  const rules = { suppressions: [], folder: "", files: [], today: "11/23/2026", isDue: () => true };
  expect(() => suppress([], rules)).toThrow("Write it as `YYYY-MM-DD`");
});

describe("suppressions of the config", () => {
  const none = { count: 0, accepted: 0, remarks: [] };
  const rows: [string, Outcome[], Suppression[], object][] = [
    ["by code", [analysed(finding("A"), finding("B"))], [rule("A")], { ...none, codes: ["B"], count: 1 }],
    [
      "by code and path",
      [analysed(finding("A"))],
      [rule("A", { path: "policies/*" })],
      { ...none, codes: [], count: 1 },
    ],
    [
      "not in another path",
      [analysed(finding("A"))],
      [rule("A", { path: "other/**" })],
      { ...none, codes: ["A"], remarks: ["CONFIG_SUPPRESSION_UNUSED"] },
    ],
    [
      "on its last day",
      [analysed(finding("A"))],
      [rule("A", { expires: "2026-11-21" })],
      { ...none, codes: [], count: 1 },
    ],
    [
      "after its last day",
      [analysed(finding("A"))],
      [rule("A", { expires: "2026-11-20" })],
      { ...none, codes: ["A"], remarks: ["CONFIG_SUPPRESSION_EXPIRED"] },
    ],
    [
      "not analysed passes with the file named",
      [notAnalysed("NOT_ANALYSED_EMPTY")],
      [rule("NOT_ANALYSED_EMPTY", { path: "policies/a.json" })],
      { ...none, codes: [], accepted: 1 },
    ],
    [
      "not analysed passes by its own code only",
      [notAnalysed("NOT_ANALYSED_EMPTY")],
      [rule("NOT_ANALYSED_NO_POLICY", { path: "policies/a.json" })],
      { ...none, codes: ["NOT_ANALYSED_EMPTY"], remarks: ["CONFIG_SUPPRESSION_UNUSED"] },
    ],
    [
      "not analysed does not pass in another file",
      [notAnalysed("NOT_ANALYSED_EMPTY")],
      [rule("NOT_ANALYSED_EMPTY", { path: "policies/b.json" })],
      { ...none, codes: ["NOT_ANALYSED_EMPTY"], remarks: ["CONFIG_SUPPRESSION_UNUSED"] },
    ],
    [
      "not analysed does not pass after the last day",
      [notAnalysed("NOT_ANALYSED_EMPTY")],
      [rule("NOT_ANALYSED_EMPTY", { path: "policies/a.json", expires: "2026-11-20" })],
      { ...none, codes: ["NOT_ANALYSED_EMPTY"], remarks: ["CONFIG_SUPPRESSION_EXPIRED"] },
    ],
    [
      "what stands in no file passes by no path",
      [analysed({ ...finding("A"), locations: [] })],
      [rule("A", { path: "**" })],
      { ...none, codes: ["A"], remarks: ["CONFIG_SUPPRESSION_UNUSED"] },
    ],
    [
      "not analysed does not pass for every file at once",
      [notAnalysed("NOT_ANALYSED_EMPTY")],
      [rule("NOT_ANALYSED_EMPTY")],
      { ...none, codes: ["NOT_ANALYSED_EMPTY"], remarks: ["CONFIG_SUPPRESSION_UNUSED"] },
    ],
  ];
  test.each(rows)("%s", (_, outcomes, suppressions, expected) => {
    expect(run(outcomes, suppressions)).toEqual(expected);
  });

  test("globs start from the config's folder", () => {
    const outcomes = [analysed(finding("A", "team/policies/a.json"))];
    expect(run(outcomes, [rule("A", { path: "policies/*" })], [], "team/").count).toBe(1);
    expect(run(outcomes, [rule("A", { path: "policies/*" })]).count).toBe(0);
  });

  test("an unused one is silent where its files were not looked at", () => {
    expect(run([analysed()], [rule("A")], [], "", false).remarks).toEqual([]);
  });
});

describe("comments", () => {
  test("let a fault of the text pass only where its repair is certain, so that all was read", () => {
    const file = { path: "role.tf", text: "# redshift-guard: ignore JSON_SYNTAX_ERROR known\n{" };
    const fault = finding("JSON_SYNTAX_ERROR", file.path, 2);
    const of = (one: Finding) => run([analysed(one)], [], [file]);
    expect(of({ ...fault, replacement: "" })).toMatchObject({ count: 1, codes: [] });
    expect(of(fault)).toMatchObject({ count: 0, codes: ["JSON_SYNTAX_ERROR"] });
    expect(of(fault).remarks).toHaveLength(1);
  });

  const text = [
    "Statement:",
    "  # redshift-guard: ignore A on the next line, whatever comments stand between",
    "  # redshift-guard: ignore B so is this",
    "  - Effect: Allow # redshift-guard: ignore C on its own line",
    "    # redshift-guard: ignore D",
    "    Action: '*'",
  ].join("\n");

  test.each(["a.yml", "a.yaml", "a.tf", "a.tofu", "a.tfvars", "a.hcl"])("in %s", (path) => {
    expect(inlineSuppressions({ path, text }).map(({ code, line, reason }) => [code, line, reason !== ""])).toEqual([
      ["A", 4, true],
      ["B", 4, true],
      ["C", 4, true],
      ["D", 6, false],
    ]);
  });

  test("none in JSON", () => {
    expect(inlineSuppressions({ path: "a.json", text })).toEqual([]);
  });

  test("pass what stands on their line, need a reason and a use", () => {
    const outcomes = [analysed(finding("A", "a.yml", 4), finding("A", "a.yml", 6), finding("D", "a.yml", 6))];
    expect(run(outcomes, [], [{ path: "a.yml", text }])).toEqual({
      codes: ["A", "D"],
      count: 1,
      accepted: 0,
      remarks: ["CONFIG_SUPPRESSION_UNUSED", "CONFIG_SUPPRESSION_UNUSED", "CONFIG_WRONG_VALUE"],
    });
  });

  test("hold in their own file", () => {
    const found = [analysed(finding("A", "b.yml", 4))];
    const files = [
      { path: "a.yml", text },
      { path: "b.yml", text: "Statement: []\n" },
    ];
    expect(run(found, [], files)).toMatchObject({ codes: ["A"], count: 0 });
  });

  test("what was not analysed passes by none", () => {
    const code = "NOT_ANALYSED_UNRESOLVED";
    const outcome: Outcome = { ...notAnalysed(code), kind: "not-analysed", finding: finding(code, "a.yml", 1) };
    const files = [{ path: "a.yml", text: `Statement: [] # redshift-guard: ignore ${code} not ours` }];
    const left = suppress([outcome], { suppressions: [], folder: "", files, today: "2026-11-21", isDue: () => true });
    expect(left.outcomes).toEqual([outcome]);
    expect(left.findings[0]?.findingDetails).toMatch(
      /^Nothing that was not analysed to its end passes by this suppression\./,
    );
  });

  test.each(["a.tf", "a.yml"])("a great many of them, one above the other, in %s", (path) => {
    const comments = "# redshift-guard: ignore A known\n".repeat(40_000);
    const started = performance.now();
    const { count } = run(
      Array.from({ length: 2_000 }, () => analysed(finding("A", path, 40_001))),
      [],
      [{ path, text: `${comments}Statement:\n` }],
    );
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(count).toBe(2_000);
  });

  test("a long line of marks is read in no time", () => {
    const path = "a.yml";
    const hostile = `${"# ".repeat(200_000)}redshift-guard: ignore`;
    const started = performance.now();
    expect(inlineSuppressions({ path, text: hostile })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
