import { describe, expect, test } from "vitest";
import { eachOnce } from "./each-once.ts";
import { type Finding, findingTypes } from "./finding.ts";
import { findingsOf, type Outcome } from "./report.ts";
import { validateFiles } from "./validate-files.ts";

/* A finding says in which cases of a policy it holds, beside the one that its outcome is named for. */

const conditions = `Parameters: { A: { Type: String }, B: { Type: String }, C: { Type: String } }
Conditions:
  A: !Equals [!Ref A, x]
  B: !Equals [!Ref B, x]
  C: !Equals [!Ref C, x]
`;
const template = (actions: string): string => `${conditions}Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: ${actions}, Resource: "*" }] }
`;

const terraform = (instances: string, action: string): string => `resource "aws_iam_policy" "p" {
  ${instances}
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:Z", ${action}], Resource = "*" }]
  })
}
variable "a" {}
variable "b" {}
`;

/** Each misspelt action, with the case of its outcome and where it holds. */
function told(path: string, text: string): string[] {
  return validateFiles([{ path, text }]).flatMap((outcome) =>
    findingsOf(outcome)
      .filter(({ issueCode }) => /^INVALID_ACTION|^NOT_ANALYSED/.test(issueCode))
      .map((finding) => {
        const where = outcome.subject.replace(/^.*?(?:PolicyDocument|: policy)(?:, )?/, "");
        const what = /`(s3:\w+)`/.exec(finding.findingDetails)?.[1] ?? finding.issueCode;
        return `${where} | ${what} | ${finding.holdsIn?.words ?? "-"}`;
      }),
  );
}

const x = (name: string) => `"s3:${name}"`;

describe("CloudFormation", () => {
  test.each<[string, string, readonly string[]]>([
    ["one case", x("X"), [" | s3:X | -"]],
    ["cases that are alike", `[${x("X")}, !If [A, "s3:GetObject", "s3:GetObject"]]`, [" | s3:X | -"]],
    ["a finding of one case", `!If [A, ${x("X")}, "s3:GetObject"]`, ["where A | s3:X | -"]],
    [
      "of both",
      `[${x("X")}, !If [A, "s3:GetObject", "s3:PutObject"]]`,
      ["where A | s3:X | This holds in both cases of the policy."],
    ],
    [
      "of those with one condition",
      `[!If [A, ${x("X")}, "s3:GetObject"], !If [B, "s3:PutObject", ${x("Y")}]]`,
      [
        "where A and B | s3:X | This holds in each case where `A`.",
        "where A and not B | s3:Y | This holds in each case where `not B`.",
      ],
    ],
    [
      "of some that have nothing in common, in which the policy is the same",
      `[!If [A, !If [B, ${x("X")}, "s3:GetObject"], !If [B, "s3:GetObject", ${x("X")}]], !If [C, "s3:PutObject", "s3:ListBucket"]]`,
      [
        "where A and B and C | s3:X | This also holds where `not A and not B and C`, where `A and B and not C`, and where `not A and not B and not C`.",
      ],
    ],
    [
      "of all but one",
      `!If [A, [${x("X")}, !If [B, "s3:GetObject", "s3:PutObject"]], "s3:GetObject"]`,
      ["where A and B | s3:X | This holds in each case where `A`."],
    ],
  ])("%s", (_, actions, expected) => expect(told("t.yml", template(actions))).toEqual(expected));

  test("what is known of a policy in one of the cases says which it is", () => {
    const text = `${conditions}Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Action: !ImportValue x, Resource: "*" }
          - { Effect: Allow, Action: [${x("X")}, !If [A, "s3:GetObject", ${x("Y")}]], Resource: "*" }
`;
    expect(told("t.yml", text)).toEqual([
      " | NOT_ANALYSED_UNRESOLVED | -",
      "where A (the statements that are known) | s3:X | This holds in both cases of the policy.",
      "where not A (the statements that are known) | s3:Y | -",
    ]);
  });
});

