import { expect, test } from "vitest";
import { namedByCase } from "./case.ts";
import { mostVariants } from "./policy-variant.ts";
import { distinctVariants, variantsOf } from "./variants.ts";

type Ask = (condition: string) => boolean;

function cases(build: (is: Ask) => string): readonly string[] | undefined {
  const variants = variantsOf(build);
  const all = variants?.map((one) => one.case) ?? [];
  return (
    variants &&
    distinctVariants(variants, (built) => built).map((own) => {
      const cases = own.map((one) => one.case);
      return `${namedByCase("p", cases, all).name}: ${own[0].built}`;
    })
  );
}

test.each<[string, (is: Ask) => string, readonly string[] | undefined]>([
  ["no condition", () => "x", ["p: x"]],
  ["one", (is) => (is("a") ? "x" : "y"), ["p, where a: x", "p, where not a: y"]],
  ["the same twice", (is) => `${is("a")} ${is("a")}`, ["p, where a: true true", "p, where not a: false false"]],
  [
    "one that only matters in one case",
    (is) => (is("a") ? (is("b") ? "x" : "y") : "z"),
    ["p, where a and b: x", "p, where a and not b: y", "p, where not a: z"],
  ],
  [
    "one that does not matter",
    (is) => (is("b") ? (is("a") ? "x" : "y") : is("a") ? "x" : "y"),
    ["p, where a: x", "p, where not a: y"],
  ],
  ["none that matters", (is) => (is("a") ? "x" : "x"), ["p: x"]],
  [
    "cases that have nothing in common",
    (is) => (is("a") === is("b") ? "x" : "y"),
    ["p, where a and b: x", "p, where a and not b: y"],
  ],
  [
    "a condition of two lines",
    (is) => String(is("a ==\n  b")),
    ["p, where a == b: true", "p, where not (a == b): false"],
  ],
  [
    "as many as there may be",
    (is) => ["a", "b", "c", "d"].map((name) => is(name)).join(),
    expect.objectContaining({ length: mostVariants }),
  ],
  ["more", (is) => ["a", "b", "c", "d", "e"].map((name) => is(name)).join(), undefined],
])("%s", (_, build, expected) => expect(cases(build)).toEqual(expected));
