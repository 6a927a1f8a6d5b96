import { describe, expect, test } from "vitest";
import type { GivenValues } from "../given-values.ts";
import { readHcl } from "./read.ts";
import { declarationsOf, resolverFor } from "./resolve.ts";
import type { HclExpression } from "./syntax.ts";
import { unknownIn } from "./value.ts";

/* What an expression stands for: plain values, and `?source` for each part that is not known. */

const declared = `
locals {
  buckets = ["a", "b"]
  ports   = { http = 80, https = 443 }
  nested  = [["x"], [["y"], "z"]]
  partly  = { known = "k", open = var.x }
  prod    = var.env == "prod"
  itself  = local.itself
}
variable "flag" {
  type = bool
}
variable "count" {
  type = number
}
variable "id" {
  type = string # an identifier
}
variable "flags" {
  type = list(bool)
}
variable "ids" {
  type = set(string)
}
variable "map" {
  type = map(string)
}
variable "untyped" {
}
variable "never" {
  nullable = false
}
variable "any" {
  type = any
}
variable "mixed" {
  type = list
}
variable "tuple" {
  type = tuple([string, number])
}
variable "teams" {
  type = map(object({
    role    = string // of the database
    tables  = optional(list(string), ["all"])
    limit   = optional(number)
    is_open = optional(bool, false)
  }))
}
variable "sets" {
  type = object({ ids = set(string), by_name = map(any) })
}
variable "odd" {
  type = object({ a = optional(string, local.prod) })
}
`;

function evaluated(source: string, values: GivenValues = {}, turnsOut?: (condition: string) => boolean): unknown {
  const body = readHcl(`${declared}\nx = ${source}\n`);
  if ("details" in body) throw new Error(body.details);
  const value = body.attributes[0]?.value as HclExpression;
  return plain(resolverFor(declarationsOf(body, values), turnsOut).resolve(value));
}

function plain(value: HclExpression): unknown {
  switch (value.kind) {
    case "text":
      return value.templates.reduceRight(
        (text, { from, to, unknown }) =>
          `${text.slice(0, from)}?${unknown ?? text.slice(from + 2, to - 1)}${text.slice(to)}`,
        value.value,
      );
    case "number":
      return Number(value.text);
    case "boolean":
      return value.text === "true";
    case "null":
      return null;
    case "tuple":
      return value.items.map(plain);
    case "object":
      return Object.fromEntries(value.members.map(({ name, value: inner }) => [name.value, plain(inner)]));
    case "call":
      return value.name === "jsonencode" ? { json: value.arguments.map(plain)[0] } : `?${value.name}()`;
    default:
      return `?${value.text}`;
  }
}

