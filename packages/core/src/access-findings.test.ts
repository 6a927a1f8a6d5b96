import { describe, expect, test } from "vitest";
import { forbiddenActionsAnswer, lostDenialAnswer, newAccessAnswer, publicAccessAnswer } from "./access-findings.ts";
import { findPolicies, type PolicyInFile } from "./find-policies.ts";
import type { Location } from "./finding.ts";
import type { PolicyType } from "./policy/document.ts";

const path = "policies/a.json";

function policy(statement: object, policyType?: PolicyType): PolicyInFile {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement].flat() });
  const [found] = findPolicies({ path, text }, policyType === undefined ? {} : { policyType });
  if (found === undefined) throw new Error(`no policy: ${text}`);
  return found;
}

const trust = (Principal: unknown, Condition?: object) =>
  policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...(Condition === undefined ? {} : { Condition }) });
const identity = (Action: unknown, Resource: unknown = "*") => policy({ Effect: "Allow", Action, Resource });
const everybody = { AWS: "*" };
const everybodyAsked = { Principal: everybody, Action: "s3:ListBucket", Resource: "arn:aws:s3:::reports" };

describe("publicAccessAnswer", () => {
  const bucket = (Principal: unknown, ...more: object[]) => {
    const on = { Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" };
    const statements = [{ Effect: "Allow", Principal }, ...more].map((statement) => ({ ...on, ...statement }));
    return policy(statements, "resource");
  };
  const others = { Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1234567890" } } };
  const deny = { Effect: "Deny", Principal: "*" };
  const beside = (operator: string, isService: string) => ({
    ...deny,
    Condition: { ...others.Condition, [operator]: { "aws:PrincipalIsAWSService": isService } },
  });
  const rows: [string, PolicyInFile, "none" | "new" | "unknown"][] = [
    ["everybody", trust(everybody), "new"],
    ["everybody, without a type", bucket("*"), "new"],
    ["a word without a type", bucket("everyone"), "none"],
    [
      "everybody but one",
      policy({ ...everybodyAsked, Effect: "Allow", Principal: undefined, NotPrincipal: { AWS: "111122223333" } }),
      "unknown",
    ],
    ["everybody beside one who is not known", bucket({ CanonicalUser: "79a59df900b949e5", AWS: "*" }), "unknown"],
    ["everybody, all denied", bucket("*", deny), "none"],
    ["everybody, others than one organization denied", bucket("*", { ...deny, ...others }), "none"],
    ["everybody, others than that denied but for services", bucket("*", beside("Bool", "false")), "none"],
    ["the same where the key is absent", bucket("*", beside("BoolIfExists", "false")), "none"],
    ["everybody, services of others denied alone", bucket("*", beside("Bool", "true")), "new"],
    ["everybody, unsigned requests of others denied alone", bucket("*", beside("Null", "true")), "new"],
    ["everybody, others denied something else", bucket("*", { ...deny, ...others, Action: "s3:PutObject" }), "new"],
    [
      "everybody in one of two statements",
      bucket({ AWS: "111122223333" }, { Effect: "Allow", ...everybodyAsked }),
      "new",
    ],
    ["everybody, open to accounts too", bucket("*", { Effect: "Allow", Principal: { AWS: "111122223333" } }), "new"],
    ["everybody beside an account", trust({ AWS: ["*", "arn:aws:iam::111122223333:root"] }), "new"],
    ["an account", trust({ AWS: "arn:aws:iam::111122223333:root" }), "none"],
    ["a service", trust({ Service: "redshift.amazonaws.com" }), "none"],
    ["one organization", trust(everybody, { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } }), "none"],
    ["any organization", trust(everybody, { StringLike: { "aws:PrincipalOrgID": "*" } }), "new"],
    [
      "one organization, if it is said",
      trust(everybody, { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } }),
      "new",
    ],
    [
      "all but one organization",
      trust(everybody, { StringNotEquals: { "aws:PrincipalOrgID": "o-1234567890" } }),
      "new",
    ],
    ["an ExternalId", trust(everybody, { StringEquals: { "sts:ExternalId": "0b9f4c1e" } }), "new"],
    ["one network", trust(everybody, { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }), "none"],
    ["every network", trust(everybody, { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }), "new"],
    ["a Deny", policy({ Effect: "Deny", Principal: everybody, Action: "sts:AssumeRole" }), "none"],
    ["an identity policy", identity("*"), "none"],
  ];
  test.each(rows)("%s", (_, document, kind) => {
    const { kind: answered, finding } = publicAccessAnswer(document, "SECURITY_WARNING");
    const codes = { none: undefined, new: "PUBLIC_ACCESS", unknown: "PUBLIC_ACCESS_UNDECIDED" };
    expect([answered, finding?.issueCode]).toEqual([kind, codes[kind]]);
  });
});

