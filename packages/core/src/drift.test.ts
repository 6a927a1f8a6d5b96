import { describe, expect, test } from "vitest";
import { type Config, loadConfig } from "./config.ts";
import type { DeployedRole, RoleReading } from "./drift/deployed-role.ts";
import { detectDrift, isConcerned } from "./drift.ts";
import type { Outcome } from "./report.ts";

const account = "111122223333";
const arn = `arn:aws:iam::${account}:role/Copy`;
const dbUser = (user: string, cluster = "dwh") => `arn:aws:redshift:us-east-1:${account}:dbuser:${cluster}/${user}`;

function deployed(policy: unknown, name = "Copy", path = "/"): DeployedRole {
  const trustPolicy = typeof policy === "string" ? policy : JSON.stringify(policy);
  return {
    kind: "role",
    arn: `arn:aws:iam::${account}:role${path}${name}`,
    account,
    name,
    path,
    trustPolicy,
    source: "roles.json",
  };
}

function config(text: string): Config {
  const loaded = loadConfig(
    { path: "redshift-guard.yml", text: `version: 1\n${text}` },
    { readFile: () => undefined, today: "2026-11-21" },
  );
  return loaded.config;
}

function expecting(policy: unknown, more = ""): Config {
  return config(`roles:\n  - role: ${arn}\n    trust: { policy: ${JSON.stringify(policy)} }\n${more}`);
}

const whole: RoleReading = { kind: "account", account };
const accountNotRead: RoleReading = {
  kind: "not-read",
  subject: "account 4",
  code: "NOT_ANALYSED_ACCESS_DENIED",
  details: "no",
  account: "444455556666",
};

