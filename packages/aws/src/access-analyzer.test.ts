import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type AnalyzerCall,
  type AnalyzerReply,
  analyzerError,
  analyzerFinding,
  type FakeAccessAnalyzer,
  startAccessAnalyzer,
} from "../test/access-analyzer-server.ts";
import { type AccessAnalyzerOptions, accessAnalyzer } from "./access-analyzer.ts";
import { callBudget } from "./call-budget.ts";
import { responseCache } from "./response-cache.ts";

const policy = '{"Version":"2012-10-17","Statement":[]}';
const identity = { policyType: "IDENTITY_POLICY" } as const;
let server: FakeAccessAnalyzer | undefined;

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "of-the-test");
  vi.stubEnv("AWS_REGION", "us-east-1");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = undefined;
});

async function analyzer(reply?: (call: AnalyzerCall) => AnalyzerReply, options: Partial<AccessAnalyzerOptions> = {}) {
  server = await startAccessAnalyzer(reply);
  vi.stubEnv("AWS_ENDPOINT_URL_ACCESSANALYZER", server.url);
  const budget = options.budget ?? callBudget(100);
  return { calls: server.calls, budget, ...accessAnalyzer({ patience: 3000, ...options, budget }) };
}

describe("ValidatePolicy", () => {
  test("sends the text as it is, with its types", async () => {
    const { validatePolicy, calls } = await analyzer();
    const kind = {
      policyType: "RESOURCE_POLICY",
      validatePolicyResourceType: "AWS::IAM::AssumeRolePolicyDocument",
    } as const;
    expect(await validatePolicy(" {\n}", kind)).toEqual({ kind: "answer", value: [], cached: false });
    expect(calls.map(({ body }) => body)).toEqual([{ policyDocument: " {\n}", ...kind }]);
  });

  test("reads all pages", async () => {
    const { validatePolicy, calls } = await analyzer(({ nextToken }) => ({
      body: {
        findings: [analyzerFinding(`PAGE_${nextToken ?? "0"}`, [])],
        ...(nextToken === "2" ? {} : { nextToken: nextToken === undefined ? "1" : "2" }),
      },
    }));
    const answer = await validatePolicy(policy, identity);
    expect(answer.kind === "answer" && answer.value.map(({ issueCode }) => issueCode)).toEqual([
      "PAGE_0",
      "PAGE_1",
      "PAGE_2",
    ]);
    expect(calls).toHaveLength(3);
  });

  test("waits as long as a throttled answer asks", async () => {
    const { validatePolicy, calls } = await analyzer(({ before }) =>
      before === 0 ? analyzerError(429, "ThrottlingException", {}, { "retry-after": "1" }) : { body: { findings: [] } },
    );
    const started = performance.now();
    expect((await validatePolicy(policy, identity)).kind).toBe("answer");
    expect(performance.now() - started).toBeGreaterThan(990);
    expect(calls).toHaveLength(2);
  });

  test.each<[string, (call: AnalyzerCall) => AnalyzerReply]>([
    ["500", () => analyzerError(500, "InternalServerException")],
    ["a cut connection", () => ({ reset: true })],
    ["an answer cut short", () => ({ body: '{"findings": [' })],
    ["a slow answer", () => ({ afterMs: 400, body: { findings: [] } })],
  ])("tries again after %s", async (_, fault) => {
    const { validatePolicy, calls } = await analyzer(
      (call) => (call.before === 0 ? fault(call) : { body: { findings: [] } }),
      { timeout: 200 },
    );
    expect((await validatePolicy(policy, identity)).kind).toBe("answer");
    expect(calls).toHaveLength(2);
  });

  const finding = analyzerFinding("A", []);
  test.each<[string, AnalyzerReply, string, number]>([
    ["throttled for good", analyzerError(429, "ThrottlingException", {}, { "retry-after": "30" }), "THROTTLED", 1],
    ["denied", analyzerError(403, "AccessDeniedException"), "DENIED", 1],
    ["an unknown key", analyzerError(403, "UnrecognizedClientException"), "NO_CREDENTIALS", 1],
    ["an expired token", analyzerError(403, "ExpiredTokenException"), "NO_CREDENTIALS", 1],
    ["failing for good", analyzerError(500, "InternalServerException"), "FAILED", 5],
    ["refused", analyzerError(400, "ValidationException", { reason: "fieldValidationFailed" }), "REFUSED", 1],
    ["unreachable", { reset: true }, "UNREACHABLE", 5],
    ["too slow", { afterMs: 600 }, "TIMED_OUT", 5],
    ["no JSON", { body: "<html>" }, "ANSWER_UNREADABLE", 5],
    ["no findings", { body: {} }, "ANSWER_UNREADABLE", 1],
    ["a finding without a code", { body: { findings: [{ ...finding, issueCode: null }] } }, "ANSWER_UNREADABLE", 1],
    ["an unknown type", { body: { findings: [{ ...finding, findingType: "FATAL" }] } }, "ANSWER_UNREADABLE", 1],
    ["pages that repeat", { body: { findings: [], nextToken: "1" } }, "ANSWER_UNREADABLE", 2],
  ])("%s is a fault", async (_, reply, code, requests) => {
    const { validatePolicy, calls } = await analyzer(() => reply, { timeout: 150 });
    const answer = await validatePolicy(policy, identity);
    expect(answer).toMatchObject({ kind: "fault", fault: { code: `ACCESS_ANALYZER_${code}` } });
    expect(answer.kind === "fault" && answer.fault.details).not.toMatch(/[\r\n]|undefined|\[object/);
    expect(calls).toHaveLength(requests);
  });

  test("a text that is too long is not sent", async () => {
    const { validatePolicy, calls } = await analyzer();
    const answer = await validatePolicy(" ".repeat(32_769), identity);
    expect(answer).toMatchObject({ kind: "fault", fault: { code: "ACCESS_ANALYZER_TOO_LARGE" } });
    expect(calls).toHaveLength(0);
  });

  test("through a proxy of the environment", async () => {
    const { validatePolicy, calls } = await analyzer();
    vi.stubEnv("HTTP_PROXY", server?.url);
    vi.stubEnv("AWS_ENDPOINT_URL_ACCESSANALYZER", "http://access-analyzer.example.invalid");
    expect((await validatePolicy(policy, identity)).kind).toBe("answer");
    expect(calls).toHaveLength(1);
  });

  test("without a Region", async () => {
    const { validatePolicy, calls } = await analyzer();
    vi.stubEnv("AWS_REGION", undefined);
    vi.stubEnv("AWS_CONFIG_FILE", "/nowhere");
    const answer = await validatePolicy(policy, identity);
    expect(answer).toMatchObject({ kind: "fault", fault: { code: "ACCESS_ANALYZER_NO_REGION" } });
    expect(calls).toHaveLength(0);
  });
});

describe("many calls", () => {
  test("never more at once than allowed", async () => {
    let running = 0;
    let most = 0;
    const { validatePolicy } = await analyzer(
      () => {
        most = Math.max(most, ++running);
        setTimeout(() => running--, 15);
        return { body: { findings: [] }, afterMs: 20 };
      },
      { concurrency: 3 },
    );
    await Promise.all(Array.from({ length: 12 }, (_, i) => validatePolicy(`${policy}${" ".repeat(i)}`, identity)));
    expect(most).toBe(3);
  });

  test("the budget stops them, and only those beyond it", async () => {
    const { validatePolicy, calls } = await analyzer(undefined, { budget: callBudget(5) });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => validatePolicy(`${policy}${" ".repeat(i)}`, identity)),
    );
    expect(calls).toHaveLength(5);
    const faults = answers.filter((answer) => answer.kind === "fault");
    expect(faults.map(({ fault }) => fault.code)).toEqual(Array(3).fill("ACCESS_ANALYZER_CALL_BUDGET"));
  });

  test("one that is denied ends the rest of that operation, not of others", async () => {
    const { validatePolicy, checkNoNewAccess, calls } = await analyzer(
      ({ operation }) =>
        operation === "ValidatePolicy"
          ? analyzerError(403, "AccessDeniedException")
          : { body: { result: "PASS", message: "", reasons: [] } },
      { concurrency: 1 },
    );
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => validatePolicy(`${policy}${" ".repeat(i)}`, identity)),
    );
    expect(answers.every(({ kind }) => kind === "fault")).toBe(true);
    expect((await checkNoNewAccess(policy, policy, "IDENTITY_POLICY")).kind).toBe("answer");
    expect(calls.map(({ operation }) => operation)).toEqual(["ValidatePolicy", "CheckNoNewAccess"]);
  });
});

