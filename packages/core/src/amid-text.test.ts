import { describe, expect, test } from "vitest";
import { validateFiles } from "./validate-files.ts";

const policy = (indent = "") =>
  `${indent}{\n${indent}  "Version": "2012-10-17",\n${indent}  "Statement": []\n${indent}}`;

function outcomeOf(path: string, text: string): [code: string | undefined, details: string, line: number | undefined] {
  const [outcome, ...others] = validateFiles([{ path, text }]);
  expect(others).toEqual([]);
  const finding = outcome?.kind === "not-analysed" ? outcome.finding : undefined;
  return [finding?.issueCode, finding?.findingDetails ?? "", finding?.locations[0]?.span.start.line];
}

describe("text around a policy is told from data with faults", () => {
  test.each([
    ["a page", "stdin", `Guides and recipes\n\nThe role: see below, for example:\n\n${policy()}\n`, "line 5", 5],
    [
      "a page with several",
      "page.txt",
      `Menu\n\n 1. Open: the console\n\n${policy("    ")}\n\n 2. Choose\n\n${policy("    ")}\n`,
      "lines 5 and 12",
      5,
    ],
    ["what a command said first", "stdin", `An error occurred: none\n${policy()}`, "line 2", 2],
    ["a program", "role.ts", `const policy = ${policy()};\n`, "line 1", 1],
    [
      "a program's own way",
      "role.js",
      "const policy =\n  f({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*' }] });\n",
      "line 2",
      2,
    ],
    ["Markdown", "role.md", `# Role: Etl\n\n\`\`\`json\n${policy()}\n\`\`\`\n`, "line 4", 4],
  ])("%s", (_, path, text, where, line) => {
    expect(outcomeOf(path, text)).toEqual(["NOT_ANALYSED_SYNTAX", expect.stringContaining(where), line]);
  });

  test("many are counted", () => {
    const [, details] = outcomeOf("stdin", `Some words: and more\n${`${policy()}\n\n`.repeat(9)}`);
    expect(details).toContain("at lines 2, 7, 12, 17, 22 and 4 more");
  });

  test("what speaks of a policy is never passed over", () => {
    expect(outcomeOf("role.ts", "const p = new Doc({\n  rules: [{ Effect: 'Allow', Action: [\n")).toEqual([
      "NOT_ANALYSED_SYNTAX",
      expect.stringContaining("mentions a policy"),
      1,
    ]);
  });

  test("a policy that was cut off before its statements", () => {
    const [code, details] = outcomeOf("stdin", 'It says: this\n\n{\n  "Id": "a",\n  "Version": "2012-10-17",\n');
    expect([code, details]).toEqual(["NOT_ANALYSED_SYNTAX", expect.stringContaining("A policy begins")]);
  });

  test("an object of something else is no policy", () => {
    const page = '# Inspect a container\n\n```json\n{\n  "Id": "a1b2",\n  "Name": "etl"\n}\n```\n';
    expect(outcomeOf("inspect.md", page)[0]).toBe("NOT_ANALYSED_NO_POLICY");
  });

  test("without one, nothing of YAML is said", () => {
    expect(outcomeOf("stdin", "As a user, you can: do that.\nPerform: the steps: below\n")).toEqual([
      "NOT_ANALYSED_NO_POLICY",
      expect.stringMatching(/neither JSON nor YAML/),
      1,
    ]);
  });

  test.each([
    ["YAML by its name", "a.yml", `Guides and recipes\n${policy()}`],
    ["YAML by its beginning", "stdin", `Resources:\n  R: |\n${policy("    ")}\n   x: [\n`],
  ])("%s keeps its own faults", (_, path, text) => {
    const outcomes = validateFiles([{ path, text }]);
    const findings = outcomes.flatMap((outcome) =>
      outcome.kind === "analysed" ? outcome.findings : [outcome.finding],
    );
    expect(findings.map(({ findingDetails }) => findingDetails)).toContainEqual(
      expect.stringContaining("Mend the YAML here"),
    );
  });
});
