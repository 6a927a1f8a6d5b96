import { describe, expect, test } from "vitest";
import { mergeEngines, rangeOfPath } from "./engines.ts";
import { type Finding, type PathElement, pathTo } from "./finding.ts";
import { parseJson } from "./syntax/json.ts";
import type { Node } from "./syntax/node.ts";

function finding(issueCode: string, start: number, more: Partial<Finding> = {}, path: PathElement[] = []): Finding {
  const at = (offset: number) => ({ line: 1, column: offset, offset });
  return {
    findingType: "WARNING",
    issueCode,
    findingDetails: `${issueCode} at ${start}`,
    learnMoreLink: "https://docs.aws.amazon.com/",
    engine: "offline",
    locations: [{ file: "a.json", path, policyPath: [], span: { start: at(start), end: at(start + 4) } }],
    ...more,
  };
}
const theirs = { engine: "access-analyzer" } as const;

describe("mergeEngines", () => {
  const statement: PathElement[] = [{ value: "Statement" }, { index: 0 }];
  const rows: [string, Finding[], Finding[], string[]][] = [
    ["one alike", [finding("A", 5)], [finding("A", 5, theirs)], ["A@5 both"]],
    ["another place", [finding("A", 5)], [finding("A", 9, theirs)], ["A@5 offline", "A@9 access-analyzer"]],
    ["another code", [finding("A", 5)], [finding("B", 5, theirs)], ["A@5 offline", "B@5 access-analyzer"]],
    [
      "another span but the same path",
      [finding("A", 5, {}, statement)],
      [finding("A", 7, theirs, statement)],
      ["A@5 both"],
    ],
    [
      "two alike at one place are two",
      [finding("A", 5)],
      [finding("A", 5, theirs), finding("A", 5, theirs)],
      ["A@5 both", "A@5 access-analyzer"],
    ],
    ["theirs alone", [], [finding("A", 5, theirs)], ["A@5 access-analyzer"]],
    [
      "Access Analyzer stops at the first syntax error",
      [finding("JSON_SYNTAX_ERROR", 5), finding("JSON_SYNTAX_ERROR", 50)],
      [finding("JSON_SYNTAX_ERROR", 6, theirs)],
      ["JSON_SYNTAX_ERROR@5 both", "JSON_SYNTAX_ERROR@50 offline"],
    ],
    ["sorted by place", [finding("A", 50)], [finding("B", 2, theirs)], ["B@2 access-analyzer", "A@50 offline"]],
  ];
  test.each(rows)("%s", (_, offline, analyzer, expected) => {
    const lines = mergeEngines(offline, analyzer).map(
      ({ issueCode, engine, locations }) => `${issueCode}@${locations[0]?.span.start.offset} ${engine}`,
    );
    expect(lines).toEqual(expected);
  });

  test("the stronger type stands", () => {
    const error = finding("A", 5, { ...theirs, findingType: "ERROR" });
    expect(mergeEngines([finding("A", 5)], [error])[0]?.findingType).toBe("ERROR");
    expect(mergeEngines([finding("A", 5, { findingType: "ERROR" })], [finding("A", 5, theirs)])[0]?.findingType).toBe(
      "ERROR",
    );
  });
});

describe("rangeOfPath", () => {
  const text = '{"Statement": {"Action": ["a", "b"], "Condition": {"Bool": {"k": "v"}}}}';
  const { root } = parseJson(text);

  const rows: [PathElement[], string][] = [
    [[], text],
    [[{ value: "Statement" }, { value: "Action" }, { index: 1 }], '"b"'],
    [[{ value: "Statement" }, { index: 0 }, { value: "Action" }, { index: 1 }], '"b"'],
    [[{ value: "Statement" }, { value: "Condition" }, { value: "Bool" }, { key: "k" }], '"k"'],
    [[{ value: "Statement" }, { value: "Action" }, { index: 0 }, { substring: { start: 0, length: 1 } }], '"a"'],
    [[{ value: "Statement" }, { value: "Action" }, { index: 9 }], '["a", "b"]'],
    [[{ value: "Nothing" }], text],
  ];
  test.each(rows)("%j", (path, expected) => {
    const { start, end } = rangeOfPath(root as Node, path);
    expect(text.slice(start, end)).toBe(expected);
  });

  test("undoes pathTo for every element", () => {
    visit(root as Node);
    function visit(node: Node): void {
      expect(rangeOfPath(root as Node, pathTo(root as Node, node))).toEqual(node);
      if (node.kind === "array") for (const item of node.items) visit(item);
      if (node.kind === "object") {
        for (const { key, value } of node.members) {
          expect(rangeOfPath(root as Node, pathTo(root as Node, key))).toEqual(key);
          visit(value);
        }
      }
    }
  });
});
