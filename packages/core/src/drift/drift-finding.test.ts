import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Location } from "../finding.ts";
import { type DriftCode, driftFinding } from "./drift-finding.ts";

const start = { line: 1, column: 0, offset: 0 };
const at: Location = { path: [], policyPath: [], span: { start, end: start } };
const typeOf = (code: DriftCode) => driftFinding(code, at, "").findingType;

// Of each only the type decides whether a run is red.
test.each<[string, DriftCode[]]>([
  [
    "ERROR",
    [
      "DRIFT_WIDENED",
      "DRIFT_SHIFTED",
      "DRIFT_ROLE_DELETED",
      "NOT_ANALYSED_EXPECTATION",
      "NOT_ANALYSED_TRUST_POLICY",
      "NOT_ANALYSED_UNDECIDED",
      "NOT_ANALYSED_ROLE_NOT_CHECKED",
      "NOT_ANALYSED_NOTHING_COMPARED",
    ],
  ],
  [
    "WARNING",
    [
      "DRIFT_NARROWED",
      "DRIFT_DEAD_STATEMENT",
      "DRIFT_ORPHANED_PRINCIPAL",
      "DRIFT_LOCKED",
      "DRIFT_NO_ROLE_MATCHES",
      "DRIFT_UNEXPECTED_ROLE",
      "DRIFT_ROLE_REPLACED",
      "DRIFT_ATTACHMENT_EXCLUDED",
    ],
  ],
  ["SUGGESTION", ["DRIFT_COSMETIC", "DRIFT_ACCEPTED_VARIANT", "DRIFT_ATTACHED_NOWHERE"]],
])("%s", (findingType, codes) => {
  expect(Object.fromEntries(codes.map((code) => [code, typeOf(code)]))).toEqual(
    Object.fromEntries(codes.map((code) => [code, findingType])),
  );
});

test("the guide names the same types", () => {
  const guide = readFileSync(new URL("../../../../docs/drift.md", import.meta.url), "utf8");
  const named = [...guide.matchAll(/`(DRIFT_\w+)`(?: \(|, )(error|warning|suggestion)\)/g)];
  expect(named.length).toBeGreaterThan(4);
  for (const [, code, type] of named) expect([code, typeOf(code as DriftCode).toLowerCase()]).toEqual([code, type]);
});
