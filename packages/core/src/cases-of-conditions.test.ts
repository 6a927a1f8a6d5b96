import { describe, expect, test } from "vitest";
import { baselineOf, withoutBaseline } from "./baseline.ts";
import { policiesIn } from "./find-policies.ts";
import { fingerprintsOf } from "./fingerprint.ts";
import type { GivenValues } from "./given-values.ts";
import { standTogether } from "./policy-variant.ts";
import type { Outcome } from "./report.ts";
import { suppress } from "./suppression.ts";
import { plainValue } from "./syntax/node.ts";
import { validateFiles } from "./validate-files.ts";

/* What a policy says in each way that the conditions of its `Fn::If` can turn out. */

const path = "t.yml";
const head = `Parameters:
  Stage: { Type: String, Default: test, AllowedValues: [test, staging, production] }
  Size: { Type: String, Default: small }
  Vendor: { Type: String, Default: "" }
  Accounts: { Type: CommaDelimitedList, Default: "" }
Mappings:
  Stages: { test: { Kind: a }, staging: { Kind: a }, production: { Kind: b } }
Conditions:
  IsProduction: !Equals [!Ref Stage, production]
  IsTest: !Equals [test, !Ref Stage]
  IsStaging: !Equals [!Ref Stage, staging]
  IsOdd: !Equals [!Ref Stage, odd]
  IsNotProduction: !Not [!Condition IsProduction]
  IsOpen: !Or [!Condition IsTest, !Condition IsStaging]
  IsLarge: !Equals [!Ref Size, large]
  IsBoth: !And [!Condition IsProduction, !Condition IsLarge]
  IsKindB: !Equals [!FindInMap [Stages, !Ref Stage, Kind], b]
  HasVendor: !Not [!Equals [!Ref Vendor, ""]]
  HasAccounts: !Not [!Equals [!Join ["", !Ref Accounts], ""]]
  IsChina: !Equals [!Ref AWS::Partition, aws-cn]
  Always: !Equals [a, a]
  SameSize: !Equals [!Ref Size, !Ref Vendor]
  A: !Equals [!Ref "AWS::StackName", a]
  B: !Equals [!Select [0, !Ref Accounts], a]
  C: !Equals [!Select [1, !Ref Accounts], a]
  D: !Equals [!Select [2, !Ref Accounts], a]
  E: !Equals [!Select [3, !Ref Accounts], a]
  Itself: !Not [!Condition Itself]
  Rule: !Contains [a, b]
`;
const resource = (actions: string, condition?: string) =>
  `${head}Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
${condition === undefined ? "" : `    Condition: ${condition}\n`}    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: ${actions}, Resource: "*" }] }
`;

/** What is allowed in each case; for what is not known, why. */
function casesOf(text: string, values: GivenValues = {}): Record<string, unknown> {
  const { policies, unread } = policiesIn({ path, text }, { values });
  const name = (found: { readonly name?: string }) =>
    found.name?.replace("Resources.P.Properties.PolicyDocument", "").replace(/^, /, "") ?? "";
  return Object.fromEntries([
    ...policies.map((found) => {
      const { Statement: statements } = plainValue(found.policy.node) as { readonly Statement: { Action: unknown }[] };
      const actions = statements.map(({ Action }) => Action);
      return [name(found), actions.length === 1 ? actions[0] : actions];
    }),
    ...unread.map((found) => [
      name(found),
      found.outcome.finding.findingDetails.replace("This policy cannot be worked out from the template: ", ""),
    ]),
  ]);
}