test.each<[string, unknown]>([
  // Literals and templates.
  ["1.50", 1.5],
  ['"a-${local.buckets[0]}-${1 + 1}"', "a-a-2"],
  ['"${012}"', "12"],
  ['"${["a"]}"', ["a"]],
  ['"${~ upper("a") ~}"', "A"],
  ['"${"a${"b"}"}"', "ab"],
  ["(<<EOT\na${1}\nEOT\n)", "a1\n"],
  ['"a ${~ "b" ~} c"', "abc"],
  ['"%{ if 1 < 2 }a%{ else }b%{ endif }c"', "ac"],
  ['"%{ if 1 > 2 }a%{ else }${"b"}%{ endif }"', "b"],
  ['"%{ if false }a%{ endif }"', ""],
  ['"%{ for i, v in local.buckets }${i}${v}%{ if i < 1 }, %{ endif }%{ endfor }"', "0a, 1b"],
  ['"[%{ for v in ["a", "b"] ~} ${v} %{~ endfor ~} ]"', "[ab]"],
  // References.
  ["local.buckets", ["a", "b"]],
  ["local.buckets[1]", "b"],
  ["local.buckets.1", "b"],
  ['local.ports["http"]', 80],
  ["local.ports.https", 443],
  ["local.partly.known", "k"],
  ['{ a = ["x"] }.a[0]', "x"],
  ["local.buckets[*]", ["a", "b"]],
  ["[{ a = 1 }, { a = 2 }][*].a", [1, 2]],
  ["[{ a = 1 }, { a = 2 }].*.a", [1, 2]],
  ["null[*]", []],
  ["7[*]", [7]],
  // Operators.
  ["1 + 2 * 3 - 4 / 2 % 3", 5],
  ["-(1 + 2)", -3],
  ["1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", true],
  ["!(true && false) || false", true],
  ['"a" == "a" && "a" != "b"', true],
  ["null == null", true],
  ['"a" != null', true],
  ["[] == null", false],
  ['true ? "a" : "b"', "a"],
  ['"false" ? "a" : "b"', "b"],
  ['false ? "a" : true ? "b" : "c"', "b"],
  // Loops.
  ['[for b in local.buckets : "arn:aws:s3:::${b}/*"]', ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]],
  ['[for i, b in local.buckets : "${i}${b}"]', ["0a", "1b"]],
  ['[for k, v in { b = 1, a = 2 } : "${k}${v}"]', ["a2", "b1"]],
  ['[for v in ["a", "b"] : v if v != "a"]', ["b"]],
  ["{ for k, v in local.ports : upper(k) => v }", { HTTP: 80, HTTPS: 443 }],
  ['{ for v in ["a1", "b", "a2"] : v == "b" ? "b" : "a" => v... }', { a: ["a1", "a2"], b: ["b"] }],
  ['[for a in ["x"] : [for b in ["y"] : "${a}${b}"]]', [["xy"]]],
  // Functions.
  ['concat(["a"], [], ["b"])', ["a", "b"]],
  ["flatten(local.nested)", ["x", "y", "z"]],
  ['compact(["a", "", null])', ["a"]],
  ['distinct(["b", "a", "b"])', ["b", "a"]],
  ['toset(["b", "a", "b"])', ["a", "b"]],
  ['sort(["b", "a"])', ["a", "b"]],
  ['join(",", ["a"], ["b"])', "a,b"],
  ['split(":", "a:b")', ["a", "b"]],
  ['format("arn:%s:%d%%", "aws", 7)', "arn:aws:7%"],
  ['formatlist("%s/%s", "a", ["b", "c"])', ["a/b", "a/c"]],
  ['replace("https://a", "https://", "")', "a"],
  ['lower("AbC")', "abc"],
  ['trimspace(" a ")', "a"],
  ['trimprefix("aab", "a")', "ab"],
  ['trimsuffix("baa", "a")', "ba"],
  ["merge({ a = 1, b = 2 }, null, { a = 3 })", { a: 3, b: 2 }],
  ["merge([{ a = 1 }, { b = 2 }]...)", { a: 1, b: 2 }],
  ["keys({ b = 1, a = 2 })", ["a", "b"]],
  ["values({ b = 1, a = 2 })", [2, 1]],
  ['lookup({ a = 1 }, "a", 2)', 1],
  ['lookup({ a = 1 }, "b", 2)', 2],
  ['element(["a", "b"], 3)', "b"],
  ['length(["a", "b"])', 2],
  ["length({})", 0],
  ['length("abc")', 3],
  ['coalesce(null, "", "a", "b")', "a"],
  ['contains(["a"], "a")', true],
  ["tostring(7)", "7"],
  ['one(["a"])', "a"],
  ["one([])", null],
  ['try("a", var.x)', "a"],
  ['substr("abcdef", 1, 2)', "bc"],
  ['substr("abcdef", -2, -1)', "ef"],
  ['chomp("a\\n")', "a"],
  ['startswith("abc", "ab")', true],
  ['endswith("abc", "ab")', false],
  ['strcontains("abc", "b")', true],
  ['jsondecode("{\\"a\\": [1, null, \\"b\\", true]}").a', [1, null, "b", true]],
  ['coalescelist([], ["a"])', ["a"]],
  ["max(1, 3, 2)", 3],
  ["min(1, 3, 2)", 1],
  ["range(3)", [0, 1, 2]],
  ["range(4, 1)", [4, 3, 2]],
  ["range(0, 5, 2)", [0, 2, 4]],
  ["reverse([1, 2])", [2, 1]],
  ['setunion(["b"], ["a", "b"])', ["a", "b"]],
  ["slice([1, 2, 3], 1, 3)", [2, 3]],
  ['zipmap(["a", "b"], [1, 2])', { a: 1, b: 2 }],
  ["try({ a = [1] }, 2)", { a: [1] }],
  ["jsonencode({ a = concat([1], [2]) })", { json: { a: [1, 2] } }],
  ['{ (upper("a")) = 1, "b${1}" = 2, 3 = 4 }', { A: 1, b1: 2, 3: 4 }],
])("%s", (source, value) => expect(evaluated(source)).toEqual(value));

