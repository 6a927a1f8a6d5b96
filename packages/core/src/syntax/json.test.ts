import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "./json.ts";
import { type Node, plainValue } from "./node.ts";

describe("a second, simpler truth: JSON.parse", () => {
  const spaced = fc
    .tuple(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom("", " ", "  ", "\t"), fc.constantFrom("", "\r\n", " \n\t"))
    .map(([value, indent, edge]) => `${edge}${JSON.stringify(value, null, indent)}${edge}`);

  test("the same value, and every node's slice is its value", () => {
    fc.assert(
      fc.property(spaced, (text) => {
        const { root, problems } = parseJson(text);
        expect(problems).toEqual([]);
        expect(JSON.stringify(plainValue(root as Node))).toBe(JSON.stringify(JSON.parse(text)));
        for (const node of everyNode(root as Node)) {
          expect(JSON.stringify(JSON.parse(text.slice(node.start, node.end)))).toBe(JSON.stringify(plainValue(node)));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("the same acceptance, whatever is cut out of or put into a text", () => {
    const piece = fc.constantFrom(
      ..."{}[]:,\"'\\/ \n\t\u0000\ufeff\u00a0#*0-+.e1tfnu“«".split(""),
      "//",
      "/*",
      "\\u00",
      "true",
      "1.",
      "-",
    );
    const broken = fc.tuple(spaced, fc.nat(), fc.nat(3), piece).map(([text, at, cut, put]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + cut);
    });
    fc.assert(
      fc.property(
        fc.oneof(
          broken,
          fc.string({ maxLength: 12 }),
          fc.array(piece, { maxLength: 8 }).map((all) => all.join("")),
        ),
        (text) => {
          const { root, problems } = parseJson(text);
          expect(root !== undefined && problems.length === 0).toBe(isJson(text));
          for (const { at } of problems)
            expect(0 <= at.start && at.start <= at.end && at.end <= text.length).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test.each([
    "null",
    "-0",
    "1e400",
    "-1.5E+3",
    '"\\u00e9\\ud83d\\ude00\\b\\f\\n\\r\\t\\"\\\\\\/"',
    '"\\ud800"',
    '{"a":1,"a":2,"b":3}',
    '{"__proto__":{"x":1},"constructor":2}',
    '{"10":1,"2":2}',
    '"\u2028\u007f"',
    "[[],{},[{}]]",
  ])("%s", (text) => {
    const { root, problems } = parseJson(text);
    expect(problems).toEqual([]);
    expect(JSON.stringify(plainValue(root as Node))).toBe(JSON.stringify(JSON.parse(text)));
  });
});

test("repeated members stay visible, numbers keep their digits", () => {
  const { root } = parseJson('{"a":1,"a":123456789012345678901234567890}');
  expect(root).toMatchObject({
    kind: "object",
    members: [{ key: { value: "a" } }, { value: { text: "123456789012345678901234567890" } }],
  });
});

describe("the usual mistakes, mended", () => {
  const mistakes: readonly (readonly [name: string, text: string, fault: string, mended: unknown])[] = [
    ["a missing comma between members", '{"a":1«» "b":2}', "comma is missing", { a: 1, b: 2 }],
    ["a missing comma between elements", '["a"«»\n"b"]', "comma is missing", ["a", "b"]],
    ["a missing comma between objects", '[{"a":1}«»{"b":2}]', "comma is missing", [{ a: 1 }, { b: 2 }]],
    ["a comma after the last member", '{"a":1«,»}', "after the last member", { a: 1 }],
    ["a comma after the last element", '["a"«,»\r\n]', "after the last element", ["a"]],
    ["two commas", '["a",«,»"b"]', "comma too many", ["a", "b"]],
    ["a comma at the beginning", '{«,»"a":1}', "comma too many", { a: 1 }],
    ["a semicolon", '{"a":1«;»"b":2}', "not by a semicolon", { a: 1, b: 2 }],
    ["single quotes", "{«'a'»:1}", "double quotes", { a: 1 }],
    ["single quotes around a value", '{"a":«\'it "is"\'»}', "double quotes", { a: 'it "is"' }],
    ["typographic quotes", '{"a":«“b”»}', "typographic", { a: "b" }],
    ["backticks", '{"a":«`b`»}', "double quotes", { a: "b" }],
    ["a line comment", '{"a":1 «// the first»\n}', "no comments", { a: 1 }],
    ["a block comment", '{«/* the first */» "a":1}', "no comments", { a: 1 }],
    ["a hash comment", '{«# the first»\n"a":1}', "no comments", { a: 1 }],
    ["a byte order mark", '«\ufeff»{"a":1}', "byte order mark", { a: 1 }],
    ["a no-break space", '{«\u00a0»"a":1}', "invisible character", { a: 1 }],
    ["a name without quotes", '{«Version»:"2012-10-17"}', "must be in double quotes", { Version: "2012-10-17" }],
    ["a value without quotes", '{"Effect":«Allow»}', "must be in double quotes", { Effect: "Allow" }],
    ["an ARN without quotes", '["a",«arn:aws:s3:::b/*»]', "must be in double quotes", ["a", "arn:aws:s3:::b/*"]],
    ["Python's True", '{"a":«True»}', "is written `true`", { a: true }],
    ["Python's None", '{"a":«None»}', "is written `null`", { a: null }],
    ["JavaScript's undefined", '{"a":«undefined»}', "is written `null`", { a: null }],
    ["a number with a leading zero", '{"a":«012345678901»}', "no JSON number", { a: "012345678901" }],
    ["a date without quotes", '{"Version":«2012-10-17»}', "no JSON number", { Version: "2012-10-17" }],
    ["a tab in a string", '"a«\t»b"', "A tab inside", "a\tb"],
    ["a control character in a string", '"a«\u0001»b"', "control character", "a\u0001b"],
    ["a backslash that escapes nothing", '"C:«\\»data"', "no escape sequence", "C:\\data"],
    ["a string without its end", '{"a":"b«»\n}', "closing quote", { a: "b" }],
    ["a string without its end before a comma", '{"a":"b«»,\n"c":1}', "closing quote", { a: "b", c: 1 }],
    ["a string without its end before the next one", '{"a":"b«»,"c":1}', "closing quote", { a: "b", c: 1 }],
    ["an element without its end", '{"a":["b«»], "c":["d"]}', "closing quote", { a: ["b"], c: ["d"] }],
    ["a string without its end before an object", '[{"a":"b«»},{"c":"d"}]', "closing quote", [{ a: "b" }, { c: "d" }]],
    ["a name without its end", '{"a«»: "b"}', "closing quote", { a: "b" }],
    ["a string without its beginning", '{"a":«»b","c":1}', "opening quote", { a: "b", c: 1 }],
    ["a name without its beginning", '{«»a":1}', "opening quote", { a: 1 }],
    ["a date without its beginning", '{"Version":«»2012-10-17"}', "opening quote", { Version: "2012-10-17" }],
    ["a value with a space without its beginning", '["a",«»b c","d"]', "opening quote", ["a", "b c", "d"]],
    ["a condition key without its beginning", '{«»aws:a/b c": 1}', "opening quote", { "aws:a/b c": 1 }],
    ["an account without its beginning", '{"AWS":«»210000000001"}', "opening quote", { AWS: "210000000001" }],
    ["an ARN without its beginning", '["a",«»arn:aws:s3:::b/*" ]', "opening quote", ["a", "arn:aws:s3:::b/*"]],
    ["a missing colon", '{"a"«»1}', "colon is missing", { a: 1 }],
    ["an equals sign", '{"a"«=»1}', "separated by a colon", { a: 1 }],
    ["Ruby's arrow", '{"a"«=>»1}', "separated by a colon", { a: 1 }],
    ["two colons", '{"a":«:»1}', "colon too many", { a: 1 }],
    ["a text cut off in an array", '{"a":["b"«»', "ends too early", { a: ["b"] }],
    ["a bracket left open", '{"a":["b"«»}', "`]` is missing", { a: ["b"] }],
    ["an array left open before a member", '{"a":["b","c"«»,"d":["e"]}', "`]` is missing", { a: ["b", "c"], d: ["e"] }],
    ["a line break before a slash", '{"a":"b«\n»/c","d":1}', "line break", { a: "b/c", d: 1 }],
    ["a name without its end, before a list", '{"a«»: [\n"b"]}', "closing quote", { a: ["b"] }],
    ["a name without its end, before an object", '{"a«» : {\r\n"b":1}}', "closing quote", { a: { b: 1 } }],
    ["a variable at the end of a line without its quote", '{"a":"b/${c}«»\n}', "closing quote", { a: "b/${c}" }],
    ["a variable without its quote", '{"a":["${b}«»,"${c}"],"d":1}', "closing quote", { a: ["${b}", "${c}"], d: 1 }],
    ["a variable without its first quote", '{"a":«»b/${c}/*"}', "opening quote", { a: "b/${c}/*" }],
    ["a single quote and a double one", `{«'a"»: "b",\n"c":1}`, "double quotes", { a: "b", c: 1 }],
    ["typographic quotes that a line ends", '{"a":«“b»\r\n}', "typographic", { a: "b" }],
    ["a line break in a string", '{"a":["b-«\n      »c",1]}', "line break", { a: ["b-c", 1] }],
    ["a bracket too many", '{"a":1}«}»', "too many after the end", { a: 1 }],
    ["brackets too many", '{"a":1}«]}»\n', "too many after the end", { a: 1 }],
    ["a bracket that closes nothing", '{"a":1«]»}', "closes nothing", { a: 1 }],
    [
      "an object closed too early",
      '{"a":[{"b":1«}»,"c":2},{"d":3}]}',
      "too many here",
      { a: [{ b: 1, c: 2 }, { d: 3 }] },
    ],
    ["the document closed too early", '{"a":1«}»,"b":2}', "too many here", { a: 1, b: 2 }],
    ["the document closed behind a comma", '{"a":1,«}»\n"b":[2]}', "too many here", { a: 1, b: [2] }],
    ["an object closed behind a comma", '{"e":[{"a":1,«}»\n"b":2}]}', "too many here", { e: [{ a: 1, b: 2 }] }],
    ["an object closed before its first member", '{"a":{«}»"b":1},"c":2}', "too many here", { a: { b: 1 }, c: 2 }],
    ["an object's bracket in an array", '{"a":["b"«}»,"c"],"d":1}', "too many here", { a: ["b", "c"], d: 1 }],
    ["an array's bracket in an object", '[{"a":1«]»,"b":2}]', "too many here", [{ a: 1, b: 2 }]],
    ["a bracket before a value", '[{"a":«]»"b"}]', "too many here", [{ a: "b" }]],
    ["a bracket before a colon", '{"a"«}»:"b"}', "too many here", { a: "b" }],
    ["a bracket of the other kind", '{"a":["b"«}»,"c":{"d":1}}', "`]` belongs here", { a: ["b"], c: { d: 1 } }],
    ["an object's bracket of the other kind", '[{"a":1«]»,{"b":2}]', "`}` belongs here", [{ a: 1 }, { b: 2 }]],
    [
      "an object without its beginning, like the one before",
      '{"e":[{"a":1},«»"a":2}]}',
      "`{` is missing",
      { e: [{ a: 1 }, { a: 2 }] },
    ],
    ["a quote before an object", '{"a": «"»{\n"b":1}}', "quote too many", { a: { b: 1 } }],
    ["a quote behind a name", '{"a"«"»: "b"}', "quote too many", { a: "b" }],
    ["a quote before a name", '{«"»"a":1}', "quote too many", { a: 1 }],
    ["a quote before a value", '["a",«"»"b c"]', "quote too many", ["a", "b c"]],
    ["a quote behind an element", '["a"«"»,"b"]', "quote too many", ["a", "b"]],
    ["a quote behind the last element", '{"a":["b"«"»],"c":1}', "quote too many", { a: ["b"], c: 1 }],
    ["a quote behind the last member", '[{"a":"b"«"»}, {"c":1}]', "quote too many", [{ a: "b" }, { c: 1 }]],
    ["a quote behind a comma", '["a",«"»\n"b"]', "quote too many", ["a", "b"]],
    ["a quote behind the bracket of a list", '{"a":[«"»\n"b"]}', "quote too many", { a: ["b"] }],
    ["a bracket twice", '{"a":[«[»"b","c"],"d":1}', "too many here", { a: ["b", "c"], d: 1 }],
    ["an object's bracket twice", '{"a":[{ «{»"b":1}]}', "too many here", { a: [{ b: 1 }] }],
    ["a quote behind a value", '{"a": "b"«"»,\n"c":1}', "quote too many", { a: "b", c: 1 }],
  ];

  test.each(mistakes)("%s", (_name, marked, fault, mended) => {
    const { text, start, end } = unmark(marked);
    expect(isJson(text)).toBe(false);
    const { root, problems } = parseJson(text);
    expect(problems.map(({ at }) => [at.start, at.end])).toEqual([[start, end]]);
    expect(problems[0]?.details).toContain(fault);
    expect(plainValue(root as Node)).toEqual(mended);
    const repaired = text.slice(0, start) + problems[0]?.replacement + text.slice(end);
    expect(JSON.parse(repaired)).toEqual(mended);
  });

  test.each([
    ["a text after the document", '{"a":1} «and more»', "only one JSON value"],
    ["two documents", '{"a":1} «{"b":2}»', "only one JSON value"],
    ["a member without a value", '{«"a"»}', "has no value"],
    ["a missing value", '{"a":«»}', "value of `a` is missing"],
    ["a value without a name", "{«{»}}", "name is missing"],
    ["an object that is not closed before the next", '[{"a":{"b":1},«{»"c":2}]', "`}` is missing somewhere before"],
    ["another language", '«policy» = {"a":1}', "where the document begins"],
    ["a quote inside of a string", '{"a":"b «"»c" d","e":1}', "belongs to the string"],
    ["a quote inside of a name", '{"a«"»b":1}', "belongs to the string"],
    ["a quote behind a colon of a string", '{"a":["s3:«"»Get","c"]}', "belongs to the string"],
    ["a quote that is missing where later text is no JSON", '{"a":"b«»,"c":"d"e":1}', "closing quote"],
    ["an array without its beginning", '{"a":"b",«"c"»,"d"]}', "has no value"],
    ["an object without its beginning", '{"a":"b"«:»"c","d":"e"}}', "follows a complete value"],
    ["a colon in a list", '["a"«:»]', "follows a complete value"],
  ])("%s has no certain repair", (_name, marked, fault) => {
    const { text, start, end } = unmark(marked);
    const { problems } = parseJson(text);
    expect(problems.map(({ at }) => [at.start, at.end])).toEqual([[start, end]]);
    expect(problems[0]?.details).toContain(fault);
    expect(problems[0]?.replacement).toBeUndefined();
  });

  test("every quote twice, as CSV has them", () => {
    const { root, problems } = parseJson('{""a"": ""b"", ""c"": [""d"", ""e""], ""f"": {""g"": ""h""}}');
    expect(problems.map(({ replacement }) => replacement)).not.toContain(undefined);
    expect(plainValue(root as Node)).toEqual({ a: "b", c: ["d", "e"], f: { g: "h" } });
  });

  test("a bracket and a comma that are missing at one place are put there in their order", () => {
    const { root, problems } = parseJson('{"a":["b" "c":1}');
    expect(problems.map(({ replacement }) => replacement)).toEqual(["]", ","]);
    expect(plainValue(root as Node)).toEqual({ a: ["b"], c: 1 });
  });

  test.each([
    ['{"a":["b" \'c\':1}', { a: ["b"], c: 1 }],
    ['{"a":["b" “c”:1}', { a: ["b"], c: 1 }],
    ['{"a":["b\n"c":1}', { a: ["b"], c: 1 }],
  ])("%j is mended to JSON", (text, mended) => {
    const { problems } = parseJson(text);
    let at = 0;
    let repaired = "";
    for (const { at: place, replacement = "" } of problems) {
      repaired += text.slice(at, place.start) + replacement;
      at = place.end;
    }
    expect(JSON.parse(repaired + text.slice(at))).toEqual(mended);
  });

  test("a name on the next line is not taken for the rest of a string", () => {
    const { root } = parseJson('{\n"a": "b,\n  c: "d",\n "e": "f\n  \'g\': "h"\n}');
    expect(plainValue(root as Node)).toEqual({ a: "b", c: "d", e: "f", g: "h" });
  });

  test("a colon in an array that is closed is a guess", () => {
    const { problems } = parseJson('{"a":["b","c":"d"],"e":1}');
    expect(problems[0]).toMatchObject({ isGuess: true });
  });

  test("several mistakes are all named, and the rest is read", () => {
    const { root, problems } = parseJson("{ Version: '2012-10-17', // now\n\"Statement\": [{},], }");
    expect(problems).toHaveLength(5);
    expect(plainValue(root as Node)).toEqual({ Version: "2012-10-17", Statement: [{}] });
  });

  test.each(["", " \n", "// nothing", "\ufeff"])("%j holds no value", (text) => {
    expect(parseJson(text).root).toBeUndefined();
  });
});

describe("no text takes long", () => {
  const n = 4_000_000;
  const texts: readonly (readonly [string, string])[] = [
    ["quotes", '"'.repeat(n)],
    ["quotes with spaces", '" '.repeat(n / 2)],
    ["single quotes", "'".repeat(n)],
    ["typographic quotes", "“".repeat(n)],
    ["commas", ",".repeat(n)],
    ["commas in a list", `[${",".repeat(n)}`],
    ["colons", ":".repeat(n)],
    ["backslashes in a string", `"${"\\".repeat(n)}`],
    ["bad escapes in a string", `"${"\\q".repeat(n / 2)}"`],
    ["tabs in a string", `"${"\t".repeat(n)}"`],
    ["control characters in a string", `"${"\u0001".repeat(n)}"`],
    ["block comments", "/**/".repeat(n / 4)],
    ["openings of comments", "/*".repeat(n / 2)],
    ["slashes", "/".repeat(n)],
    ["line comments", "//\n".repeat(n / 3)],
    ["opening brackets", "[".repeat(n)],
    ["opening braces", '{"a":'.repeat(n / 5)],
    ["closing brackets", "]".repeat(n)],
    ["closing brackets in a list", `[${"}".repeat(n)}`],
    ["brackets and braces", "[{".repeat(n / 2)],
    ["open strings", '"}\n'.repeat(n / 3)],
    ["open strings with long ends", `"${"}".repeat(n)}\n`],
    ["strings without their ends", '"a,b'.repeat(n / 4)],
    ["strings without their beginnings", 'a",'.repeat(n / 3)],
    ["variables that are not closed", `[${"${a".repeat(n / 3)}`],
    ["variables without quotes", `[${"${a} ".repeat(n / 5)}`],
    ["strings that end in a variable, without their quotes", `[${'"${a},"b'.repeat(n / 8)}`],
    ["strings with brackets before the next", `${`"${"[".repeat(99)}"a`.repeat(n / 102)}`],
    ["words with a quote and spaces", 'a"      b'.repeat(n / 9)],
    ["strings over two lines", '"a\nb"'.repeat(n / 5)],
    ["lines of an old Mac in a string", `"${"a\r".repeat(n / 2)}"`],
    ["blank lines in a string", `"${"\n".repeat(n)}b"`],
    ["colons before a string that is not closed", `["b","c"${":".repeat(99)} "${'\\"'.repeat(n / 2)}`],
    ["arrays left open before members", '{"a":["b","c":'.repeat(n / 14)],
    ["one long word", "a".repeat(n)],
    ["words", "a ".repeat(n / 2)],
    ["words and colons", "a:".repeat(n / 2)],
    ["digits", "1".repeat(n)],
    ["numbers", "[1".repeat(n / 2)],
    ["byte order marks", "\ufeff".repeat(n)],
    ["spaces", " ".repeat(n)],
    ["a string of one letter", `"${"a".repeat(n)}"`],
    ["escapes", `"${"\\n".repeat(n / 2)}"`],
    ["a flat list", `[${"1,".repeat(n / 2)}1]`],
    ["a flat object", `{${'"a":1,'.repeat(n / 8)}"a":1}`],
  ];

  test.each(texts)("%s", (_name, text) => {
    const start = performance.now();
    const { problems } = parseJson(text);
    expect(performance.now() - start).toBeLessThan(4000);
    expect(problems.length).toBeLessThanOrEqual(101);
  });

  test("a bomb of brackets is refused at the limit, a deep text below it is read", () => {
    expect(parseJson("[".repeat(100_000))).toEqual({ problems: [], tooDeep: { start: 200, end: 201 } });
    expect(parseJson(`${"[".repeat(200)}${"]".repeat(200)}`)).toMatchObject({ problems: [] });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function* everyNode(node: Node): Iterable<Node> {
  yield node;
  if (node.kind === "array") for (const item of node.items) yield* everyNode(item);
  if (node.kind !== "object") return;
  for (const { key, value } of node.members) {
    yield key;
    yield* everyNode(value);
  }
}

function unmark(marked: string): { readonly text: string; readonly start: number; readonly end: number } {
  const start = marked.indexOf("«");
  const end = marked.lastIndexOf("»") - 1;
  return { text: marked.replace("«", "").replace(/»(?=[^»]*$)/, ""), start, end };
}
