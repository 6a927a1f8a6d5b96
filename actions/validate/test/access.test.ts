import { afterEach, describe, expect, test } from "vitest";
import {
  type AnalyzerCall,
  type AnalyzerReply,
  analyzerError,
  type FakeAccessAnalyzer,
  startAccessAnalyzer,
} from "../../../packages/aws/test/access-analyzer-server.ts";
import { type FakeGitHub, type ListedFile, startGitHub } from "../../../packages/github/test/github-server.ts";
import { allowing, type Repository, repository } from "./repository.ts";
import { type ActionRun, pullRequest, runAction } from "./run-action.ts";

let github: FakeGitHub | undefined;
let aws: FakeAccessAnalyzer | undefined;
afterEach(async () => {
  expect(github?.faults ?? []).toEqual([]);
  await github?.close();
  await aws?.close();
  github = undefined;
  aws = undefined;
});

type Files = Readonly<Record<string, string | undefined>>;

/** The change from one set of files to another, seen through git alone. */
async function change(
  before: Record<string, string>,
  after: Files,
  inputs: Record<string, string> = {},
): Promise<ActionRun> {
  const { repo, base, head } = commits(before, after);
  return runAction({ repository: repo, event: pullRequest({ base, head }), inputs });
}

function commits(before: Record<string, string>, after: Files): { repo: Repository; base: string; head: string } {
  const repo = repository(before);
  const base = repo.git("rev-parse", "HEAD");
  repo.write(after);
  return { repo, base, head: repo.commit() };
}

const narrow = allowing("s3:GetObject");
const wide = allowing("s3:GetObject", "s3:PutObject");
const trusting = (principal: unknown, condition?: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: principal,
        Action: "sts:AssumeRole",
        ...(condition === undefined ? {} : { Condition: condition }),
      },
    ],
  });

/** A CloudFormation template with a managed policy for each name. */
function template(actions: Readonly<Record<string, string>>): string {
  const resources = Object.entries(actions).map(([name, Action]) => [
    name,
    {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: {
        PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] },
      },
    },
  ]);
  return JSON.stringify({ Resources: Object.fromEntries(resources) });
}