function trust(principal: unknown, condition?: unknown, action: unknown = "sts:AssumeRole"): object {
  const statement = {
    Effect: "Allow",
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
  return { Version: "2012-10-17", Statement: [statement] };
}

const redshift = { Service: "redshift.amazonaws.com" };
const inRegion = (...regions: string[]) => ({ Service: regions.map((region) => `redshift.${region}.amazonaws.com`) });
const root = { AWS: "arn:aws:iam::568237466542:root" };
const externalId = (value: unknown, operator = "StringEquals") => ({ [operator]: { "sts:ExternalId": value } });

function inShort(outcomes: readonly Outcome[]): string[] {
  return outcomes.flatMap((outcome) => {
    const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
    return [`${outcome.drift?.status} ${outcome.drift?.verdict}`, ...findings.map(({ issueCode }) => issueCode)];
  });
}

function detailsOf(outcomes: readonly Outcome[]): string {
  return outcomes
    .flatMap((outcome) => (outcome.kind === "analysed" ? outcome.findings : [outcome.finding]))
    .map(({ findingDetails }) => findingDetails)
    .join("\n");
}

describe("verdicts", () => {
  const users = trust(redshift, externalId([dbUser("etl"), dbUser("bi")]));
  test.each<[string, object, unknown, string[], RegExp?]>([
    ["the same", users, users, ["IN_SYNC identical"]],
    [
      "member order, white space, escapes",
      trust(redshift),
      '{ "Statement":[{"Action":"sts:AssumeRole","Principal":{"Service":"redshift.amazonaws.com"},"Effect":"Allo\\u0077"}],"Version":"2012-10-17"}',
      ["IN_SYNC identical"],
    ],
    [
      "another order of values",
      users,
      trust(redshift, externalId([dbUser("bi"), dbUser("etl")])),
      ["IN_SYNC cosmetic", "DRIFT_COSMETIC"],
      /the order of values\./,
    ],
    [
      "a Sid and one value",
      trust(redshift),
      { Version: "2012-10-17", Statement: { Sid: "", Effect: "Allow", Principal: redshift, Action: "sts:AssumeRole" } },
      ["IN_SYNC cosmetic", "DRIFT_COSMETIC"],
      /`Sid` and one value or a list of one|one value or a list of one and `Sid`/,
    ],
    [
      "account id for root",
      trust(root),
      trust({ AWS: "568237466542" }),
      ["IN_SYNC cosmetic", "DRIFT_COSMETIC"],
      /an account's id or its root ARN/,
    ],
    [
      "split statements",
      users,
      {
        Version: "2012-10-17",
        Statement: [trust(redshift, externalId(dbUser("etl"))), trust(redshift, externalId(dbUser("bi")))].map(
          (one) => (one as { Statement: object[] }).Statement[0],
        ),
      },
      ["IN_SYNC cosmetic", "DRIFT_COSMETIC"],
      /split, merged or redundant/,
    ],
    [
      "a user less",
      users,
      trust(redshift, externalId(dbUser("etl"))),
      ["MODIFIED narrowed", "DRIFT_NARROWED"],
      /^Database user `bi` on cluster `dwh` \(account 111122223333, us-east-1\) can no longer use `Copy` in account 111122223333; the spec allows it\.$/,
    ],
    [
      "a user more",
      trust(redshift, externalId(dbUser("etl"))),
      users,
      ["MODIFIED widened", "DRIFT_WIDENED"],
      /^Database user `bi` on cluster `dwh` .* can use `Copy` in account 111122223333; the spec does not allow it\. Statement 1 of the deployed policy allows it\.$/,
    ],
    [
      "another user",
      trust(redshift, externalId(dbUser("etl"))),
      trust(redshift, externalId(dbUser("bi"))),
      ["MODIFIED shifted", "DRIFT_SHIFTED"],
      /`bi`.*In exchange: .*`etl`.*can no longer/,
    ],
    [
      "every Region",
      trust(inRegion("us-east-1", "us-west-2")),
      trust(redshift),
      ["MODIFIED widened", "DRIFT_WIDENED"],
      /^Redshift in (every Region|[a-z0-9-]+) can use `Copy` in account 111122223333; the spec allows us-east-1 and us-west-2\./,
    ],
    [
      "every Region, for the users of one: that the Region's name is gone is told",
      trust(inRegion("us-east-1"), externalId(dbUser("etl"))),
      trust(redshift, externalId(dbUser("etl"))),
      ["MODIFIED widened", "DRIFT_WIDENED"],
    ],
    [
      "no ExternalId any more",
      trust(root, externalId("a1efa791-4530")),
      trust(root),
      ["MODIFIED widened", "DRIFT_WIDENED"],
      /^Any principal of account 568237466542 \(Polytomic\) can assume `Copy` in account 111122223333 without an ExternalId; the spec requires `a1efa791-4530`\./,
    ],
    [
      "everybody",
      trust(root, externalId("a1efa791-4530")),
      trust({ AWS: "*" }, externalId("a1efa791-4530")),
      ["MODIFIED widened", "DRIFT_WIDENED"],
      /^Any AWS principal of any account can assume `Copy` in account 111122223333 with the ExternalId `a1efa791-4530`; the spec does not allow it\./,
    ],
    [
      "IfExists",
      trust(root, externalId("a1efa791-4530")),
      trust(root, externalId("a1efa791-4530", "StringEqualsIfExists")),
      ["MODIFIED widened", "DRIFT_WIDENED"],
      /without an ExternalId/,
    ],
    [
      "a new action",
      trust(root),
      trust(root, undefined, ["sts:AssumeRole", "sts:TagSession"]),
      ["MODIFIED widened", "DRIFT_WIDENED"],
      /can pass session tags to `Copy` in account 111122223333/,
    ],
    [
      "a wildcard that is none",
      trust(root, externalId("ab*", "StringLike")),
      trust(root, externalId("ab*")),
      ["MODIFIED narrowed", "DRIFT_NARROWED", "DRIFT_DEAD_STATEMENT"],
      /it needs `StringLike`. Nobody can assume the role now\./,
    ],
    [
      "a deleted role",
      trust({ AWS: `arn:aws:iam::${account}:role/loader` }),
      trust({ AWS: "AROAEXAMPLEID12345678" }),
      ["MODIFIED narrowed", "DRIFT_NARROWED", "DRIFT_ORPHANED_PRINCIPAL"],
      /The spec names `arn:aws:iam::111122223333:role\/loader`, which the deployed policy does not\./,
    ],
    [
      "a lock",
      trust(root),
      {
        Version: "2012-10-17",
        Statement: [
          ...(trust(root) as { Statement: object[] }).Statement,
          { Effect: "Deny", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
        ],
      },
      ["MODIFIED narrowed", "DRIFT_LOCKED"],
      /is locked/,
    ],
    [
      "a dead statement beside",
      trust(root),
      {
        Version: "2012-10-17",
        Statement: [
          ...(trust(root) as { Statement: object[] }).Statement,
          ...(trust(inRegion("us-west-2"), externalId("x")) as { Statement: object[] }).Statement,
        ],
      },
      ["IN_SYNC cosmetic", "DRIFT_COSMETIC", "DRIFT_DEAD_STATEMENT"],
      /2 characters or more/,
    ],
    [
      "a construct that cannot be decided",
      trust(root),
      { Version: "2012-10-17", Statement: [{ Effect: "Allow", NotPrincipal: root, Action: "sts:AssumeRole" }] },
      ["UNKNOWN unknown", "NOT_ANALYSED_UNDECIDED"],
    ],
    [
      "a member twice",
      trust(root),
      '{"Statement":[],"Statement":[]}',
      ["UNKNOWN unknown", "NOT_ANALYSED_TRUST_POLICY"],
      /twice/,
    ],
    ["no JSON", trust(root), "x", ["UNKNOWN unknown", "NOT_ANALYSED_TRUST_POLICY"]],
    [
      "far more than IAM stores",
      trust(root),
      {
        Version: "2012-10-17",
        Statement: Array.from({ length: 20_000 }, (_, i) => ({
          Effect: i % 2 === 0 ? "Allow" : "Deny",
          Principal: { AWS: String(100_000_000_000 + i) },
          Action: "sts:AssumeRole",
        })),
      },
      ["UNKNOWN unknown", "NOT_ANALYSED_TRUST_POLICY"],
      /has 1590038 characters, and IAM stores no such document/,
    ],
    [
      "an effect that IAM does not know",
      trust(root),
      JSON.stringify(trust(root)).replace("Allow", "allow"),
      ["UNKNOWN unknown", "NOT_ANALYSED_TRUST_POLICY"],
      /Statement 1 has the effect `allow`/,
    ],
    [
      "an expectation that IAM would refuse",
      JSON.parse(JSON.stringify(trust(root)).replace("Allow", "allow")) as object,
      trust(root),
      ["UNKNOWN unknown", "NOT_ANALYSED_EXPECTATION"],
      /What `Copy` in account 111122223333 should trust cannot be used\. The policy in the config: Statement 1/,
    ],
  ])("%s", (_, expected, actual, short, details) => {
    const outcomes = detectDrift(expecting(expected), [deployed(actual), whole]);
    expect(inShort(outcomes)).toEqual(short);
    if (details !== undefined) expect(detailsOf(outcomes)).toMatch(details);
    const finding = outcomes[0]?.kind === "analysed" ? outcomes[0].findings[0] : outcomes[0]?.finding;
    if (finding !== undefined)
      expect(finding.locations[0]).toMatchObject({ file: "redshift-guard.yml", span: { start: { line: 3 } } });
  });
});

test.each<[string, object, object, RegExp]>([
  ["of a vendor", trust(root, externalId("abc-1")), trust(root), /third-party\.html$/],
  ["of a vendor, taken away", trust(root, externalId("abc-1")), trust(root, externalId("abc-2")), /third-party\.html$/],
  ["of a database user", trust(redshift, externalId(dbUser("etl"))), trust(redshift), /database-users\.html$/],
  ["that no side asks for", trust(inRegion("us-east-1")), trust(redshift), /elements_principal\.html$/],
])("what an ExternalId is, a reader can look up: one %s", (_, expected, actual, page) => {
  const [outcome] = detectDrift(expecting(expected), [deployed(actual), whole]);
  expect(outcome?.kind === "analysed" && outcome.findings[0]?.learnMoreLink).toMatch(page);
});

describe("everybody who gained access is told", () => {
  const here = "`Copy` in account 111122223333";
  const regional = trust(inRegion("us-east-1"));
  const wide = { AWS: ["arn:aws:iam::999988887777:root", account], ...redshift };
  const worst = `Any principal of account 999988887777 can assume ${here}; the spec does not allow it. Statement 1 of the deployed policy allows it.`;
  const inAll = "Also: Redshift in every Region can use it; the spec allows us-east-1 (Statement 1).";
  const own = "Also: Any principal of account 111122223333 can assume it; the spec does not allow it (Statement 1).";

  test.each<[string, object, string]>([
    ["the worst first", trust(wide), `${worst} ${own} ${inAll}`],
    [
      "and anyone before all others",
      trust({ ...wide, AWS: [...wide.AWS, "*"], Federated: "accounts.google.com" }),
      `Any AWS principal of any account can assume ${here}; the spec does not allow it. Statement 1 of the deployed policy allows it. Also: Any principal of account 999988887777 can assume it; the spec does not allow it (Statement 1). Also: Users of the identity provider \`accounts.google.com\` can assume it; the spec does not allow it (Statement 1). ${own} ${inAll}`,
    ],
    [
      "anyone without a type, too",
      {
        Version: "2012-10-17",
        Statement: [trust(wide), trust("*")].flatMap((one) => (one as { Statement: object[] }).Statement),
      },
      `Any AWS principal of any account can assume ${here}; the spec does not allow it. Statement 2 of the deployed policy allows it. Also: Any principal of account 999988887777 can assume it; the spec does not allow it (Statement 1). ${own} ${inAll}`,
    ],
    [
      "each where its statement stands, and none that the spec lets in or a Deny keeps out",
      {
        Version: "2012-10-17",
        Statement: [
          ...[regional, trust({ AWS: [account, "222222222222"] }), trust({ AWS: "333333333333" })].flatMap(
            (one) => (one as { Statement: object[] }).Statement,
          ),
          { Effect: "Deny", Principal: { AWS: "222222222222" }, Action: "sts:*" },
        ],
      },
      `Any principal of account 333333333333 can assume ${here}; the spec does not allow it. Statement 3 of the deployed policy allows it. ${own.replace("1)", "2)")}`,
    ],
    [
      "of whom it cannot be decided is named",
      { ...trust({ AWS: "999988887777", CanonicalUser: "79a59df900b949e5" }) },
      "Whether access was gained, too, could not be decided of `79a59df900b949e5`.",
    ],
    [
      "of many some in sentences, the others by name",
      trust({ AWS: Array.from({ length: 30 }, (_, i) => String(200_000_000_000 + i)) }),
      "Access gained, too: `arn:aws:iam::200000000006:root`",
    ],
  ])("%s", (_, deployedTrust, told) => {
    const [outcome] = detectDrift(expecting(regional), [deployed(deployedTrust), whole]);
    expect(detailsOf(outcome === undefined ? [] : [outcome])).toContain(told);
  });

  test("the request of the report is the first one that is told", () => {
    const [outcome] = detectDrift(expecting(regional), [deployed(trust(wide)), whole]);
    expect(outcome?.drift?.newAccess).toMatchObject({
      witness: { principal: { id: expect.stringContaining("9999") } },
    });
  });

  test("what a variant accepts is no news", () => {
    const accept = `    accept: [{ trust: { account: "999988887777" }, reason: a partner }]\n`;
    const found = detailsOf(detectDrift(expecting(regional, accept), [deployed(trust(wide)), whole]));
    expect(found).not.toContain("999988887777");
    expect(found).toMatch(/^Any principal of account 111122223333 .*Also: Redshift in every Region/);
  });

  test("each role is named, with its account: findings about many stand on one line", () => {
    const spec = config('roles: [{ role: "R*", trust: { regions: us-east-1 } }]');
    const roles = [account, "444455556666"].flatMap((owner) =>
      ["R1", "R2"].map((name) => ({
        ...deployed(trust(redshift), name),
        account: owner,
        arn: `arn:aws:iam::${owner}:role/${name}`,
      })),
    );
    const found = detailsOf(detectDrift(spec, roles)).split("\n");
    expect(new Set(found).size).toBe(4);
    for (const { name, account: owner } of roles)
      expect(found.some((line) => line.includes(`\`${name}\` in account ${owner}`))).toBe(true);
  });
});

test("what failed in another account is not told as the reason why a role was not checked", () => {
  const failed = (owner?: string): RoleReading => ({
    kind: "not-read",
    subject: owner === undefined ? "the organization" : `account ${owner}`,
    code: "NOT_ANALYSED_ACCESS_DENIED",
    details: "no",
    ...(owner === undefined ? {} : { account: owner }),
  });
  const reason = (...readings: RoleReading[]) => detailsOf(detectDrift(expecting(trust(redshift)), readings));
  expect(reason(failed("444455556666"))).toMatch(
    /was not checked: no list of the roles of account 111122223333 was read/,
  );
  expect(reason(failed("444455556666"), failed(account))).toMatch(/was not checked: `account 111122223333` could not/);
  expect(reason(failed("444455556666"), failed())).toMatch(/was not checked: `the organization` could not be read/);
});

test.each([
  ["another path", arn, "Copy", "/redshift/"],
  ["another case", "copy", "Copy", "/"],
  ["another path, by path", "/team/Copy", "Copy", "/redshift/"],
])("a role that the config gives %s is not said to be gone without a hint", (_, selector, name, path) => {
  const spec = config(`unknown-roles: ignore\nroles: [{ role: "${selector}", trust: { service: redshift } }]`);
  const role = deployed(trust(redshift), name, path);
  expect(isConcerned(spec)(role)).toBe(true);
  const outcomes = detectDrift(spec, [role, whole]);
  expect(inShort(outcomes)).toEqual(["DELETED narrowed", "DRIFT_ROLE_DELETED"]);
  expect(detailsOf(outcomes)).toContain(`its name is that of \`${role.arn}\``);
});

test.each<[string, unknown, boolean]>([
  ["everybody", trust("*"), true],
  ["every account", trust({ AWS: ["arn:aws:iam::444455556666:role/a", "*"] }), true],
  [
    "everybody of an organization",
    trust({ AWS: "*" }, { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
    false,
  ],
  ["a stranger", trust({ AWS: "444455556666" }), false],
  ["a service", trust({ Service: "ec2.amazonaws.com" }), false],
])("a role that the spec does not know and that trusts %s", (_, policy, isTold) => {
  const spec = expecting(trust(redshift));
  const unknown = deployed(policy, "Unknown");
  expect(isConcerned(spec)(unknown)).toBe(isTold);
  const told = detailsOf(detectDrift(spec, [deployed(trust(redshift)), unknown, whole]));
  expect(told).toMatch(isTold ? /`arn:[^`]*Unknown` trusts everybody \(`\*`\)/ : /^$/);
});

describe("what nobody saw", () => {
  const spec = expecting(trust(redshift));
  const nothing = ["undefined undefined", "NOT_ANALYSED_NOTHING_COMPARED"];
  test.each<[string, Config, RoleReading[], string[]]>([
    ["deleted: its account was listed", spec, [whole], ["DELETED narrowed", "DRIFT_ROLE_DELETED"]],
    ["not checked: nothing was read", spec, [], ["NOT_CHECKED unknown", "NOT_ANALYSED_ROLE_NOT_CHECKED"]],
    [
      "not checked: another account was listed",
      spec,
      [{ kind: "account", account: "444455556666" }],
      ["NOT_CHECKED unknown", "NOT_ANALYSED_ROLE_NOT_CHECKED"],
    ],
    [
      "not checked: its account could not be read",
      spec,
      [{ kind: "not-read", subject: `account ${account}`, code: "NOT_ANALYSED_ACCESS_DENIED", details: "no", account }],
      ["undefined undefined", "NOT_ANALYSED_ACCESS_DENIED", "NOT_CHECKED unknown", "NOT_ANALYSED_ROLE_NOT_CHECKED"],
    ],
    [
      "a name, in each account that it is for",
      config(`roles: [{ role: Copy, accounts: ["${account}", "444455556666"], trust: { service: redshift } }]`),
      [deployed(trust(redshift)), whole, { kind: "account", account: "444455556666" }],
      ["IN_SYNC identical", "DELETED narrowed", "DRIFT_ROLE_DELETED"],
    ],
    [
      "a pattern without a role",
      config("roles: [{ role: X*, trust: { service: redshift } }]"),
      [deployed(trust(redshift)), whole],
      [
        ...["undefined undefined", "DRIFT_NO_ROLE_MATCHES"],
        ...["undefined undefined", "DRIFT_UNEXPECTED_ROLE"],
        ...["undefined undefined", "NOT_ANALYSED_NOTHING_COMPARED"],
      ],
    ],
    [
      "a pattern without a role, beside an entry with one",
      config("roles: [{ role: X*, trust: { service: redshift } }, { role: Copy, trust: { service: redshift } }]"),
      [deployed(trust(redshift)), whole],
      ["undefined undefined", "DRIFT_NO_ROLE_MATCHES", "IN_SYNC identical"],
    ],
    [
      "a pattern that one of its accounts obeys, and the other was not listed",
      config(`roles: [{ role: "/*", accounts: ["${account}", "444455556666"], trust: { service: redshift } }]`),
      [deployed(trust(redshift)), whole],
      ["IN_SYNC identical", "NOT_CHECKED unknown", "NOT_ANALYSED_ROLE_NOT_CHECKED"],
    ],
    [
      "a name that may be in an account that could not be read",
      config("roles: [{ role: Other, trust: { service: redshift } }, { role: Copy, trust: { service: redshift } }]"),
      [deployed(trust(redshift)), whole, accountNotRead],
      [
        ...["undefined undefined", "NOT_ANALYSED_ACCESS_DENIED"],
        ...["NOT_CHECKED unknown", "NOT_ANALYSED_ROLE_NOT_CHECKED"],
        "IN_SYNC identical",
      ],
    ],
    [
      "a pattern without a role in its account, and another account that could not be read",
      config(
        `roles: [{ role: X*, accounts: ["${account}"], trust: { service: redshift } }, { role: Copy, trust: { service: redshift } }]`,
      ),
      [deployed(trust(redshift)), whole, accountNotRead],
      [
        ...["undefined undefined", "NOT_ANALYSED_ACCESS_DENIED"],
        ...["undefined undefined", "DRIFT_NO_ROLE_MATCHES"],
        "IN_SYNC identical",
      ],
    ],
    [
      "a role that AWS manages, by its name",
      config("roles: [{ role: AWSServiceRoleForRedshift, trust: { service: redshift } }]"),
      [deployed(trust(redshift), "AWSServiceRoleForRedshift", "/aws-service-role/redshift.amazonaws.com/"), whole],
      ["IN_SYNC identical"],
    ],
    [
      "a pattern in an account that was not listed, beside one that was",
      config(
        'roles: [{ role: "arn:aws:iam::444455556666:role/C*", trust: { service: redshift } }, { role: C*, trust: { service: redshift } }]',
      ),
      [deployed(trust(redshift)), whole],
      ["NOT_CHECKED unknown", "NOT_ANALYSED_ROLE_NOT_CHECKED", "IN_SYNC identical"],
    ],
    [
      "a pattern without a role, in accounts of which one was not listed",
      config(`roles: [{ role: X*, accounts: ["${account}", "444455556666"], trust: { service: redshift } }]`),
      [whole],
      [
        ...["NOT_CHECKED unknown", "NOT_ANALYSED_ROLE_NOT_CHECKED"],
        ...["undefined undefined", "DRIFT_NO_ROLE_MATCHES"],
      ],
    ],
    [
      "a pattern and nothing read",
      config("roles: [{ role: X*, trust: { service: redshift } }]"),
      [],
      ["NOT_CHECKED unknown", "NOT_ANALYSED_ROLE_NOT_CHECKED"],
    ],
    [
      "two readings that contradict",
      spec,
      [deployed(trust(redshift)), deployed(trust(root)), whole],
      ["undefined undefined", "NOT_ANALYSED_TWO_READINGS", "IN_SYNC identical"],
    ],
    [
      "two readings that agree",
      spec,
      [deployed(trust(redshift)), deployed(trust({ Service: [redshift.Service] })), whole],
      ["IN_SYNC identical"],
    ],
    [
      "two readings of a text that cannot be read",
      spec,
      [deployed("{"), deployed("{"), whole],
      ["UNKNOWN unknown", "NOT_ANALYSED_TRUST_POLICY"],
    ],
    [
      "two readings, the second cut short",
      spec,
      [deployed(trust(redshift)), deployed(JSON.stringify(trust(redshift)).slice(0, -1)), whole],
      ["undefined undefined", "NOT_ANALYSED_TWO_READINGS", "IN_SYNC identical"],
    ],
    [
      "two readings, the first cut short",
      spec,
      [deployed(JSON.stringify(trust(redshift)).slice(0, -1)), deployed(trust(redshift)), whole],
      ["undefined undefined", "NOT_ANALYSED_TWO_READINGS", "UNKNOWN unknown", "NOT_ANALYSED_TRUST_POLICY"],
    ],
    ["an empty spec", config("roles: []"), [deployed({}), whole], nothing],
    ["no spec at all", config("validate: { paths: policies }"), [deployed({}), whole], nothing],
    ["an empty spec, and nothing read", config(""), [], nothing],
    [
      "an entry whose roles are all ignored",
      config(`roles: [{ role: Copy, trust: { service: redshift } }]\nignore: [{ role: Copy, reason: goes }]`),
      [deployed(trust(root)), whole],
      nothing,
    ],
    ["a config with mistakes", config("rolls: []\n"), [whole], ["undefined undefined", "CONFIG_UNKNOWN_MEMBER"]],
  ])("%s", (_, spec, readings, short) => {
    expect(inShort(detectDrift(spec, readings))).toEqual(short);
  });
});

test.each([
  ["by its ARN", `roles: [{ role: "${arn}s", trust: { service: redshift } }]`],
  ["by its name", "roles: [{ role: Coyp, trust: { service: redshift } }]"],
  ["in an account", `roles: [{ role: Cpoy, accounts: ["${account}"], trust: { service: redshift } }]`],
])("a role that is misspelt in the config, %s: the one that was meant is named", (_, text) => {
  const [copy, other] = [deployed(trust(redshift)), deployed(trust(redshift), "Copied")];
  expect(detailsOf(detectDrift(config(text), [copy, whole]))).toContain("There is a role `Copy` without an entry");
  // Not one that has an entry of its own, nor one of another name.
  const both = config(`${text.slice(0, -1)}, { role: Copy, trust: { service: redshift } }]`);
  expect(detailsOf(detectDrift(both, [copy, other, whole]))).not.toContain("without an entry");
});

test("why an expectation cannot be used stands in the finding, and its access says so in a few words", () => {
  const [outcome] = detectDrift(expecting({ Statment: [] }), [deployed(trust(redshift)), whole]);
  const unknown = { kind: "unknown", because: "what the role should trust cannot be used" };
  expect(outcome).toMatchObject({
    finding: { findingDetails: expect.stringMatching(/`Statment` is no element of a policy/) },
    drift: { newAccess: unknown, lostAccess: unknown },
  });
});

test.each([
  ["NOT_ANALYSED_UNREADABLE", "`nope.json` could not be read."],
  ["NOT_ANALYSED_NO_ROLES", "`nope.json` holds no roles."],
  ["NOT_ANALYSED_LIST_CUT", "`nope.json` holds only a part of the roles."],
])("what follows from a source that failed says so, with no advice of its own: %s", (code, why) => {
  const failed: RoleReading = { kind: "not-read", subject: "nope.json", code, details: "Check the path." };
  const details = detailsOf(detectDrift(expecting(trust(redshift)), [failed])).split("\n");
  expect(details).toEqual(["Check the path.", `\`${arn}\` was not checked: ${why}`]);
});

describe("which entry decides", () => {
  const none = "service: redshift";
  const verdicts = (text: string, ...roles: DeployedRole[]) => inShort(detectDrift(config(text), [...roles, whole]));

  test("an ARN before a name before a pattern, then the first", () => {
    const text = `roles:
  - { role: "*", trust: { regions: us-east-1 } }
  - { role: Copy, trust: { regions: us-west-2 } }
  - { role: ${arn}, trust: { ${none} } }
  - { role: "C*", trust: { regions: eu-west-1 } }
`;
    const other = deployed(trust(inRegion("us-east-1")), "Other");
    expect(verdicts(text, deployed(trust(redshift)), other)).toEqual(["IN_SYNC identical", "IN_SYNC identical"]);
    expect(verdicts(text, deployed(trust(inRegion("us-west-2"))), other)).toContain("MODIFIED narrowed");
  });

  test("paths, accounts and ignored roles", () => {
    const text = `roles:
  - { role: /team/*, trust: { ${none} } }
ignore:
  - { role: Legacy*, reason: replaced in May }
`;
    const roles = [
      deployed(trust(redshift), "a", "/team/"),
      deployed(trust(root), "LegacyCopy"),
      deployed(trust(root), "b", "/aws-service-role/redshift.amazonaws.com/"),
    ];
    expect(verdicts(text, ...roles)).toEqual(["IN_SYNC identical"]);
  });

  test("roles that nobody expects", () => {
    const roles = [
      deployed(trust(inRegion("us-east-1")), "New"),
      deployed(trust(root, externalId("abc")), "Vendor"),
      deployed(trust({ Service: "ec2.amazonaws.com" }), "Ec2"),
    ];
    const found = detectDrift(config("roles: []\nunknown-roles: error\n"), [...roles, whole]);
    expect(detailsOf(found)).toMatch(
      /role\/New` trusts Redshift, .*\n.*role\/Vendor` trusts the vendor Polytomic \(account 568237466542\)/,
    );
    expect(
      found
        .flatMap((outcome) => (outcome.kind === "analysed" ? outcome.findings : []))
        .map(({ findingType, locations }) => [findingType, locations[0]?.span.start.line]),
    ).toEqual([
      ["ERROR", 3],
      ["ERROR", 3],
    ]);
    const broken = deployed("{", "Broken");
    const unread = detectDrift(config("roles: []\n"), [broken, whole]);
    expect(inShort(unread)).toEqual(["undefined undefined", "NOT_ANALYSED_TRUST_POLICY"]);
    expect(detailsOf(unread)).toMatch(/role\/Broken`, from roles\.json, cannot be read, .* it may trust Redshift/);
    const ignoring = detectDrift(config("roles: []\nunknown-roles: ignore\n"), [...roles, broken, whole]);
    expect(inShort(ignoring)).toEqual(["undefined undefined", "NOT_ANALYSED_NOTHING_COMPARED"]);
  });
});

describe("a role that nobody expects, by whom it lets in", () => {
  const everybody = { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" };
  const deny = (more: object) => ({ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole", ...more });
  const of = (...statements: object[]) => ({ Version: "2012-10-17", Statement: statements });
  const partner = "777788889999";
  const allBut = (id: string) => deny({ Condition: { StringNotEquals: { "aws:PrincipalAccount": id } } });
  test.each<[string, object, string | undefined]>([
    ["everybody", of(everybody), "everybody"],
    ["everybody, without a type", trust("*"), "everybody"],
    ["everybody who knows an ExternalId", trust("*", externalId("abc")), "everybody"],
    ["everybody over TLS", trust("*", { Bool: { "aws:SecureTransport": "true" } }), "everybody"],
    ["everybody of an organization", trust("*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }), undefined],
    [
      "everybody who knows an ExternalId, denied",
      of({ ...everybody, Condition: externalId("abc") }, deny({})),
      undefined,
    ],
    ["all services, which is nobody", trust({ Service: "*" }), undefined],
    ["everybody but one", of(everybody, deny({ Principal: { AWS: partner } })), "everybody"],
    ["everybody, with a Deny of something else", of(everybody, deny({ Action: "sts:TagSession" })), "everybody"],
    [
      "the own organization of everybody",
      of(everybody, deny({ Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } })),
      undefined,
    ],
    ["a vendor of the config, of everybody", of(everybody, allBut(partner)), "everybody"],
    ["the own account of everybody", of(everybody, allBut(account)), undefined],
    ["Redshift, only denied", of({ ...deny({}), Principal: redshift }), undefined],
    ["Redshift's name beside a wrong type", trust({ AWS: "redshift.amazonaws.com" }), undefined],
    [
      "a vendor's role",
      trust({ AWS: "arn:aws:iam::568237466542:role/app" }, externalId("abc")),
      "the vendor Polytomic",
    ],
    ["a vendor's account, by its id", trust({ AWS: "568237466542" }, externalId("abc")), "the vendor Polytomic"],
    ["a vendor of the config", trust({ AWS: [account, partner] }, externalId("abc")), "the vendor Partner"],
    ["an account of no vendor", trust({ AWS: "999988887777" }), undefined],
    ["the own account, though the config calls it a vendor", trust({ AWS: account }), undefined],
  ])("%s", (_, policy, whom) => {
    const spec = config(`roles: []\nvendors: { Partner: ["${partner}", "${account}"] }\n`);
    const found = detectDrift(spec, [deployed(policy), whole]).filter(({ subject }) => subject === arn);
    expect(detailsOf(found)).toMatch(
      whom === undefined ? /^$/ : new RegExp(`^The role \`${arn}\` trusts ${whom}.*, and the spec does not know it`),
    );
    for (const { findings = [] } of found as { findings?: { findingType: string }[] }[])
      expect(findings.map(({ findingType }) => findingType)).toEqual([
        whom === "everybody" ? "SECURITY_WARNING" : "WARNING",
      ]);
  });
});

