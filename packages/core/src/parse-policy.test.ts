import { expect, test } from "vitest";
import { parsePolicy } from "./parse-policy.ts";

test("a good policy has no problems, and its type is detected with the reason", () => {
  const { policy, problems, policyType, policyTypeReason } = parsePolicy(
    '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" } }',
  );
  expect(problems).toEqual([]);
  expect(policyType).toBe("trust");
  expect(policyTypeReason).toContain("sts:");
  expect(policy.statements[0]?.principal?.entries[0]).toMatchObject({
    type: "AWS",
    values: [{ value: "111122223333" }],
  });
});

test("faults of the text and of the grammar come together, in written order", () => {
  const { problems, policy } = parsePolicy('{ "Version": 2012, "Statement": [{ "Effect": \'Allow\', "Action": {} }] }');
  expect(problems.map(({ details }) => details)).toEqual([
    "`Version` must be a string, not a number.",
    'JSON strings are in double quotes: `"Allow"`.',
    "`Action` must be a string or an array of strings, not an object.",
  ]);
  expect(policy.syntaxProblems).toHaveLength(1);
  expect(policy.malformed).toHaveLength(2);
});

test.each(["", "not a policy", "[", "null", "\u0000", '{"Statement":'])("never throws on %j", (text) => {
  const { policy, problems } = parsePolicy(text);
  expect(policy.statements).toEqual([]);
  expect(problems.length).toBeGreaterThan(0);
});

test.each([
  ["AWS::S3::Bucket", undefined, "resource"],
  ["AWS::DynamoDB::Table", undefined, "resource"],
  ["AWS::S3::Bucket", "resource", "resource"],
  ["AWS::IAM::AssumeRolePolicyDocument", undefined, "trust"],
  ["AWS::IAM::AssumeRolePolicyDocument", "resource", "trust"],
  ["AWS::IAM::AssumeRolePolicyDocument", "trust", "trust"],
  [undefined, undefined, "identity"],
] as const)("of resource type %s and policy type %s it is judged as %s", (resourceType, given, expected) => {
  const options = {
    ...(resourceType === undefined ? {} : { resourceType }),
    ...(given === undefined ? {} : { policyType: given }),
  };
  // By its text alone, for want of a principal, it would be an identity-based policy.
  const { policyType } = parsePolicy('{ "Statement": { "Effect": "Allow", "Action": "s3:GetObject" } }', options);
  expect(policyType).toBe(expected);
});

test("the file's name chooses the syntax, unless it is said", () => {
  const yaml = "Version: '2012-10-17'\nStatement:\n- {Effect: Allow, Action: 's3:Get*', Resource: '*'}\n";
  expect(parsePolicy(yaml, { file: "policies/read.yml" }).problems).toEqual([]);
  expect(parsePolicy(yaml, { file: "policies/read.json" }).problems).not.toEqual([]);
  expect(parsePolicy(yaml, { file: "policies/read.json", syntax: "yaml" }).problems).toEqual([]);
});
