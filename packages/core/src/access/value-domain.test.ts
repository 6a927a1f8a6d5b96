import { expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { globalConditionKeys } from "../service-reference/global-condition-keys.ts";
import { newAccess } from "./compare.ts";
import { isAllowed } from "./request.ts";
import { isMultivalued } from "./value-domain.ts";

function policy(...conditions: readonly object[]): PolicyDocument {
  const statements = conditions.map((condition) => ({
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "*",
    Condition: condition,
  }));
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return parsePolicy(text, { policyType: "identity" }).policy;
}

/** Never "none": a request shows the difference. */
function expectShown(expected: PolicyDocument, actual: PolicyDocument): void {
  const access = newAccess(expected, actual);
  if (access.kind !== "new") throw new Error(`${access.kind}, but there is new access`);
  expect([isAllowed(expected, access.witness), isAllowed(actual, access.witness)]).toEqual([false, true]);
}

test("a global key holds several values where its one table says so", () => {
  const names = [...globalConditionKeys.keys()].filter((name) => /^aws:.*[^/]$/.test(name));
  const several = names.filter((name) => globalConditionKeys.get(name)?.multivalued === true);
  expect(names.filter((name) => isMultivalued(name, false))).toEqual(several);
  expect(names.filter((name) => isMultivalued(name, true))).toEqual(several);
  expect(several).toContain("aws:vpceorgpaths");
});

test.each(["aws:VpceOrgPaths", "aws:SourceOrgPaths", "aws:SourceVpcOrgPaths", "aws:KeyOfTomorrow", "k"])(
  "all values of %s are more than one of them",
  (key) => {
    const asking = (operator: string) => policy({ [operator]: { [key]: "o-a/r-b/ou-1/*" }, Null: { [key]: "false" } });
    expectShown(asking("ForAllValues:StringLike"), asking("ForAnyValue:StringLike"));
  },
);

test("several values of a key that AWS does not describe, without a set operator", () => {
  const key = "aws:KeyOfTomorrow";
  expectShown(
    policy({ StringLike: { [key]: "a*b" } }),
    policy({ StringLike: { [key]: "a*" }, StringLikeIfExists: { [key]: "*b" } }),
  );
});

test.each(["aws:AssumedRoot", "aws:ViaAWSMCPService", "aws:IsMcpServiceAction", "aws:SecureTransport"])(
  "%s is true or false",
  (key) => {
    const either = policy({ StringEquals: { [key]: "true" } }, { StringEquals: { [key]: "false" } });
    expect(newAccess(either, policy({ Null: { [key]: "false" } }))).toEqual({ kind: "none" });
  },
);

test.each<[string, string, readonly object[]]>([
  ["a tag as true or false", "aws:PrincipalTag/admin", [{ Bool: "true" }, { Bool: "false" }]],
  ["an unknown key as a number", "aws:KeyOfTomorrow", [{ NumericLessThan: "5" }, { NumericGreaterThanEquals: "5" }]],
  ["a time as a number", "aws:CurrentTime", [{ NumericLessThan: "5" }, { NumericGreaterThanEquals: "5" }]],
  ["an unknown key as an address", "aws:KeyOfTomorrow", [{ IpAddress: "0.0.0.0/0" }, { IpAddress: "::/0" }]],
])("%s: there are other values", (_, key, all) => {
  const conditions = all.map((each) =>
    Object.fromEntries(Object.entries(each).map(([operator, value]) => [operator, { [key]: value }])),
  );
  expectShown(policy(...conditions), policy({ Null: { [key]: "false" } }));
});

test("where a key is known to hold nothing else, all of it is all", () => {
  const network = policy({ IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, { IpAddress: { "aws:SourceIp": "::/0" } });
  expect(newAccess(network, policy({ Null: { "aws:SourceIp": "false" } }))).toEqual({ kind: "none" });
});

test("a tag is no less text where another statement asks whether it is true", () => {
  const key = "aws:PrincipalTag/admin";
  const access = newAccess(
    policy({ Bool: { [key]: "true" } }),
    policy({ Bool: { [key]: "true" } }, { StringEquals: { [key]: "yes" } }),
  );
  expect(access.kind).not.toBe("none");
});

test("an account as a number is not compared", () => {
  const key = "aws:PrincipalAccount";
  const some = policy({ StringEquals: { [key]: "111122223333" } });
  expect(newAccess(some, policy({ NumericGreaterThan: { [key]: "1" } })).kind).not.toBe("none");
  expect(newAccess(policy({ NumericNotEquals: { [key]: "111122223333" } }), some).kind).not.toBe("none");
});