describe("accepted variants", () => {
  const text = (expires: string) => `roles:
  - role: ${arn}
    trust: { regions: us-east-1 }
    accept:
      - { trust: { regions: [us-east-1, us-west-2] }, reason: the move to Oregon, expires: ${expires} }
`;
  const wide = deployed(trust(inRegion("us-east-1", "us-west-2")));

  test("hold until their last day", () => {
    const found = detectDrift(config(text("2026-11-21")), [wide, whole]);
    expect(inShort(found)).toEqual(["IN_SYNC identical", "DRIFT_ACCEPTED_VARIANT"]);
    expect(detailsOf(found)).toMatch(/accepted until 2026-11-21: the move to Oregon/);
  });

  test.each([
    [
      "part of one is narrowed from it",
      ["us-west-2"],
      ["MODIFIED narrowed", "DRIFT_NARROWED"],
      /us-east-1 can no longer/,
    ],
    [
      "more than one is told from it",
      ["us-east-1", "us-west-2", "eu-west-1"],
      ["MODIFIED widened", "DRIFT_WIDENED"],
      /^Redshift in eu-west-1 can use `Copy` in account 111122223333; the spec allows us-east-1 and us-west-2\./,
    ],
  ])("%s", (_, regions, short, details) => {
    const found = detectDrift(config(text("2026-11-21")), [deployed(trust(inRegion(...regions))), whole]);
    expect(inShort(found)).toEqual(short);
    expect(detailsOf(found)).toMatch(details);
  });

  const short = (accept: string, policy: object, spec: object = trust(inRegion("us-east-1"))) => {
    const variants = `    accept: [{ trust: ${accept}, reason: known }]\n`;
    return detectDrift(expecting(spec, variants), [deployed(policy), whole]);
  };

  test("are not what is lost, where the spec says more", () => {
    const spec = trust(inRegion("us-east-1", "us-west-2"));
    const found = short("{ regions: [us-east-1, eu-west-1] }", trust(inRegion("us-east-1")), spec);
    expect(inShort(found)).toEqual(["MODIFIED narrowed", "DRIFT_NARROWED"]);
    expect(detailsOf(found)).toMatch(/us-west-2 can no longer/);
  });

  test("one that cannot be decided settles nothing", () => {
    const [statement] = (trust(root, externalId("a", "StringSame")) as { Statement: object[] }).Statement;
    const [west] = (trust(inRegion("us-west-2")) as { Statement: object[] }).Statement;
    const odd = { Version: "2012-10-17", Statement: [west, statement] };
    const found = short(`{ policy: ${JSON.stringify(odd)} }`, trust(inRegion("us-west-2")));
    expect(inShort(found)).toEqual(["MODIFIED shifted", "DRIFT_SHIFTED"]);
  });

  test("and the spec itself are no news beside what nobody accepts", () => {
    const ids = ["888877776666", "999988887777"];
    const found = detailsOf(short('{ account: "999988887777" }', trust({ AWS: ids, ...inRegion("us-east-1") })));
    expect(found).toMatch(/^Any principal of account 888877776666 can/);
    expect(found).not.toMatch(/999988887777|Redshift|us-east-1 can/);
  });

  test("and not after it", () => {
    const found = detectDrift(config(text("2026-11-20")), [wide, whole]);
    expect(inShort(found)).toEqual([
      "undefined undefined",
      "CONFIG_ACCEPT_EXPIRED",
      "MODIFIED widened",
      "DRIFT_WIDENED",
    ]);
  });
});

