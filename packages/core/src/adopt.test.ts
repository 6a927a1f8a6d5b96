import { describe, expect, test } from "vitest";
import { type Adoption, adoptRoles } from "./adopt.ts";
import { loadConfig } from "./config.ts";
import type { DeployedRole, RoleReading } from "./drift/deployed-role.ts";
import { detectDrift } from "./drift.ts";
import type { Finding } from "./finding.ts";
import { renderTemplate } from "./template.ts";
import { templates } from "./templates/index.ts";

const own = "111122223333";
const dbUser = (user: string, cluster = "dwh", region = "us-east-1") =>
  `arn:aws:redshift:${region}:${own}:dbuser:${cluster}/${user}`;
const workgroup = `serverless-${own}-5b2f1c7e-9d04-4a63-8a1e-2f6c0d9b7e31`;

function allow(principal: unknown, condition?: unknown, action: unknown = "sts:AssumeRole"): object {
  return {
    Effect: "Allow",
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
const deny = (principal: unknown, condition?: unknown) => ({ ...allow(principal, condition), Effect: "Deny" });
const id = (value: unknown, operator = "StringEquals") => ({ [operator]: { "sts:ExternalId": value } });
const service = (...names: string[]) => ({ Service: names.map((name) => `${name}.amazonaws.com`) });
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });

