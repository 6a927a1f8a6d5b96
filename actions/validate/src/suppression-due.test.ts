import type { Suppression } from "@redshift-guard/core";
import { describe, expect, test } from "vitest";
import { isSuppressionDue, type Looked } from "./suppression-due.ts";

const origin = { line: 1, column: 0, offset: 0 };
const at = { path: [], policyPath: [], span: { start: origin, end: origin } };
const suppression = (code: string, path?: string): Suppression => ({
  at,
  code: { value: code, at },
  reason: "known",
  ...(path === undefined ? {} : { path }),
});

interface Run {
  readonly engine?: "offline" | "access-analyzer";
  readonly base?: boolean;
  readonly newAccess?: "off" | "report";
  readonly publicAccess?: "off" | "report";
  readonly scope?: "all" | "changed";
}

function looked({ engine = "offline", base = true, newAccess = "report", publicAccess = "off", scope = "all" }: Run) {
  return {
    scope: { kind: scope, note: "", ...(base ? { base: "0".repeat(40) } : {}) },
    engines: { offline: engine === "offline", accessAnalyzer: engine !== "offline", note: "" },
    settings: { folder: "iam/" },
    inputs: { newAccess, publicAccess },
  } as unknown as Looked;
}

describe("a suppression that nothing needs is worth a word", () => {
  test.each<[string, Run, boolean]>([
    ["EXTERNAL_ID_MISSING", {}, true],
    ["EXTERNAL_ID_MISSING", { engine: "access-analyzer" }, false],
    ["A_CODE_OF_AWS", {}, false],
    ["A_CODE_OF_AWS", { engine: "access-analyzer" }, true],
    ["NEW_ACCESS", {}, true],
    ["NEW_ACCESS_UNDECIDED", {}, true],
    ["DENIAL_LOST", {}, true],
    ["DENIAL_LOST", { base: false }, false],
    ["NEW_ACCESS", { base: false }, false],
    ["NEW_ACCESS", { newAccess: "off" }, false],
    ["NOT_ANALYSED_BASE_UNREADABLE", {}, true],
    ["NOT_ANALYSED_BASE_UNREADABLE", { base: false }, false],
    ["FORBIDDEN_ACTION", {}, true],
    ["PUBLIC_ACCESS", { publicAccess: "report" }, true],
    ["PUBLIC_ACCESS", {}, false],
    ["NOT_ANALYSED_UNRESOLVED", {}, true],
    ["NOT_ANALYSED_ACCESS_ANALYZER_DENIED", {}, false],
    ["NOT_ANALYSED_ACCESS_ANALYZER_DENIED", { engine: "access-analyzer" }, true],
  ])("%s %j: %j", (code, run, expected) => {
    expect(isSuppressionDue(suppression(code), [], looked(run))).toBe(expected);
  });

  test.each<[string | undefined, boolean]>([
    ["a.json", true],
    ["b.json", false],
    [undefined, false],
  ])("of changed files only where %j is one of them: %j", (path, expected) => {
    const files = [{ file: { path: "iam/a.json", text: "" } }];
    expect(isSuppressionDue(suppression("NEW_ACCESS", path), files, looked({ scope: "changed" }))).toBe(expected);
  });
});
