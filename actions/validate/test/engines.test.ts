import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import {
  type AnalyzerCall,
  type AnalyzerReply,
  analyzerError,
  analyzerFinding,
  type FakeAccessAnalyzer,
  startAccessAnalyzer,
} from "../../../packages/aws/test/access-analyzer-server.ts";
import { allowing, repository } from "./repository.ts";
import { commandsIn, runAction } from "./run-action.ts";

let aws: FakeAccessAnalyzer | undefined;
afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

async function start(reply?: (call: AnalyzerCall) => AnalyzerReply): Promise<string> {
  aws = await startAccessAnalyzer(reply);
  return aws.url;
}

const clean = allowing("s3:GetObject");
const bad = allowing("s3:GetObjekt");
const actionPath = ["Statement", 0, "Action", 0];
/** Where `"s3:GetObjekt"` stands in `bad`. */
const actionSpan = [bad.indexOf('"s3:'), bad.indexOf('"s3:') + '"s3:GetObjekt"'.length] as const;

test("two configs are red: which of them holds is not guessed", async () => {
  const config = "version: 1\n";
  const run = await runAction({
    repository: repository({ "a.json": clean, "redshift-guard.yml": config, "redshift-guard.yaml": config }),
  });
  expect(run.status).toBe(1);
  expect(run.stdout).toContain("There are two configs");
});

test("a path of the config that no file has is red", async () => {
  const run = await runAction({
    repository: repository({
      "policies/a.json": clean,
      "redshift-guard.yml": "version: 1\nvalidate:\n  policy-types:\n    polcies/**: scp\n",
    }),
  });
  expect(run.status).toBe(1);
  expect(run.summary).toContain("CONFIG&#95;NO&#95;FILE&#95;MATCHES");
});

test("values of the config are given to the templates, and their file is no policy", async () => {
  const template =
    'Parameters: { A: { Type: String } }\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: { Version: "2012-10-17", Statement: { Effect: Allow, Action: !Ref A, Resource: "*" } }\n';
  const files = (action: string) => ({
    "iam/t.yml": template,
    "iam/values.json": JSON.stringify([{ ParameterKey: "A", ParameterValue: action }]),
    "redshift-guard.yml": 'version: 1\nvalidate:\n  paths: ["iam/**"]\n  values: { "iam/**": iam/values.json }\n',
  });
  const run = await runAction({ repository: repository(files("s3:GetObject")) });
  expect([run.status, run.outputs["not-analysed"]]).toEqual([0, "0"]);
  const wrong = await runAction({ repository: repository(files("s3:GetObjekt")) });
  expect(wrong.status).toBe(1);
  expect(wrong.summary).toContain("INVALID&#95;ACTION");
});

describe("which engines run", () => {
  const rows: [string, boolean, string, number, string][] = [
    ["auto", true, "because the job has AWS credentials", 1, "both engines"],
    ["auto", false, "because the job has no AWS credentials", 0, ""],
    ["offline", true, "Engine: offline, as the workflow asks", 0, ""],
    ["access-analyzer", true, "Engine: IAM Access Analyzer, as the workflow asks", 1, "IAM Access Analyzer"],
    ["both", true, "Engines: offline and IAM Access Analyzer, as the workflow asks", 1, "both engines"],
  ];
  test.each(rows)("%s, credentials: %j", async (engine, credentials, note, calls, by) => {
    const url = await start(() => ({
      body: { findings: [analyzerFinding("INVALID_ACTION", actionPath, actionSpan, "ERROR")] },
    }));
    const run = await runAction({
      repository: repository({ "a.json": bad }),
      inputs: { engine },
      ...(credentials ? { aws: url } : {}),
    });
    expect(aws?.calls).toHaveLength(calls);
    expect(run.summary).toContain(note);
    expect(run.summary).toContain(by);
    expect(run.outputs["errors"]).toBe("1");
    expect(run.status).toBe(1);
  });

  test("both, without credentials, is red and says why", async () => {
    const run = await runAction({
      repository: repository({ "a.json": clean }),
      inputs: { engine: "both" },
      environment: { AWS_REGION: "us-east-1", AWS_EC2_METADATA_DISABLED: "true" },
    });
    expect(run.status).toBe(1);
    expect(run.summary).toContain("ACCESS&#95;ANALYZER&#95;NO&#95;CREDENTIALS");
  });
});

