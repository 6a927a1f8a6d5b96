import { describe, expect, test } from "vitest";
import { baselineNote, baselineOf, readBaseline, withoutBaseline } from "./baseline.ts";
import { notAnalysed } from "./not-analysed.ts";
import type { Outcome } from "./report.ts";
import { validateFiles } from "./validate-files.ts";

const open = { Sid: "Open", Effect: "Allow", Action: ["s3:GetObjekt", "s3:GetObject"], Resource: "*" };
const other = { Effect: "Allow", Action: "iam:CreateUserr", Resource: "*" };
const path = "policies/a.json";
const write = (statements: unknown[], indent?: number) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, indent);
const run = (text: string) => ({ outcomes: validateFiles([{ path, text }]), texts: new Map([[path, text]]) });
const codes = (outcomes: readonly Outcome[]) =>
  outcomes.flatMap((outcome) =>
    outcome.kind === "analysed" ? outcome.findings.map(({ issueCode }) => issueCode) : [],
  );

describe("a baseline", () => {
  const first = run(write([open]));
  const baseline = baselineOf(first.outcomes, first.texts);

  const rows: [string, string, string[], number, number][] = [
    ["knows what it was made of", write([open]), [], 1, 0],
    ["though lines moved", write([open], 4), [], 1, 0],
    ["though statements changed places", write([{ ...open, Sid: "First", Action: "s3:GetObject" }, open]), [], 1, 0],
    ["not what came after it", write([open, other]), ["INVALID_ACTION"], 1, 0],
    ["says what is resolved", write([{ ...open, Action: "s3:GetObject" }]), [], 0, 1],
    ["one entry stands for one finding", write([open, open]), ["INVALID_ACTION"], 1, 0],
  ];
  test.each(rows)("%s", (_, text, left, known, resolved) => {
    expect(codes(first.outcomes)).toEqual(["INVALID_ACTION"]);
    const { outcomes, texts } = run(text);
    const compared = withoutBaseline(outcomes, baseline, texts);
    expect(codes(compared.outcomes).filter((code) => code === "INVALID_ACTION")).toEqual(left);
    expect(compared.known).toBe(known);
    expect(compared.resolved).toHaveLength(resolved);
  });

  test("says nothing is resolved in a file that was not looked at", () => {
    expect(withoutBaseline([], baseline, new Map())).toEqual({ outcomes: [], known: 0, resolved: [] });
  });

  test("survives being written and read", () => {
    expect(readBaseline({ text: JSON.stringify(baseline) })).toEqual(baseline);
    expect(readBaseline({ text: `\ufeff${JSON.stringify(baseline)}` })).toEqual(baseline);
  });

  test("never holds what was not analysed", () => {
    const failed = [notAnalysed(path, { code: "EMPTY", details: "" }, path)];
    const texts = new Map([[path, ""]]);
    expect(baselineOf(failed, texts).findings).toEqual([]);
    expect(withoutBaseline(failed, baseline, texts).outcomes).toEqual(failed);
  });

  test.each([
    "",
    "[]",
    "{}",
    '{"version":2,"findings":[]}',
    '{"version":1,"findings":[{}]}',
    '{"version":1,"findings":[null]}',
    '{"version":1,"findings":{}}',
    "null",
    ...["file", "issueCode", "fingerprint"].map((name) => {
      const entry = { file: path, issueCode: "INVALID_ACTION", fingerprint: "0123456789abcdef", [name]: undefined };
      return JSON.stringify({ version: 1, findings: [entry] });
    }),
  ])("is refused when it is %j", (text) => {
    expect(typeof readBaseline({ text })).toBe("string");
  });
});

test("a report notes what the baseline knew, and what of it is over", () => {
  const entry = { file: path, issueCode: "INVALID_ACTION", fingerprint: "0" };
  expect(baselineNote("known.json", { known: 1, resolved: [] })).toBe(
    "1 finding known from the baseline `known.json`.",
  );
  expect(baselineNote("known.json", { known: 2, resolved: [entry] })).toBe(
    "2 findings known from the baseline `known.json`. 1 resolved entry can be removed from it.",
  );
});
