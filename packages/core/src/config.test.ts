import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { configExample, configPage } from "./config/config-page.ts";
import { configSchema, type LoadedConfig, loadConfig } from "./config.ts";
import { type Node, plainValue } from "./syntax/node.ts";
import { parseYaml } from "./syntax/yaml.ts";

const files: Readonly<Record<string, string>> = {
  "trust.json":
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"redshift.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  "spec/beside.yml":
    "Version: '2012-10-17'\nStatement:\n  Effect: Allow\n  Principal: { Service: redshift.amazonaws.com }\n  Action: sts:AssumeRole\n",
  "role.json": JSON.stringify({
    Role: {
      Arn: "arn:aws:iam::111122223333:role/Copy",
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "redshift.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    },
  }),
  "locked-out.json": '{"Role":{\n"AssumeRolePolicyDocument":{"Version":"2012-10-17",\n"Statement":[]}}}',
  "two.json": '{"Roles":[{"AssumeRolePolicyDocument":{"Statement":[]}},{"AssumeRolePolicyDocument":{"Statement":[]}}]}',
  "parameters.json":
    '[{ "ParameterKey": "Environment", "ParameterValue": "test" }, { "ParameterKey": "Old", "UsePreviousValue": true }]',
  "pipeline.json":
    '{ "Parameters": { "Environment": "test", "Vendors": ["a", 1], "Odd": { "a": 1 }, "None": null }, "Tags": { "x": "y" } }',
  "production.tfvars":
    'environment = "production"\ncount = 3\nis_open = false\nvendors = ["a", "b"]\nmap = { a = 1.50 }\nother = "${var.x}"\nnone = null\n',
  "test.tfvars.json": '{ "environment": "test", "vendors": ["a"], "map": {}, "toString": "x" }',
  "variables.tf":
    'variable "environment" {\n  default = "test"\n}\nvariable "id" {\n  type = string\n}\nvariable "none" {\n  default = null\n}\nvariable "open" {\n  default = true\n}\nlocals {\n  default = "x"\n}\n',
  "faulty.tfvars": "environment = \n}",
  "broken.json": '{"Version":"2012-10-17",\n"Statement":[{"Effect":"Allow" "Action":"sts:AssumeRole"}]}',
};
const account = { account: "111122223333", partition: "aws" };

function load(text: string, path = "redshift-guard.yml", today = "2026-11-21"): LoadedConfig {
  return loadConfig({ path, text }, { readFile: (name) => files[name], today });
}

const role = "arn:aws:iam::111122223333:role/Copy";

describe("the three forms of a trust", () => {
  const policy =
    "{ Version: '2012-10-17', Statement: [{ Effect: Allow, Principal: { Service: redshift.amazonaws.com }, Action: sts:AssumeRole }] }";

  test.each([
    ["a file", "policy: trust.json"],
    ["a file that `aws iam get-role` printed", "policy: role.json"],
    ["in place", `policy: ${policy}`],
    ["a template", "{ template: redshift-service-trust }"],
    [
      "a template with parameters",
      "{ template: redshift-service-trust-regions, parameters: { regions: [us-east-1] } }",
    ],
    ["terms", "{ regions: [us-east-1, us-west-2] }"],
  ])("%s", (_, trust) => {
    const written = trust.startsWith("{") ? trust : `{ ${trust} }`;
    const { config, findings } = load(`version: 1\nroles:\n  - role: ${role}\n    trust: ${written}\n`);
    expect(findings).toEqual([]);
    expect(config.roles).toHaveLength(1);
    const expected = config.roles[0]?.trust.policyFor(account);
    expect(expected?.kind === "policy" && expected.policy.statements[0]?.effect?.value).toBe("Allow");
    expect(config.roles[0]?.at).toMatchObject({
      file: "redshift-guard.yml",
      path: [{ value: "roles" }, { index: 0 }, { value: "role" }],
      span: { start: { line: 3, column: 10 } },
    });
  });

  test("JSON is read, too, and paths count from the config's folder", () => {
    const text = JSON.stringify({ version: 1, roles: [{ role, trust: { policy: "./beside.yml" } }] });
    const { config, findings } = load(text, "spec/guard.json");
    expect(findings).toEqual([]);
    expect(config.roles[0]?.trust.policyFor(account).kind).toBe("policy");
  });

  test.each([
    ["locked-out.json", /^`locked-out\.json` line 2: It has no statement\.$/],
    ["two.json", /^`two\.json` line 1: /],
  ])("a role's file without one policy that can be compared is no expectation: %s", (file, because) => {
    const { config } = load(`version: 1\nroles: [{ role: ${role}, trust: { policy: ${file} } }]\n`);
    expect(config.roles[0]?.trust.policyFor(account)).toMatchObject({
      kind: "unusable",
      because: expect.stringMatching(because),
    });
  });

  test("a policy file with faults is no expectation", () => {
    const { config, findings } = load(`version: 1\nroles: [{ role: ${role}, trust: { policy: broken.json } }]\n`);
    expect(findings).toEqual([]);
    expect(config.roles[0]?.trust.policyFor(account)).toMatchObject({
      kind: "unusable",
      because: expect.stringMatching(/^`broken\.json` line 2: A comma is missing/),
    });
  });
});

describe("mistakes, each with its place", () => {
  const head = "version: 1\n";
  const trust = "trust: { policy: trust.json }";
  test.each([
    ["an empty file", "", "CONFIG_SYNTAX_ERROR", 1, /empty/],
    [
      "a misspelt action",
      `${head}validate:\n  forbidden-actions:\n    - actions: [sts:AssumRole]\n      reason: x\n`,
      "CONFIG_UNKNOWN_ACTION",
      4,
      /Did you mean `sts:AssumeRole`\?/,
    ],
    [
      "a service that does not exist",
      `${head}validate:\n  forbidden-actions:\n    - actions:\n      - s3:*\n      - redshft:*\n      reason: x\n`,
      "CONFIG_UNKNOWN_ACTION",
      6,
      /Did you mean `redshift`\?/,
    ],
    [
      "a pattern that no action matches",
      `${head}validate:\n  forbidden-actions:\n    - actions: redshift:Drop*\n      reason: x\n`,
      "CONFIG_UNKNOWN_ACTION",
      4,
      /`redshift:Drop\*` does not exist/,
    ],
    [
      "a misspelt code",
      `${head}validate:\n  suppressions:\n    - code: EXTERNAL_ID_MISING\n      path: a/**\n      reason: x\n`,
      "CONFIG_UNKNOWN_CODE",
      4,
      /Did you mean `EXTERNAL_ID_MISSING`\?/,
    ],
    [
      "what no validation finds",
      `${head}validate:\n  suppressions:\n    - code: DRIFT_WIDENED\n      reason: x\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /Let its trust pass with `accept`/,
    ],
    [
      "what was not analysed, everywhere",
      `${head}validate:\n  suppressions:\n    - code: NOT_ANALYSED_EMPTY\n      reason: x\n`,
      "CONFIG_MISSING_MEMBER",
      4,
      /needs a `path`/,
    ],
    [
      "faults of a text, everywhere",
      `${head}validate:\n  suppressions:\n    - code: JSON_SYNTAX_ERROR\n      reason: x\n`,
      "CONFIG_MISSING_MEMBER",
      4,
      /needs a `path`/,
    ],
    ["broken YAML", "version: 1\nroles: [", "CONFIG_SYNTAX_ERROR", 2, /./],
    ["no version", "roles: []\n", "CONFIG_MISSING_MEMBER", 1, /`version` is missing/],
    ["another version", "version: 2\n", "CONFIG_WRONG_VALUE", 1, /`2` is not `1`/],
    ["a version in quotes", 'version: "1"\n', "CONFIG_WRONG_VALUE", 1, /the number 1, not a text\. Remove the quotes/],
    [
      "a misspelt service",
      `${head}roles:\n  - role: Copy\n    trust: { service: redshft, regions: us-east-1 }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /Did you mean `redshift`\?/,
    ],
    [
      "forbidden actions without a reason",
      `${head}validate:\n  forbidden-actions: [{ actions: s3:* }]\n`,
      "CONFIG_MISSING_MEMBER",
      3,
      /^`reason` is missing here: why nobody may have them; shown with the finding\.$/,
    ],
    ["a misspelt member", `${head}rolls: []\n`, "CONFIG_UNKNOWN_MEMBER", 2, /Did you mean `roles`\?/],
    ["a member twice", `${head}roles: []\nroles: []\n`, "CONFIG_REPEATED_MEMBER", 3, /twice/],
    ["roles as an object", `${head}roles: {}\n`, "CONFIG_WRONG_TYPE", 2, /a list of roles, not an object/],
    ["a role without trust", `${head}roles:\n  - role: ${role}\n`, "CONFIG_MISSING_MEMBER", 3, /`trust` is missing/],
    [
      "a half ARN",
      `${head}roles:\n  - role: arn:aws:iam::1:role/x\n    ${trust}\n`,
      "CONFIG_WRONG_VALUE",
      3,
      /Example/,
    ],
    [
      "the same role twice",
      `${head}roles:\n  - { role: Copy, ${trust} }\n  - { role: Copy, ${trust} }\n`,
      "CONFIG_REPEATED_ROLE",
      4,
      /on line 3/,
    ],
    [
      "a missing file",
      `${head}roles:\n  - role: Copy\n    trust: { policy: nowhere.json }\n`,
      "CONFIG_FILE_NOT_FOUND",
      4,
      /`nowhere.json` cannot be read/,
    ],
    [
      "a misspelt template",
      `${head}roles:\n  - role: Copy\n    trust:\n      template: redshift-service-trus\n`,
      "CONFIG_WRONG_TEMPLATE",
      5,
      /Did you mean `redshift-service-trust`\?/,
    ],
    [
      "a template of another type",
      `${head}roles:\n  - role: Copy\n    trust:\n      template: polytomic-serverless-permissions\n`,
      "CONFIG_WRONG_TEMPLATE",
      5,
      /is no trust policy/,
    ],
    [
      "a parameter of the wrong kind, at its element",
      `${head}roles:\n  - role: Copy\n    trust:\n      template: redshift-service-trust-regions\n      parameters:\n        regions:\n          - us-east-1\n          - Ohio\n`,
      "CONFIG_WRONG_TEMPLATE",
      9,
      /Ohio/,
    ],
    [
      "two forms at once",
      `${head}roles:\n  - role: Copy\n    trust: { policy: trust.json, regions: [us-east-1] }\n`,
      "CONFIG_UNKNOWN_MEMBER",
      4,
      /does not stand beside `policy`/,
    ],
    ["an empty trust", `${head}roles:\n  - role: Copy\n    trust: {}\n`, "CONFIG_WRONG_TERMS", 4, /says nothing/],
    [
      "an unknown group",
      `${head}accounts: { prod: "111122223333" }\nroles:\n  - { role: Copy, accounts: prd, ${trust} }\n`,
      "CONFIG_UNKNOWN_ACCOUNT_GROUP",
      4,
      /Did you mean `prod`\?/,
    ],
    ["an account that lost its zero", `${head}accounts: { prod: 12345678901 }\n`, "CONFIG_WRONG_VALUE", 2, /quotes/],
    [
      "a vendor with the ExternalId of its documentation",
      `${head}roles:\n  - role: A\n    trust: { vendor: polytomic, external-id: [a1efa791-4530-43a0-962d-74e2ccf18309] }\n`,
      "CONFIG_WRONG_TERMS",
      4,
      /is the sample of Polytomic's documentation, not yours/,
    ],
    [
      "a vendor without ExternalId",
      `${head}roles:\n  - role: Copy\n    trust: { vendor: polytomic }\n`,
      "CONFIG_WRONG_TERMS",
      4,
      /external-id/,
    ],
    [
      "an unknown vendor",
      `${head}roles:\n  - role: Copy\n    trust: { vendor: polytomicc, external-id: abcd }\n`,
      "CONFIG_UNKNOWN_VENDOR",
      4,
      /polytomic/,
    ],
    [
      "users without a cluster",
      `${head}roles:\n  - role: Copy\n    trust: { db-users: etl }\n`,
      "CONFIG_WRONG_TERMS",
      4,
      /`cluster`/,
    ],
    [
      "a cluster without a Region",
      `${head}roles:\n  - role: Copy\n    trust: { cluster: dwh, db-users: etl }\n`,
      "CONFIG_WRONG_TERMS",
      4,
      /`region`/,
    ],
    [
      "no such Region",
      `${head}roles:\n  - role: Copy\n    trust: { regions: [us-east-9] }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /us-east-9/,
    ],
    [
      "no such day",
      `${head}validate:\n  suppressions:\n    - { code: X, reason: y, expires: 2026-02-30 }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /calendar/,
    ],
    [
      "a suppression with nothing but spaces for a reason",
      `${head}validate:\n  suppressions:\n    - { code: X, reason: "  " }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /is not a reason in words/,
    ],
    [
      "a suppression without reason",
      `${head}validate:\n  suppressions:\n    - code: X\n`,
      "CONFIG_MISSING_MEMBER",
      4,
      /`reason`/,
    ],
    [
      "an unknown policy type",
      `${head}validate:\n  policy-types: { "a/**": trusts }\n`,
      "CONFIG_WRONG_VALUE",
      3,
      /Did you mean `trust`\?/,
    ],
    [
      "a policy type with its path behind it",
      `${head}validate:\n  policy-types: { scp: "a/**" }\n`,
      "CONFIG_WRONG_VALUE",
      3,
      /`endpoint`\. Write the path first, then its type: `policies\/guardrails\/\*\*: scp`\.$/,
    ],
    [
      "a misspelt form of trust",
      `${head}roles:\n  - role: Copy\n    trust: { polcy: trust.json }\n`,
      "CONFIG_UNKNOWN_MEMBER",
      4,
      /Did you mean `policy`\?/,
    ],
    [
      "a misspelt template member",
      `${head}roles:\n  - role: Copy\n    trust:\n      tempalte: redshift-service-trust-regions\n      parameters: { regions: [us-east-1] }\n`,
      "CONFIG_UNKNOWN_MEMBER",
      5,
      /Did you mean `template`\?/,
    ],
    [
      "parameters under a misspelt name: none is missing",
      `${head}roles:\n  - role: Copy\n    trust:\n      template: redshift-service-trust-regions\n      paramters: { regions: [us-east-1] }\n`,
      "CONFIG_UNKNOWN_MEMBER",
      6,
      /Did you mean `parameters`\?/,
    ],
    [
      "parameters without their template",
      `${head}roles:\n  - role: Copy\n    trust: { parameters: { regions: [us-east-1] } }\n`,
      "CONFIG_MISSING_MEMBER",
      4,
      /^`template` is missing here/,
    ],
    [
      "a misspelt required member is not missing, too",
      `${head}roles:\n  - roles: Copy\n    ${trust}\n`,
      "CONFIG_UNKNOWN_MEMBER",
      3,
      /Did you mean `role`\?/,
    ],
    [
      "a term with a wrong value: the trust says something",
      `${head}roles:\n  - role: Copy\n    trust: { account: 12345678901 }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /12-digit/,
    ],
    [
      "a wrong cluster: its Region has one",
      `${head}roles:\n  - role: Copy\n    trust: { cluster: Analytics, region: us-east-1 }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /`Analytics` is not a cluster's name/,
    ],
    [
      "a misspelt ExternalId of a vendor",
      `${head}roles:\n  - role: Copy\n    trust: { vendor: polytomic, external_id: abcd }\n`,
      "CONFIG_UNKNOWN_MEMBER",
      4,
      /Did you mean `external-id`\?/,
    ],
    [
      "a principal that is none",
      `${head}roles:\n  - role: Copy\n    trust: { principals: ["arn:aws:iam::111122223333:rol/x"] }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /is not the ARN of an IAM role, user or account/,
    ],
    [
      "a misspelt Region",
      `${head}roles:\n  - role: Copy\n    trust: { regions: [eu-wst-1] }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /Did you mean `eu-west-1`\?/,
    ],
    [
      "a Region without its hyphen",
      `${head}roles:\n  - role: Copy\n    trust: { cluster: dwh, region: us-west2 }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /Did you mean `us-west-2`\?/,
    ],
    [
      "a check's id for its code",
      `${head}validate:\n  suppressions:\n    - { code: external-id-missing, reason: x }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /Did you mean `EXTERNAL_ID_MISSING`\?/,
    ],
    [
      "an empty reason",
      `${head}validate:\n  suppressions:\n    - { code: EXTERNAL_ID_MISSING, reason: "" }\n`,
      "CONFIG_WRONG_VALUE",
      4,
      /^An empty text is not a reason in words/,
    ],
    [
      "an accepted variant past its day",
      `${head}roles:\n  - role: Copy\n    ${trust}\n    accept:\n      - { ${trust}, reason: migration, expires: 2026-11-20 }\n`,
      "CONFIG_ACCEPT_EXPIRED",
      6,
      /until 2026-11-20/,
    ],
  ])("%s", (_, text, code, line, details) => {
    const { findings } = load(text);
    expect(findings.map(({ issueCode }) => issueCode)).toEqual([code]);
    expect(findings[0]?.findingDetails).toMatch(details);
    expect(findings[0]?.locations[0]?.span.start.line).toBe(line);
  });

  test.each([
    ["a member", "version: 1\nrolls: []\n"],
    ["a member of JSON", '{"version": 1, "rolls": []}'],
    ["a value", "version: 1\nunknown-roles: warnin\n"],
    ["a value in quotes", "version: 1\nunknown-roles: 'warnin'\n"],
    ["a trust", "version: 1\nroles:\n  - { role: Copy, trust: { tempalte: redshift-service-trust } }\n"],
    ["a Region", "version: 1\nroles:\n  - { role: Copy, trust: { regions: [eu-cetnral-1] } }\n"],
  ])("the replacement mends %s", (_, text) => {
    const [finding] = load(text).findings;
    const { start, end } = finding?.locations[0]?.span ?? { start: { offset: 0 }, end: { offset: 0 } };
    const mended = text.slice(0, start.offset) + finding?.replacement + text.slice(end.offset);
    expect(load(mended).findings).toEqual([]);
  });

  test("a Region that may be either of two is not mended into one", () => {
    const [finding] = load("version: 1\nroles:\n  - { role: Copy, trust: { regions: [us-est-1] } }\n").findings;
    expect(finding?.findingDetails).toBe("`us-est-1` is no Region with Redshift. Example: `us-east-1`.");
    expect(finding?.replacement).toBeUndefined();
  });

  test("nothing throws, whatever the file holds", () => {
    for (const text of [
      "[]",
      "- 1",
      "null",
      "x",
      "{",
      "\u0000",
      "roles: [[[]]]",
      "version: 1\nroles: [1, null, {}, { role: {} }]",
    ])
      expect(load(text).findings.length).toBeGreaterThan(0);
  });
});

describe("values", () => {
  const values = (written: string) => load(`version: 1\nvalidate:\n  values:\n    a/**: ${written}\n`);

  test.each<[string, object]>([
    ["{}", {}],
    ["{ A: b, C: 0123, D: true, E: '', F: [a, 1] }", { A: "b", C: "0123", D: true, E: "", F: ["a", 1] }],
    ["{ A: '1', B: 1, C: 1.50, D: 'true', E: True }", { A: "1", B: 1, C: "1.50", D: "true", E: true }],
    ["{ A: { B: [c, { D: null }], __proto__: 1 } }", { A: { B: ["c", { D: null }], ["__proto__"]: 1 } }],
    ["{ AWS::AccountId: 012345678901 }", { "AWS::AccountId": "012345678901" }],
    ["parameters.json", { Environment: "test" }],
    ["./pipeline.json", { Environment: "test", Vendors: ["a", 1] }],
    [
      "production.tfvars",
      { environment: "production", count: 3, is_open: false, vendors: ["a", "b"], map: { a: 1.5 }, none: null },
    ],
    ["test.tfvars.json", { environment: "test", vendors: ["a"], map: {}, toString: "x" }],
    ["variables.tf", { environment: "test", none: null, open: true }],
    [
      "[variables.tf, production.tfvars]",
      {
        environment: "production",
        open: true,
        count: 3,
        is_open: false,
        vendors: ["a", "b"],
        map: { a: 1.5 },
        none: null,
      },
    ],
  ])("%s", (written, expected) => {
    const { config, findings } = values(written);
    expect(findings).toEqual([]);
    expect(config.validate.values?.get("a/**")?.values).toEqual(expected);
  });

  test.each<[string, string, RegExp]>([
    ["nosuch.json", "CONFIG_FILE_NOT_FOUND", /^The file `nosuch.json` cannot be read/],
    ["trust.json", "CONFIG_WRONG_VALUE", /no parameter file of CloudFormation/],
    ["broken.json", "CONFIG_WRONG_VALUE", /gives no values: it has a fault/],
    ["faulty.tfvars", "CONFIG_WRONG_VALUE", /gives no values: it has a fault/],
    ["[parameters.json, a.tfvars]", "CONFIG_FILE_NOT_FOUND", /^The file `a.tfvars` cannot be read/],
    ["[[a]]", "CONFIG_WRONG_TYPE", /must be the path of a file that holds values, not an array/],
    ["1", "CONFIG_WRONG_TYPE", /must be the path of a file that holds values, or a list of them, or an object/],
    ["{ A: null }", "CONFIG_WRONG_TYPE", /must be a text, a number, a boolean, a list or an object, not nothing/],
    ["{ A: [{ b: 1, b: 2 }] }", "CONFIG_REPEATED_MEMBER", /`b` is written twice/],
  ])("%s is no value", (written, code, details) => {
    const [finding, ...others] = values(written).findings;
    expect(finding).toMatchObject({ issueCode: code, findingDetails: expect.stringMatching(details) });
    expect(finding?.locations[0]?.span.start.line).toBe(4);
    expect(others).toEqual([]);
  });

  test("paths count from the config", () => {
    const text = "version: 1\nvalidate: { values: { a: ../pipeline.json } }\n";
    const { config, findings } = load(text, "spec/redshift-guard.yml");
    expect(findings).toEqual([]);
    expect(config.validate.values?.get("a")).toMatchObject({
      files: ["pipeline.json"],
      values: { Environment: "test" },
    });
  });
});

describe("terms", () => {
  const policyOf = (terms: string): unknown => {
    const { config, findings } = load(`version: 1\nroles:\n  - role: Copy\n    trust: ${terms}\n`);
    expect(findings).toEqual([]);
    const expected = config.roles[0]?.trust.policyFor(account);
    return expected?.kind === "policy"
      ? (plainValue(expected.policy.node) as { Statement: unknown }).Statement
      : expected;
  };
  const dbUser = "arn:aws:redshift:us-east-1:111122223333:dbuser";

  test.each([
    [
      "{ vendor: polytomic, external-id: 0b9f4c1e-6a52 }",
      [
        {
          Principal: { AWS: ["arn:aws:iam::568237466542:root"] },
          Condition: { StringEquals: { "sts:ExternalId": ["0b9f4c1e-6a52"] } },
        },
      ],
    ],
    ["{ service: redshift }", [{ Principal: { Service: "redshift.amazonaws.com" } }]],
    [
      "{ service: redshift-serverless }",
      [{ Principal: { Service: ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] } }],
    ],
    [
      "{ cluster: dwh, region: us-east-1, db-users: [etl, IAMR:analyst] }",
      [
        {
          Principal: { Service: "redshift.amazonaws.com" },
          Condition: { StringEquals: { "sts:ExternalId": [`${dbUser}:dwh/etl`, `${dbUser}:dwh/IAMR:analyst`] } },
        },
      ],
    ],
    [
      "{ cluster: dwh, regions: [us-east-1] }",
      [
        {
          Principal: { Service: ["redshift.us-east-1.amazonaws.com"] },
          Condition: { StringLike: { "sts:ExternalId": [`${dbUser}:dwh/*`] } },
        },
      ],
    ],
    [
      "{ workgroup: 5b2f1c7e-9d04-4a63-8a1e-2f6c0d9b7e31, region: us-east-1, db-users: etl }",
      [
        {
          Principal: { Service: ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] },
          Condition: {
            StringEquals: {
              "sts:ExternalId": [`${dbUser}:serverless-111122223333-5b2f1c7e-9d04-4a63-8a1e-2f6c0d9b7e31/etl`],
            },
          },
        },
      ],
    ],
    [
      "{ regions: [us-east-1], principals: 'arn:aws:iam::444455556666:role/loader' }",
      [
        { Principal: { Service: ["redshift.us-east-1.amazonaws.com"] } },
        { Principal: { AWS: ["arn:aws:iam::444455556666:role/loader"] } },
      ],
    ],
  ])("%s", (terms, statements) => {
    expect(policyOf(terms)).toEqual(
      statements.map((statement) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...statement })),
    );
  });
});

describe("the JSON Schema", () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(configSchema());

  test("is what the package ships", async () => {
    await expect(`${JSON.stringify(configSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
      "../schema/config.schema.json",
    );
  });

  test("is what the page about the config says", async () => {
    await expect(configPage(configSchema())).toMatchFileSnapshot("../../../docs/config.md");
    const { config, findings } = load(
      configExample
        .replace("policies/trust/spectrum.json", "trust.json")
        .replace("parameters/etl-production.json", "parameters.json")
        .replace("terraform/variables.tf", "variables.tf")
        .replace("terraform/production.tfvars", "production.tfvars"),
    );
    expect(findings).toEqual([]);
    expect(config.roles).toHaveLength(5);
    expect(validate(plainValue(parseYaml(configExample).root as Node))).toBe(true);
  });

  /** What only the whole config can tell is no matter of the schema. */
  const beyondSchema = /ACCEPT_EXPIRED|REPEATED|FILE_NOT_FOUND|WRONG_TEMPLATE|WRONG_TERMS|ACCOUNT_GROUP|UNKNOWN_VENDOR/;

  test.each([
    "version: 1\n",
    "version: 1\nroles: []\n",
    "version: '1'\n",
    "version: 2\n",
    "roles: []\n",
    "version: 1\nrole: []\n",
    `version: 1\nroles: [{ role: ${role}, trust: { policy: trust.json } }]\n`,
    `version: 1\nroles: [{ role: ${role}, trust: { policy: {} } }]\n`,
    `version: 1\nroles: [{ role: ${role}, trust: { policy: 1 } }]\n`,
    `version: 1\nroles: [{ role: ${role}, trust: trust.json }]\n`,
    `version: 1\nroles: [{ role: ${role} }]\n`,
    "version: 1\nroles: [{ role: /team/*, trust: { template: redshift-service-trust } }]\n",
    "version: 1\nroles: [{ role: Redshift*, accounts: prod, trust: { regions: us-east-1 } }]\n",
    "version: 1\nroles: [{ role: a b, trust: { regions: us-east-1 } }]\n",
    "version: 1\nroles: [{ role: a, trust: { regions: [] } }]\n",
    "version: 1\nroles: [{ role: a, trust: { regions: us_east_1 } }]\n",
    "version: 1\nroles: [{ role: a, trust: { template: t, parameters: { a: [1, x], b: true } } }]\n",
    "version: 1\nroles: [{ role: a, trust: { template: t, parameters: { a: { b: c } } } }]\n",
    "version: 1\nroles: [{ role: a, trust: { template: t, parameters: { a: [[1]] } } }]\n",
    "version: 1\naccounts: { a: 111122223333 }\n",
    "version: 1\naccounts: { a: ['111122223333', 11112222333] }\n",
    "version: 1\naccounts: { a: 012345678901 }\n",
    "version: 1\naccounts: { a: '012345678901' }\n",
    "version: 1\nunknown-roles: ignore\n",
    "version: 1\nunknown-roles: off\n",
    "version: 1\nignore: [{ role: a, reason: '' }]\n",
    "version: 1\nignore: [{ role: a, reason: b }]\n",
    "version: 1\nvalidate: { paths: 'a/**', fail-on: WARNING, policy-types: { a: scp } }\n",
    "version: 1\nvalidate: { fail-on: warning }\n",
    "version: 1\nvalidate: { values: { a: parameters.json, b: { c: d, e: [f, 1, true], g: '' } } }\n",
    "version: 1\nvalidate: { values: { a: 1 } }\n",
    "version: 1\nvalidate: { values: { a: { b: { c: [d, null, { e: 1 }] } } } }\n",
    "version: 1\nvalidate: { values: { a: { b: null } } }\n",
    "version: 1\nvalidate: { values: [a] }\n",
    "version: 1\nvalidate: { suppressions: [{ code: ABC, reason: b, owner: c, expires: 2027-01-01 }] }\n",
    "version: 1\nvalidate: { suppressions: [{ code: abc, reason: b }] }\n",
    "version: 1\nvalidate: { forbidden-actions: [{ actions: ['iam:*', '*'], reason: b }] }\n",
    "version: 1\nvalidate: { forbidden-actions: [{ actions: [iam], reason: b }] }\n",
    "null\n",
    "[]\n",
  ])("agrees with the reader on %j", (text) => {
    const own = load(text).findings.filter(({ issueCode }) => !beyondSchema.test(issueCode));
    const { root } = parseYaml(text);
    expect(own.map(({ findingDetails }) => findingDetails)).toSatisfy(
      (details: string[]) => (details.length === 0) === validate(root === undefined ? undefined : plainValue(root)),
    );
  });
});
