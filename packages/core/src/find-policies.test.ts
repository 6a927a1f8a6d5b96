import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findPolicies } from "./find-policies.ts";
import { validateFiles } from "./validate-files.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (name === "node_modules" || name === "out") return [];
    return statSync(join(root, path)).isDirectory() ? filesIn(path) : [path];
  });
}

const files = [...filesIn("examples"), ...filesIn("packages/core/test")].filter((path) =>
  /\.(json|ya?ml|tf)$/.test(path),
);

describe("findPolicies", () => {
  test.each(files)("finds in %s what validateFiles judges, under the same names", (path) => {
    const file = { path, text: readFileSync(join(root, path), "utf8") };
    const judged = validateFiles([file]).flatMap((outcome) =>
      outcome.kind === "analysed" && outcome.policyType !== undefined ? [[outcome.subject, outcome.policyType]] : [],
    );
    const found = findPolicies(file);
    expect(found.map(({ subject, policy }) => [subject, policy.type])).toEqual(judged);
    expect(new Set(found.map(({ subject }) => subject)).size).toBe(found.length);
  });

  test("a policy's place in the file is where its text stands", () => {
    const text = 'Statement:\n  - Effect: Allow\n    Action: "s3:GetObject"\n    Resource: "*"\n';
    const [policy] = findPolicies({ path: "a.yml", text });
    const action = policy?.policy.statements[0]?.action?.values[0];
    const { span } = policy?.locate(action ?? { start: 0, end: 0 }, []) ?? {};
    expect(span).toMatchObject({ start: { line: 3, column: 12 }, end: { line: 3, column: 26 } });
    expect(policy?.isWholeJson).toBe(false);
  });

  test.each<[string, string, boolean]>([
    ["a.json", '{"Statement":[]}', true],
    ["a.yaml", '{"Statement":[]}', false],
    ["a.json", '{"PolicyDocument":{"Version":"2012-10-17","Statement":[]}}', false],
  ])("%s %s is a whole policy in JSON: %j", (path, text, expected) => {
    expect(findPolicies({ path, text }).map(({ isWholeJson }) => isWholeJson)).toEqual([expected]);
  });
});
