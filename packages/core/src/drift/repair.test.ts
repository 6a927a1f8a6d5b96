import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { detectDrift } from "../drift.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { repairFor } from "./repair.ts";
import { repairWays } from "./repair-ways.ts";

const arn = "arn:aws:iam::111122223333:role/team/Etl";

function policy(sid: string, externalId = "x-1"): PolicyDocument {
  const statement = {
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::444455556666:root" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": externalId } },
  };
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, undefined, 2), {
    policyType: "trust",
  }).policy;
}

const awkward = `it's "quoted" $(touch /tmp/x) \`id\` \\ ; # & | * ~ é`;

test("a shell gives the document to the AWS CLI as it is", () => {
  const { command, document } = repairFor(arn, policy(awkward), policy("a"));
  const script = `aws() { for word in "$@"; do printf '%s\\0' "$word"; done; }\n${command}`;
  const words = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
  expect(words).toEqual(["iam", "update-assume-role-policy", "--role-name", "Etl", "--policy-document", document]);
  expect(JSON.parse(document).Statement[0].Sid).toBe(awkward);
  expect(document).not.toContain("\n");
});

test("what nobody sees is escaped, so that it is not lost on the way", () => {
  const hidden = "a\u202eb\u00adc\u00a0d\u2028e\u0085f\tg";
  const { command, document, accept } = repairFor(arn, policy(hidden), policy(hidden));
  for (const text of [command, document]) expect(text).toMatch(/^[ -~]*$/);
  expect(accept).toMatch(/^[ -~\n]*$/);
  expect(JSON.parse(document).Statement[0].Sid).toBe(hidden);
});

test("the lines for the config accept what is deployed, and nothing else", () => {
  const { accept } = repairFor(arn, policy("a"), policy(`${awkward}\u202e\u0085`, "other"));
  const entry = accept
    .replace("YYYY-MM-DD", "2027-01-31")
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
  const text = `version: 1\nroles:\n  - role: ${arn}\n    trust: { policy: etl.json }\n${entry}\n`;
  const expected = policy("a");
  const { config, findings } = loadConfig(
    { path: "redshift-guard.yml", text },
    {
      readFile: () => JSON.stringify({ Version: "2012-10-17", Statement: [statementOf(expected)] }),
      today: "2026-11-21",
    },
  );
  expect(findings).toEqual([]);
  const drift = (externalId: string) => {
    const trustPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statementOf(policy("b", externalId))] });
    const role = { kind: "role" as const, arn, account: "111122223333", name: "Etl", path: "/team/", source: "IAM" };
    return detectDrift(config, [{ ...role, trustPolicy }]).flatMap((one) =>
      one.kind === "analysed" ? one.findings.map(({ issueCode }) => issueCode) : [one.finding.issueCode],
    );
  };
  expect(drift("other")).toEqual(["DRIFT_ACCEPTED_VARIANT"]);
  expect(drift("third")).toEqual(["DRIFT_SHIFTED"]);
});

test("a document that is longer than IAM's quota is said to be", () => {
  const long = (length: number): PolicyDocument => {
    const without = JSON.stringify({ Version: "2012-10-17", Statement: [statementOf(policy(""))] }).length;
    return policy("s".repeat(length - without));
  };
  expect(repairFor(arn, long(2048), policy("a")).warning).toBeUndefined();
  expect(repairFor(arn, long(2049), policy("a")).warning).toMatch(/has 2049 characters; IAM takes 2048 unless/);
  expect(repairFor(arn, long(8193), policy("a")).warning).toMatch(/IAM takes 8192 at most/);
});

test("a name that begins with a dash is no option", () => {
  const { command } = repairFor("arn:aws:iam::111122223333:role/-Etl", policy("a"), policy("b"));
  expect(command).toContain(" --role-name=-Etl ");
});

const trust = (statements: readonly object[]): PolicyDocument =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { policyType: "trust" }).policy;
const lets = (aws: string | readonly string[], more = {}): object => ({
  Effect: "Allow",
  Principal: { AWS: aws },
  Action: "sts:AssumeRole",
  ...more,
});
const loader = "arn:aws:iam::444455556666:role/loader";

test.each<[string, PolicyDocument, PolicyDocument, RegExp | undefined]>([
  ["nothing special", trust([lets(loader)]), trust([lets("*")]), undefined],
  ["a lock", trust([lets(loader)]), trust([lets(loader), lets("*", { Effect: "Deny" })]), /^The role is locked/],
  [
    "a deleted principal",
    trust([lets(loader)]),
    trust([lets("AROAEXAMPLEEXAMPLE123")]),
    /: make sure that arn:aws:iam::444455556666:role\/loader is there\.$/,
  ],
  [
    "letters beyond Latin",
    trust([lets(loader, { Sid: "Жук" })]),
    trust([lets("*")]),
    /holds `Ж`; IAM takes characters up to U\+00FF/,
  ],
  ["a line break", trust([lets("a\nrm -rf ~")]), trust([lets("AROAEXAMPLEEXAMPLE123")]), /that a.rm -rf ~ is there/],
  ["a letter that nobody sees", trust([lets(loader, { Sid: "a\u202e" })]), trust([lets("*")]), /holds `<U\+202E>`/],
  ["letters of Latin", trust([lets(loader, { Sid: "é\u00ff" })]), trust([lets("*")]), undefined],
])("before the command is run: %s", (_, expected, actual, warning) => {
  const repair = repairFor(arn, expected, actual);
  if (warning === undefined) expect(repair.warning).toBeUndefined();
  else expect(repair.warning).toMatch(warning);
  // It stands in the same block as the command, behind a `#`.
  expect(repair.warning ?? "").not.toMatch(/[\r\n\u2028\u2029]/);
});

function statementOf({ statements }: PolicyDocument): unknown {
  const condition = statements[0]?.conditions[0];
  return {
    Sid: statements[0]?.sid?.value ?? "",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::444455556666:root" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": condition?.values[0]?.value } },
  };
}

test.each([
  [arn, /with credentials of account 111122223333$/],
  ["arn:aws:iam::::error::x:role/y", /with credentials of its account$/],
])("the command names no account, so what stands above it does: %s", (role, title) => {
  const repair = repairFor(role, trust([lets(loader)]), trust([lets("*")]));
  const access = { kind: "none" } as const;
  const drift = {
    role,
    status: "MODIFIED",
    verdict: "widened",
    newAccess: access,
    lostAccess: access,
    repair,
  } as const;
  expect(repairWays(drift)[0]?.title).toMatch(title);
});
