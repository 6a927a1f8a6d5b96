import { expect, test } from "vitest";
import { validateFiles } from "./validate-files.ts";

const policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" }],
};
const Resources = { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } } };
const own = "t.json: Resources.P.Properties.PolicyDocument";

test.each<[string, object, string[]]>([
  ["nothing", {}, []],
  ["a word, a list and an object that say nothing of policies", { a: "x", b: [1, "Statement"], c: { d: null } }, []],
  ["a policy", { notes: policy }, ["notes"]],
  ["a policy in an object of others", { notes: { one: 1, two: policy } }, ["notes"]],
  ["a policy in a list of others", { notes: [1, { two: [policy] }] }, ["notes"]],
  ["a policy in a string", { notes: ["x", JSON.stringify(policy)] }, ["notes"]],
  ["the file's own statements", policy, ["Statement"]],
  ["a word called Statement", { Statement: "of the team" }, []],
  ["two of them", { a: policy, b: "x", c: policy }, ["a", "c"]],
])("beside a template's resources: %s", (_, beside, left) => {
  const text = JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", ...beside, Resources });
  const outcomes = validateFiles([{ path: "t.json", text }]);
  expect(outcomes.flatMap((outcome) => (outcome.kind === "analysed" ? outcome.subject : []))).toEqual([own]);
  expect(
    outcomes.flatMap((outcome) => (outcome.kind === "analysed" ? [] : [[outcome.subject, outcome.finding.issueCode]])),
  ).toEqual(left.map((name) => [`t.json: ${name}`, "NOT_ANALYSED_UNRESOLVED"]));
});
