import { describe, expect, test } from "vitest";
import { excludesAssociation, isForRedshiftIn } from "./association.ts";
import type { Association } from "./deployed-role.ts";

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/Etl`;
const cluster: Association = { kind: "cluster", name: "analytics", account, region: "us-east-1", role };
const namespace: Association = { kind: "namespace", name: "etl", account, region: "us-east-1", role };

function trust(principal: unknown, condition?: object, more: readonly object[] = []): string {
  const own = condition === undefined ? {} : { Condition: condition };
  const statement = { Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...own };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement, ...more] });
}

const redshift = (...regions: string[]) => ({ Service: regions.map((one) => `redshift.${one}.amazonaws.com`) });
const everywhere = { Service: "redshift.amazonaws.com" };
const serverless = { Service: ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] };
const users = (value: unknown, operator = "StringLike") => ({ [operator]: { "sts:ExternalId": value } });
const dbUser = (path: string, region = "us-east-1", owner = account) =>
  `arn:aws:redshift:${region}:${owner}:dbuser:${path}`;

describe("a cluster", () => {
  test.each<[string, string, boolean]>([
    ["its Region's principal", trust(redshift("us-east-1")), false],
    ["the global principal", trust(everywhere), false],
    ["several Regions, its own among them", trust(redshift("eu-west-1", "us-east-1")), false],
    ["another Region's principal", trust(redshift("us-west-2")), true],
    ["Serverless alone", trust({ Service: "redshift-serverless.amazonaws.com" }), true],
    ["no Redshift at all", trust({ Service: "ec2.amazonaws.com" }), true],
    ["an account", trust({ AWS: account }), true],
    ["one of its users", trust(everywhere, users(dbUser("analytics/etl"), "StringEquals")), false],
    ["all of its users", trust(everywhere, users(dbUser("analytics/*"))), false],
    ["clusters that begin like it", trust(everywhere, users(dbUser("ana*/etl"))), false],
    ["users of another cluster", trust(everywhere, users(dbUser("reports/*"))), true],
    ["users of a cluster whose name begins with its", trust(everywhere, users(dbUser("analytics2/*"))), true],
    ["users of the same name in another Region", trust(everywhere, users(dbUser("analytics/*", "eu-west-1"))), true],
    ["users of another account", trust(everywhere, users(dbUser("analytics/*", "us-east-1", "444455556666"))), true],
    [
      "a Deny of its users, which leaves calls without an ExternalId",
      trust(everywhere, undefined, [
        { Effect: "Deny", Principal: everywhere, Action: "sts:AssumeRole", Condition: users(dbUser("analytics/*")) },
      ]),
      false,
    ],
    [
      "a Deny of everybody",
      trust(everywhere, undefined, [{ Effect: "Deny", Principal: { AWS: "*", ...everywhere }, Action: "sts:*" }]),
      true,
    ],
  ])("trust in %s", (_, policy, expected) => {
    expect(excludesAssociation(policy, cluster)).toBe(expected);
  });
});

describe("a namespace", () => {
  test.each<[string, string, boolean]>([
    ["both principals", trust(serverless), false],
    ["Serverless alone", trust({ Service: "redshift-serverless.amazonaws.com" }), false],
    ["its Region's principal", trust(redshift("us-east-1")), false],
    ["users of a workgroup", trust(serverless, users(dbUser(`serverless-${account}-9/etl`))), false],
    ["users of a cluster", trust(serverless, users(dbUser("analytics/*"))), true],
    ["another Region's principal only", trust(redshift("us-west-2")), true],
  ])("trust in %s", (_, policy, expected) => {
    expect(excludesAssociation(policy, namespace)).toBe(expected);
  });
});

test("one statement need not stand in a list", () => {
  for (const [principal, expected] of [
    [everywhere, false],
    [{ AWS: account }, true],
  ] as const) {
    const { Version, Statement } = JSON.parse(trust(principal));
    expect(excludesAssociation(JSON.stringify({ Version, Statement: Statement[0] }), cluster)).toBe(expected);
  }
});

test.each([
  ["not JSON", "{"],
  ["a text", '"x"'],
  ["no statement", "{}"],
  ["nothing", "null"],
  ["cut short", trust(everywhere).slice(0, -1)],
  ["a condition that cannot be evaluated", trust(everywhere, users("a", "StringSame"))],
])("%s is not decided", (_, policy) => {
  expect(excludesAssociation(policy, cluster)).toBeUndefined();
});

test("partitions: the same names elsewhere", () => {
  const inPartition = (partition: string, region: string): string =>
    trust(redshift(region), users(`arn:${partition}:redshift:${region}:${account}:dbuser:analytics/*`));
  const there = (partition: string, region: string): Association => {
    return { ...cluster, region, role: `arn:${partition}:iam::${account}:role/Etl` };
  };
  for (const [partition, region] of [
    ["aws-us-gov", "us-gov-west-1"],
    ["aws-cn", "cn-north-1"],
    ["aws-iso", "us-iso-east-1"],
    ["aws-eusc", "eusc-de-east-1"],
  ] as const) {
    expect(excludesAssociation(inPartition(partition, region), there(partition, region))).toBe(false);
    expect(excludesAssociation(inPartition("aws", region), there(partition, region))).toBe(true);
  }
});

test.each<[string, string, boolean]>([
  ["Redshift everywhere", trust(everywhere), true],
  ["Redshift there", trust(redshift("eu-west-1", "us-east-1")), true],
  ["Serverless", trust({ Service: "redshift-serverless.amazonaws.com" }), true],
  ["Redshift elsewhere", trust(redshift("us-west-2")), false],
  ["a role of a chain", trust({ AWS: `arn:aws:iam::${account}:role/redshift/RedshiftEtl` }), false],
  ["Redshift's scheduler", trust({ Service: "scheduler.redshift.amazonaws.com" }), false],
  [
    "another service, in statements that speak of Redshift",
    trust({ Service: "ec2.amazonaws.com" }, users("redshift")),
    false,
  ],
  ["an account, beside Redshift's name of a wrong type", trust({ AWS: [account, "redshift.amazonaws.com"] }), false],
  ["not Redshift", trust(everywhere).replace("Allow", "Deny"), false],
  ["nobody that can be read", '{ "redshift', false],
])("a role that trusts %s: whether clusters are given it", (_, policy, expected) => {
  expect(isForRedshiftIn("us-east-1", policy)).toBe(expected);
});
