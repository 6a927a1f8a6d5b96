import { expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { unusedValues } from "./unused-values.ts";

const text = `version: 1
validate:
  values:
    prod/**:
      Environment: production
      Enviroment: production
      Name: x
      AWS::Region: eu-west-1
    "**": { Name: y, region: z }
    nosuch/**: { A: b }
    file/**: parameters.json
`;
const parameters = '{ "Parameters": { "NeverUsed": "x" } }';

test.each(["", "spec/"])("names that no file has, from the folder %j", (folder) => {
  const { config, findings } = loadConfig(
    { path: `${folder}redshift-guard.yml`, text },
    { readFile: () => parameters },
  );
  expect(findings).toEqual([]);
  const files = [
    { path: `${folder}redshift-guard.yml`, text },
    { path: `${folder}prod/a.yml`, text: "Parameters: { Environment: { Type: String }, FullName: { Type: String } }" },
    { path: `${folder}main.tf`, text: 'variable "region" {}' },
    { path: `${folder}file/b.yml`, text: "" },
  ];
  const found = [...unusedValues(config.validate, folder, files)].map(
    ({ findingType, issueCode, findingDetails, locations }) =>
      `${findingType} ${issueCode} ${locations[0]?.span.start.line}: ${findingDetails}`,
  );
  expect(found).toEqual([
    "WARNING CONFIG_VALUE_UNUSED 6: No file that `prod/**` reaches has a parameter `Enviroment`, so this value is used nowhere. Did you mean `Environment`?",
    "WARNING CONFIG_VALUE_UNUSED 7: No file that `prod/**` reaches has a parameter `Name`, so this value is used nowhere. Correct the name, or remove it.",
    "WARNING CONFIG_VALUE_UNUSED 9: No file that `**` reaches has a parameter `Name`, so this value is used nowhere. Correct the name, or remove it.",
  ]);
});

test.each([
  ["a file beside a Terraform file", "m/iam.tf", 0],
  ["a file beside another file", "m/iam.yml", 1],
])("a name in %s", (_, path, count) => {
  const written = 'version: 1\nvalidate:\n  values:\n    "m/i*": { vendor: x }\n';
  const { config } = loadConfig({ path: "redshift-guard.yml", text: written }, { readFile: () => undefined });
  const moduleOf = () => ({ files: [{ path: "m/locals.tf", text: "locals {\n  v = var.vendor\n}\n" }], notRead: [] });
  expect([...unusedValues(config.validate, "", [{ path, text: "" }], moduleOf)]).toHaveLength(count);
});