describe("a policy for each way that its conditions can turn out", () => {
  test.each<[string, string, object]>([
    ["one condition", "!If [IsProduction, a, b]", { "where IsProduction": "a", "where not IsProduction": "b" }],
    [
      "one condition twice",
      "[!If [IsProduction, a, b], !If [IsProduction, c, d]]",
      { "where IsProduction": ["a", "c"], "where not IsProduction": ["b", "d"] },
    ],
    [
      "a condition and what is made of it",
      "[!If [IsProduction, a, b], !If [IsNotProduction, c, d]]",
      { "where IsProduction": ["a", "d"], "where not IsProduction": ["b", "c"] },
    ],
    [
      "two conditions",
      "[!If [IsProduction, a, b], !If [IsLarge, c, d]]",
      {
        "where IsProduction and IsLarge": ["a", "c"],
        "where IsProduction and not IsLarge": ["a", "d"],
        "where not IsProduction and IsLarge": ["b", "c"],
        "where not IsProduction and not IsLarge": ["b", "d"],
      },
    ],
    [
      "conditions that exclude each other, and leave no other value",
      "[!If [IsProduction, a, b], !If [IsTest, c, d], !If [IsStaging, e, f]]",
      {
        "where IsProduction": ["a", "d", "f"],
        "where not IsProduction and IsTest": ["b", "c", "f"],
        "where not IsProduction and not IsTest": ["b", "d", "e"],
      },
    ],
    [
      "cases that have the same in common",
      "!If [A, !If [B, !If [C, x, y], !If [C, y, x]], z]",
      { "where A and B and C": "x", "where A and B and not C": "y", "where not A": "z" },
    ],
    ["a value that is not allowed", "!If [IsOdd, a, b]", { "": "b" }],
    [
      "and",
      "[!If [IsBoth, a, b], !If [IsLarge, c, d]]",
      {
        "where IsBoth": ["a", "c"],
        "where not IsBoth and IsLarge": ["b", "c"],
        "where not IsBoth and not IsLarge": ["b", "d"],
      },
    ],
    [
      "or",
      "[!If [IsOpen, a, b], !If [IsProduction, c, d]]",
      { "where IsOpen": ["a", "d"], "where not IsOpen": ["b", "c"] },
    ],
    ["what is always so", "!If [Always, a, b]", { "": "a" }],
    [
      "one in the other",
      "!If [IsProduction, a, !If [IsTest, b, c]]",
      {
        "where IsProduction": "a",
        "where not IsProduction and IsTest": "b",
        "where not IsProduction and not IsTest": "c",
      },
    ],
    [
      "one in the other that cannot be",
      "!If [IsProduction, a, !If [IsBoth, b, c]]",
      {
        "where IsProduction": "a",
        "where not IsProduction": "c",
      },
    ],
    [
      "nothing",
      "[a, !If [IsProduction, !Ref AWS::NoValue, b]]",
      { "where IsProduction": ["a"], "where not IsProduction": ["a", "b"] },
    ],
    ["equal texts", "!If [IsProduction, a, a]", { "": "a" }],
    [
      "equal texts in some cases",
      "[!If [IsLarge, a, a], !If [IsProduction, a, b]]",
      { "where IsProduction": ["a", "a"], "where not IsProduction": ["a", "b"] },
    ],
    [
      "in a text",
      '!Sub ["s3:${x}", { x: !If [IsProduction, a, b] }]',
      {
        "where IsProduction": "s3:a",
        "where not IsProduction": "s3:b",
      },
    ],
    [
      "a parameter has the value that it is compared with",
      "!If [IsProduction, !Ref Stage, b]",
      {
        "where IsProduction": "production",
        "where not IsProduction": "b",
      },
    ],
    [
      "a pseudo parameter too",
      '!If [IsChina, !Sub "${AWS::Partition}", b]',
      {
        "where IsChina": "aws-cn",
        "where not IsChina": "b",
      },
    ],
    [
      "two parameters that are equal",
      "[!If [SameSize, a, b], !If [HasVendor, c, d], !If [IsLarge, e, f]]",
      {
        "where SameSize and HasVendor and IsLarge": ["a", "c", "e"],
        "where SameSize and HasVendor and not IsLarge": ["a", "c", "f"],
        "where SameSize and not HasVendor": ["a", "d", "f"],
        "where not SameSize and HasVendor and IsLarge": ["b", "c", "e"],
        "where not SameSize and HasVendor and not IsLarge": ["b", "c", "f"],
        "where not SameSize and not HasVendor and IsLarge": ["b", "d", "e"],
        "where not SameSize and not HasVendor and not IsLarge": ["b", "d", "f"],
      },
    ],
  ])("%s", (_, actions, expected) => expect(casesOf(resource(actions))).toEqual(expected));

  test.each<[string, GivenValues, object]>([
    ["!If [IsProduction, a, b]", { Stage: "production" }, { "": "a" }],
    ["!If [IsProduction, a, b]", { Stage: "test" }, { "": "b" }],
    ["!If [IsKindB, a, b]", { Stage: "production" }, { "": "a" }],
    ["!If [HasVendor, !Ref Vendor, b]", { Vendor: "a" }, { "": "a" }],
    ["!If [HasVendor, !Ref Vendor, b]", { Vendor: "" }, { "": "b" }],
    ["!If [HasAccounts, !Ref Accounts, b]", { Accounts: ["c", "d"] }, { "": ["c", "d"] }],
    ["!If [HasAccounts, !Ref Accounts, b]", { Accounts: "" }, { "": "b" }],
    ["!If [IsChina, a, b]", { "AWS::Partition": "aws" }, { "": "b" }],
    ["!If [IsChina, a, b]", { "AWS::Region": "cn-north-1" }, { "": "a" }],
    ["!If [IsBoth, a, b]", { Size: "small" }, { "": "b" }],
    ["!If [IsBoth, a, b]", { Size: "large" }, { "where IsBoth": "a", "where not IsBoth": "b" }],
  ])("%s is decided by %j", (actions, values, expected) => {
    expect(casesOf(resource(actions), values)).toEqual(expected);
  });

  test.each<[string, string, object]>([
    ["IsProduction", "!If [IsProduction, a, b]", { "": "a" }],
    ["IsOpen", "!If [IsTest, a, !If [IsProduction, c, b]]", { "where IsTest": "a", "where not IsTest": "b" }],
    ["IsProduction", "!Ref Stage", { "": "production" }],
    ["NoSuch", "!Ref Stage", { "": "test" }],
  ])("a resource that is deployed where %s: %s", (condition, actions, expected) => {
    expect(casesOf(resource(actions, condition))).toEqual(expected);
  });

  /* Each of them may hold in some deployment, whatever the texts look like. */
  const either = { "where X": "a", "where not X": "b" };
  test.each<[string, string, object]>([
    ["{ Type: 'AWS::SSM::Parameter::Value<String>', AllowedValues: [/a, /b] }", "!Equals [!Ref P, production]", either],
    ["{ Type: CommaDelimitedList, AllowedValues: [a, b] }", '!Equals [!Ref P, "a,b"]', either],
    ["{ Type: String, AllowedValues: [yes, no] }", '!Equals [!Ref P, "true"]', either],
    ["{ Type: String, AllowedValues: [yes, no] }", "!Equals [!Ref P, yes]", either],
    ['{ Type: String, AllowedValues: ["true", "false"] }', "!Equals [!Ref P, Yes]", either],
    ["{ Type: String, AllowedValues: [1.0, 2] }", '!Equals [!Ref P, "1"]', either],
    ["{ Type: String, AllowedValues: [010] }", '!Equals [!Ref P, "8"]', either],
    ["{ Type: String, AllowedValues: [a, ~] }", "!Equals [!Ref P, b]", either],
    ["{ Type: String }", '!Equals [0x10, "16"]', either],
    ["{ Type: String }", '!Equals ["{{resolve:ssm:/a}}", b]', either],
    ['{ Type: String, AllowedValues: ["yes", "no"] }', '!Equals [!Ref P, "true"]', { "": "b" }],
    ["{ Type: String, AllowedValues: [yes, no] }", "!Equals [!Ref P, maybe]", { "": "b" }],
    ["{ Type: String, AllowedValues: [1, 2] }", '!Equals [!Ref P, "3"]', { "": "b" }],
    ["{ Type: String }", '!Equals [true, "true"]', { "": "a" }],
    ["{ Type: String }", '!Equals [1, "1"]', { "": "a" }],
  ])("a parameter %s and the condition %s", (parameter, condition, expected) => {
    const text = resource("!If [X, a, b]")
      .replace("Parameters:\n", `Parameters:\n  P: ${parameter}\n`)
      .replace("Conditions:\n", `Conditions:\n  X: ${condition}\n`);
    expect(casesOf(text)).toEqual(expected);
  });

  test.each<[string, string, object]>([
    ["yes", '"true"', either],
    ["yes", '"yes"', either],
    ["OFF", '"false"', either],
    ["010", '"8"', either],
    ['"yes"', '"true"', { "": "b" }],
    ['"yes"', '"yes"', { "": "a" }],
    ["true", '"true"', { "": "a" }],
    ["10", '"10"', { "": "a" }],
    ["y", '"true"', { "": "b" }],
  ])("%s in the mappings, and compared with %s", (mapped, text, expected) => {
    const template = resource("!If [X, a, b]")
      .replace("Mappings:\n", `Mappings:\n  M: { K: { V: ${mapped} } }\n`)
      .replace("Conditions:\n", `Conditions:\n  X: !Equals [!FindInMap [M, K, V], ${text}]\n`);
    expect(casesOf(template)).toEqual(expected);
    const joined = template.replace("!FindInMap [M, K, V]", '!Join ["", [!FindInMap [M, K, V]]]');
    expect(casesOf(joined)).toEqual(expected);
  });

  test("a resource that the values leave out is looked at all the same", () => {
    expect(casesOf(resource("!If [IsProduction, a, b]", "IsProduction"), { Stage: "test" })).toEqual({ "": "b" });
  });

  test("whole policies and statements", () => {
    const statement = (action: string) => `{ Effect: Allow, Action: "${action}", Resource: "*" }`;
    const policy = (statements: string) => `{ Version: "2012-10-17", Statement: ${statements} }`;
    const properties = (document: string) => resource("a").replace(/PolicyDocument: .*/, `PolicyDocument: ${document}`);
    expect(
      casesOf(properties(policy(`[!If [IsLarge, ${statement("a")}, !Ref AWS::NoValue], ${statement("b")}]`))),
    ).toEqual({
      "where IsLarge": ["a", "b"],
      "where not IsLarge": "b",
    });
    expect(casesOf(properties(policy(`!If [IsLarge, [${statement("a")}], [${statement("b")}]]`)))).toEqual({
      "where IsLarge": "a",
      "where not IsLarge": "b",
    });
    const whole = properties(
      `!If [IsLarge, ${policy(`[${statement("a")}]`)}, ${policy(`[!If [IsLarge, ${statement("b")}, ${statement("c")}]]`)}]`,
    );
    expect(casesOf(whole)).toEqual({ ".Fn::If[1]": "a", ".Fn::If[2]": "c" });
    expect(casesOf(whole, { Size: "large" })).toEqual({ ".Fn::If[1]": "a" });
    const text = properties(`!If [IsLarge, !Sub '{"Statement":[{"Action":"\${AWS::Region}"}]}', !Ref AWS::NoValue]`);
    expect(casesOf(text)).toEqual({ "": "us-east-1" });
    expect(casesOf(text, { Size: "small" })).toEqual({});
  });
});

