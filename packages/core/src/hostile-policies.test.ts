import { describe, expect, test } from "vitest";
import { validatePolicy } from "./validate.ts";

/* Texts made to cost time. Each takes far less than a second on an idle machine, and one with a square in it minutes. */
const bound = 5000;

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function statement(elements: object): object {
  return { Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...elements };
}

function conditions(names: readonly string[], action: readonly string[] = ["s3:GetObject"]): string {
  const keys = Object.fromEntries(names.map((name) => [name, "a"]));
  return policy([statement({ Action: action, Condition: { StringEquals: keys } })]);
}

/** The word with one of many mixtures of small and capital letters. */
function spelling(word: string, which: number): string {
  return [...word].map((letter, i) => ((which >> i) & 1 ? letter.toUpperCase() : letter)).join("");
}

const cluster = "arn:aws:redshift:us-east-1:123456789012:cluster:";

/** A trust policy with one condition again and again, which no object of JavaScript can hold. */
function repeated(principal: object, operator: string, key: string, values: readonly string[]): string {
  const members = values.map((value) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  const head = `{"Effect":"Allow","Principal":${JSON.stringify(principal)},"Action":"sts:AssumeRole"`;
  return `{"Version":"2012-10-17","Statement":[${head},"Condition":{"${operator}":{${members.join(",")}}}}]}`;
}

/** A statement with one condition again and again, and with those that excuse it behind. */
function beside(elements: object, operator: string, [key, value]: readonly [string, string], last: string): string {
  const members = many(40_000, () => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  const condition = `"Condition":{"${operator}":{${members.join(",")}},${last}}`;
  return policy([statement(elements)]).replace(/\}\]\}$/, `,${condition}}]}`);
}

