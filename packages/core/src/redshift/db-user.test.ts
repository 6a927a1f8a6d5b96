import { expect, test } from "vitest";
import { faultOfDbUser, isWorkgroupName, looksLikeDbUser, readDbUser, serverlessPart } from "./db-user.ts";

const good = "arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/etl";
const uuid = "3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21";

test.each([
  good,
  "arn:aws-cn:redshift:cn-north-1:604938217455:dbuser:analytics/etl",
  `arn:aws:redshift:us-west-2:604938217455:dbuser:serverless-604938217455-${uuid}/etl`,
  "arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/IAM:Alice",
  "arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/IAMR:team/Admin",
  "arn:aws:redshift:us-west-2:604938217455:dbuser:serverless/etl",
  "arn:aws:redshift:*:604938217455:dbuser:*/*",
  "arn:aws:redshift:*:dbuser:analytics/etl",
  "arn:aws:redshift:us-west-2:604938217455:dbuser:analytics*",
  "arn:aws:redshift:us-west-2:604938217455:db*",
  "arn:aws:redshift:us-west-2:${aws:PrincipalAccount}:dbuser:analytics/etl",
  "arn:aws:redshift*",
])("%s can be a database user's", (text) => {
  expect(faultOfDbUser(text)).toBeUndefined();
});

test.each([
  ["arn:aws:redshift:us-west-2:dbuser:analytics/etl", "the account is missing", undefined],
  ["arn:aws:redshift:604938217455:dbuser:analytics/etl", "the Region is missing", undefined],
  ["arn:aws:redshift:dbuser:analytics/etl", "the Region and the account are missing", undefined],
  ["arn:aws:redshift::604938217455:dbuser:analytics/etl", "the Region is empty", undefined],
  ["arn:aws:redshift:us-west-2::dbuser:analytics/etl", "the account is empty", undefined],
  ["arn:aws:redshift:us-west2:604938217455:dbuser:analytics/etl", "`us-west2` is no Region", good],
  ["arn:aws:redshift:us-west-2a:604938217455:dbuser:analytics/etl", "`us-west-2a` is no Region", good],
  ["arn:aws:redshift:us-west-2:6049-3821-7455:dbuser:analytics/etl", "without hyphens", good],
  ["arn:aws:redshift:us-west-2:60493821745:dbuser:analytics/etl", "`60493821745` has 11", undefined],
  ["arn:aws:redshift:us-west-2:account-id:dbuser:analytics/etl", "`account-id` is none", undefined],
  ["arn:aws:redshift-serverless:us-west-2:604938217455:dbuser:analytics/etl", "the service", good],
  ["aws:redshift:us-west-2:604938217455:dbuser:analytics/etl", "does not begin with `arn:`", good],
  ["arn:aw:redshift:us-west-2:604938217455:dbuser:analytics/etl", "`aw` is no partition", good],
  ["arn:aws:redshift:us-west-2:604938217455:db-user:analytics/etl", "the type is written", good],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser/analytics/etl", "`:` comes after `dbuser`", good],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics:etl", "between the cluster and the user", good],
  [`${good},${good}`, "several ARNs", undefined],
  [
    "arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/IAMR/Etl",
    "written `IAMR:`",
    good.replace("etl", "IAMR:Etl"),
  ],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics", "are missing at the end", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:/etl", "the cluster's name is empty", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/", "the user's name is empty", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:Analytics/etl", "lower case", good],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:ana_lytics/etl", "no cluster name", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics-/etl", "no cluster name", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:ana--lytics/etl", "no cluster name", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/x/etl", "more than one `/`", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/public", "`PUBLIC` is the group", undefined],
  [
    "arn:aws:redshift:us-west-2:604938217455:dbuser:analytics/iam:alice",
    "written `IAM:`",
    good.replace("etl", "IAM:alice"),
  ],
  [
    `arn:aws:redshift:us-west-2:604938217455:dbuser:${uuid}/etl`,
    "`serverless-<account>-` is missing",
    good.replace("analytics", `serverless-604938217455-${uuid}`),
  ],
  [`arn:aws:redshift:us-west-2:604938217455:dbuser:serverless-${uuid}/etl`, "has the account between", undefined],
  [`arn:aws:redshift:us-west-2:604938217455:dbuser:serverless-60493821745-${uuid}/etl`, "has 11", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:cluster:analytics", "it names a cluster", undefined],
  ["arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/x", "it names a workgroup", undefined],
  ["arn:aws:redshift:us-west-2:604938217455:constructor:analytics/etl", "`constructor` stands where", undefined],
  // Two mistakes: the first is named, and the text is mended as a whole.
  ["arn:aws:redshift:us-west2:604938217455:db-user:Analytics/etl", "`us-west2` is no Region", good],
  // The second cannot be mended, so nothing certain is offered.
  ["arn:aws:redshift:us-west2:60493821745:dbuser:analytics/etl", "`us-west2` is no Region", undefined],
])("%s: %s", (text, reason, meant) => {
  const fault = faultOfDbUser(text);
  expect(fault?.reason).toContain(reason);
  expect(fault?.meant).toBe(meant);
});