describe("new access against the base branch", () => {
  const odd = trusting({ AWS: "arn:aws:iam::111122223333:root" }, { StringSounds: { "sts:ExternalId": "abc" } });
  const rows: [string, Record<string, string>, Files, Record<string, string>, string, number][] = [
    ["more actions", { "a.json": narrow }, { "a.json": wide }, {}, "new", 0],
    [
      "more actions, where they fail the run",
      { "a.json": narrow },
      { "a.json": wide },
      { "new-access": "fail" },
      "new",
      1,
    ],
    ["fewer actions", { "a.json": wide }, { "a.json": narrow }, { "new-access": "fail" }, "none", 0],
    [
      "another order",
      { "a.json": wide },
      { "a.json": allowing("s3:PutObject", "s3:GetObject") },
      { "new-access": "fail" },
      "none",
      0,
    ],
    [
      "only spaces, around a policy that cannot be compared",
      { "a.json": odd },
      { "a.json": `${odd}\n` },
      { "new-access": "fail" },
      "none",
      1,
    ],
    ["not asked", { "a.json": narrow }, { "a.json": wide }, { "new-access": "off" }, "not-asked", 0],
    [
      "a renamed file",
      { "a.json": narrow },
      { "a.json": undefined, "b.json": wide },
      { "new-access": "fail" },
      "new",
      1,
    ],
    ["a new file", { "a.json": narrow }, { "b.json": wide }, { "new-access": "fail" }, "not-asked", 0],
    [
      "a new file against a reference",
      { "reference.json": narrow },
      { "b.json": wide },
      { "new-access": "fail", "reference-policy": "reference.json" },
      "new",
      1,
    ],
    [
      "a new policy in a file, against a reference",
      { "reference.json": narrow, "t.json": template({ Reader: "s3:GetObject" }) },
      { "t.json": template({ Reader: "s3:GetObject", Writer: "s3:PutObject" }) },
      { "new-access": "fail", "reference-policy": "reference.json" },
      "new",
      1,
    ],
    [
      "a new file within a reference",
      { "reference.json": wide },
      { "b.json": narrow },
      { "new-access": "fail", "reference-policy": "reference.json" },
      "none",
      0,
    ],
    [
      "an ExternalId taken away",
      { "t.json": trusting({ AWS: "arn:aws:iam::111122223333:root" }, { StringEquals: { "sts:ExternalId": "abc" } }) },
      { "t.json": trusting({ AWS: "arn:aws:iam::111122223333:root" }) },
      { "new-access": "fail" },
      "new",
      1,
    ],
  ];
  test.each(rows)("%s", async (_, before, after, inputs, newAccess, status) => {
    const run = await change(before, after, inputs);
    expect([run.outputs["new-access"], run.outputs["not-analysed"]]).toEqual([newAccess, "0"]);
    if (newAccess !== "new") expect(run.status).toBe(status);
    else if (inputs["new-access"] === "fail") expect(run.outputs["security-warnings"]).not.toBe("0");
    expect(run.summary.includes("New access")).toBe(newAccess === "new");
  });

  const guardrail = (...actions: string[]) => allowing(...actions).replace("Allow", "Deny");
  test.each<[string, Record<string, string>, Files, Record<string, string>, string, number]>([
    ["reported", { "a.json": guardrail("iam:*", "redshift:*") }, { "a.json": guardrail("iam:*") }, {}, "unknown", 0],
    [
      "red where new access is",
      { "a.json": guardrail("iam:*", "redshift:*") },
      { "a.json": guardrail("iam:*") },
      { "new-access": "fail" },
      "unknown",
      1,
    ],
    [
      "not asked of a reference's",
      { "reference.json": guardrail("redshift:*") },
      { "a.json": guardrail("iam:*") },
      { "new-access": "fail", "reference-policy": "reference.json" },
      "none",
      0,
    ],
  ])("a denial that the change takes away is %s", async (_, before, after, inputs, newAccess, status) => {
    const run = await change(before, after, { "policy-type": "scp", ...inputs });
    expect([run.outputs["new-access"], run.status]).toEqual([newAccess, status]);
    expect(run.summary.includes("A denial is gone")).toBe(newAccess === "unknown");
  });

  test("is told in a sentence, at the statement that gives it", async () => {
    const run = await change({ "a.json": narrow }, { "a.json": wide });
    expect(run.summary).toMatch(
      /New access: This allows <code>s3:PutObject<\/code> on <code>[^<]+<\/code>\. The base branch/,
    );
    expect(run.stdout).toMatch(/NEW_ACCESS.*a\.json:4:5/);
  });

  const listed: ListedFile[] = [{ filename: "a.json", status: "modified" }];
  const away = "1".repeat(40);

  test("GitHub gives the base where the checkout has it not", async () => {
    const { repo, head } = commits({ "a.json": narrow }, { "a.json": wide });
    github = await startGitHub({ files: listed, contents: { [`a.json@${away}`]: narrow } });
    const run = await runAction({ repository: repo, event: pullRequest({ base: away, head }), github: github.url });
    expect(run.outputs["new-access"]).toBe("new");
    expect(run.status).toBe(0);
  });

  test.each<[string, number]>([
    ["missing", 404],
    ["denied", 403],
    ["failing", 500],
  ])("a base that is %s is not analysed, and red", async (_, status) => {
    const { repo, head } = commits({ "a.json": narrow }, { "a.json": wide });
    github = await startGitHub({
      files: listed,
      intercept: ({ path }) => (path.includes("/contents/") ? { status } : undefined),
    });
    const run = await runAction({ repository: repo, event: pullRequest({ base: away, head }), github: github.url });
    expect(run.summary).toContain("NOT&#95;ANALYSED&#95;BASE&#95;UNREADABLE");
    expect(run.outputs["not-analysed"]).toBe("1");
    expect(run.status).toBe(1);
  });
});