describe("custom checks", () => {
  const fail = {
    result: "FAIL",
    message: "m",
    reasons: [{ description: "New access in s", statementIndex: 0, statementId: "S" }],
  };

  test("send what the API asks for and read the reasons", async () => {
    const { checkNoNewAccess, checkAccessNotGranted, checkNoPublicAccess, calls } = await analyzer(() => ({
      body: fail,
    }));
    const answer = { kind: "answer", value: fail, cached: false };
    expect(await checkNoNewAccess("{}", policy, "RESOURCE_POLICY")).toEqual(answer);
    expect(
      await checkAccessNotGranted(policy, "IDENTITY_POLICY", { actions: ["iam:PassRole"], resources: ["*"] }),
    ).toEqual(answer);
    expect(await checkNoPublicAccess(policy, "AWS::IAM::AssumeRolePolicyDocument")).toEqual(answer);
    expect(calls.map(({ operation, body }) => [operation, body])).toEqual([
      ["CheckNoNewAccess", { existingPolicyDocument: "{}", newPolicyDocument: policy, policyType: "RESOURCE_POLICY" }],
      [
        "CheckAccessNotGranted",
        {
          policyDocument: policy,
          policyType: "IDENTITY_POLICY",
          access: [{ actions: ["iam:PassRole"], resources: ["*"] }],
        },
      ],
      ["CheckNoPublicAccess", { policyDocument: policy, resourceType: "AWS::IAM::AssumeRolePolicyDocument" }],
    ]);
  });

  test("an answer without a result is a fault", async () => {
    const { checkNoNewAccess } = await analyzer(() => ({ body: { message: "fine" } }));
    expect(await checkNoNewAccess("{}", policy, "RESOURCE_POLICY")).toMatchObject({
      kind: "fault",
      fault: { code: "ACCESS_ANALYZER_ANSWER_UNREADABLE" },
    });
  });
});