const hostile: Readonly<Record<string, string>> = {
  "private addresses beside their VPC": beside(
    {},
    "IpAddress",
    ["aws:VpcSourceIp", "10.0.0.0/8"],
    '"StringEquals":{"aws:SourceVpc":"vpc-12345678"}',
  ),
  "results beside their owner": beside(
    { Action: many(15_000, () => "redshift-data:GetStatementResult") },
    "StringEquals",
    ["redshift-data:statement-owner-iam-userid", "${aws:userid}"],
    '"Bool":{"aws:SecureTransport":"true"}',
  ),
  "attributes beside what is selected": beside(
    { Action: "dynamodb:GetItem" },
    "ForAllValues:StringEquals",
    ["dynamodb:Attributes", "id"],
    '"StringEquals":{"dynamodb:Select":"SPECIFIC_ATTRIBUTES"}',
  ),
  "denials beside the Data API": policy([
    ...many(15_000, () => statement({ Action: "redshift-data:ExecuteStatement" })),
    ...many(15_000, (i) => statement({ Effect: "Deny", Action: `s3:Get${i}` })),
    statement({ Effect: "Deny", Action: "redshift-data:*" }),
  ]),
  "one action of Redshift's again and again": policy([
    statement({
      Action: many(20_000, () => "redshift:GetClusterCredentials"),
      Resource: many(20_000, (i) => `arn:aws:redshift:us-east-1:123456789012:dbname:c/${i}`),
    }),
    statement({ Action: "redshift:GetClusterCredentials" }),
  ]),
  "one database user that begins again and again": policy([
    statement({
      Action: "redshift:GetClusterCredentials",
      Resource: [
        `${cluster.slice(0, -"cluster:".length)}${":dbuser:a".repeat(150_000)}/*`,
        `${":dbuser:".repeat(150_000)}/x`,
      ],
    }),
  ]),
  "users and databases of many clusters": policy([
    statement({
      Action: "redshift:GetClusterCredentials",
      Resource: many(
        30_000,
        (i) => `arn:aws:redshift:us-east-1:1:${i % 2 ? "dbuser" : "dbname"}:${"*a".repeat(20)}${i}/x`,
      ),
    }),
  ]),
  "values against values of one key": policy([
    statement({
      Condition: {
        StringEquals: { "aws:PrincipalTag/team": many(40_000, (i) => `a${i}`) },
        StringLike: { "aws:PrincipalTag/team": many(40_000, (i) => `b${i}*`) },
      },
    }),
  ]),
  "keys of many spellings under two operators": policy([
    statement({
      Condition: Object.fromEntries(
        ["StringEquals", "StringNotEquals"].map((operator) => [
          operator,
          Object.fromEntries(many(8192, (i) => [spelling("aws:requestedregion", i), "us-west-2"])),
        ]),
      ),
    }),
  ]),
  "databases against many Regions": policy([
    statement({
      Action: "redshift:GetClusterCredentials",
      Resource: many(20_000, (i) => `arn:aws:redshift:us-east-1:123456789012:dbname:c/${i}`),
      Condition: { StringEquals: { "aws:RequestedRegion": many(20_000, (i) => `region-${i}`) } },
    }),
  ]),
  "databases against Regions in many spellings": policy([
    statement({
      Action: "redshift:GetClusterCredentials",
      Resource: many(30_000, (i) => `arn:aws:redshift:us-east-1:123456789012:dbname:c/${i}`),
      Condition: {
        StringLike: Object.fromEntries(
          many(100, (i) => [spelling("aws:requestedregion", i), [...many(49, (k) => `zz-${k}*`), "us-east-1"]]),
        ),
      },
    }),
  ]),
  "Allows against Denies of Redshift": policy(
    many(2000, (i) =>
      statement({
        Effect: i % 2 ? "Allow" : "Deny",
        Action: many(20, (k) => `redshift:${k % 2 ? "GetClusterCredentials" : "JoinGroup"}`),
        Resource: many(20, (k) => `arn:aws:redshift:us-east-1:123456789012:dbname:${"*a".repeat(9)}${k}`),
      }),
    ),
  ),
  "services beside many keys": `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": ${JSON.stringify(many(16_000, (i) => `arn:aws:kms:us-west-2:210000000001:key/${i}`))}, "Condition": { "StringEquals": { ${many(16_000, () => '"kms:ViaService": "s3.us-west-2.amazonaws.com"').join()} } } }] }`,
  "sessions beside their roles": policy([
    statement({
      Condition: {
        ArnNotLike: { "aws:PrincipalArn": many(20_000, (i) => `arn:aws:sts::210000000001:assumed-role/r${i}/*`) },
      },
    }),
  ]),
  "names of one action in many cases": policy([
    ...many(8000, (i) =>
      statement({
        Action: many(3, (j) =>
          [..."lakeformation:getdataaccess"].map((c, k) => (((i * 3 + j) >> k) & 1 ? c.toUpperCase() : c)).join(""),
        ),
        Resource: `arn:aws:s3:::b${i}`,
      }),
    ),
  ]),
  "names of key actions that none has": policy([
    ...many(8000, (i) =>
      statement({ Action: `kms:GenerateDataKey${i.toString(36).replace(/\d/g, "x")}`, Resource: "arn:aws:s3:::b" }),
    ),
    ...many(8000, (i) => statement({ Action: "kms:Decrypt", Resource: `arn:aws:kms:us-east-1:1:key/${i}` })),
  ]),
  "statements about tables and secrets": policy(
    many(15_000, (i) =>
      statement({
        Action: ["glue:GetTable", "secretsmanager:GetSecretValue", "lakeformation:GetDataAccess"],
        Resource: [`arn:aws:glue:us-east-1:1:table/a/${i}`, `arn:aws:secretsmanager:us-east-1:1:secret:a${i}`],
      }),
    ),
  ),
  "variables in brackets that do not end": policy([
    statement({ Resource: `arn:aws:s3:::dshift${"$(aws:".repeat(400_000)}` }),
  ]),
  "resources with wildcards": policy([statement({ Resource: many(10_000, (i) => `arn:aws:s3:::b${i}/*`) })]),
  "resources that begin alike": policy([
    statement({ Resource: many(3000, (i) => `arn:aws:s3:::${"a".repeat(i % 900)}*`) }),
  ]),
  "resources with a star in front": policy([statement({ Resource: many(20_000, (i) => `*${i}*a*b`) })]),
  "long resources of stars": policy([
    statement({ Resource: many(400, (i) => `arn:aws:ec2:::${"a*".repeat(2000)}${i}`) }),
  ]),
  "one resource of stars": policy([statement({ Resource: `arn:aws:ec2:::${"*a".repeat(1_000_000)}` })]),
  "actions with wildcards": policy([statement({ Action: many(10_000, (i) => `s3:Get${i}*`) })]),
  "actions with a star before different ends": policy([statement({ Action: many(60_000, (i) => `s3:Get*${i}`) })]),
  "resources with a star before different ends": policy([
    statement({ Resource: many(60_000, (i) => `arn:aws:s3:::*${i}`) }),
  ]),
  "actions without a service": policy([statement({ Action: many(40_000, (i) => `a${i}*`) })]),
  "actions open before their colon": policy([statement({ Action: many(40_000, (i) => `a${i}*:x`) })]),
  "actions with stars on both sides": policy([statement({ Action: many(30_000, (i) => `ec2:*a${i}*`) })]),
  "resources that are no ARNs": policy([statement({ Resource: many(40_000, (i) => `a${i}*`) })]),
  "resources of every kind": policy([statement({ Resource: many(30_000, (i) => `arn:aws:ec2:*:*:*${i}*`) })]),
  "few actions of one long piece": policy([
    statement({ Action: [`s3:*${"a".repeat(400_000)}?b`, `s3:${"a".repeat(900_000)}b`] }),
  ]),
  "few resources of one long piece": policy([
    statement({
      Resource: [`arn:aws:s3:::*${"a?".repeat(150_000)}b*`, `arn:aws:s3:::${"a".repeat(900_000)}bc`],
    }),
  ]),
  "many variables in one source": policy([
    statement({
      Condition: { StringLike: { "aws:SourceArn": `arn:aws:iam::111122223333:role/${"${".repeat(300_000)}` } },
    }),
  ]),
  "many variables that are not closed": policy([
    statement({
      Condition: { StringLike: { "aws:PrincipalArn": `arn:aws:iam::111122223333:role/${"${".repeat(300_000)}*` } },
    }),
  ]),
  "many variables in one user id": policy([
    statement({ Condition: { StringLike: { "aws:userid": `a${"b".repeat(300_000)}:${"${a}".repeat(200_000)}` } } }),
  ]),
  "one action of stars": policy([statement({ Action: [`s3:${"*a".repeat(1_000_000)}`, `s3:${"a".repeat(100_000)}`] })]),
  "unknown actions": policy([statement({ Action: many(100_000, (i) => `ec2:DescribeInstance${i}`) })]),
  "unknown services": policy([statement({ Action: many(100_000, (i) => `redshif${i}:GetObject`) })]),
  statements: policy(many(40_000, (i) => statement({ Sid: `S${i}` }))),
  "statements with one Sid": policy(many(40_000, () => statement({ Sid: "S" }))),
  "statements of Redshift": policy(
    many(20_000, (i) => statement({ Action: "redshift:GetClusterCredentials", Resource: `${cluster}c${i}` })),
  ),
  "statements of the Data API": policy(
    many(20_000, (i) => statement({ Action: "redshift-data:*", Resource: `${cluster}c${i}` })),
  ),
  "repeated elements": `{ "Statement": { ${many(100_000, () => '"Sid": "a"').join()} } }`,
  "unknown elements": `{ "Statement": { ${many(100_000, (i) => `"k${i}": 1`).join()} } }`,
  "unknown global keys": conditions(many(50_000, (i) => `aws:SourceVpc${i}`)),
  "unknown keys of a service": conditions(many(50_000, (i) => `s3:prefi${i}`)),
  "keys of tags beside many actions": conditions(
    many(10_000, (i) => `aws:RequestTag/${i}`),
    many(10_000, () => "sts:AssumeRole"),
  ),
  "keys beside many actions": conditions(
    many(10_000, (i) => `aws:VpceAccount${i}`),
    many(10_000, () => "s3:GetObject"),
  ),
  "keys that many actions never carry": conditions(
    many(20_000, (i) => `s3:RequestObjectTag/${i}`),
    many(20_000, () => "s3:GetObject"),
  ),
  "keys that many actions carry": conditions(
    many(20_000, (i) => `s3:RequestObjectTag/${i}`),
    many(20_000, () => "s3:PutObject"),
  ),
  "tags that many actions never show": conditions(
    many(20_000, (i) => `aws:ResourceTag/${i}`),
    many(20_000, () => "ec2:DescribeInstances"),
  ),
  "tags that many actions show": conditions(
    many(20_000, (i) => `aws:ResourceTag/${i}`),
    many(20_000, (i) => (i === 0 ? "ec2:*" : "ec2:StopInstances")),
  ),
  "variables that do not end": policy([statement({ Resource: `arn:aws:s3:::${"${".repeat(1_000_000)}` })]),
  "unknown Regions": policy([
    statement({ Condition: { StringEquals: { "aws:RequestedRegion": many(50_000, (i) => `us-east-${i}`) } } }),
  ]),
  "one user of Redshift's again and again": policy([
    statement({ Action: "redshift:GetClusterCredentials", Resource: ":dbuser:a".repeat(200_000) }),
  ]),
  "statements with conditions about Redshift": policy(
    many(20_000, (i) =>
      statement({
        Action: "redshift:DescribeClusters",
        Resource: `${cluster}c${i}`,
        Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
      }),
    ),
  ),
  "one long pattern beside one long value": policy([
    statement({
      Condition: {
        StringLike: { "aws:PrincipalTag/team": `*${"a".repeat(500_000)}b` },
        StringEquals: { "aws:PrincipalTag/team": "a".repeat(1_000_000) },
        StringNotLike: { "aws:PrincipalTag/team": `*b${"a".repeat(500_000)}` },
      },
    }),
  ]),
  "a Deny of one long pattern": policy([
    statement({ Action: "redshift:GetClusterCredentials", Resource: "a".repeat(1_000_000) }),
    statement({ Effect: "Deny", Action: "redshift:GetClusterCredentials", Resource: `*${"a".repeat(500_000)}b` }),
  ]),
  brackets: `{ "Statement": [] ${"}".repeat(1_000_000)}`,
  quotes: '"'.repeat(1_000_000),
  escapes: `{ "Id": "${"\\q".repeat(500_000)}" }`,
};

