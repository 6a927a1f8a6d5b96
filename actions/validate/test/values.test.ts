import { describe, expect, test } from "vitest";
import { repository } from "./repository.ts";
import { pullRequest, runAction } from "./run-action.ts";

const iam = `resource "aws_iam_role" "etl" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = local.vendor } }]
  })
}
`;
const locals = 'locals {\n  vendor = "arn:aws:iam::${var.account}:root"\n}\n';
const variables = 'variable "account" {\n  type = string\n}\n';
const tfvars = (account: string) => `account = "${account}"\n`;
const config = (values: string) => `version: 1\nvalidate:\n  values:\n    "m/i*": ${values}\n`;
const files = { "m/iam.tf": iam, "m/locals.tf": locals, "m/variables.tf": variables };
const inFile = { ...files, "m/prod.tfvars": tfvars("111122223333"), "redshift-guard.yml": config("m/prod.tfvars") };
const inConfig = { ...files, "redshift-guard.yml": config('{ account: "111122223333" }') };

describe("a change of values alone", () => {
  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, boolean]>([
    ["in the file that the config names", inFile, { "m/prod.tfvars": tfvars("444455556666") }, true],
    ["in the config", inConfig, { "redshift-guard.yml": config('{ account: "444455556666" }') }, true],
    ["in a file that nobody names", { ...inFile, "m/dev.tfvars": "" }, { "m/dev.tfvars": tfvars("1") }, false],
  ])("%s", async (_, before, after, isSaid) => {
    const repo = repository(before);
    const base = repo.git("rev-parse", "HEAD");
    repo.write(after);
    const { summary, outputs } = await runAction({
      repository: repo,
      event: pullRequest({ base, head: repo.commit() }),
    });
    expect(outputs["new-access"]).toBe(isSaid ? "new" : "not-asked");
    expect(summary.includes("by which all policies are judged")).toBe(isSaid);
  });
});

/* Where nobody gives paths, those of the config are the question: what is not looked at gets no values. */
test.each([
  ["reaches a template without a policy", "", false],
  ["reaches what no path of the config does", '  paths: "m/**"\n', true],
])("a glob that %s", async (_, paths, isMistake) => {
  const values = `${inConfig["redshift-guard.yml"]}    t/**: { Name: x }\n${paths}`;
  const template = "Parameters:\n  Name: { Type: String }\nResources: {}\n";
  const { summary } = await runAction({
    repository: repository({ ...inConfig, "redshift-guard.yml": values, "t/a.yml": template }),
    event: { name: "push", payload: {} },
  });
  expect(summary.replaceAll("&#95;", "_").includes("CONFIG_NO_FILE_MATCHES")).toBe(isMistake);
});

test("a value that is used in a file without a policy is used", async () => {
  const template = "Parameters:\n  Name: { Type: String }\nResources: {}\n";
  const policy =
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }] }';
  const before = {
    ...inConfig,
    "redshift-guard.yml": `${inConfig["redshift-guard.yml"]}    t/**: { Name: x }\n`,
    "t/a.yml": template,
    "t/b.yml": policy,
  };
  const { summary, outputs } = await runAction({
    repository: repository(before),
    event: { name: "push", payload: {} },
  });
  expect(outputs["not-analysed"]).toBe("0");
  expect(summary).not.toContain("CONFIG");
});
