import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { templates } from "@redshift-guard/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../cli.ts", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "redshift-guard-template-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "template", ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

describe("template list", () => {
  test("every template", () => {
    const { status, stdout } = run("list");
    expect(status).toBe(0);
    for (const { id, title } of templates) {
      expect(stdout).toMatch(new RegExp(`^${id}\\s`, "m"));
      expect(stdout).toContain(title);
    }
    expect(stdout).toContain(`${templates.length} templates.`);
  });

  test.each([
    [["informatica", "kms"], ["informatica-sse-kms-key-policy"]],
    [["POLYTOMIC-TRUST"], ["polytomic-trust"]],
    [["glue:GetTable", "s3:GetObject"], ["redshift-spectrum-glue-read"]],
  ])("with the words %j", (words, ids) => {
    const { status, stdout } = run("list", ...words);
    expect(status).toBe(0);
    expect(templates.map(({ id }) => id).filter((id) => new RegExp(`^${id}\\s`, "m").test(stdout))).toEqual(ids);
  });

  test("words that are nowhere", () => {
    expect(run("list", "oracle")).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("`oracle`") });
  });
});

describe("template show", () => {
  test("says what it grants, why, the parameters, the policy and the sources", () => {
    const { status, stdout } = run("show", "redshift-get-cluster-credentials");
    expect(status).toBe(0);
    for (const part of [
      "Reconstructed: not the vendor's text.",
      "redshift:GetClusterCredentials",
      "clusterIdentifier  (required)",
      "partition  (default aws)",
      '"arn:aws:redshift:us-east-1:123456789012:dbuser:my-cluster/etl_user"',
      "https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-role-permissions.html",
    ]) {
      expect(stdout).toContain(part);
    }
  });

  test("no such template", () => {
    const { status, stderr } = run("show", "polytomic-trusts");
    expect(status).toBe(2);
    expect(stderr).toContain("did you mean `polytomic-trust`?");
  });
});

describe("template render", () => {
  test("to the standard output, where nothing else is written", () => {
    const { status, stdout, stderr } = run(
      "render",
      "redshift-service-trust-regions",
      "-p",
      "regions=us-east-1",
      "--param",
      "regions=us-west-2",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout).Statement[0].Principal.Service).toEqual([
      "redshift.us-east-1.amazonaws.com",
      "redshift.us-west-2.amazonaws.com",
    ]);
  });

  test("never over a file that is there, unless it is asked to", () => {
    const output = join(folder, "trust.json");
    writeFileSync(output, "mine");
    const refused = run("render", "redshift-service-trust", "-o", "trust.json");
    expect([refused.status, readFileSync(output, "utf8")]).toEqual([2, "mine"]);
    expect(refused.stderr).toContain("`trust.json` would be written over");
    expect(run("render", "redshift-service-trust", "-o", "trust.json", "--force").status).toBe(0);
    expect(readFileSync(output, "utf8")).toContain("redshift.amazonaws.com");
  });

  test("parameters of a file, and those of the command line before them", () => {
    writeFileSync(
      join(folder, "etl.yml"),
      "region: us-east-1\naccountId: 012345678901\nclusterIdentifier: c1\ndbUsers: [etl]\n",
    );
    const { status, stdout } = run(
      "render",
      "redshift-service-trust-dbusers",
      "--parameters",
      "etl.yml",
      "-p",
      "clusterIdentifier=c2",
    );
    expect(status).toBe(0);
    expect(stdout).toContain('"arn:aws:redshift:us-east-1:012345678901:dbuser:c2/etl"');
  });

  test("to a file, whose folder is made", () => {
    const { status, stdout, stderr } = run(
      "render",
      "redshift-service-trust",
      "-f",
      "Terraform",
      "--name",
      "Etl",
      "-o",
      "out/trust.tf",
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toContain("Wrote `out/trust.tf`.");
    expect(readFileSync(join(folder, "out/trust.tf"), "utf8")).toMatch(
      /^resource "aws_iam_role" "redshift_service_trust" \{\n {2}name {8}= "Etl"\n/,
    );
  });

  test("the wider of two templates names the narrower one", () => {
    const { stderr } = run("render", "polytomic-serverless-permissions");
    expect(stderr).toContain("`polytomic-serverless-permissions-least-privilege` grants less");
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      "a parameter without a value",
      ["redshift-service-trust", "-p", "region"],
      /`--param region` does not have the form NAME=VALUE; for example/,
    ],
    [
      "every wrong parameter at once",
      ["redshift-service-trust-dbusers", "-p", "regoin=x", "-p", "accountId=1"],
      /`regoin`.*did you mean `region`.*`accountId` is `1`.*`clusterIdentifier` is missing/,
    ],
    [
      "a single value given twice",
      ["polytomic-trust", "-p", "externalId=ab", "-p", "externalId=cd"],
      /`externalId` is a list/,
    ],
    ["an unknown form", ["redshift-service-trust", "--format", "yml"], /no form `yml`.*`yaml`/],
    ["an unknown template", ["redshift-trust"], /no template `redshift-trust`/],
    ["no template", [], /missing required argument 'id'/],
    [
      "a name that IAM does not take",
      ["redshift-service-trust", "--format", "terraform", "--name", "a b"],
      /The name `a b`/,
    ],
    [
      "a file of parameters that is not there",
      ["redshift-service-trust", "--parameters", "none.yml"],
      /`none\.yml`.*could not be read/,
    ],
    ["a folder to write to", ["redshift-service-trust", "-o", ".", "--force"], /could not be written/],
  ])("%s", (_, args, message) => {
    const { status, stdout, stderr } = run("render", ...args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe("template match", () => {
  test("a policy that is one", () => {
    writeFileSync(join(folder, "trust.json"), trustOf({ StringLike: { "STS:ExternalId": ["0b9f4c1e-6a52"] } }));
    const { status, stdout } = run("match", "trust.json");
    expect(stdout).toMatch(
      /^trust\.json: it is `polytomic-trust` \(.*\)\.\n {2}externalId: 0b9f4c1e-6a52\n {2}The same policy: /,
    );
    expect(status).toBe(0);
  });

  test("one that is not, with the difference", () => {
    writeFileSync(join(folder, "open.json"), trustOf({}));
    const { status, stdout } = run("match", "open.json");
    expect(stdout).toMatch(/^open\.json: it is no template\. The nearest is `polytomic-trust`/);
    expect(stdout).toContain("externalId: the policy holds no value that the template takes");
    expect(stdout).toMatch(/It allows more: .*568237466542/);
    expect(stdout).not.toContain("It allows less");
    expect(status).toBe(1);
  });

  test("a file that is not there", () => {
    expect(run("match", "none.json")).toMatchObject({ status: 3, stderr: "" });
  });

  function trustOf(condition: object): string {
    const statement = {
      Effect: "Allow",
      Principal: { AWS: "568237466542" },
      Action: "sts:AssumeRole",
      Condition: condition,
    };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  }
});

test("help has examples", () => {
  for (const command of ["list", "show", "render", "match"]) {
    const { status, stdout } = run(command, "--help");
    expect(status).toBe(0);
    expect(stdout).toContain(`$ redshift-guard template ${command}`);
  }
});