describe("what is not known stays so, by its own name", () => {
  test.each<[string, unknown]>([
    ["var.x", "?var.x"],
    ["var.x.y[0]", "?var.x.y[0]"],
    ["local.partly", { known: "k", open: "?var.x" }],
    ["local.partly.open", "?var.x"],
    ["local.partly.none", "?local.partly.none"],
    ["local.itself", "?local.itself"],
    ["local.buckets[2]", "?local.buckets[2]"],
    ["local.buckets[var.i]", "?var.i"],
    ["[var.x][0]", "?var.x"],
    ["aws_s3_bucket.b[*].arn", "?aws_s3_bucket.b[*].arn"],
    ['"a${var.x}b"', "a?var.xb"],
    ['"a${upper(var.x)}b"', "a?var.xb"],
    ['"${var.x}"', "?var.x"],
    ['"%{ if var.x }a%{ endif }b"', "?var.xb"],
    ['"%{ for v in var.x }${v}%{ endfor }b"', "?var.xb"],
    ['"%{ for v in ["a", var.x] }${v}-%{ endfor }"', "a-?var.x-"],
    ['"%{ for v in ["a"] }%{ if v == var.x }c%{ endif }%{ endfor }"', "?var.x"],
    ['"a%{ if true }"', "a? if true "],
    ['"%{ endif }${1 + 1}"', "? endif 2"],
    ['"%{ each }"', "? each "],
    ['contains([1], "1")', "?contains()"],
    ["var.x + 1", "?var.x"],
    ["1 / 0", "?1 / 0"],
    ['"a" == 1', '?"a" == 1'],
    ["[] == []", "?[] == []"],
    ["!var.x", "?var.x"],
    ["true && var.x", "?var.x"],
    ["false && var.x", false],
    ["var.x && false", false],
    ["var.x || true", true],
    ['var.x ? "a" : "b"', "?var.x"],
    ['local.prod ? "a" : "b"', "?var.env"],
    ["[for v in var.x : v]", "?var.x"],
    ["[for v in local.buckets : v if v == var.x]", "?var.x"],
    ["{ for v in local.buckets : var.x => v }", "?var.x"],
    ["{ for v in local.buckets : 1 => v }", "?{ for v in local.buckets : 1 => v }"],
    ['concat(["a"], var.x)', "?var.x"],
    ['concat(["a"], [var.x])', ["a", "?var.x"]],
    ["concat(var.x...)", "?var.x"],
    ["flatten([var.x])", "?var.x"],
    ['flatten([["${var.x}"]])', "?var.x"],
    ['flatten([["a${var.x}"]])', ["a?var.x"]],
    ['compact(["a", var.x])', "?var.x"],
    ['compact(["a${var.x}"])', ["a?var.x"]],
    ['toset(["a", var.x])', "?var.x"],
    ['join(",", ["a", var.x])', "?var.x"],
    ["merge({ a = 1 }, var.x)", "?var.x"],
    ["lookup({ a = 1 }, var.x, 2)", "?var.x"],
    ['coalesce(var.x, "a")', "?var.x"],
    ['contains(["a", var.x], "a")', "?var.x"],
    ["try(var.x, 1)", "?var.x"],
    // Terraform takes no set there, and no object beside a text: it goes on to the next.
    ['try(concat(toset(["a"]), []), ["b"])', "?try()"],
    ['try(true ? "a" : {}, "b")', "?try()"],
    ['try({ a = ["${upper("a")}"] }, "b")', "?try()"],
    ["length(var.x)", "?var.x"],
    ['sha1("abc")', "?sha1()"],
    ['substr("aß", 0, 1)', "?substr()"],
    ["slice([1], 0, 2)", "?slice()"],
    ['slice(toset(["a"]), 0, 1)', "?slice()"],
    ["range(0, 9, 0)", "?range()"],
    ["range(1000000)", "?range()"],
    ['zipmap(["a"], [])', "?zipmap()"],
    ["coalescelist([], var.x)", "?var.x"],
    ['jsondecode("{")', "?jsondecode()"],
    ['jsondecode(file("p.json"))', "?file()"],
    ['replace("abc", "/b/", "")', "?replace()"],
    ['format("%s %s", "a")', "?format()"],
    ['format("%q", "a")', "?format()"],
    ['upper("ß")', "?upper()"],
    ['file("p.json")', "?file()"],
    ["a b", "?a b"],
    ["1 ? 2", "?1 ? 2"],
  ])("%s", (source, value) => expect(evaluated(source)).toEqual(value));

  /** Random expressions of known and unknown operands, always the same ones. */
  function* expressions(count: number): Iterable<string> {
    let state = 1;
    const below = (most: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * most);
    };
    const one = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
    const truth = (depth: number): string => {
      if (depth === 0) return one(["true", "false", "var.a", 'var.a == "true"']);
      const next = () => truth(depth - 1);
      return one([
        () => `(${next()} && ${next()})`,
        () => `(${next()} || ${next()})`,
        () => `!${next()}`,
        () => `(${next()} ? ${next()} : ${next()})`,
        () => `${text(depth - 1)} ${one(["==", "!="])} ${text(depth - 1)}`,
        () => `contains(${list(depth - 1)}, ${text(depth - 1)})`,
        () => `length(${list(depth - 1)}) > ${below(3)}`,
        () => `${one([text, list])(depth - 1)} ${one(["==", "!="])} null`,
      ])();
    };
    const text = (depth: number): string => {
      if (depth === 0) return one(['"a"', '"true"', '""', "var.a", "null"]);
      return one([
        () => `"${one(["", "x"])}\${${text(depth - 1)}}"`,
        () => `(${truth(depth - 1)} ? ${text(depth - 1)} : ${text(depth - 1)})`,
        () => `join("-", ${list(depth - 1)})`,
        () => `coalesce(${text(depth - 1)}, ${text(depth - 1)})`,
        () => `replace(${text(depth - 1)}, "a", ${text(depth - 1)})`,
        () => `lookup({ a = ${text(depth - 1)} }, ${text(depth - 1)}, "z")`,
        () => `element(${list(depth - 1)}, ${below(3)})`,
        () => `format("%s!", ${text(depth - 1)})`,
        () => `try(${text(depth - 1)}, "other")`,
        () => `${list(depth - 1)}[${below(2)}]`,
      ])();
    };
    const list = (depth: number): string => {
      if (depth === 0) return one(["[]", '["a", "b"]', "var.l", "[var.a]", '[""]']);
      return one([
        () => `[${text(depth - 1)}, ${text(depth - 1)}]`,
        () => `concat(${list(depth - 1)}, ${list(depth - 1)})`,
        () => `compact(${list(depth - 1)})`,
        () => `${one(["distinct", "toset", "sort"])}(${list(depth - 1)})`,
        () => `flatten([${list(depth - 1)}, ${text(depth - 1)}])`,
        () => `(${truth(depth - 1)} ? ${list(depth - 1)} : ${list(depth - 1)})`,
        () => `[for v in ${list(depth - 1)} : "\${v}${one(["", "/*"])}"]`,
        () => `[for v in ${list(depth - 1)} : v if v != ${text(depth - 1)}]`,
        () => `formatlist("%s.", ${list(depth - 1)})`,
        () => `values({ a = ${text(depth - 1)} })`,
      ])();
    };
    for (let i = 0; i < count; i++) yield one([truth, text, list])(1 + below(3));
  }

  const given: readonly GivenValues[] = ["", "a", "true", "false", "z"].flatMap((a) =>
    [[], ["a"], ["", "b"]].map((l) => ({ a, l })),
  );

  const isKnown = (value: unknown): boolean =>
    !JSON.stringify(value).includes('"?') && !/\?var/.test(JSON.stringify(value));

  test("what is known without the variables is so whatever they are", () => {
    let known = 0;
    for (const source of expressions(4_000)) {
      const value = evaluated(source);
      if (!isKnown(value)) continue;
      known++;
      for (const values of given) {
        const filled = evaluated(source, values);
        if (isKnown(filled)) expect([source, values, filled]).toEqual([source, values, value]);
      }
    }
    expect(known).toBeGreaterThan(500);
  });

  test("of the cases, one is what it is with the variables", () => {
    let decided = 0;
    for (const source of expressions(2_000)) {
      const asked: string[] = [];
      const value = evaluated(source, {}, (condition) => asked.push(condition) > 0);
      if (asked.length === 0 || !isKnown(value)) continue;
      decided++;
      for (const values of given) {
        const truths = asked.map((condition) => evaluated(`(${condition}) ? true : false`, values));
        if (!truths.every((is) => is === true)) continue;
        const filled = evaluated(source, values);
        if (isKnown(filled)) expect([source, values, filled]).toEqual([source, values, value]);
      }
    }
    expect(decided).toBeGreaterThan(50);
  });
});