describe("what cannot be told", () => {
  const give = "Give its value in the config, under `validate.values`, or validate the deployed policy.";
  const decide = "Give values under `validate.values` in the config that decide them, or validate the deployed policy.";

  test.each<[string, string, object]>([
    [
      "a default that cannot be in the case",
      '!If [HasVendor, !Sub "s3:${Vendor}", b]',
      {
        "where HasVendor": `the parameter \`Vendor\` has another value than its default here. ${give}`,
        "where not HasVendor": "b",
      },
    ],
    [
      "the default of a list",
      "!If [HasAccounts, !Ref Accounts, b]",
      {
        "where HasAccounts": `the parameter \`Accounts\` has another value than its default here. ${give}`,
        "where not HasAccounts": "b",
      },
    ],
    [
      "what no condition has to do with, once",
      "[!If [IsLarge, a, b], !ImportValue x]",
      {
        "": "`Fn::ImportValue` is only known when the stack is deployed. Validate the deployed policy, or write the value.",
      },
    ],
    [
      "a condition that is not there",
      "!If [NoSuch, a, b]",
      {
        "": "`Fn::If` asks for the condition `NoSuch`, which the template does not have, or which is made of more than conditions. Declare it under `Conditions`.",
      },
    ],
    [
      "a condition that is made of itself",
      "!If [Itself, a, b]",
      { "": expect.stringContaining("asks for the condition `Itself`") },
    ],
    ["another function", "!If [Rule, a, b]", { "": expect.stringContaining("asks for the condition `Rule`") }],
    [
      "two arguments",
      "!If [IsLarge, a]",
      { "": expect.stringContaining("`Fn::If` takes the name of a condition and two values") },
    ],
    [
      "more than sixteen ways",
      "[!If [A, a, b], !If [B, c, d], !If [C, e, f], !If [D, g, h], !If [E, i, j]]",
      { "": `its conditions can turn out in more than 16 ways. ${decide}` },
    ],
  ])("%s", (_, actions, expected) => expect(casesOf(resource(actions))).toEqual(expected));

  test("sixteen ways are told", () => {
    const actions = "[!If [A, a, b], !If [B, c, d], !If [C, e, f], !If [D, g, h]]";
    expect(Object.keys(casesOf(resource(actions)))).toHaveLength(16);
  });

  test("what else is known of the policy is told beside it, once", () => {
    const text = resource('"s3:GetObjekt"').replace(
      "Statement: [",
      'Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: !ImportValue x }, { Effect: Allow, Action: !If [IsLarge, "s3:PutObjekt", "s3:PutObject"], Resource: "*" }, ',
    );
    expect(codes(validateFiles([{ path, text }]))).toEqual([
      "NOT_ANALYSED_UNRESOLVED 34",
      "INVALID_ACTION 34",
      "INVALID_ACTION 34",
    ]);
  });
});