function trust(effect: string, principal: object, condition?: object): object {
  const closing = condition === undefined ? {} : { Condition: condition };
  return { Effect: effect, Principal: principal, Action: "sts:AssumeRole", ...closing };
}

const github = "token.actions.githubusercontent.com";

const hostileTrust: Readonly<Record<string, string>> = {
  "accounts beside one condition again and again": repeated(
    { AWS: many(40_000, (i) => `${100_000_000_000 + i}`) },
    "Bool",
    "aws:SecureTransport",
    many(40_000, () => "true"),
  ),
  "services beside what the caller sends, again and again": repeated(
    { Service: many(20_000, (i) => `s${i}.amazonaws.com`) },
    "StringEquals",
    "aws:Referer",
    many(20_000, () => "x"),
  ),
  "services of Redshift beside users": repeated(
    { Service: many(20_000, () => "redshift.amazonaws.com") },
    "StringEquals",
    "sts:ExternalId",
    many(20_000, () => "arn:aws:redshift:us-east-1:123456789012:dbuser:c/u"),
  ),
  "providers of SAML beside their audience": repeated(
    { Federated: many(20_000, () => "arn:aws:iam::123456789012:saml-provider/okta") },
    "StringEquals",
    "SAML:aud",
    many(20_000, () => "https://signin.aws.amazon.com/saml"),
  ),
  "providers beside roles, and the actions of both": policy([
    {
      ...trust("Allow", {
        AWS: many(12_000, () => "123456789012"),
        Federated: many(12_000, () => "arn:aws:iam::123456789012:saml-provider/okta"),
      }),
      Action: many(24_000, (i) => (i % 2 === 0 ? "sts:AssumeRole" : "sts:AssumeRoleWithSAML")),
    },
  ]),
  "services beside tags of roles": repeated(
    { Service: many(35_000, () => "s3.amazonaws.com") },
    "StringEquals",
    "aws:PrincipalTag/team",
    many(35_000, () => "bi"),
  ),
  "providers beside conditions on others": repeated(
    { Federated: many(20_000, () => "arn:aws:iam::123456789012:oidc-provider/example.com") },
    "StringEquals",
    "aws:RequestedRegion",
    many(20_000, () => "eu-west-1"),
  ),
  "subjects of GitHub beside one branch again and again": policy([
    {
      ...trust("Allow", { Federated: `arn:aws:iam::123456789012:oidc-provider/${github}` }),
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { [`${github}:sub`]: many(15_000, (i) => `repo:octo-org/octo-repo:environment:${i}`) },
      },
    },
  ]).replace(
    '"StringEquals":{',
    `"StringLike":{${many(15_000, () => `"${github}:ref":"main"`)}},"StringLikeIfExists":{"${github}:ref":"refs/heads/main"},"StringEquals":{`,
  ),
  "services beside one ExternalId again and again": repeated(
    { Service: many(40_000, () => "ec2.amazonaws.com") },
    "StringEquals",
    "sts:ExternalId",
    many(40_000, () => "org-7d0c"),
  ),
  "users beside each other": repeated(
    { Service: "redshift.amazonaws.com" },
    "StringEquals",
    "sts:ExternalId",
    many(55_000, () => "arn:aws:redshift:us-east-1:123456789012:dbuser:c/u"),
  ),
  "one source again and again": repeated(
    { Service: "redshift.amazonaws.com" },
    "ArnLike",
    "aws:SourceArn",
    many(40_000, (i) => `${cluster}c${i}`),
  ),
  "open statements beside those with users": policy([
    ...many(12_000, () => trust("Allow", { Service: "redshift.us-east-1.amazonaws.com" })),
    ...many(12_000, (i) =>
      trust(
        "Allow",
        { Service: "redshift.us-west-2.amazonaws.com" },
        { StringEquals: { "sts:ExternalId": `arn:aws:redshift:us-west-2:123456789012:dbuser:sales/u${i}` } },
      ),
    ),
  ]),
  "open statements beside Denies of others": policy([
    ...many(12_000, () => trust("Allow", { AWS: "210000000001" })),
    ...many(12_000, (i) =>
      trust("Deny", { AWS: `${300000000000 + i}` }, { StringNotEquals: { "sts:ExternalId": "x" } }),
    ),
    trust("Deny", { AWS: "210000000001" }, { StringNotEquals: { "sts:ExternalId": "x" } }),
  ]),
  "a provider with slashes": policy([
    trust("Allow", { Federated: `arn:aws:iam::1:oidc-provider/https://${"/".repeat(1_000_000)}x` }),
  ]),
  "many ExternalIds under two operators": policy([
    trust(
      "Allow",
      { Service: "redshift.amazonaws.com" },
      {
        StringEquals: { "sts:ExternalId": many(40_000, (i) => `a${i}`) },
        StringLike: { "sts:ExternalId": many(40_000, (i) => `b${i}`) },
      },
    ),
  ]),
  "one long ExternalId beside a long pattern": policy([
    trust(
      "Allow",
      { AWS: "210000000001" },
      {
        StringEquals: { "sts:ExternalId": "a".repeat(1_000_000) },
        StringLike: { "sts:ExternalId": `*${"a".repeat(500_000)}b` },
      },
    ),
  ]),
  "an ExternalId asked for again and again": `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow",
    "Principal": { "Service": "redshift.amazonaws.com" }, "Action": ${JSON.stringify(many(20_000, () => "redshift:GetClusterCredentials"))},
    "Condition": { "StringEquals": { ${many(20_000, (i) => `"sts:ExternalId": "u${i}"`).join()} } } } }`,
};

