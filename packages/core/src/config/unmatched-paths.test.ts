import { expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { unmatchedPaths } from "./unmatched-paths.ts";

const text = `version: 1
validate:
  policy-types:
    policies/scp/**: scp
    nosuch/**: scp
  values:
    tempaltes/**: { A: b }
    templates/**: { A: b }
  forbidden-actions:
    - { actions: sts:AssumeRole, path: polcies/**, reason: nobody }
    - { actions: sts:AssumeRole, path: policies/*.json, reason: nobody }
    - { actions: sts:AssumeRole, reason: nobody }
`;

test.each(["", "spec/"])("paths that no file has, from the folder %j", (folder) => {
  const { config, findings } = loadConfig({ path: `${folder}redshift-guard.yml`, text }, { readFile: () => undefined });
  expect(findings).toEqual([]);
  const files = ["policies/a.json", "policies/scp/b.json", "templates/c.yml"].map((file) => folder + file);
  const found = [...unmatchedPaths(config.validate, folder, files)].map(
    ({ findingType, findingDetails, locations }) =>
      `${findingType} ${locations[0]?.span.start.line}: ${findingDetails}`,
  );
  expect(found).toEqual([
    expect.stringMatching(/^ERROR 10: .*matches `polcies.*Did you mean `policies\/\*\*`\?$/),
    expect.stringMatching(/^ERROR 5: .*matches `nosuch.*Mend the path/),
    expect.stringMatching(/^ERROR 7: .*matches `tempaltes.*given to no policy.*Did you mean `templates\/\*\*`\?$/),
  ]);
});