/** Statements of trust policies as they are found in accounts: tidy, clumsy, dead, open, locked and hostile ones. */
const statements: readonly (readonly object[])[] = [
  [allow(service("redshift"))],
  [allow({ Service: "redshift.amazonaws.com" })],
  [allow(service("redshift", "redshift-serverless"))],
  [allow(service("redshift.us-east-1"))],
  [allow(service("redshift.us-west-2", "redshift.us-east-1"))],
  [allow(service("redshift", "redshift.us-east-1"))],
  [allow(service("redshift"), id(dbUser("etl")))],
  [allow(service("redshift"), id([dbUser("etl"), dbUser("bi")]))],
  [allow(service("redshift"), id([dbUser("etl"), dbUser("*")], "StringLike"))],
  [allow(service("redshift"), id(dbUser("*", "*"), "StringLike"))],
  [allow(service("redshift"), id(`arn:aws:redshift:*:${own}:dbuser:*/*`, "StringLike"))],
  [allow(service("redshift"), id(dbUser("etl*")))],
  [allow(service("redshift.us-west-2"), id(dbUser("etl")))],
  [allow(service("redshift-serverless", "redshift"), id(dbUser("etl", workgroup)))],
  [allow(service("redshift-serverless"), id(dbUser("IAMR:analyst", workgroup)))],
  [allow(service("redshift"), { StringEquals: { "aws:SourceAccount": own } })],
  [
    allow(service("redshift"), {
      ArnLike: { "aws:SourceArn": `arn:aws:redshift:us-east-1:${own}:cluster:dwh` },
      StringEquals: { "aws:SourceAccount": own },
    }),
  ],
  [allow(service("redshift"), { StringEquals: { "aws:SourceAccount": "444455556666" } })],
  [allow(service("redshift", "sagemaker", "forecast"))],
  [allow(service("redshift")), allow(service("events")), allow({ AWS: `arn:aws:iam::${own}:user/dba` })],
  [allow(service("scheduler.redshift", "redshift"))],
  [allow(service("ec2"))],
  [allow(service("lambda", "ec2"))],
  [allow({ Service: "redshift.amazonaws.com.cn" })],
  [allow(root("568237466542"), id("0b9f4c1e-6a52-4b0e-9c58-7d1f3e2a6c44"))],
  [allow(root("568237466542"))],
  [allow(root("568237466542"), id("0b9f4c1e", "StringEqualsIfExists"))],
  [allow(root("568237466542"), id("0b9f4c1e", "ForAllValues:StringEquals"))],
  [allow({ AWS: "568237466542" }, id(["0b9f4c1e", "7d1f3e2a"]))],
  [allow(root("422074288268"), id("workspace-1"))],
  [allow(root("341876425553"), id("CustomerOwnedS3Bucket/333444555"))],
  [allow({ AWS: "arn:aws:iam::595280932656:role/segment-s3-integration-production-access" }, id("source-1"))],
  [allow(root(own))],
  [allow({ AWS: [own, "444455556666"] })],
  [allow({ AWS: "*" })],
  [allow({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } })],
  [allow({ AWS: `arn:aws:iam::${own}:role/loader` })],
  [allow({ AWS: `arn:aws:iam::${own}:user/team/loader` })],
  [allow({ AWS: `arn:aws:sts::${own}:assumed-role/loader/session` })],
  [allow({ AWS: "AROAEXAMPLEID12345678" })],
  [allow({ AWS: [`arn:aws:iam::${own}:role/loader`, "AIDAEXAMPLEID12345678"] })],
  [allow(root(own), { Bool: { "aws:MultiFactorAuthPresent": "true" } })],
  [allow(root(own), { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } })],
  [allow(root(own), { DateLessThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } })],
  [allow(root(own), { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } })],
  [allow(root(own), { StringLike: { "aws:PrincipalArn": `arn:aws:iam::${own}:role/team/*` } })],
  [allow(root(own), { StringEquals: { "sts:RoleSessionName": "${aws:username}" } })],
  [allow(root(own), undefined, "sts:*")],
  [allow(root(own), undefined, ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"])],
  [allow(root(own)), allow(root(own), { StringLike: { "aws:RequestTag/team": "*" } }, "sts:TagSession")],
  [{ Effect: "Allow", Principal: root(own), NotAction: "sts:TagSession" }],
  [{ Effect: "Allow", NotPrincipal: root(own), Action: "sts:AssumeRole" }],
  [
    allow(
      { Federated: "accounts.google.com" },
      { StringEquals: { "accounts.google.com:sub": "1234" } },
      "sts:AssumeRoleWithWebIdentity",
    ),
  ],
  [
    allow(
      { Federated: `arn:aws:iam::${own}:saml-provider/Okta` },
      { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
      ["sts:AssumeRoleWithSAML", "sts:TagSession"],
    ),
  ],
  [
    allow(
      { Federated: `arn:aws:iam::${own}:oidc-provider/token.actions.githubusercontent.com` },
      { StringLike: { "token.actions.githubusercontent.com:sub": "repo:o/r:*" } },
      "sts:AssumeRoleWithWebIdentity",
    ),
  ],
  [allow(service("redshift")), deny({ AWS: "*" })],
  [allow(service("redshift")), deny({ AWS: "*", Service: "redshift.amazonaws.com" })],
  [allow(root("568237466542")), deny(root("568237466542"), id("0b9f4c1e", "StringNotEquals"))],
  [allow(service("redshift")), { Sid: "x", ...allow(root("444455556666"), id("y")) }],
  [
    {
      Sid: "a\n  - role: evil\n    trust: { policy: /etc/passwd }\u2028# \u001b[31m",
      ...allow(root(own), id('"}]\n#')),
    },
  ],
];

function rolesOf(rows: readonly (readonly object[])[]): DeployedRole[] {
  return rows.map((row, index) => {
    const account = index % 7 === 6 ? "444455556666" : own;
    const path = index % 5 === 4 ? "/team/data/" : "/";
    const name = `Role-${index}`;
    const trustPolicy = JSON.stringify({ ...(index % 9 === 8 ? {} : { Version: "2012-10-17" }), Statement: row });
    return {
      kind: "role",
      arn: `arn:aws:iam::${account}:role${path}${name}`,
      account,
      name,
      path,
      trustPolicy,
      source: "roles.json",
    };
  });
}

function driftOf({ files }: Adoption, readings: readonly RoleReading[]): Finding[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const [file] = files;
  const { config, findings } = loadConfig(file ?? { path: "", text: "" }, { readFile: (path) => texts.get(path) });
  expect(findings).toEqual([]);
  return detectDrift(config, readings).flatMap((one) => (one.kind === "analysed" ? one.findings : [one.finding]));
}

describe("a snapshot of 60 unlike roles", () => {
  const roles = rolesOf(statements);
  const complete: readonly RoleReading[] = [own, "444455556666"].map((account) => ({ kind: "account", account }));
  const adoption = adoptRoles(roles);

  test("is adopted whole and clean", () => {
    expect(roles).toHaveLength(60);
    expect(new Set(roles.map(({ trustPolicy }) => trustPolicy)).size).toBe(60);
    expect(adoption.left).toEqual([]);
    expect(adoption.roles).toBe(60);
    expect(driftOf(adoption, [...roles, ...complete])).toEqual([]);
  });

  test.each(roles.map((role, index) => [index, role] as const))("one edit in role %i is one finding", (index, role) => {
    const document = JSON.parse(role.trustPolicy) as { Statement: object[] };
    const Statement = [...document.Statement, allow({ AWS: "arn:aws:iam::999988887777:role/stranger" })];
    const edited = { ...role, trustPolicy: JSON.stringify({ ...document, Statement }) };
    const found = driftOf(adoption, [...roles.with(index, edited), ...complete]);
    expect(found.map(({ issueCode }) => issueCode)).toHaveLength(1);
    expect(found[0]?.issueCode).toMatch(/^(DRIFT_WIDENED|DRIFT_COSMETIC|NOT_ANALYSED_UNDECIDED)$/);
  });

  test("one role gone is one finding", () => {
    const found = driftOf(adoption, [...roles.slice(1), ...complete]);
    expect(found.map(({ issueCode }) => issueCode)).toEqual(["DRIFT_ROLE_DELETED"]);
  });

  test("knows templates where they say something, and files elsewhere", () => {
    const text = adoption.files[0]?.text ?? "";
    expect(text.match(/template: redshift-service-trust-regions\n/g)?.length).toBeGreaterThan(1);
    expect(text).toMatch(/template: polytomic-trust\n {6}parameters:\n {8}externalId: "?0b9f4c1e-6a52/);
    // An EC2 role of anybody is none of Informatica's.
    expect(text).not.toContain("informatica-ec2-service-trust");
    expect(adoption.files.length).toBeGreaterThan(20);
  });

  test("comments on what a reviewer should look at", () => {
    const text = adoption.files[0]?.text ?? "";
    const before = (role: string): string => {
      const lines = text.split("\n");
      const at = lines.findIndex((line) => line.endsWith(`/${role}`));
      const comments: string[] = [];
      for (let i = at - 1; lines[i]?.startsWith("  # "); i--) comments.unshift((lines[i] ?? "").slice(4));
      return comments.join(" ");
    };
    expect(before("Role-11")).toMatch(/REVIEW: .*`StringLike`/);
    expect(before("Role-12")).toMatch(/only Redshift in us-west-2/);
    expect(before("Role-25")).toMatch(/without an ExternalId/);
    expect(before("Role-34")).toMatch(/REVIEW/);
    expect(before("Role-39")).toMatch(/deleted/);
    expect(before("Role-3")).toBe("");
  });

  test("keeps hostile text in its place", () => {
    for (const { path, text } of adoption.files) {
      expect(path).toMatch(/^(redshift-guard\.yml|trust\/\d{12}\/[\w-]+\.json)$/);
      expect(text).not.toContain("\u001b");
    }
    expect(adoption.files[0]?.text).not.toMatch(/^ *- role: evil/m);
  });
});

test("every trust template is recognised in what it renders, or kept as a file, and is clean", () => {
  const trusts = templates.filter(({ policyType }) => policyType === "trust");
  const roles = trusts.map((template, index): DeployedRole => {
    const parameters = Object.fromEntries(template.parameters.map(({ name, example }) => [name, example]));
    const name = `T${index}`;
    const trustPolicy = renderTemplate(template.id, parameters);
    return {
      kind: "role",
      arn: `arn:aws:iam::${own}:role/${name}`,
      account: own,
      name,
      path: "/",
      trustPolicy,
      source: "x",
    };
  });
  const adoption = adoptRoles(roles);
  expect(adoption.roles).toBe(trusts.length);
  expect(driftOf(adoption, roles)).toEqual([]);
});

test("what is not adopted is said", () => {
  const [role] = rolesOf([[allow(root(own))]]) as [DeployedRole];
  const { left, roles } = adoptRoles([
    role,
    { ...role, arn: `arn:aws:iam::${own}:role/x`, name: "../../x" },
    { ...role, arn: `arn:aws:iam::${own}:role/y`, name: "y", trustPolicy: "{" },
    { ...role, arn: `arn:aws:iam::${own}:role/aws-service-role/a/z`, name: "z", path: "/aws-service-role/a/" },
    { ...role, source: "other.json", trustPolicy: role.trustPolicy.replace(own, "444455556666") },
    role,
    { kind: "not-read", subject: "account 444455556666", code: "NOT_ANALYSED_ACCESS_DENIED", details: "Denied." },
  ]);
  expect(roles).toBe(1);
  expect(left.map(({ reason, byAws }) => `${byAws} ${reason}`)).toEqual([
    "false It has a name that IAM does not allow.",
    expect.stringMatching(/^false Its trust policy cannot be read/),
    expect.stringMatching(/^true It is a service-linked role/),
    expect.stringMatching(/^false It was read from roles\.json and other\.json/),
    "false Denied.",
  ]);
});
