import { describe, expect, test } from "vitest";
import { policiesIn } from "./find-policies.ts";
import type { GivenValues } from "./given-values.ts";
import { plainValue } from "./syntax/node.ts";
import { validateFiles } from "./validate-files.ts";

/* What a template's policy says with values that somebody gives for the deployment. */

const template = (resource: string) => ({
  path: "t.yml",
  text: `Parameters:
  Bucket: { Type: String }
  Stage: { Type: String, Default: test, AllowedValues: [test, production] }
  Empty: { Type: String, Default: "" }
  Buckets: { Type: CommaDelimitedList }
  Secret: { Type: "AWS::SSM::Parameter::Value<String>" }
  toString: { Type: String }
Resources:
  Role: { Type: AWS::IAM::Role }
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: { Effect: Allow, Action: "s3:GetObject", Resource: ${resource} }
`,
});

/** The resource of the policy, or why there is none. */
function resourceOf(resource: string, values: GivenValues): unknown {
  const { policies, unread } = policiesIn(template(resource), { values });
  const [policy] = policies;
  if (policy === undefined) return unread.map(({ outcome }) => outcome.finding.findingDetails)[0];
  const { Statement: statement } = plainValue(policy.policy.node) as { readonly Statement: { Resource: unknown } };
  return statement.Resource;
}

describe("a parameter's value is the given one", () => {
  test.each<[string, GivenValues, unknown]>([
    ["!Ref Bucket", { Bucket: "a" }, "a"],
    ['!Sub "arn:aws:s3:::${Bucket}/*"', { Bucket: "a" }, "arn:aws:s3:::a/*"],
    ["!Ref Stage", {}, "test"],
    ["!Ref Stage", { Stage: "production" }, "production"],
    ["!Ref Empty", { Empty: "a" }, "a"],
    ["!Ref Buckets", { Buckets: "a, b" }, ["a", "b"]],
    ["!Ref Buckets", { Buckets: ["a", "b,c"] }, ["a", "b,c"]],
    ["!Select [1, !Ref Buckets]", { Buckets: ["a", "b"] }, "b"],
    ["!Ref toString", { toString: "a" } as unknown as GivenValues, "a"],
    ['!Sub "${AWS::Region} ${AWS::AccountId}"', {}, "us-east-1 000000000000"],
    ['!Sub "${AWS::Region} ${AWS::AccountId}"', { "AWS::AccountId": "111122223333" }, "us-east-1 111122223333"],
    ['!Sub "${AWS::Partition}"', { "AWS::Region": "cn-north-1" }, "aws-cn"],
    ["!GetAtt Role.Arn", { "AWS::AccountId": "111122223333" }, "arn:aws:iam::111122223333:role/Role"],
    [
      "!GetAtt Role.Arn",
      { "AWS::AccountId": "111122223333", "AWS::Partition": "aws-us-gov" },
      "arn:aws-us-gov:iam::111122223333:role/Role",
    ],
    ["!Ref AWS::StackId", { "AWS::Region": "eu-west-1" }, expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:0/)],
    // What no parameter has is not given to a resource.
    ["!GetAtt Role.Arn", { Role: "a" }, "arn:aws:iam::000000000000:role/Role"],
  ])("%s with %j", (resource, values, expected) => expect(resourceOf(resource, values)).toEqual(expected));
});