function codes(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap((outcome) =>
    (outcome.kind === "analysed" ? outcome.findings : [outcome.finding]).map(
      ({ issueCode, locations }) => `${issueCode} ${locations[0]?.span.start.line}`,
    ),
  );
}

describe("findings", () => {
  const statements = (first: string) => `${head}Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - !If [IsLarge, { Effect: Allow, Action: "s3:GetObject", Resource: "*" }, !Ref AWS::NoValue]
          - { Sid: ${first}, Effect: Allow, Action: "s3:GetObjekt", Resource: "*" }
          - { Sid: Put, Effect: Allow, Action: !If [IsLarge, "s3:PutObjekt", "s3:PutObjekts"], Resource: "*" }
`;
  const file = { path, text: statements("Get") };
  const outcomes = validateFiles([file]);
  const texts = new Map([[path, file.text]]);

  test("of several cases stand once, at their place", () => {
    expect(outcomes.map(({ subject }) => subject.split(", ")[1])).toEqual(["where IsLarge", "where not IsLarge"]);
    expect(outcomes.map((outcome) => codes([outcome]))).toEqual([
      ["INVALID_ACTION 38", "INVALID_ACTION 39"],
      ["INVALID_ACTION 39"],
    ]);
    const [finding] = outcomes[0]?.kind === "analysed" ? outcomes[0].findings : [];
    expect(finding?.locations[0]?.policyPath).toEqual(
      ["Resources", "P", "Properties", "PolicyDocument"].map((value) => ({ value })),
    );
    expect(finding?.replacement).toBe('"s3:GetObject"');
  });

  test("are known again, and let pass where they stand", () => {
    const baseline = baselineOf(outcomes, texts);
    expect(new Set(baseline.findings.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect(withoutBaseline(outcomes, baseline, texts)).toMatchObject({ known: 3, resolved: [] });
    // By the statement that it stands in, whichever place that has in the case.
    const other = { path, text: statements("Other") };
    const found = validateFiles([other]);
    expect(withoutBaseline(found, baseline, new Map([[path, other.text]])).known).toBe(2);
    const text = file.text.replace(/( {10})(- \{ Sid: Get)/, "$1# redshift-guard: ignore INVALID_ACTION known\n$1$2");
    const left = suppress(validateFiles([{ path, text }]), {
      suppressions: [],
      folder: "",
      files: [{ path, text }],
      today: "2026-11-21",
      isDue: () => true,
    });
    expect([left.count, left.findings, codes(left.outcomes)]).toEqual([
      1,
      [],
      ["INVALID_ACTION 40", "INVALID_ACTION 40"],
    ]);
  });

  test("keep their fingerprint when the policy gets cases", () => {
    const plain = { path, text: file.text.replace(/- !If \[IsLarge, (\{.*?\}),.*/, "- $1") };
    const before = fingerprints(plain);
    expect(fingerprints(file)[0]).toBe(before[0]);
  });

  function fingerprints({ text }: { readonly text: string }): readonly string[] {
    const findings = validateFiles([{ path, text }]).flatMap((outcome) =>
      outcome.kind === "analysed" ? outcome.findings : [],
    );
    return [...fingerprintsOf(findings, new Map([[path, text]])).values()];
  }
});

test("no value being allowed, as no template can say, leaves each case", () => {
  const text = resource("!If [IsProduction, a, b]").replace("[test, staging, production]", "[]");
  expect(casesOf(text)).toEqual({ "where IsProduction": "a", "where not IsProduction": "b" });
});

test("what `Fn::FindInMap` finds nowhere is its default", () => {
  const found = (name: string) => casesOf(resource(`!FindInMap [Stages, test, ${name}, { DefaultValue: c }]`));
  expect([found("Kind"), found("Other")]).toEqual([{ "": "a" }, { "": "c" }]);
});

describe("which variants are deployed together", () => {
  const variantsIn = (text: string) => policiesIn({ path, text }).policies.map(({ variant }) => variant);
  const variantsOf = (actions: string, condition?: string) => variantsIn(resource(actions, condition));

  test.each<[string, string, boolean[][]]>([
    [
      "!If [IsLarge, a, b]",
      "!If [IsLarge, c, d]",
      [
        [true, false],
        [false, true],
      ],
    ],
    [
      "!If [IsProduction, a, b]",
      "!If [IsNotProduction, c, d]",
      [
        [false, true],
        [true, false],
      ],
    ],
    [
      "!If [IsProduction, a, b]",
      "!If [IsTest, c, d]",
      [
        [false, true],
        [true, true],
      ],
    ],
    ["!If [IsLarge, a, b]", "c", [[true], [true]]],
  ])("%s and %s", (one, other, expected) => {
    const others = variantsOf(other);
    expect(variantsOf(one).map((a) => others.map((b) => standTogether(a, b)))).toEqual(expected);
  });

  const itself = [
    [true, false],
    [false, true],
  ];
  const andTurned = [
    [true, true],
    [false, true],
  ];
  const mapping = "!FindInMap [Stages, !Ref Stage, Kind]";
  test.each<[string, string, readonly [string, string], boolean[][]]>([
    ["another default", "IsProduction", ["Default: test", "Default: production"], andTurned],
    ["another default, which decides nothing", "IsProduction", ["Default: test", "Default: staging"], itself],
    ["a default that is gone", "IsProduction", ["Default: test, ", ""], andTurned],
    ["another value in a mapping", "IsKindB", ["test: { Kind: a }", "test: { Kind: b }"], andTurned],
    ["another value that is not looked up", "IsKindB", ["test: { Kind: a }", "test: { Kind: a, Size: b }"], itself],
    [
      "as much, looked up in another way",
      "IsKindB",
      [mapping, `!Sub ["\${A}", { A: ${mapping} }]`],
      [
        [true, true],
        [true, true],
      ],
    ],
  ])("a change of %s", (_, condition, [one, other], expected) => {
    const text = resource(`!If [${condition}, a, b]`);
    const before = variantsIn(text);
    expect(before.map((a) => before.map((b) => standTogether(a, b)))).toEqual(itself);
    expect(variantsIn(text.replace(one, other)).map((a) => before.map((b) => standTogether(a, b)))).toEqual(expected);
  });

  test("what is looked up and put into a text is known again while the mapping is the same", () => {
    const text = resource("!If [IsKindB, a, b]").replace(mapping, `!Join ["", [${mapping}]]`);
    const before = variantsIn(text);
    const together = (some: typeof before) => some.map((a) => before.map((b) => standTogether(a, b)));
    expect(together(before)).toEqual(itself);
    expect(together(variantsIn(text.replace("Kind: b }", "Kind: c }")))[0]).toEqual([true, true]);
  });

  test("the condition of the resource counts", () => {
    const [inProduction] = variantsOf("a", "IsProduction");
    expect(variantsOf("!If [IsTest, c, d]").map((variant) => standTogether(inProduction, variant))).toEqual([
      false,
      true,
    ]);
  });
});

test.each<[string, string]>([
  [
    "conditions that double",
    Array.from({ length: 30 }, (_, i) => `  X${i + 1}: !And [!Condition X${i}, !Condition X${i}]\n`).join(""),
  ],
  [
    "comparisons that nothing decides",
    `  X30: !And [${Array.from({ length: 60 }, (_, i) => `!Or [!Equals [!Select [${i}, !Ref Accounts], a], !Equals [!Select [${i + 1}, !Ref Accounts], b]]`).join(", ")}, !Equals [a, b], !Condition X0]\n`,
  ],
])("%s end in time", (_, conditions) => {
  const text = resource("[!If [X30, a, b], !If [IsLarge, c, d]]").replace(
    "  Rule:",
    `  X0: !Equals [!Ref Size, a]\n${conditions}  Rule:`,
  );
  const started = performance.now();
  expect(Object.keys(casesOf(text)).length).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(2_000);
});
