import { type FindPoliciesOptions, type Outcome, type TextFile, validateFiles } from "@redshift-guard/core";
import { describe, expect, test } from "vitest";
import { type CheckOptions, checkPolicies } from "./check-policies.ts";
import type { Earlier } from "./earlier-policies.ts";

const at = { path: [], policyPath: [], span: { start: origin(), end: origin() } };
function origin() {
  return { line: 1, column: 0, offset: 0 };
}

/** The codes of each outcome with their lines, and what became of the question about new access. */
async function check(
  file: TextFile,
  earlier: Earlier,
  newAccess: CheckOptions["inputs"]["newAccess"] = "fail",
  publicAccess: CheckOptions["inputs"]["publicAccess"] = "off",
  given: FindPoliciesOptions = {},
) {
  const forbidden = { actions: [{ value: "redshift:DeleteCluster", at }], reason: "only the platform team may" };
  const options = {
    inputs: { newAccess, publicAccess, awsCustomChecks: false },
    settings: { validate: { forbiddenActions: [forbidden] }, folder: "" },
    engines: { offline: true, accessAnalyzer: false, note: "" },
    earlier: { of: async () => earlier },
    now: () => 0,
  } as unknown as CheckOptions;
  const outcomes = validateFiles([file], given);
  const checked = await checkPolicies([{ file, given, outcomes }], options);
  return { newAccess: checked.newAccess, codes: checked.outcomes.map(codesOf) };
}

function codesOf(outcome: Outcome): string[] {
  const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
  return findings
    .filter(({ issueCode }) => /^(NEW|FORBIDDEN|PUBLIC|NOT)_/.test(issueCode))
    .map(({ issueCode, findingType, locations }) => `${findingType} ${issueCode}:${locations[0]?.span.start.line}`);
}

const statement = (action: string) => `{ Effect = "Allow", Action = "${action}", Resource = "*" }`;
const inline = (
  action: string,
  name?: string,
) => `  inline_policy {${name === undefined ? "" : `\n    name = "${name}"`}
    policy = jsonencode({ Version = "2012-10-17", Statement = [${statement(action)}] })
  }
`;
const role = (...policies: readonly string[]): TextFile => ({
  path: "main.tf",
  text: `resource "aws_iam_role" "r" {\n${policies.join("")}}\n`,
});

describe("each of several policies is asked about itself", () => {
  const get = "s3:GetObject";
  const drop = "redshift:DeleteCluster";
  const both = (line: number) => [`SECURITY_WARNING NEW_ACCESS:${line}`, `SECURITY_WARNING FORBIDDEN_ACTION:${line}`];
  const rows: [string, TextFile, TextFile, string[][]][] = [
    [
      "the first",
      role(inline(get, "one"), inline(get, "two")),
      role(inline(drop, "one"), inline(get, "two")),
      [both(4), []],
    ],
    [
      "the second",
      role(inline(get, "one"), inline(get, "two")),
      role(inline(get, "one"), inline(drop, "two")),
      [[], both(8)],
    ],
    ["the first of two without a name", role(inline(get), inline(get)), role(inline(drop), inline(get)), [both(3), []]],
    [
      "the second of two with one name",
      role(inline(get, "one"), inline(get, "one")),
      role(inline(get, "one"), inline(drop, "one")),
      [[], both(8)],
    ],
  ];
  test.each(rows)("%s", async (_, file, now, codes) => {
    expect(await check(now, { kind: "base", file })).toEqual({ newAccess: "new", codes });
  });

  test("another one before it changes nothing", async () => {
    const file = role(inline(get, "one"));
    const now = role(inline("s3:PutObject", "zero"), inline(get, "one"));
    expect((await check(now, { kind: "base", file })).codes).toEqual([[], []]);
  });
});