describe("forbiddenActionsAnswer", () => {
  const at: Location = {
    path: [],
    policyPath: [],
    span: { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 0, offset: 0 } },
  };
  const placed = (value: string) => ({ value, at });
  type Row = [string, PolicyInFile, string[], string[] | undefined, "none" | "new" | "unknown"];
  const rows: Row[] = [
    ["the action", identity("iam:PassRole"), ["iam:PassRole"], undefined, "new"],
    ["in another case", identity("IAM:passrole"), ["iam:PassRole"], undefined, "new"],
    ["by a wildcard", identity("iam:*"), ["iam:PassRole"], undefined, "new"],
    ["a forbidden wildcard", identity("redshift:DeleteCluster"), ["redshift:*"], undefined, "new"],
    ["by NotAction", policy({ Effect: "Allow", NotAction: "s3:*", Resource: "*" }), ["iam:PassRole"], undefined, "new"],
    ["another action", identity("s3:GetObject"), ["iam:PassRole"], undefined, "none"],
    ["denied", policy({ Effect: "Deny", Action: "iam:*", Resource: "*" }), ["iam:PassRole"], undefined, "none"],
    ["on the resource", identity("s3:GetObject", "arn:aws:s3:::secret/*"), ["s3:*"], ["arn:aws:s3:::secret/*"], "new"],
    ["on a part of it", identity("s3:GetObject", "arn:aws:s3:::secret/a"), ["s3:*"], ["arn:aws:s3:::secret/*"], "new"],
    [
      "on another resource",
      identity("s3:GetObject", "arn:aws:s3:::open/*"),
      ["s3:*"],
      ["arn:aws:s3:::secret/*"],
      "none",
    ],
    ["in a trust policy", trust({ AWS: "arn:aws:iam::111122223333:root" }), ["sts:AssumeRole"], undefined, "new"],
    [
      "in a trust policy, which names no resource",
      trust({ AWS: "arn:aws:iam::111122223333:root" }),
      ["sts:AssumeRole"],
      ["arn:aws:iam::111122223333:role/Etl"],
      "new",
    ],
    ...(["scp", "rcp", "endpoint"] as const).map(
      (type): Row => [
        `in a guardrail: ${type}`,
        policy({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }, type),
        ["iam:PassRole"],
        undefined,
        "none",
      ],
    ),
    [
      "in a resource's policy",
      policy({ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "s3:*", Resource: "*" }, "resource"),
      ["s3:DeleteBucket"],
      undefined,
      "new",
    ],
    [
      "under a condition that cannot be evaluated",
      policy({ Effect: "Allow", Action: "iam:*", Resource: "*", Condition: { StringSame: { "aws:a": "b" } } }),
      ["iam:PassRole"],
      undefined,
      "unknown",
    ],
  ];
  test.each(rows)("%s", (_, document, actions, resources, kind) => {
    const forbidden = {
      at,
      actions: actions.map(placed),
      ...(resources === undefined ? {} : { resources: resources.map(placed) }),
      reason: "only the platform team may.",
    };
    const { kind: answered, finding } = forbiddenActionsAnswer(document, forbidden);
    expect([answered, finding?.findingType]).toEqual([kind, kind === "none" ? undefined : "SECURITY_WARNING"]);
    if (kind === "unknown") expect(finding?.issueCode).toBe("FORBIDDEN_ACTION_UNDECIDED");
    if (kind === "new")
      expect(finding?.findingDetails).toContain("here: only the platform team may. Take the action out");
  });
});

describe("newAccessAnswer", () => {
  const ask = (before: PolicyInFile, after: PolicyInFile) =>
    newAccessAnswer(before.policy, after, { findingType: "SUGGESTION", earlierName: "The base branch's policy" });
  const root = { AWS: "arn:aws:iam::111122223333:root" };
  const externalId = { StringEquals: { "sts:ExternalId": "0b9f4c1e" } };

  test.each<[string, PolicyInFile, PolicyInFile, string]>([
    [
      "an action",
      identity("s3:GetObject"),
      identity(["s3:GetObject", "s3:PutObject"]),
      "This allows `s3:PutObject` on",
    ],
    [
      "an ExternalId taken away",
      trust(root, externalId),
      trust(root),
      "Any principal of account 111122223333 can assume this role without an ExternalId",
    ],
    ["a service", trust(root), trust({ ...root, Service: "redshift.amazonaws.com" }), "Redshift"],
  ])("%s is told in a sentence", (_, before, after, words) => {
    const { kind, finding } = ask(before, after);
    expect(kind).toBe("new");
    expect(finding?.findingDetails).toMatch(
      /^New access: .*\. The base branch's policy does not allow that\. Check that it is meant\.$/,
    );
    expect(finding?.findingDetails).toContain(words);
    expect(finding?.locations[0]).toMatchObject({ file: path, path: [{ value: "Statement" }, { index: 0 }] });
  });

  test("what cannot be decided is told, with the finding type of new access", () => {
    const odd = trust({ ...root, Service: "redshift.amazonaws.com" }, { StringSame: { "aws:a": "b" } });
    const { kind, finding } = ask(trust(root), odd);
    expect(kind).toBe("unknown");
    expect(finding).toMatchObject({ findingType: "SUGGESTION", issueCode: "NEW_ACCESS_UNDECIDED" });
    expect(finding?.findingDetails).toMatch(
      /^Whether this allows more than the base branch's policy cannot be decided: .*[^.]\. Compare the two yourself\.$/,
    );
  });

  test("less is nothing new", () => {
    expect(ask(trust(root), trust(root, externalId))).toEqual({ kind: "none" });
  });
});