describe("what Access Analyzer is asked", () => {
  test("each policy's own text with its type; YAML as JSON, found again by its path", async () => {
    const trust = `${JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "redshift.amazonaws.com" }, Action: "sts:AssumeRole" }],
    })}\n`;
    const yaml =
      "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource:\n      - '*'\n";
    const url = await start(({ body }) =>
      String(body["policyDocument"]).includes('["*"]')
        ? { body: { findings: [analyzerFinding("FROM_AWS", ["Statement", 0, "Resource", 0], [90, 93])] } }
        : { body: { findings: [] } },
    );
    const run = await runAction({
      repository: repository({
        "identity.json": clean,
        "trust.json": trust,
        "resource.yml": yaml,
        "guard.json": allowing("*"),
        "redshift-guard.yml": "version: 1\nvalidate:\n  policy-types:\n    guard.json: scp\n",
      }),
      aws: url,
    });
    const asked = aws?.calls.map(({ body }) => [
      body["policyDocument"],
      body["policyType"],
      body["validatePolicyResourceType"],
    ]);
    expect(new Set(asked)).toEqual(
      new Set([
        [clean, "IDENTITY_POLICY", undefined],
        [trust, "RESOURCE_POLICY", "AWS::IAM::AssumeRolePolicyDocument"],
        [
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":["*"]}]}',
          "IDENTITY_POLICY",
          undefined,
        ],
        [allowing("*"), "SERVICE_CONTROL_POLICY", undefined],
      ]),
    );
    expect(commandsIn(run.stdout).find((command) => command.includes("FROM_AWS"))).toContain(
      "file=resource.yml,line=6,endLine=6,col=9",
    );
    expect(run.summary).toContain("Requests to IAM Access Analyzer: 4 (4 ValidatePolicy), free of charge");
  });

  test("a policy inside a template is sent as JSON, and its findings stand in the template", async () => {
    const template = [
      "Resources:",
      "  Loader:",
      "    Type: AWS::IAM::ManagedPolicy",
      "    Properties:",
      "      PolicyDocument:",
      "        Version: '2012-10-17'",
      "        Statement:",
      "          - Effect: Allow",
      "            Action: s3:GetObject",
      "            Resource: '*'",
      "",
    ].join("\n");
    const url = await start(() => ({
      body: { findings: [analyzerFinding("FROM_AWS", ["Statement", 0, "Action"], [50, 64])] },
    }));
    const run = await runAction({ repository: repository({ "template.yml": template }), aws: url });
    expect(aws?.calls.map(({ body }) => body["policyDocument"])).toEqual([
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
    ]);
    expect(commandsIn(run.stdout).find((command) => command.includes("FROM_AWS"))).toContain(
      "file=template.yml,line=9,",
    );
  });

  test("a text that only its spaces make too long is sent without them", async () => {
    const url = await start(() => ({ body: { findings: [analyzerFinding("FROM_AWS", actionPath, [0, 1])] } }));
    const spaced = clean.replace("{", `{${" ".repeat(33_000)}\n`);
    const run = await runAction({ repository: repository({ "a.json": spaced }), aws: url });
    expect(aws?.calls.map(({ body }) => body["policyDocument"])).toEqual([JSON.stringify(JSON.parse(clean))]);
    expect(commandsIn(run.stdout).find((command) => command.includes("FROM_AWS"))).toContain("file=a.json,line=8,");
    expect(run.status).toBe(0);
  });

  test("all pages are in the report", async () => {
    const url = await start(({ nextToken }) => ({
      body: {
        findings: [analyzerFinding(`PAGE_${nextToken ?? 0}`, [], [0, 1])],
        ...(nextToken === "2" ? {} : { nextToken: nextToken === undefined ? "1" : "2" }),
      },
    }));
    const run = await runAction({ repository: repository({ "a.json": clean }), aws: url });
    expect(run.outputs["warnings"]).toBe("3");
    expect(run.status).toBe(0);
  });

  test("answers are kept in a folder and asked for once", async () => {
    const url = await start();
    const repo = repository({ "a.json": clean, "b.json": allowing("s3:PutObject") });
    const cache = mkdtempSync(join(tmpdir(), "redshift-guard-cache-"));
    const inputs = { "aws-cache": cache };
    await runAction({ repository: repo, aws: url, inputs });
    expect(readdirSync(cache)).toHaveLength(2);
    const second = await runAction({ repository: repo, aws: url, inputs });
    expect(aws?.calls).toHaveLength(2);
    expect(second.summary).toContain("Requests to IAM Access Analyzer: 0; 2 answers from the cache");
    expect(second.status).toBe(0);
  });
});

