import { expect, test } from "vitest";
import { readPolicies } from "./find-policies.ts";
import { validateFiles } from "./validate-files.ts";

const role = (name: string, sid: string, comma = ","): string =>
  `"${name}": { "Type": "AWS::IAM::Role", "Properties": { "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Sid": ${sid}, "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }${comma} "Action": "sts:AssumeRole" }] } } }`;
const template = (...roles: readonly string[]) => ({
  path: "t.json",
  text: `{ "Resources": {\n${roles.join(",\n")}\n} }`,
});
const astray = role("Astray", '"a"b"');

/** Each policy's name and the lines of its faults. */
function faultsIn(file: { readonly path: string; readonly text: string }): (readonly [string, readonly number[]])[] {
  return validateFiles([file]).map((outcome) => {
    const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
    const faults = findings.filter(({ issueCode }) => issueCode === "JSON_SYNTAX_ERROR");
    const [, name = ""] = /Resources\.(\w+)/.exec(outcome.subject) ?? [];
    return [name, faults.map(({ locations }) => locations[0]?.span.start.line ?? 0)];
  });
}

test.each([
  ["behind", template(astray, role("Faulty", '"c"', ""), role("Sound", '"d"'))],
  ["before", template(role("Faulty", '"c"', ""), astray, role("Sound", '"d"'))],
])("where one policy leads reading astray, one %s it has its own fault", (_, file) => {
  const lines = new Map(faultsIn(file));
  expect([lines.get("Astray")?.length, lines.get("Faulty")?.length, lines.get("Sound")]).toEqual([1, 1, []]);
  expect(readPolicies(file).policies.map(({ subject }) => subject)).toEqual([expect.stringContaining("Sound")]);
});

test("faults outside of the policies are told where none before them led astray", () => {
  const { path, text } = template(role("Sound", '"c"'), astray);
  expect(faultsIn({ path, text: `// roles\n${text}]` })).toContainEqual(["", [1]]);
});