const policy = (action: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const template = (policies: Readonly<Record<string, unknown>>, type = "AWS::IAM::ManagedPolicy"): TextFile => ({
  path: "t.json",
  text: JSON.stringify({
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: Object.fromEntries(
      Object.entries(policies).map(([name, action]) => [
        name,
        { Type: type, Properties: { PolicyDocument: policy(action) } },
      ]),
    ),
  }),
});
const alone = (text = JSON.stringify(policy("*"))): TextFile => ({ path: "p.json", text });
const base = (file?: TextFile, reference?: TextFile): Earlier => ({
  kind: "base",
  ...(file === undefined ? {} : { file }),
  ...(reference === undefined ? {} : { reference }),
});

test("each question is asked though the others are not", async () => {
  const trust = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
  const open = alone(JSON.stringify({ Version: "2012-10-17", Statement: [trust] }));
  const before = base(alone(JSON.stringify({ Version: "2012-10-17", Statement: [{ ...trust, Effect: "Deny" }] })));
  const codesWith = async (...modes: [newAccess: "off" | "fail", publicAccess: "off" | "fail" | "report"]) => [
    (await check(open, before, ...modes)).codes.flat(),
    (await check(alone(), before, ...modes)).codes.flat(),
  ];
  const forbidden = "SECURITY_WARNING FORBIDDEN_ACTION:1";
  expect(await codesWith("off", "off")).toEqual([[], [forbidden]]);
  expect(await codesWith("off", "fail")).toEqual([["SECURITY_WARNING PUBLIC_ACCESS:1"], [forbidden]]);
  expect(await codesWith("off", "report")).toEqual([["SUGGESTION PUBLIC_ACCESS:1"], [forbidden]]);
  expect((await codesWith("fail", "off"))[0]).toEqual(["SECURITY_WARNING NEW_ACCESS:1"]);
});

describe("a base that does not tell what was allowed", () => {
  const unresolved = template({ A: { Ref: "P" } });
  test.each<[string, TextFile, TextFile]>([
    ["too large", alone("x".repeat(4_000_001)), alone()],
    ["no policy", alone("[1]"), alone()],
    ["no JSON", alone("oops"), alone()],
    ["a function of CloudFormation", unresolved, template({ A: "*" })],
    ["Terraform that cannot be read", { path: "main.tf", text: "resource {{{" }, role(inline("s3:GetObject"))],
  ])("%s: not analysed where new access fails the run, a finding where it is reported", async (_, file, now) => {
    const failing = await check(now, base(file));
    expect(failing.newAccess).toBe("unknown");
    expect(failing.codes.flat().join()).toContain("ERROR NOT_ANALYSED_BASE_UNREADABLE:");
    const reporting = await check(now, base(file), "report");
    expect(reporting.newAccess).toBe("unknown");
    expect(reporting.codes.flat().join()).toContain("SUGGESTION NEW_ACCESS_UNDECIDED:");
  });

  test("nor does one that is not there to be asked", async () => {
    const untold: Earlier = { kind: "untold", because: "It was made anew." };
    const now = alone(JSON.stringify(policy("s3:GetObject")));
    const codes = [[], ["ERROR NOT_ANALYSED_BASE_UNREADABLE:1"]];
    expect(await check(now, untold)).toMatchObject({ newAccess: "unknown", codes });
    const said = [["SUGGESTION NEW_ACCESS_UNDECIDED:1"]];
    expect(await check(now, untold, "report")).toMatchObject({ newAccess: "unknown", codes: said });
  });

  test.each<[string, Earlier]>([
    ["cannot be fetched", { kind: "fault", details: "" }],
    ["stands behind a reference without a policy", base(undefined, alone("{}"))],
  ])("one that %s is not analysed in any case", async (_, earlier) => {
    for (const mode of ["fail", "report"] as const) {
      const { newAccess, codes } = await check(alone(), earlier, mode);
      expect(newAccess).toBe("unknown");
      expect(codes.flat().join()).toMatch(/NOT_ANALYSED_(BASE|REFERENCE)_UNREADABLE/);
    }
  });
});

describe("a policy that the base has not under this name", () => {
  const found = ["SECURITY_WARNING NEW_ACCESS:1", "SECURITY_WARNING FORBIDDEN_ACTION:1"];
  const reference = alone(JSON.stringify(policy("s3:GetObject")));
  const put = "s3:PutObject";
  const get = "s3:GetObject";
  const isNew = "SECURITY_WARNING NEW_ACCESS:1";
  test.each<[string, Earlier, TextFile, string, string[][]]>([
    ["is new in a new file", base(), template({ A: put }), "not-asked", [[]]],
    ["is new in an empty file", base({ path: "t.json", text: "\n" }), template({ A: put }), "not-asked", [[]]],
    ["is new beside others", base(template({ A: get })), template({ A: get, B: put }), "none", [[], []]],
    [
      "is held against the reference",
      base(template({ A: get }), reference),
      template({ A: get, B: put }),
      "new",
      [[], [isNew]],
    ],
    ["was renamed", base(template({ A: get })), template({ B: get }), "none", [[]]],
    ["was renamed and allows more", base(template({ A: get })), template({ B: "*" }), "new", [found]],
    [
      "was renamed and stands behind a new one",
      base(template({ A: get })),
      template({ N: "s3:GetObjectAcl", B: put }),
      "new",
      [[isNew], [isNew]],
    ],
    ["is new beside one that was renamed", base(template({ A: get })), template({ N: get, B: put }), "none", [[], []]],
    [
      "was renamed among others",
      base(template({ A: get, B: put, C: "s3:ListBucket" })),
      template({ A2: get, C2: "s3:ListBucket", B2: [put, get] }),
      "new",
      [[], [], [isNew]],
    ],
    [
      "may have been one that cannot be read",
      base(template({ A: { Ref: "P" } })),
      template({ B: put }),
      "unknown",
      [[], ["ERROR NOT_ANALYSED_BASE_UNREADABLE:1"]],
    ],
    [
      "comes where one of another type goes",
      base(template({ A: get }, "AWS::KMS::Key")),
      template({ B: put }),
      "not-asked",
      [[]],
    ],
    [
      "comes where one of another type and of the same words goes",
      base(template({ A: get }, "AWS::KMS::Key")),
      template({ B: get }),
      "not-asked",
      [[]],
    ],
    [
      "was renamed with another, in written order",
      base(template({ A: [get, "s3:GetObjectAcl"], B: [put, "s3:PutObjectAcl"] })),
      template({ X: get, Y: put }),
      "none",
      [[], []],
    ],
    [
      "was renamed beside one that keeps its name",
      base(template({ A: get, B: [put, "s3:PutObjectAcl"], C: "s3:ListBucket" })),
      template({ A: "s3:GetObjectAcl", X: put }),
      "new",
      [[isNew], []],
    ],
    [
      "was renamed beside one that could not be read",
      base(template({ A: { Ref: "P" }, B: [put, "s3:PutObjectAcl"], C: "s3:ListBucket" })),
      template({ A: get, X: put }),
      "unknown",
      [[], ["ERROR NOT_ANALYSED_BASE_UNREADABLE:1"], []],
    ],
    [
      "is new beside one that cannot be read now",
      base(template({ A: get })),
      template({ A: { Ref: "P" }, B: put }),
      "not-asked",
      [["ERROR NOT_ANALYSED_UNRESOLVED:1"], []],
    ],
    ["is new, where there is no base", { kind: "none" }, template({ A: put }), "not-asked", [[]]],
    [
      "was renamed in Terraform",
      base(role(inline(get, "one"))),
      role(inline(put, "two")),
      "new",
      [["SECURITY_WARNING NEW_ACCESS:4"]],
    ],
  ])("%s", async (_, earlier, now, newAccess, codes) => {
    expect(await check(now, earlier)).toEqual({ newAccess, codes });
  });
});

test("many policies with many new names are compared in time", async () => {
  const many = (name: string, action: string) =>
    template(Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`${name}${i}`, `${action}${i}`])));
  const started = performance.now();
  expect((await check(many("B", "s3:PutObject"), base(many("A", "s3:GetObject")))).codes).toHaveLength(1_000);
  expect(performance.now() - started).toBeLessThan(15_000);
});