describe("isConcerned: what readers of thousands of accounts keep", () => {
  const keep = isConcerned(
    config(`roles:
  - role: ${arn}
    trust: { regions: [us-east-1] }
  - role: "Etl*"
    trust: { regions: [us-east-1] }
`),
  );
  const ec2 = trust({ Service: "ec2.amazonaws.com" });
  test.each<[string, DeployedRole, boolean]>([
    ["an expected role, whatever it trusts", deployed(ec2), true],
    ["a role that a pattern selects", deployed(ec2, "EtlDaily"), true],
    ["a role that nobody expects and that trusts Redshift", deployed(trust(redshift), "Other"), true],
    ["the same in a list of principals", deployed(trust({ AWS: [account], ...redshift }), "Other"), true],
    ["a role that nobody expects and nobody cares for", deployed(ec2, "Other"), false],
    ["a service-linked role", deployed(trust(redshift), "EtlX", "/aws-service-role/redshift.amazonaws.com/"), false],
    ["a role whose policy cannot be read, and nobody expects", deployed("{", "Other"), true],
  ])("%s", (_, role, expected) => {
    expect(keep(role)).toBe(expected);
  });

  test("what is not kept is nothing that would be said", () => {
    const spec = config(`roles:\n  - role: "Etl*"\n    trust: { regions: [us-east-1] }\nunknown-roles: error\n`);
    const roles = [deployed(ec2), deployed(ec2, "EtlA"), deployed(trust(redshift), "B"), deployed(trust(root), "C")];
    const kept = roles.filter(isConcerned(spec));
    expect(detectDrift(spec, [...kept, whole])).toEqual(detectDrift(spec, [...roles, whole]));
  });
});

