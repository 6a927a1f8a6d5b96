import { expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import { deadStatements, isLocked } from "./dead-statement.ts";

const root = { AWS: "arn:aws:iam::568237466542:root" };
const redshiftIn = (...regions: string[]) => ({ Service: regions.map((region) => `redshift.${region}.amazonaws.com`) });
const userIn = (region: string) => `arn:aws:redshift:${region}:111122223333:dbuser:dwh/etl`;
const asking = (value: unknown, operator = "StringEquals") => ({ [operator]: { "sts:ExternalId": value } });
const deleted = "AROAEXAMPLEEXAMPLE12";
const anyRole = "arn:aws:iam::111122223333:role/*";

const read = (...statements: object[]) => {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return parsePolicy(text, { policyType: "trust" }).policy;
};
const allow = (Principal: unknown, Condition: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "sts:AssumeRole",
  Condition,
});

test.each<[string, unknown, object, string | undefined]>([
  ["an ExternalId", root, asking("a1"), undefined],
  ["a wildcard that is none", root, asking("a*"), "`StringEquals` takes the wildcard in `a*` literally"],
  ["a wildcard that is one", root, asking("a*", "StringLike"), undefined],
  ["a wildcard beside an ExternalId", root, asking(["a*", "a1"]), undefined],
  ["one character", root, asking("a"), "an ExternalId has 2 characters or more, `a` fewer"],
  ["one character that stands for all", root, asking("*", "StringLike"), undefined],
  ["two characters", root, asking(["a", "a1"]), undefined],
  ["a space", root, asking("a b"), "`a b` holds a character that no ExternalId may have"],
  ["a space in one of two", root, asking(["a b", "a1"]), undefined],
  ["a letter that is not ASCII, in a pattern", root, asking("ä*", "StringLike"), "`ä*` holds a character"],
  ["no value", root, asking([]), "`sts:ExternalId` has no value, and nothing equals none"],
  ["no value, negated", root, asking([], "StringNotEquals"), undefined],
  ["none and one at once", root, { ...asking("a1"), Null: { "sts:ExternalId": "true" } }, "its conditions contradict"],
  ["another key", root, { StringEquals: { "aws:PrincipalAccount": "111122223333" } }, "its conditions contradict"],
  ["a principal that was deleted", { AWS: deleted }, {}, `its principal \`${deleted}\` was deleted`],
  ["a deleted principal beside another", { AWS: [deleted, "111122223333"] }, {}, undefined],
  [
    "a wildcard inside a principal",
    { AWS: anyRole },
    {},
    `IAM takes no wildcard inside a principal such as \`${anyRole}`,
  ],
  ["such a one beside a principal", { AWS: [anyRole, "111122223333"] }, {}, undefined],
  ["everybody, who can send nothing", { AWS: "*" }, asking("a"), "an ExternalId has 2 characters or more"],
  [
    "database users of another Region",
    redshiftIn("us-east-1", "eu-west-1"),
    asking([userIn("us-west-2"), userIn("us-west-1")]),
    "its database users are in us-west-2, us-west-1, but only Redshift in us-east-1, eu-west-1 may come",
  ],
  ["one of them of the Region", redshiftIn("us-east-1"), asking([userIn("us-west-2"), userIn("us-east-1")]), undefined],
  ["users of every Region", redshiftIn("us-east-1"), asking(userIn("*"), "StringLike"), undefined],
  ["an ExternalId that is no user", redshiftIn("us-east-1"), asking([userIn("us-west-2"), "a1"]), undefined],
  ["Redshift in every Region", { Service: "redshift.amazonaws.com" }, asking(userIn("us-west-2")), undefined],
  ["if there is one", redshiftIn("us-east-1"), asking(userIn("us-west-2"), "StringEqualsIfExists"), undefined],
  ["all but those", redshiftIn("us-east-1"), asking(userIn("us-west-2"), "StringNotEquals"), undefined],
  ["all of none", redshiftIn("us-east-1"), asking(userIn("us-west-2"), "ForAllValues:StringEquals"), undefined],
])("%s", (_, principal, condition, reason) => {
  const sound = allow({ Service: "ec2.amazonaws.com" });
  const found = deadStatements(read(sound, allow(principal, condition)));
  expect(found.map(({ statement }) => statement.index)).toEqual(reason === undefined ? [] : [1]);
  if (reason !== undefined) expect(found[0]?.reason).toContain(reason);
});

test("a Deny is never dead", () => {
  expect(deadStatements(read({ ...allow(root, asking("a")), Effect: "Deny" }))).toEqual([]);
});

test.each<[string, object[], boolean]>([
  ["by a Deny of everybody", [allow(root), { ...allow("*"), Effect: "Deny" }], true],
  ["not by a Deny of somebody else", [allow(root), { ...allow({ AWS: "111122223333" }), Effect: "Deny" }], false],
  ["not where nobody was let in", [allow(root, asking("a")), { ...allow("*"), Effect: "Deny" }], false],
  ["not without a Deny", [allow(root, asking("a"))], false],
])("locked: %s", (_, statements, expected) => {
  expect(isLocked(read(...statements))).toBe(expected);
});
