import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { detectDrift } from "../drift.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { repairFor } from "./repair.ts";

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

test("the lines for the config accept what is deployed, and nothing else", () => {
  const { accept } = repairFor(arn, policy("a"), policy(awkward, "other"));
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
