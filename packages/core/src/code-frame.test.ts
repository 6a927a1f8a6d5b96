import { expect, test } from "vitest";
import { codeFrame } from "./code-frame.ts";
import { displayWidth } from "./display-width.ts";
import { positionsIn } from "./syntax/position.ts";

/** The frame as text; `«…»` marks the span. */
function frame(marked: string, width = 60): string {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace(/[«»]/g, "");
  return codeFrame(text.split("\n"), positionsIn(text).span({ start, end }), { width, around: 1 })
    .map((line) => `${line.gutter}|${line.text}`)
    .join("\n");
}

test.each([
  ["one word", 'a «"b"» c', '1|a "b" c\n |  ^^^'],
  ["no length", "a«» b", "1|a b\n | ^"],
  ["the end of the text", "ab«»", "1|ab\n |  ^"],
  ["neighbours", "x\na «b»\ny\nz", "1|x\n2|a b\n |  ^\n3|y"],
  ["tabs", "\ta\t«b»", "1|  a  b\n |     ^"],
  ["wide characters", "日本 «語»x", "1|日本 語x\n |     ^^"],
  ["emoji of two units", "🚀 «b»", "1|🚀 b\n |   ^"],
  ["combining marks", "e\u0301 «b»", "1|e\u0301 b\n |  ^"],
  ["control characters", "\u001b[2J «b»\u202e", "1|␛[2J b<U+202E>\n |     ^"],
  ["Windows line ends", "a\r\n«b»\r\nc", "1|a\n2|b\n |^\n3|c"],
  ["two lines", "a «b\n  c» d", "1|a b\n |  ^\n2|  c d\n |  ^"],
  ["many lines fold", "«a\nb\nc\nd\ne»\nf", "1|a\n |^\n |⋮\n5|e\n |^\n6|f"],
  ["up to a line's first column", "«a\n»b", "1|a\n |^\n2|b"],
])("%s", (_, marked, expected) => expect(frame(marked)).toBe(expected));

test.each([
  ["in the middle", `${"x".repeat(500)}«yyy»${"z".repeat(500)}`],
  ["at the start", `«yyy»${"z".repeat(500)}`],
  ["at the end", `${"x".repeat(500)}«yyy»`],
  ["longer than the line", `${"x".repeat(50)}«${"y".repeat(500)}»${"z".repeat(50)}`],
  ["wide", `${"本".repeat(300)}«語»${"本".repeat(300)}`],
  ["of megabytes", `${"x".repeat(4_000_000)}«yyy»${"z".repeat(100)}`],
])("a long line with the span %s is cut around it", (_, marked) => {
  const [code, underline] = frame(marked).split("\n") as [string, string];
  expect(displayWidth(code)).toBeLessThanOrEqual(60);
  const from = underline.indexOf("^");
  const shown = Array.from(code);
  let column = 0;
  const at = shown.findIndex((character) => {
    const isHere = column === from;
    column += displayWidth(character);
    return isHere;
  });
  expect(shown[at]).toMatch(/[y語]/);
  expect(shown[at - 1] ?? "|").toMatch(/[x…本|]/);
});

test("a span of another text is kept inside this one", () => {
  const span = { start: { line: 90, column: 700, offset: 9_999 }, end: { line: 80, column: 2, offset: 4 } };
  expect(() => codeFrame(["a"], span, { width: 60, around: 2 })).not.toThrow();
});