describe("what is not known is told with what to do", () => {
  const give = "Give its value in the config, under `validate.values`, or validate the deployed policy.";

  test.each<[string, GivenValues, string]>([
    ["!Ref Bucket", {}, `the parameter \`Bucket\` has no default. ${give}`],
    ["!Ref toString", {}, `the parameter \`toString\` has no default. ${give}`],
    ["!Ref Empty", {}, `the default of the parameter \`Empty\` is empty. ${give}`],
    ["!Ref Bucket", { Bucket: "" }, `the given value of the parameter \`Bucket\` is empty. ${give}`],
    [
      "!Ref Bucket",
      { Bucket: { a: "b" } },
      "the parameter `Bucket` takes a text or a list of texts, and another value is given for it. Correct the value in the config, under `validate.values`.",
    ],
    ["!Ref Bucket", { Bucket: ["a"] }, `a list is given for the parameter \`Bucket\`, which takes a text. ${give}`],
    [
      "!Ref Stage",
      { Stage: "prod" },
      "the parameter `Stage` does not allow `prod`, which is given for it. Correct the value in the config, under `validate.values`.",
    ],
    ["!Ref Bucket", { Bucket: "{{resolve:ssm:/a}}" }, "`{{resolve:ssm:/a}}` is only read when the stack is deployed."],
    ["!Ref Buckets", { Buckets: ["{{resolve:ssm:/a}}"] }, "`{{resolve:ssm:/a}}` is only read when the stack"],
    // A parameter file holds the name of what Systems Manager has.
    ["!Ref Secret", { Secret: "/a" }, "the parameter `Secret` is read from Systems Manager"],
  ])("%s with %j", (resource, values, because) => {
    const details = `This policy cannot be worked out from the template: ${because}`;
    expect(resourceOf(resource, values)).toEqual(expect.stringContaining(details));
  });
});

test.each<[string, GivenValues, string | undefined]>([
  ["arn:aws:s3:::${Bucket}", { Bucket: "a" }, "the given value of the parameter `Bucket`"],
  ["arn:aws:s3:::${Stage}", { Stage: "test" }, "the given value of the parameter `Stage`"],
  ["arn:aws:s3:::${Stage}", {}, "the default of the parameter `Stage`"],
  ["arn:aws:s3:::a-${AWS::AccountId}", { "AWS::AccountId": "111122223333" }, undefined],
  [
    "arn:aws:s3:::${AWS::AccountId}-${Bucket}",
    { Bucket: "a" },
    "the given value of the parameter `Bucket`, `AWS::AccountId` is `000000000000`",
  ],
])("%s with %j assumes what is not written", (text, values, assuming) => {
  const [outcome] = validateFiles([template(`!Sub "${text}"`)], { values });
  const reason = outcome?.kind === "analysed" ? outcome.policyTypeReason : "";
  expect(reason?.split("; assuming ")[1]).toBe(assuming);
});

/* What decided a condition is not in the policy, which rests on it all the same. */
test.each<[string, GivenValues, string | undefined]>([
  ["IsProd", { Stage: "prod" }, "the given value of the parameter `Stage`"],
  ["IsNot", { Stage: "prod" }, "the given value of the parameter `Stage`"],
  [
    "IsBoth",
    { Stage: "prod", "AWS::Region": "us-east-1" },
    "the given value of the parameter `Stage`, the given value of `AWS::Region`",
  ],
  ["IsUs", { "AWS::Region": "us-east-1", Stage: "prod" }, "the given value of `AWS::Region`"],
  ["IsProd", {}, undefined],
  ["IsConstant", { Stage: "prod" }, undefined],
])("a policy with !If [%s, …] and %j assumes %s", (condition, values, assuming) => {
  const text = `Parameters: { Stage: { Type: String } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsNot: !Not [!Condition IsProd]
  IsUs: !Equals [us-east-1, !Ref AWS::Region]
  IsBoth: !And [!Condition IsProd, !Condition IsUs]
  IsConstant: !Equals [a, b]
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Condition: IsProd
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: !If [${condition}, "arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] }]
`;
  const file = { path: "t.yml", text };
  const [outcome] = validateFiles([file], { values });
  const reason = outcome?.kind === "analysed" ? outcome.policyTypeReason : "";
  expect(reason?.split("; assuming ")[1]).toBe(assuming);
  expect(policiesIn(file, { values }).policies[0]?.assuming.join(", ")).toBe(assuming ?? "");
});

test.each([[[]], [{ A: () => 1 }], [{ A: [Number.NaN] }], [{ A: { B: new Date(0) } }], ["A"], [null]])(
  "the values %j are refused",
  (values) => {
    const options = { values: values as unknown as GivenValues };
    expect(() => validateFiles([template("a")], options)).toThrow(TypeError);
    expect(() => policiesIn(template("a"), options)).toThrow(TypeError);
  },
);