test("a long text takes no time", () => {
  const long = `arn:aws:redshift:us-west-2:604938217455:dbuser:${"a-".repeat(100_000)}/etl`;
  expect(faultOfDbUser(long)?.reason).toContain("at most 63");
});

test.each([
  [good, true],
  ["arn:aws:redshift-serverless:us-west-2:604938217455:workgroup/x", true],
  ["dbuser:analytics/etl", true],
  ["3f6c1c52-8a0e-4b41-9a2f-6d1f0c9b7e21", false],
  ["arn:aws:iam::604938217455:role/etl", false],
])("%s looks like a database user: %s", (text, expected) => {
  expect(looksLikeDbUser(text)).toBe(expected);
});

test("the parts of a Serverless user", () => {
  expect(serverlessPart(`serverless-604938217455-${uuid}`)).toEqual({ account: "604938217455", workgroup: uuid });
  expect(serverlessPart("analytics")).toBeUndefined();
  expect(serverlessPart("serverless-2024-trial")).toBeUndefined();
});

test.each([
  [uuid, false],
  [uuid.toUpperCase(), false],
  ["a1b2c3d4-5678-90ab-cdef-EXAMPLE11111", false],
  ["*", false],
  ["my-workgroup", true],
  ["analytics-*", true],
  ["3f6c1c52-*", false],
  ["<workgroup-id>", false],
])("%s is a workgroup's name: %s", (text, expected) => {
  expect(isWorkgroupName(text)).toBe(expected);
});

test.each([
  [good, "us-west-2", "analytics", "etl"],
  ["arn:aws:redshift:*:604938217455:dbuser:*/*", "*", "*", "*"],
  // A `*` before the `/` reaches past it.
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:*", "us-west-2", "*", "*"],
  ["arn:aws:redshift:us-west-2:604938217455:dbuser:prod*", "us-west-2", "prod*", "*"],
  ["arn:aws:redshift:us-west-2:604938217455:*", "us-west-2", "*", "*"],
])("%s is of %s, of the clusters %s, of the users %s", (value, region, cluster, user) => {
  expect(readDbUser({ kind: "string", value, start: 0, end: 0 })).toMatchObject({ region, cluster, user });
});

test.each([
  "arn:aws:redshift:us-west-2:604938217455:dbuser:analytics",
  "arn:aws:redshift:us-west-2:604938217455:cluster:*",
  "arn:aws:redshift:us-west-2:*",
  "arn:aws:iam::604938217455:*",
  "*",
])("%s is not read as a database user", (value) => {
  expect(readDbUser({ kind: "string", value, start: 0, end: 0 })).toBeUndefined();
});