describe("both sides are compared with the values that the config gives", () => {
  const get = "s3:GetObject";
  const put = "s3:PutObject";
  const { path, text } = template({ A: { Ref: "P" } });
  const now = { path, text: text.replace("{", '{ "Parameters": { "P": { "Type": "CommaDelimitedList" } },') };
  test.each<[string, string, string, string[]]>([
    ["as much", get, "none", []],
    ["more", put, "new", ["SECURITY_WARNING NEW_ACCESS:1"]],
  ])("%s", async (_, value, newAccess, codes) => {
    const before = base({ ...now, text: now.text.replace('{"Ref":"P"}', JSON.stringify(get)) });
    const given = { values: { P: value } };
    expect(await check(now, before, "fail", "off", given)).toEqual({ newAccess, codes: [codes] });
    // What the base's parameter was is told by the same values.
    expect(await check(now, base(now), "fail", "off", given)).toEqual({ newAccess: "none", codes: [[]] });
  });
});

describe("each policy of a list is compared with the one of its name", () => {
  const item = (name: string, action: string) =>
    `        - { PolicyName: ${name}, PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "${action}", Resource: "*" }] } }\n`;
  const list = (...items: readonly string[]): TextFile => ({
    path: "t.yml",
    text: `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n${items.join("")}`,
  });
  const [get, put, wide] = [item("get", "s3:GetObject"), item("put", "s3:PutObject"), item("put", "s3:*")];
  test.each<[string, TextFile, TextFile, string]>([
    ["in another order", list(get, put), list(put, get), "none"],
    ["without the first", list(get, put), list(put), "none"],
    ["with another before it", list(put), list(item("!Sub a", "s3:ListBucket"), put), "none"],
    ["in another order, and more", list(get, put), list(wide, get), "new"],
    ["under another name", list(get, put), list(get, item("new", "s3:*")), "new"],
    ["with a name that is not its own", list(get, put), list(item("put", "s3:GetObject"), wide), "new"],
  ])("%s", async (_, before, now, newAccess) => {
    expect((await check(now, base(before))).newAccess).toBe(newAccess);
  });
});