describe("the cache", () => {
  const day = 86_400_000;
  async function folder(): Promise<string> {
    return mkdtemp(join(tmpdir(), "redshift-guard-cache-"));
  }

  test("gives an answer again, for the same text and type only, until it is old", async () => {
    let now = 1_700_000_000_000;
    const cache = responseCache({ folder: await folder(), maxAgeDays: 7, now: () => now });
    const { validatePolicy, calls } = await analyzer(() => ({ body: { findings: [analyzerFinding("A", [])] } }), {
      cache,
    });
    const first = await validatePolicy(policy, identity);
    expect(await validatePolicy(policy, identity)).toEqual({ ...first, cached: true });
    expect(calls).toHaveLength(1);
    await validatePolicy(`${policy} `, identity);
    await validatePolicy(policy, { policyType: "SERVICE_CONTROL_POLICY" });
    expect(calls).toHaveLength(3);
    now += 7 * day + 1;
    expect(await validatePolicy(policy, identity)).toMatchObject({ cached: false });
    expect(calls).toHaveLength(4);
  });

  test("gives no answer to another question", async () => {
    const cache = responseCache({ folder: await folder(), maxAgeDays: 7, now: Date.now });
    const { validatePolicy, checkNoNewAccess, checkAccessNotGranted, checkNoPublicAccess, calls } = await analyzer(
      ({ operation }) => ({ body: operation === "ValidatePolicy" ? { findings: [] } : { result: "PASS" } }),
      { cache },
    );
    const [type, other] = ["IDENTITY_POLICY", "RESOURCE_POLICY"] as const;
    const trust = "AWS::IAM::AssumeRolePolicyDocument";
    const questions = [
      () => validatePolicy(policy, { policyType: other }),
      () => validatePolicy(policy, { policyType: other, validatePolicyResourceType: trust }),
      () => checkNoNewAccess(policy, policy, type),
      () => checkNoNewAccess("{}", policy, type),
      () => checkNoNewAccess(policy, "{}", type),
      () => checkNoNewAccess(policy, policy, other),
      () => checkAccessNotGranted(policy, type, { actions: ["iam:PassRole"] }),
      () => checkAccessNotGranted(policy, type, { actions: ["iam:PassRole"], resources: ["*"] }),
      () => checkAccessNotGranted(policy, type, { actions: ["iam:*"] }),
      () => checkAccessNotGranted(policy, other, { actions: ["iam:PassRole"] }),
      () => checkAccessNotGranted("{}", type, { actions: ["iam:PassRole"] }),
      () => checkNoPublicAccess(policy, trust),
      () => checkNoPublicAccess(policy, "AWS::S3::Bucket"),
      () => checkNoPublicAccess("{}", trust),
    ];
    for (const question of questions) expect(await question()).toMatchObject({ kind: "answer", cached: false });
    for (const question of questions) expect(await question()).toMatchObject({ kind: "answer", cached: true });
    expect(calls).toHaveLength(questions.length);
  });

  test("keeps no faults, and a spoilt file is asked for again", async () => {
    const path = await folder();
    const cache = responseCache({ folder: path, maxAgeDays: 7, now: Date.now });
    let denied = true;
    const { validatePolicy } = await analyzer(
      () => (denied ? analyzerError(400, "ValidationException") : { body: { findings: [] } }),
      { cache },
    );
    expect((await validatePolicy(policy, identity)).kind).toBe("fault");
    expect(await readdir(path)).toEqual([]);
    denied = false;
    await validatePolicy(policy, identity);
    const [file] = await readdir(path);
    for (const spoilt of [
      "{",
      "[]",
      '{"savedAt":1e15,"answer":{}}',
      `{"savedAt":${Date.now()},"answer":{"findings":[{}]}}`,
    ]) {
      await writeFile(join(path, file as string), spoilt);
      expect(await validatePolicy(policy, identity)).toEqual({ kind: "answer", value: [], cached: false });
    }
  });

  test("a folder that cannot be written is said, once, and costs nothing else", async () => {
    const file = join(await folder(), "a-file");
    await writeFile(file, "");
    const cache = responseCache({ folder: file, maxAgeDays: 7, now: Date.now });
    const { validatePolicy } = await analyzer(undefined, { cache });
    expect((await validatePolicy(policy, identity)).kind).toBe("answer");
    expect((await validatePolicy(policy, identity)).kind).toBe("answer");
    expect([...cache.problems].join()).toContain("written");
    expect(cache.problems.size).toBeLessThan(3);
  });
});