const delivery = (principal: string): object => ({
  Effect: "Allow",
  Principal: { Service: principal },
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::logs/*",
  Condition: { ArnLike: { "aws:SourceArn": "arn:aws:redshift:ap-east-1:123456789012:cluster:sales" } },
});

const hostileResource: Readonly<Record<string, string>> = {
  "deliveries of audit logs": policy([
    ...many(12_000, () => delivery("redshift.amazonaws.com")),
    delivery("redshift.ap-east-1.amazonaws.com"),
  ]),
};

const denial = { Effect: "Deny", Principal: "*" };

const hostileRcp: Readonly<Record<string, string>> = {
  "callers beside services": beside(
    denial,
    "StringNotEqualsIfExists",
    ["aws:PrincipalOrgID", "o-a1b2c3d4e5"],
    '"Bool":{"aws:PrincipalIsAWSService":"false"}',
  ),
  "sources beside services": beside(
    denial,
    "StringNotEqualsIfExists",
    ["aws:SourceOrgID", "o-a1b2c3d4e5"],
    '"Null":{"aws:SourceAccount":"false"},"Bool":{"aws:PrincipalIsAWSService":"true"}',
  ),
};

describe.each([
  { policyType: "identity", texts: hostile },
  { policyType: "rcp", texts: hostileRcp },
  { policyType: "trust", texts: hostileTrust },
  { policyType: "resource", texts: hostileResource },
] as const)("hostile $policyType policies end soon, and as an outcome", ({ policyType, texts }) => {
  test.each(Object.entries(texts))("%s", { timeout: 60_000 }, (_, text) => {
    const start = performance.now();
    const outcome = validatePolicy(text, { policyType });
    expect(performance.now() - start).toBeLessThan(bound);
    expect(outcome.kind).toBe("analysed");
  });
});

test("what is not shown is said", () => {
  const outcome = validatePolicy(hostile["unknown actions"] as string, { policyType: "identity" });
  const unknown =
    outcome.kind === "analysed" ? outcome.findings.filter((each) => each.issueCode === "INVALID_ACTION") : [];
  expect(unknown).toHaveLength(501);
  expect(unknown.at(-1)?.findingDetails).toContain("too many of them");
});

test("of findings with a great many places, few are shown", () => {
  const outcome = validatePolicy(hostile["keys that many actions never carry"] as string, { policyType: "identity" });
  const findings = outcome.kind === "analysed" ? outcome.findings : [];
  const found = findings.filter(({ issueCode }) => issueCode === "UNSUPPORTED_ACTION_FOR_CONDITION_KEY");
  expect(found.map(({ locations }) => locations.length)).toEqual([20_001, 1]);
});

test("lists that were not compared are named", () => {
  const outcome = validatePolicy(hostile["resources with a star in front"] as string, { policyType: "identity" });
  const details = outcome.kind === "analysed" ? outcome.findings.map(({ findingDetails }) => findingDetails) : [];
  expect(details).toContainEqual(expect.stringContaining("too many wildcards to compare"));
});