describe("given values", () => {
  test.each<[string, GivenValues, unknown]>([
    ["var.x", { x: "v" }, "v"],
    ["var.x[1]", { x: ["v", "w"] }, "w"],
    ['[for v in var.x : "${v}!"]', { x: ["v"] }, ["v!"]],
    ["local.prod ? 1 : 2", { env: "prod" }, 1],
    ["var.flag == false", { flag: "false" }, true],
    ["var.count > 2", { count: "3" }, true],
    // Of a type that is not known, a text may be a boolean or a number, which compare in another way.
    ["var.x", { x: "true" }, "?var.x"],
    ["var.x", { x: ["1"] }, "?var.x"],
    ["var.flag", { flag: "yes" }, "?var.flag"],
    ["var.flag", { flag: ["true"] }, "?var.flag"],
    ["var.id", { id: "012" }, "012"],
    ["var.flags[0] == true", { flags: ["true"] }, true],
    ['[for v in var.ids : "${v}!"]', { ids: ["1"] }, ["1!"]],
    ["var.map", { map: "a" }, "?var.map"],
    ["var.map", { map: ["a"] }, "?var.map"],
    ["var.map", { map: { a: 1, b: true, c: "d", e: null } }, { a: "1", b: "true", c: "d", e: null }],
    ["var.map", { map: { a: { b: "c" } } }, "?var.map"],
    ['var.map["a"]', { map: { a: "b" } }, "b"],
    ["[for k, v in var.map : k if v != null]", { map: { b: "1", a: "2" } }, ["a", "b"]],
    // A `.tfvars` says of which type it is, where nothing else does.
    ["var.untyped", { untyped: "true" }, "true"],
    ["var.untyped", { untyped: true }, true],
    ["var.untyped == 3", { untyped: 3 }, true],
    ['var.untyped == "3"', { untyped: "3" }, true],
    ["var.untyped", { untyped: { a: [1, { b: null }] } }, { a: [1, { b: null }] }],
    // Null stays null, whatever the default is, unless the variable is not `nullable`.
    ["var.untyped", { untyped: null }, null],
    ["var.id == null", { id: null }, true],
    ["var.never", { never: null }, "?var.never"],
    ["var.x", { x: null }, "?var.x"],
    ["var.any.a[0].b", { any: { a: [{ b: "c" }] } }, "c"],
    ["var.mixed", { mixed: ["a", 1, true] }, ["a", "1", "true"]],
    ["var.mixed", { mixed: [1, true] }, "?var.mixed"],
    ["var.flag", { flag: true }, true],
    ["var.flag", { flag: 1 }, "?var.flag"],
    ["var.count", { count: true }, "?var.count"],
    ["var.id", { id: 12 }, "12"],
    ["var.id", { id: { a: "b" } }, "?var.id"],
    ["var.ids", { ids: [2, "1", 2] }, ["1", "2"]],
    ["var.ids", { ids: { a: "b" } }, "?var.ids"],
    ["var.tuple", { tuple: [1, "2"] }, ["1", 2]],
    ["var.tuple", { tuple: [1] }, "?var.tuple"],
    [
      "var.teams",
      { teams: { b: { role: "r", other: 1 }, a: { role: 1, tables: [2], limit: "3", is_open: "true" } } },
      {
        b: { role: "r", tables: ["all"], limit: null, is_open: false },
        a: { role: "1", tables: ["2"], limit: 3, is_open: true },
      },
    ],
    ['var.teams["a"].tables[0]', { teams: { a: { role: "r", tables: null } } }, "all"],
    [
      '[for name, team in var.teams : "${name}-${team.role}"]',
      { teams: { b: { role: "r" }, a: { role: "s" } } },
      ["a-s", "b-r"],
    ],
    ["var.teams", { teams: { a: { tables: [] } } }, "?var.teams"],
    ["var.teams", { teams: { a: { role: "r", limit: "x" } } }, "?var.teams"],
    ["var.sets", { sets: { ids: ["b", "a"], by_name: { x: 1, y: 2 } } }, { ids: ["a", "b"], by_name: { x: 1, y: 2 } }],
    ["var.odd", { odd: { a: "b" } }, { a: "b" }],
    ["var.odd", { odd: {} }, "?var.odd"],
    // What is declared elsewhere may be of any type.
    ["var.x.a", { x: { a: "b" } }, "b"],
    ["var.x.a", { x: { a: "1" } }, "?var.x.a"],
    ["var.x", { x: true }, "?var.x"],
    ["var.y", { x: "v" }, "?var.y"],
    ["var.constructor", {}, "?var.constructor"],
  ])("%s", (source, values, value) => expect(evaluated(source, values)).toEqual(value));
});

