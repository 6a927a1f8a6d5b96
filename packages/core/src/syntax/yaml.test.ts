import { describe, expect, test } from "vitest";
import { type Node, plainValue } from "./node.ts";
import { parseYaml } from "./yaml.ts";

function readValue(text: string): unknown {
  const { root, problems } = parseYaml(text);
  expect(problems).toEqual([]);
  return plainValue(root as Node);
}

describe("reads", () => {
  test.each<[string, unknown]>([
    ["a: 1\nb: [x, 'y', \"z\"]\n", { a: 1, b: ["x", "y", "z"] }],
    [
      "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action:\n    - s3:GetObject\n",
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject"] }] },
    ],
    ["a: |\n  one\n  two\n", { a: "one\ntwo\n" }],
    ["a: >-\n  one\n  two\n", { a: "one two" }],
    ["a: true\nb: no\nc: ~\nd:\n", { a: true, b: "no", c: null, d: null }],
    ["base: &b [x]\ncopy: *b\n", { base: ["x"], copy: ["x"] }],
    ["base: &b {x: 1, y: 2}\nall:\n  <<: *b\n  y: 3\n", { base: { x: 1, y: 2 }, all: { x: 1, y: 3 } }],
    ["a: &a {x: 1}\nb: &b {x: 2, z: 2}\nc:\n  <<: [*a, *b]\n", { a: { x: 1 }, b: { x: 2, z: 2 }, c: { x: 1, z: 2 } }],
    ["first: &n 1\nsecond: &n 2\nthird: *n\n", { first: 1, second: 2, third: 2 }],
    ['{"Version": "2012-10-17", "Statement": []}', { Version: "2012-10-17", Statement: [] }],
    ["a: 1 # remark\n# another\n", { a: 1 }],
  ])("%j", (text, value) => {
    expect(readValue(text)).toEqual(value);
  });

  test("dates stay text", () => {
    expect(parseYaml("Version: 2012-10-17\n").root).toMatchObject({ members: [{ value: { value: "2012-10-17" } }] });
  });

  test("repeated members stay visible", () => {
    expect(parseYaml("a: 1\na: 2\n").root).toMatchObject({
      members: [{ value: { value: 1 } }, { value: { value: 2 } }],
    });
  });
});

test("every node stands where it is written", () => {
  const text = "Version: '2012-10-17'\nStatement:\n  - Action: [s3:Get*, \"s3:Put*\"]\n";
  const { root } = parseYaml(text);
  const places: [string, string][] = [];
  const walk = (node: Node): void => {
    if (node.kind === "string") places.push([node.value, text.slice(node.start, node.end)]);
    if (node.kind === "array") for (const item of node.items) walk(item);
    if (node.kind === "object") {
      for (const { key, value } of node.members) {
        walk(key);
        walk(value);
      }
    }
  };
  walk(root as Node);
  expect(places).toEqual([
    ["Version", "Version"],
    ["2012-10-17", "'2012-10-17'"],
    ["Statement", "Statement"],
    ["Action", "Action"],
    ["s3:Get*", "s3:Get*"],
    ["s3:Put*", '"s3:Put*"'],
  ]);
});

test.each(["a: [b", "a: {", 'a: "b', "a:\n  - b\n c", "a: !Sub [", "- {a: b"])(
  "the faults of %j are inside of it",
  (text) => {
    const { problems } = parseYaml(text);
    expect(problems).not.toEqual([]);
    for (const { at } of problems) expect(at.end).toBeLessThanOrEqual(text.length);
  },
);

test("what an alias means stands where the alias is", () => {
  const text = "base: &b [x]\ncopy: *b\n";
  const { root } = parseYaml(text);
  const at = text.indexOf("*b");
  const place = { start: at, end: at + 2 };
  expect(root).toMatchObject({ members: [{}, { value: { ...place, items: [{ ...place, value: "x" }] } }] });
});

describe("faults", () => {
  test.each([
    ["a: 1\n---\nb: 2\n", 5, "second YAML document"],
    ["a:\n\t- b\n", 3, "Tabs are not allowed"],
    ["a: *missing\n", 3, "No anchor `&missing`"],
    ['a: "b\n', 6, "Missing closing"],
    ["a: [b\n", 6, "Mend the YAML"],
  ])("%j", (text, start, details) => {
    const [problem] = parseYaml(text).problems;
    expect(problem?.details).toContain(details);
    expect(problem?.at.start).toBe(start);
  });

  test.each(["", "# only a remark\n"])("%j holds no value", (text) => {
    expect(parseYaml(text).root).toBeUndefined();
  });
});

describe("no text takes long or breaks the reader", () => {
  const laughs = [
    "a0: &a0 [x]",
    ...Array.from({ length: 20 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}*a${i}]`),
  ];

  test.each<[string, string]>([
    ["a billion laughs", laughs.join("\n")],
    ["an alias of itself", "a: &a [*a]\n"],
    ["opening brackets", "[".repeat(100_000)],
    ["list in list", "- ".repeat(100_000)],
    ["key in key", "? ".repeat(100_000)],
    ["quotes", '"'.repeat(900_000)],
    ["names of tags as long as the text", `%TAG !e! !${"S".repeat(300_000)}\n---\n${"- !e!ub x\n".repeat(30_000)}`],
    ["a text beyond the limit", "a\n".repeat(600_000)],
    ["list in list, wide", "-  ".repeat(100_000)],
    ["opening brackets beside quoted closing ones", '["]",'.repeat(60_000)],
    ["opening brackets beside closing ones in longer quotes", `["\\"]",`.repeat(3_000)],
    ["deep indentation", Array.from({ length: 400 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ])("%s", (_name, text) => {
    const start = performance.now();
    const { root, problems, tooDeep } = parseYaml(text);
    expect(performance.now() - start).toBeLessThan(4000);
    expect(root).toBeUndefined();
    expect(problems.length + (tooDeep === undefined ? 0 : 1)).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(101);
    expect(JSON.stringify(problems)).not.toContain("call stack");
  });

  test("what is far to the right and not deep is read", () => {
    const far = `a: |\n${" ".repeat(500)}x\nb:\n${" ".repeat(300)}- c\n`;
    expect(parseYaml(far)).toMatchObject({ problems: [], root: { members: [{}, { value: { items: [{}] } }] } });
  });
});
