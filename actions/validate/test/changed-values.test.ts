import { describe, expect, test } from "vitest";
import { repository } from "./repository.ts";
import { pullRequest, runAction } from "./run-action.ts";

/* The values that the config gives decide what a policy says: another value is a change of the policy. */

const config = (values: string) => `version: 1\nvalidate:\n  values:\n    "**": ${values}\n`;
const template = (comment = "") => `${comment}Parameters:
  Vendor: { Type: String, Default: none }
  Action: { Type: String, Default: "s3:GetObject" }
Conditions:
  HasVendor: !Not [!Equals [!Ref Vendor, none]]
Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Action: "sts:AssumeRole", Principal: { Service: redshift.amazonaws.com } }
          - !If [HasVendor, { Effect: Allow, Action: "sts:AssumeRole", Principal: { AWS: !Ref Vendor } }, !Ref AWS::NoValue]
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: !Ref Action, Resource: "*" }]
`;
const variables = (vendor: string) => JSON.stringify({ Parameters: { Vendor: vendor, Action: "s3:GetObject" } });

type Files = Readonly<Record<string, string | undefined>>;

async function run(
  before: Readonly<Record<string, string>>,
  after: Files,
  inputs: Readonly<Record<string, string>> = {},
) {
  const repo = repository(before);
  const base = repo.git("rev-parse", "HEAD");
  repo.write(after);
  const head = repo.commit();
  return runAction({ repository: repo, event: pullRequest({ base, head }), inputs });
}

describe("a change of the values alone", () => {
  const closed = "{ Vendor: none }";
  test.each<[string, Readonly<Record<string, string>>, Files, string, string]>([
    [
      "in the config",
      { "redshift-guard.yml": config(closed) },
      { "redshift-guard.yml": config('{ Vendor: "*" }') },
      "failure",
      "new",
    ],
    [
      "in the file that the config names",
      { "redshift-guard.yml": config("prod.json"), "prod.json": variables("none") },
      { "prod.json": variables("*") },
      "failure",
      "new",
    ],
    [
      "in a config of another name",
      { "redshift-guard.yml": config(closed) },
      {
        "redshift-guard.yml": undefined,
        "redshift-guard.json": JSON.stringify({ version: 1, validate: { values: { "**": { Vendor: "*" } } } }, null, 9),
      },
      "failure",
      "new",
    ],
    ["given for the first time", {}, { "redshift-guard.yml": config('{ Vendor: "*" }') }, "failure", "none"],
    [
      "that changes no policy",
      { "redshift-guard.yml": config(closed) },
      { "redshift-guard.yml": config("{ Vendor: none, X: y }") },
      "success",
      "not-asked",
    ],
    [
      "that takes access away",
      { "redshift-guard.yml": config('{ Vendor: "*" }') },
      { "redshift-guard.yml": config(closed) },
      "success",
      "none",
    ],
  ])("%s", async (_, before, after, conclusion, access) => {
    const { outputs } = await run({ "t.yml": template(), ...before }, after);
    expect([outputs["conclusion"], outputs["new-access"]]).toEqual([conclusion, access]);
  });

  test("where all files are looked at", async () => {
    const before = { "t.yml": template(), "redshift-guard.yml": config(closed) };
    const { outputs } = await run(before, { "redshift-guard.yml": config('{ Vendor: "*" }') }, { scope: "all" });
    expect(outputs["new-access"]).toBe("new");
  });

  test("by the path that the file had, where it moves", async () => {
    const forFolder = (folder: string, values: string) => config(values).replace("**", `${folder}/**`);
    const repo = repository({ "old/t.yml": template(), "redshift-guard.yml": forFolder("old", closed) });
    const base = repo.git("rev-parse", "HEAD");
    repo.git("mv", "old", "new");
    repo.write({ "redshift-guard.yml": forFolder("new", '{ Vendor: "*" }') });
    const { outputs } = await runAction({ repository: repo, event: pullRequest({ base, head: repo.commit() }) });
    expect(outputs["new-access"]).toBe("new");
  });
});