test("conditions turn out as they are said to, each by its own source", () => {
  const asked: string[] = [];
  const value = evaluated(
    '[local.prod ? "p" : "n", var.k != null && !var.off ? "k" : "", var.env == "prod" ? "p" : "n", local.buckets == var.x ? 1 : 2]',
    {},
    (condition) => asked.push(condition) > 0 && condition !== "var.k == null" && condition !== "var.off",
  );
  expect(value).toEqual(["p", "k", "p", 1]);
  // The second time it is known which text it is.
  expect(asked).toEqual(['var.env == "prod"', "var.k == null", "var.off", "local.buckets == var.x"]);
});

test.each([
  ["in a loop, where it may be another one each time", '[for v in ["a"] : v == var.x ? 1 : 2]'],
  ["that is too long to be named", `"${"a".repeat(300)}" == var.x ? 1 : 2`],
])("no condition turns out %s", (_, source) => {
  expect(JSON.stringify(evaluated(source, {}, () => true))).toContain("?var.x");
});

test.each([
  ["brackets", `${"(".repeat(5_000)}1${")".repeat(5_000)}`],
  ["lists", `flatten(${"[".repeat(90)}1${"]".repeat(90)})`],
  ["operators", `${"1 + ".repeat(50_000)}1`],
  ["conditionals", `${"true ? 1 : ".repeat(20_000)}1`],
  ["parts", `local.buckets${".a".repeat(50_000)}`],
  ["loops in loops", "[for a in local.l : [for b in local.l : [for c in local.l : [for d in local.l : 1]]]]"],
  [
    "growing values",
    "[for a in [local.l] : [for b in [concat(a, a, a)] : [for c in [concat(b, b, b)] : concat(c, c)]]]",
  ],
  ["a long text in a loop", `[for a in local.l : [for b in local.l : "${"x".repeat(100_000)}"]]`],
  ["a long template in a loop", `[for a in local.l : [for b in local.l : "\${a}${"x".repeat(100_000)}"]]`],
  ["directives in directives", `"${"%{ for a in local.l }".repeat(15)}x${"%{ endfor }".repeat(15)}"`],
  ["directives without end", `"${"%{ if true }".repeat(20_000)}"`],
  ["growing texts", `${"replace(".repeat(20)}"aaaa"${', "a", "aaaaaaaaaaaaaaaa")'.repeat(20)}`],
])("%s without measure end in time", (_, source) => {
  const started = performance.now();
  const body = readHcl(`locals {\n  l = [${"1,".repeat(300)}]\n}\nx = (${source})\n`);
  if (!("details" in body)) {
    const value = resolverFor(declarationsOf(body)).resolve(body.attributes[0]?.value as HclExpression);
    if (!source.startsWith("[for a in [") && !source.startsWith("flatten")) expect(unknownIn(value)).toBeDefined();
  }
  expect(performance.now() - started).toBeLessThan(3_000);
});