describe("with the whole repository looked at and a base that the checkout has not", () => {
  const run = async (contents: Record<string, string>) => {
    const { repo, head } = commits({ "a.json": narrow }, { "a.json": wide, "b.json": narrow });
    const base = "1".repeat(40);
    github = await startGitHub({
      contents: Object.fromEntries(Object.entries(contents).map(([name, text]) => [`${name}@${base}`, text])),
    });
    return runAction({
      repository: repo,
      event: pullRequest({ base, head }),
      github: github.url,
      inputs: { scope: "all", "new-access": "fail" },
    });
  };

  test("a file that GitHub does not show is new where it shows others", async () => {
    const { outputs, status, summary } = await run({ "a.json": narrow });
    expect(summary).not.toContain("BASE&#95;UNREADABLE");
    expect({ status, access: outputs["new-access"] }).toEqual({ status: 1, access: "new" });
    expect(github?.requests.filter(({ path }) => path.endsWith("/contents/"))).toHaveLength(1);
  });

  test("a base of which GitHub shows nothing is not analysed, and red", async () => {
    const { outputs, status, summary } = await run({});
    expect(summary).toContain("NOT&#95;ANALYSED&#95;BASE&#95;UNREADABLE");
    expect({ status, notAnalysed: outputs["not-analysed"] }).toEqual({ status: 1, notAnalysed: "2" });
  });
});

describe("what the config forbids", () => {
  const production = "      resources: arn:aws:redshift:*:*:cluster:production\n";
  const onResource = (arn: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "redshift:DeleteCluster", Resource: arn }],
    });
  const config = (more = "") =>
    `version: 1\nvalidate:\n  forbidden-actions:\n    - actions: [iam:PassRole, "redshift:Delete*"]\n      reason: only the platform team may\n${more}`;
  const rows: [string, string, string, string][] = [
    ["named", allowing("iam:PassRole"), "", "1"],
    ["by a wildcard", allowing("redshift:*"), "", "1"],
    ["not at all", allowing("s3:GetObject"), "", "0"],
    ["in a path that it is not about", allowing("redshift:DeleteCluster"), "      path: other/**\n", "0"],
    ["on another resource", onResource("arn:aws:redshift:us-east-1:111122223333:cluster:test"), production, "0"],
    [
      "on a resource that it is about",
      onResource("arn:aws:redshift:us-east-1:111122223333:cluster:prod*"),
      production,
      "1",
    ],
    ["in a path that it is about", allowing("redshift:DeleteCluster"), "      path: policies/*.json\n", "1"],
  ];
  test.each(rows)("%s", async (_, policy, more, found) => {
    const repo = repository({ "policies/a.json": policy, "redshift-guard.yml": config(more) });
    const run = await runAction({ repository: repo });
    expect(String((run.stdout.match(/title=FORBIDDEN_ACTION::/g) ?? []).length)).toBe(found);
    if (found === "1") {
      expect(run.status).toBe(1);
      expect(run.summary).toContain("only the platform team may");
    }
  });
});

