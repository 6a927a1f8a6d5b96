import { type Finding, makeReport, type Outcome } from "@redshift-guard/core";
import { expect, test } from "vitest";
import { commentBody } from "./comment-body.ts";

const finding = (issueCode: string): Finding => ({
  findingType: "SUGGESTION",
  issueCode,
  findingDetails: "Somebody can.",
  learnMoreLink: "https://example.com",
  engine: "offline",
  locations: [],
});

test("what is left out is counted as it is listed: a policy can have both", () => {
  const outcomes = Array.from(
    { length: 6 },
    (_, i): Outcome => ({
      kind: "analysed",
      subject: `${i}.json`,
      findings: [finding("NEW_ACCESS"), finding("DENIAL_LOST"), finding("MISSING_VERSION")],
    }),
  );
  const body = commentBody(makeReport(outcomes, { toolVersion: "1.0.0" }), "https://example.com/run");
  expect(body.match(/: Somebody can\.$/gm)).toHaveLength(10);
  expect(body).toContain("- and 2 more findings of new access or lost denials\n");
});