test("a role that is gone has the ARN of its account's partition", () => {
  const spec = config(
    `roles:\n  - role: Copy\n    accounts: ["${account}"]\n    trust: { regions: [us-gov-west-1] }\n  - role: Other\n    trust: { regions: [us-gov-west-1] }\n`,
  );
  const other = {
    ...deployed(trust(inRegion("us-gov-west-1")), "Other"),
    arn: `arn:aws-us-gov:iam::${account}:role/Other`,
  };
  const [gone] = detectDrift(spec, [other, whole]);
  expect(gone).toMatchObject({ subject: `arn:aws-us-gov:iam::${account}:role/Copy`, drift: { status: "DELETED" } });
});

test.each([
  ["of its own partition", "aws-us-gov", "aws-us-gov", "IN_SYNC cosmetic"],
  ["of another partition", "aws-us-gov", "aws", "MODIFIED shifted"],
])("an account's id is an account %s", (_, own, deployedIn, short) => {
  const role = `arn:${own}:iam::${account}:role/Copy`;
  const letsIn = (id: string) => {
    const app = `arn:${own}:iam::555566667777:role/app`;
    const statements = [trust({ AWS: [id, app], ...redshift }), trust({ Service: "ec2.amazonaws.com" })];
    return {
      Version: "2012-10-17",
      Statement: statements.flatMap((one) => (one as { Statement: object[] }).Statement),
    };
  };
  const spec = config(`roles:\n  - role: ${role}\n    trust: { policy: ${JSON.stringify(letsIn("444455556666"))} }\n`);
  const there = { ...deployed(letsIn(`arn:${deployedIn}:iam::444455556666:root`)), arn: role };
  expect(inShort(detectDrift(spec, [there, whole]))).toContain(short);
});

describe("a role's id", () => {
  const previousRoleIds = new Map([[arn, "AROAOLD"]]);
  const spec = expecting(trust(redshift));
  const notRead: RoleReading = {
    kind: "not-read",
    subject: account,
    code: "NOT_ANALYSED_TIMEOUT",
    details: "no",
    account,
  };
  test.each<[string, RoleReading[], string | undefined, string]>([
    ["as it is", [{ ...deployed(trust(redshift)), roleId: "AROANEW" }], "AROANEW", "IN_SYNC"],
    ["of a role whose trust cannot be read", [{ ...deployed("{"), roleId: "AROANEW" }], "AROANEW", "UNKNOWN"],
    ["as it was, of a role that is gone", [whole], "AROAOLD", "DELETED"],
    ["as it was, of a role that was not read", [notRead], "AROAOLD", "NOT_CHECKED"],
  ])("%s", (_, readings, roleId, status) => {
    const outcomes = detectDrift(spec, readings, { previousRoleIds });
    expect(outcomes.find(({ drift }) => drift !== undefined)?.drift).toMatchObject({ roleId, status });
  });

  test("is none, where nobody ever saw the role", () => {
    expect(detectDrift(spec, [whole])[0]?.drift).not.toHaveProperty("roleId");
  });
});