describe("lostDenialAnswer", () => {
  const ask = (before: PolicyInFile, after: PolicyInFile) =>
    lostDenialAnswer(before.policy, after, { findingType: "SUGGESTION", earlierName: "The base branch's policy" });
  const file = (type: PolicyType, ...statements: object[]) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    return findPolicies({ path, text }, { policyType: type })[0] as PolicyInFile;
  };
  const forAll = { Principal: "*" };
  const deny = (Action: string, more: object = {}) => ({ Effect: "Deny", Action, Resource: "*", ...more });
  const allow = (Action: string, more: object = {}) => ({ Effect: "Allow", Action, Resource: "*", ...more });
  const insecure = { ...forAll, Condition: { Bool: { "aws:SecureTransport": "false" } } };
  const withoutMfa = { Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } };

  test.each<[string, PolicyInFile, PolicyInFile, string]>([
    [
      "one of a guardrail's",
      file("scp", deny("iam:PassRole"), deny("redshift:DeleteCluster")),
      file("scp", deny("iam:PassRole")),
      "action `redshift:DeleteCluster`",
    ],
    [
      "a part of one",
      file("scp", deny("redshift:*")),
      file("scp", { Effect: "Deny", NotAction: "redshift:DeleteCluster", Resource: "*" }),
      "action `redshift:DeleteCluster`",
    ],
    [
      "a bucket's for requests without TLS",
      file("resource", deny("s3:*", insecure), allow("s3:GetObject", { Principal: { AWS: "111122223333" } })),
      file("resource", allow("s3:GetObject", { Principal: { AWS: "111122223333" } })),
      "aws:SecureTransport `false`",
    ],
    [
      "an identity's without MFA",
      file("identity", allow("s3:GetObject"), deny("iam:*", withoutMfa)),
      file("identity", allow("s3:GetObject")),
      "action `iam:",
    ],
    [
      "a resource control policy's",
      file("rcp", deny("sts:AssumeRole", forAll)),
      file("rcp", deny("s3:*", forAll)),
      "sts:",
    ],
    [
      "one beside another that is new access",
      file("identity", allow("redshift:*"), deny("redshift:*"), deny("iam:PassRole")),
      file("identity", allow("redshift:*")),
      "action `iam:PassRole`",
    ],
    [
      "on what the policy does not allow",
      file("identity", allow("s3:*", { Resource: "arn:aws:s3:::reports/*" }), deny("s3:DeleteObject")),
      file("identity", allow("s3:*", { Resource: "arn:aws:s3:::reports/*" })),
      "action `s3:DeleteObject`",
    ],
  ])("%s is told with a request", (_, before, after, words) => {
    const { kind, finding } = ask(before, after);
    expect([kind, finding?.issueCode]).toEqual(["unknown", "DENIAL_LOST"]);
    expect(finding?.findingDetails).toMatch(/^A denial is gone\. The base branch's policy denies this request, /);
    expect(finding?.findingDetails).toContain(words);
  });

  test.each<[string, PolicyInFile, PolicyInFile]>([
    ["more of them", file("scp", deny("iam:PassRole")), file("scp", deny("iam:*"))],
    ["the same in other words", file("scp", deny("iam:PassRole")), file("scp", deny("IAM:passrole"), deny("iam:P*"))],
    ["what the policy allows is new access", file("identity", allow("*"), deny("iam:*")), file("identity", allow("*"))],
    [
      "a trust policy decides alone",
      file("trust", { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" }),
      file("trust", { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:TagSession" }),
    ],
    ["none before", file("scp", allow("*")), file("scp", allow("s3:*"))],
  ])("none is lost: %s", (_, before, after) => {
    expect(ask(before, after)).toEqual({ kind: "none" });
  });

  test("what cannot be compared is said", () => {
    const odd = { Condition: { StringSounds: { "aws:PrincipalArn": "a" } } };
    const { kind, finding } = ask(file("scp", deny("iam:*", odd)), file("scp", deny("iam:*", insecure)));
    expect([kind, finding?.issueCode]).toEqual(["unknown", "NEW_ACCESS_UNDECIDED"]);
    expect(finding?.findingDetails).toMatch(
      /^Whether this still denies all that the base branch's policy denies cannot be decided: .*[^.]\. Compare the two/,
    );
  });
});