describe("a policy with variants is compared with what it was where each is deployed", () => {
  const get = "s3:GetObject";
  const all = ["s3:GetObject", "s3:PutObject"];
  const choose = (condition: string, yes: unknown, no: unknown) => ({ "Fn::If": [condition, yes, no] });
  const conditions = (names: readonly string[], value = "production") =>
    Object.fromEntries(names.map((name) => [name, { "Fn::Equals": [{ Ref: "Stage" }, value] }]));
  const of = (policies: Readonly<Record<string, unknown>>, Conditions: object = conditions(["A"])): TextFile => ({
    path: "t.json",
    text: JSON.stringify({
      Parameters: { Stage: { Type: "String", Default: "test" }, Other: { Type: "String" } },
      Conditions,
      ...JSON.parse(template(policies).text),
    }),
  });
  const isNew = "SECURITY_WARNING NEW_ACCESS:1";
  const untold = "ERROR NOT_ANALYSED_BASE_UNREADABLE:1";

  test.each<[string, TextFile, TextFile, string, string[][]]>([
    ["the same", of({ P: choose("A", all, get) }), of({ P: choose("A", all, get) }), "none", [[], []]],
    ["more in one", of({ P: choose("A", all, get) }), of({ P: choose("A", all, "s3:*") }), "new", [[], [isNew]]],
    ["turned round", of({ P: choose("A", all, get) }), of({ P: choose("A", get, all) }), "new", [[], [isNew]]],
    ["without variants before", of({ P: all }), of({ P: choose("A", all, get) }), "none", [[], []]],
    ["without variants before, and more", of({ P: get }), of({ P: choose("A", all, get) }), "new", [[isNew], []]],
    ["without variants now", of({ P: choose("A", all, get) }), of({ P: get }), "none", [[]]],
    [
      "without variants now, and more where it was less",
      of({ P: choose("A", all, get) }),
      of({ P: all }),
      "new",
      [[isNew]],
    ],
    [
      "under a renamed condition",
      of({ P: choose("A", all, get) }),
      of({ P: choose("B", all, get) }, conditions(["B"])),
      "none",
      [[], []],
    ],
    [
      "under a renamed condition, turned round",
      of({ P: choose("A", all, get) }),
      of({ P: choose("B", get, all) }, { B: { "Fn::Not": [conditions(["A"])["A"]] } }),
      "none",
      [[], []],
    ],
    [
      "under a condition of that name that holds elsewhere",
      of({ P: choose("A", all, get) }),
      of({ P: choose("A", all, get) }, conditions(["A"], "test")),
      "new",
      [[isNew], []],
    ],
    [
      "under a condition on something else",
      of({ P: choose("A", all, get) }),
      of({ P: choose("B", all, get) }, { B: { "Fn::Equals": [{ Ref: "Other" }, "x"] } }),
      "new",
      [[isNew], []],
    ],
    [
      "under a name of its own, without variants now",
      of({ P: choose("A", get, all) }),
      of({ Q: all }),
      "new",
      [[isNew]],
    ],
    [
      "under a name of its own, the same",
      of({ P: choose("A", get, all), O: get }),
      of({ Q: choose("A", get, all), O: get }),
      "none",
      [[], [], []],
    ],
    [
      "where one variant could not be read",
      of({ P: choose("A", { Ref: "Other" }, get) }),
      of({ P: choose("A", get, get) }),
      "unknown",
      [[], [untold]],
    ],
    [
      "where another variant could not be read",
      of({ P: choose("A", { Ref: "Other" }, get) }),
      of({ P: choose("A", { Ref: "Other" }, get) }),
      "none",
      [["ERROR NOT_ANALYSED_UNRESOLVED:1"], []],
    ],
  ])("%s", async (_, before, now, newAccess, codes) => {
    expect(await check(now, base(before))).toEqual({ newAccess, codes });
  });

  test("a whole policy that a condition chooses", async () => {
    const document = (action: unknown) => policy(action);
    const whole = (value: unknown): TextFile => ({
      path: "t.json",
      text: of({ P: get }).text.replace(JSON.stringify(policy(get)), JSON.stringify(value)),
    });
    const chosen = whole(choose("A", document(get), document(all)));
    expect(await check(whole(document(all)), base(chosen))).toEqual({ newAccess: "new", codes: [[isNew]] });
    expect(await check(whole(document(get)), base(chosen))).toEqual({ newAccess: "none", codes: [[]] });
    expect(await check(chosen, base(whole(document(all))))).toEqual({ newAccess: "none", codes: [[], []] });
    expect(await check(chosen, base(whole(policy(choose("A", get, all)))))).toEqual({
      newAccess: "none",
      codes: [[], []],
    });
  });

  test("a new policy may not go beyond any variant of the reference", async () => {
    const reference = of({ P: choose("A", all, get) });
    const beyond = await check({ ...of({ P: all }), path: "new.json" }, base(undefined, reference));
    expect(beyond).toEqual({ newAccess: "new", codes: [[isNew]] });
    expect((await check(of({ P: get }), base(undefined, reference))).newAccess).toBe("none");
    const open = of({ P: choose("A", get, { Ref: "Other" }) });
    expect((await check(of({ P: get }), base(undefined, open))).codes).toEqual([
      [],
      ["ERROR NOT_ANALYSED_REFERENCE_UNREADABLE:1"],
    ]);
  });
});
