import { expect, test } from "vitest";
import { services } from "../service-reference/services.ts";
import { validatePolicy } from "../validate.ts";

function codes(actions: string, file = "policy.json"): readonly string[] {
  const text = `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ${actions}, "Resource": "*" }] }`;
  const outcome = validatePolicy(text, { policyType: "identity", file });
  return outcome.kind === "analysed" ? outcome.findings.map(({ issueCode }) => issueCode) : [outcome.subject];
}

const pauses = '["redshift:PauseCluster", "redshift:DescribeTags", "redshift:RebootCluster"]';

test("lists that differ in one letter have verdicts of their own, however often they come", () => {
  for (let i = 0; i < 4; i++) {
    expect(codes(pauses)).toEqual([]);
    for (let at = 12; at < 20; at++) {
      const mistaken = `${pauses.slice(0, at)}~${pauses.slice(at + 1)}`;
      expect(codes(mistaken), mistaken).toContain("INVALID_ACTION");
    }
  }
});

test("repeated, covered and patterned strings are seen each time", () => {
  const covered = '["redshift:Describe*", "redshift:DescribeTags", "s3:GetObject"]';
  const otherCase = '["s3:GetObject", "S3:getobject", "s3:PutObject"]';
  for (let i = 0; i < 4; i++) {
    expect(codes(covered)).toContain("REDUNDANT_ACTION");
    expect(codes(otherCase)).toContain("REDUNDANT_ACTION");
    expect(codes('["s3:GetObject", "s3:PutObject"]')).toEqual([]);
  }
});

test("in YAML the same characters may be other strings", () => {
  const withAlias = (name: string): string =>
    `x: &a "redshift:${name}"\nVersion: "2012-10-17"\nStatement:\n- Effect: Allow\n  Action: [*a, "s3:GetObject"]\n  Resource: "*"\n`;
  const found = (name: string): readonly string[] => {
    const outcome = validatePolicy(withAlias(name), { policyType: "identity", file: "policy.yaml" });
    return outcome.kind === "analysed" ? outcome.findings.map(({ issueCode }) => issueCode) : [];
  };
  for (let i = 0; i < 3; i++) {
    expect(found("PauseCluster")).not.toContain("INVALID_ACTION");
    expect(found("PauseClusteq")).toContain("INVALID_ACTION");
  }
});

test.each([
  ["redshift:pausecluster", true],
  ["REDSHIFT:PauseCluster", true],
  ["redshift:Pause*", true],
  ["redshift:*Cluster", true],
  ["redshift:P?useCluster", true],
  ["redshift:*", true],
  ["redshift:Pauze*", false],
  ["redshift:usecluster", false],
  ["redshift:PauseClusterAgain", false],
  [`redshift:${services.service("redshift")?.actionNames.split(",").slice(1, 3)}`, false],
  ["redshift:", false],
])("%s names an action: %s", (action, isAction) => {
  for (let i = 0; i < 3; i++) expect(codes(`"${action}"`).includes("INVALID_ACTION"), action).toBe(!isAction);
});