describe("public access", () => {
  const rows: [string, string, boolean][] = [
    ["everybody", trusting({ AWS: "*" }), true],
    [
      "everybody of an organization",
      trusting({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } }),
      false,
    ],
    [
      "everybody where the key is there",
      trusting({ AWS: "*" }, { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1234567890" } }),
      true,
    ],
    ["one account", trusting({ AWS: "arn:aws:iam::111122223333:root" }), false],
  ];
  test.each(rows)("%s", async (_, policy, isPublic) => {
    const run = await runAction({ repository: repository({ "t.json": policy }), inputs: { "public-access": "fail" } });
    expect(run.stdout.includes("title=PUBLIC_ACCESS::")).toBe(isPublic);
    if (isPublic) expect(run.status).toBe(1);
  });
});

describe("AWS's custom checks", () => {
  const pass = { result: "PASS", message: "fine", reasons: [] };
  const fail = {
    result: "FAIL",
    message: "no",
    reasons: [{ description: "New access in the statement with index: 0.", statementIndex: 0 }],
  };
  const asked = { "aws-custom-checks": "true", "new-access": "fail" };

  async function compare(
    after: string,
    reply: (call: AnalyzerCall) => AnalyzerReply,
    inputs: Record<string, string> = asked,
  ) {
    const { repo, base, head } = commits({ "a.json": narrow }, { "a.json": after });
    aws = await startAccessAnalyzer((call) =>
      call.operation === "ValidatePolicy" ? { body: { findings: [] } } : reply(call),
    );
    return runAction({ repository: repo, event: pullRequest({ base, head }), inputs, aws: aws.url });
  }
  const operations = () => aws?.calls.map(({ operation }) => operation).sort();

  test.each<[string, string, string[]]>([
    ["a role's trust", "t.json", ["CheckNoPublicAccess", "ValidatePolicy"]],
    ["a resource that AWS cannot judge", "other.json", ["ValidatePolicy"]],
  ])("ask about public access to %s", async (_, path, expected) => {
    const policy =
      path === "t.json"
        ? trusting({ AWS: "*" })
        : JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS: "*" }, Action: "redshift:AuthorizeDataShare", Resource: "*" },
            ],
          });
    aws = await startAccessAnalyzer(({ operation }) => ({
      body: operation === "ValidatePolicy" ? { findings: [] } : fail,
    }));
    const run = await runAction({
      repository: repository({ [path]: policy }),
      inputs: { "aws-custom-checks": "true", "public-access": "fail" },
      aws: aws.url,
    });
    expect(operations()).toEqual(expected);
    expect(run.stdout.match(/title=PUBLIC_ACCESS::/g)).toHaveLength(1);
    expect(run.status).toBe(1);
  });

  test("are not made, and cost nothing, unless asked for", async () => {
    const run = await compare(wide, () => ({ body: fail }), { "new-access": "fail" });
    expect(operations()).toEqual(["ValidatePolicy"]);
    expect(run.summary).toContain("free of charge");
  });

  test("agree with ours: one finding, both engines, and what it cost", async () => {
    const run = await compare(wide, () => ({ body: fail }));
    expect(operations()).toEqual(["CheckNoNewAccess", "ValidatePolicy"]);
    expect(aws?.calls.find(({ operation }) => operation === "CheckNoNewAccess")?.body).toEqual({
      existingPolicyDocument: JSON.stringify(JSON.parse(narrow)),
      newPolicyDocument: JSON.stringify(JSON.parse(wide)),
      policyType: "IDENTITY_POLICY",
    });
    expect(run.stdout.match(/title=NEW_ACCESS::/g)).toHaveLength(1);
    expect(run.summary).toContain("(both engines)");
    expect(run.summary).toContain("2 (1 ValidatePolicy, 1 CheckNoNewAccess), at most &#36;0.002");
    expect(run.status).toBe(1);
  });

  test("find what ours did not: it is said, and red", async () => {
    const run = await compare(allowing("s3:GetObject", "s3:GetObject"), () => ({ body: fail }));
    expect(run.stdout.match(/title=NEW_ACCESS::IAM Access Analyzer finds new access/g)).toHaveLength(1);
    expect(run.outputs["new-access"]).toBe("new");
    expect(run.status).toBe(1);
  });

  test("do not take back what ours proved with a request", async () => {
    const run = await compare(wide, () => ({ body: pass }));
    expect(run.outputs["new-access"]).toBe("new");
    expect(run.status).toBe(1);
  });

  test.each<[string, AnalyzerReply]>([
    ["denied", analyzerError(403, "AccessDeniedException")],
    ["no result", { body: { message: "?" } }],
    ["refused", analyzerError(400, "InvalidParameterException")],
  ])("%s: not analysed, and red", async (_, reply) => {
    const run = await compare(allowing("s3:GetObject", "s3:GetObject"), () => reply);
    expect(run.outputs["not-analysed"]).toBe("1");
    expect(run.status).toBe(1);
  });

  test("stop at the cap", async () => {
    const run = await compare(wide, () => ({ body: pass }), { ...asked, "aws-call-limit": "1" });
    expect(aws?.calls).toHaveLength(1);
    expect(run.summary).toContain("ACCESS&#95;ANALYZER&#95;CALL&#95;BUDGET");
    expect(run.status).toBe(1);
  });
});