describe("every fault of Access Analyzer is red, says why, and leaves the offline findings", () => {
  const answer = { body: { findings: [] } };
  const rows: [string, (call: AnalyzerCall) => AnalyzerReply, string, string][] = [
    [
      "throttled for good",
      () => analyzerError(429, "ThrottlingException", {}, { "retry-after": "60" }),
      "THROTTLED",
      "kept throttling",
    ],
    ["denied", () => analyzerError(403, "AccessDeniedException"), "DENIED", "Allow that action"],
    ["failing for good", () => analyzerError(500, "InternalServerException"), "FAILED", "HTTP status 500"],
    ["refused", () => analyzerError(400, "ValidationException", { reason: "other" }), "REFUSED", "refused the policy"],
    ["cut off", () => ({ reset: true }), "UNREACHABLE", "could not be reached"],
    ["malformed", () => ({ body: { findings: [{}] } }), "ANSWER&#95;UNREADABLE", "cannot be used"],
  ];
  test.each(rows)("%s", async (_, reply, code, words) => {
    const run = await runAction({ repository: repository({ "a.json": bad }), aws: await start(reply) });
    expect(run.status).toBe(1);
    expect(run.outputs["not-analysed"]).toBe("1");
    expect(run.outputs["errors"]).toBe("1");
    expect(run.summary).toContain(`NOT&#95;ANALYSED&#95;ACCESS&#95;ANALYZER&#95;${code}`);
    expect(run.summary).toContain(words);
    expect(run.stderr).toBe("");
    const errors = commandsIn(run.stdout).filter((command) => command.startsWith("::error "));
    expect(errors.map((command) => /title=(\w+)/.exec(command)?.[1]).sort()).toEqual([
      "INVALID_ACTION",
      `NOT_ANALYSED_ACCESS_ANALYZER_${code.replaceAll("&#95;", "_")}`,
    ]);
  });

  const passing: [string, (call: AnalyzerCall) => AnalyzerReply][] = [
    ["500, then an answer", ({ before }) => (before === 0 ? analyzerError(500, "InternalServerException") : answer)],
    [
      "429 with retryAfterSeconds, then an answer",
      ({ before }) => (before === 0 ? analyzerError(429, "ThrottlingException", {}, { "retry-after": "1" }) : answer),
    ],
    ["a cut connection, then an answer", ({ before }) => (before === 0 ? { reset: true } : answer)],
    ["a slow answer", () => ({ ...answer, afterMs: 1500 })],
  ];
  test.each(passing)("%s is green", async (_, reply) => {
    const run = await runAction({ repository: repository({ "a.json": clean }), aws: await start(reply) });
    expect(run.status).toBe(0);
    expect(run.outputs["not-analysed"]).toBe("0");
  });

  test("beyond the call limit", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 6 }, (_, i) => [`${i}.json`, allowing(`s3:GetObject${"*".repeat(i)}`)]),
    );
    const run = await runAction({
      repository: repository(files),
      aws: await start(),
      inputs: { "aws-call-limit": "4" },
    });
    expect(aws?.calls).toHaveLength(4);
    expect(run.outputs["not-analysed"]).toBe("2");
    expect(run.summary).toContain("The 4 requests to IAM Access Analyzer that one run may send are spent");
    expect(run.status).toBe(1);
  });

  test("denied once is not asked 60 times", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`${i}.json`, allowing("s3:GetObject", `s3:Get*${i}`)]),
    );
    const run = await runAction({
      repository: repository(files),
      aws: await start(() => analyzerError(403, "AccessDeniedException")),
    });
    expect(aws?.calls.length).toBeLessThanOrEqual(4);
    expect(run.outputs["not-analysed"]).toBe("60");
    expect(run.status).toBe(1);
  });

  test("what the config lets pass, with the file named and a reason, is green and said", async () => {
    const config = (path: string) =>
      `version: 1\nvalidate:\n  suppressions:\n    - code: NOT_ANALYSED_ACCESS_ANALYZER_REFUSED\n${path}      reason: AWS does not know this type yet\n`;
    const reply = () => analyzerError(400, "ValidationException");
    const url = await start(reply);
    const named = await runAction({
      repository: repository({ "a.json": clean, "redshift-guard.yml": config("      path: a.json\n") }),
      aws: url,
    });
    expect(named.status).toBe(0);
    expect(named.summary).toContain("AWS does not know this type yet");
    const everywhere = await runAction({
      repository: repository({ "a.json": clean, "redshift-guard.yml": config("") }),
      aws: url,
    });
    expect(everywhere.status).toBe(1);
  });
});