describe("Terraform", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "both cases",
      terraform("", 'var.a ? "s3:GetObject" : "s3:PutObject"'),
      ["where var.a | s3:Z | This holds in both cases of the policy."],
    ],
    [
      "an instance of two that are alike",
      terraform('for_each = toset(["a", "b", "c"])', 'each.key == "c" ? "s3:X" : "s3:Y"'),
      [
        'where each.key == "a" | s3:Z | This holds in all 3 cases of the policy.',
        'where each.key == "a" | s3:Y | This also holds where `each.key == "b"`.',
        'where each.key == "c" | s3:X | -',
      ],
    ],
    [
      "many instances",
      terraform('for_each = toset(["a", "b", "c", "d", "e", "f", "g"])', 'each.key == "g" ? "s3:X" : "s3:Y"'),
      [
        'where each.key == "a" | s3:Z | This holds in all 7 cases of the policy.',
        'where each.key == "a" | s3:Y | This also holds where `each.key == "b"`, where `each.key == "c"`, where `each.key == "d"`, and in 2 more of the 7 cases.',
        'where each.key == "g" | s3:X | -',
      ],
    ],
    [
      "an instance whatever the condition",
      terraform('for_each = toset(["a", "b"])', 'each.key == "a" ? "s3:X" : var.a ? "s3:Y" : "s3:GetObject"'),
      [
        'where each.key == "a" | s3:Z | This holds in all 4 cases of the policy.',
        'where each.key == "a" | s3:X | -',
        'where var.a and each.key == "b" | s3:Y | -',
      ],
    ],
  ])("%s", (_, text, expected) => expect(told("p.tf", text)).toEqual(expected));
});

test("what a block says of each of its statements is told once", () => {
  const text = `data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = ["a", "b"]
    content {
      actions   = ["s3:X"]
      resources = ["arn:aws:s3:::\${statement.value}/*"]
    }
  }
}
`;
  expect(told("p.tf", text)).toHaveLength(1);
});

/* Several pass: the action merges what Access Analyzer says behind what the offline engine says. */

const at = { line: 1, column: 0, offset: 0 };
const place = { file: "a.yml", path: [], policyPath: [], span: { start: at, end: { ...at, column: 1, offset: 1 } } };
const finding = (engine: Finding["engine"], findingDetails: string): Finding => ({
  findingType: findingTypes[0],
  issueCode: "X",
  findingDetails,
  learnMoreLink: "",
  engine,
  locations: [place],
});
const outcome = (cases: Record<string, boolean>, findings: readonly Finding[]): Outcome => ({
  kind: "analysed",
  subject: `a.yml: P, ${JSON.stringify(cases)}`,
  caseOf: "a.yml: P",
  cases: [cases],
  policyType: "identity",
  findings,
});

test("a second pass adds to what the first one found", () => {
  const [a, b, c] = [{ a: true, b: true }, { a: true, b: false }, { a: false }];
  const ours = [a, b].map((one) => outcome(one, [finding("offline", "ours")]));
  const once = eachOnce([...ours, outcome(c, [])]);
  expect(once.map((one) => findingsOf(one).map(({ holdsIn }) => holdsIn))).toEqual([
    [{ words: "This holds in each case where `a`.", cases: [a, b] }],
    [],
    [],
  ]);
  const withTheirs = once.map((one, index) =>
    index === 0 || one.kind !== "analysed" ? one : { ...one, findings: [finding("access-analyzer", "theirs")] },
  );
  const twice = eachOnce(withTheirs);
  expect(twice.flatMap(findingsOf).map(({ holdsIn }) => holdsIn)).toEqual([
    { words: "This holds in all 3 cases of the policy.", cases: [a, b, c] },
  ]);
  expect(eachOnce(twice)).toEqual(twice);
});

test("outcomes without cases are left as they are", () => {
  const one: Outcome = {
    kind: "analysed",
    subject: "a.yml",
    policyType: "identity",
    findings: [finding("offline", "x")],
  };
  expect(eachOnce([one])).toEqual([one]);
});

test("many findings in many cases take no time", () => {
  const cases = Array.from({ length: 256 }, (_, i) =>
    Object.fromEntries([...`${i.toString(2).padStart(8, "0")}`].map((digit, k) => [`condition ${k}`, digit === "1"])),
  );
  const findings = Array.from({ length: 2_000 }, (_, i) => finding("offline", `finding ${i}`));
  const outcomes = Array.from({ length: 16 }, (_, i) => ({
    ...outcome({}, i === 3 ? findings.slice(5) : findings),
    cases: cases.slice(16 * i, 16 * i + 16),
  }));
  const start = performance.now();
  expect(findingsOf(eachOnce(outcomes)[0] as Outcome)[9]?.holdsIn?.words).toBe(
    "This holds in all 256 cases of the policy.",
  );
  expect(performance.now() - start).toBeLessThan(5_000);
});
