import { describe, expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import type { PolicyDocument, PolicyType } from "../policy/document.ts";
import { type Access, newAccess } from "./compare.ts";
import { isAllowed, type Request } from "./request.ts";

type Statements = readonly object[] | object;

function policy(type: PolicyType, statement: Statements, version: string | undefined = "2012-10-17"): PolicyDocument {
  return parsePolicy(JSON.stringify({ ...(version === undefined ? {} : { Version: version }), Statement: statement }), {
    policyType: type,
  }).policy;
}

const trust = (statement: Statements, version?: string): PolicyDocument => policy("trust", statement, version);
const without = (statement: Statements): PolicyDocument =>
  parsePolicy(JSON.stringify({ Statement: statement }), { policyType: "trust" }).policy;

/** An Allow for Redshift, or for other principals. */
function allow(principal: unknown, condition?: object, action: unknown = "sts:AssumeRole"): object {
  return {
    Effect: "Allow",
    Principal: principal,
    Action: action,
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}
function deny(principal: unknown, condition?: object, action: unknown = "sts:AssumeRole"): object {
  return { ...allow(principal, condition, action), Effect: "Deny" };
}

const redshift = { Service: "redshift.amazonaws.com" };
const eastOnly = { Service: "redshift.us-east-1.amazonaws.com" };
const user = (name: string): string => `arn:aws:redshift:us-east-1:123456789012:dbuser:${name}`;
const u1 = user("c1/u1");
const u2 = user("c1/u2");
const externalId = (operator: string, ...values: unknown[]): object => ({
  [operator]: { "sts:ExternalId": values.length === 1 ? values[0] : values },
});
const strangers = "arn:aws:iam::444455556666:root";
const inOneRegion = { Version: "2012-10-17", Statement: [allow(eastOnly)] };
const forEverybody = { Version: "2012-10-17", Statement: [allow("*")] };
const account = "123456789012";
const root = `arn:aws:iam::${account}:root`;
const role = `arn:aws:iam::${account}:role/x`;
const user1 = `arn:aws:iam::${account}:user/one`;

type Verdict = "equal" | "narrowed" | "widened" | "shifted" | "unknown";

function verdictOf(gained: Access, lost: Access): Verdict {
  if (gained.kind === "unknown" || lost.kind === "unknown") return "unknown";
  if (gained.kind === "new") return lost.kind === "new" ? "shifted" : "widened";
  return lost.kind === "new" ? "narrowed" : "equal";
}

interface Row {
  readonly id: string;
  readonly expected: PolicyDocument;
  readonly actual: PolicyDocument;
  readonly verdict: Verdict;
  /** What the witness of new access must hold. */
  readonly witness?: Partial<Request>;
  readonly lostWitness?: Partial<Request>;
}

function row(
  id: string,
  expected: PolicyDocument,
  actual: PolicyDocument,
  verdict: Verdict,
  witnesses: Pick<Row, "witness" | "lostWitness"> = {},
): Row {
  return { id, expected, actual, verdict, ...witnesses };
}

const service = (id: string): Request["principal"] => ({ type: "Service", id });
const aws = (id: string): Request["principal"] => ({ type: "AWS", id });
const withId = (value: string): Request["context"] => ({ "sts:ExternalId": value });

const manyIds = (...more: string[]) => [...Array.from({ length: 25 }, (_, i) => `s${i}.amazonaws.com`), ...more];
const services = (...more: string[]) => ({ Service: manyIds(...more) });

const two = allow(redshift, externalId("StringLike", u1, u2));
const one = allow(redshift, externalId("StringEquals", u1));
const open = allow(redshift);

/** What a certificate brings along. */
const subject = "aws:PrincipalTag/x509Subject/CN";

const rows: readonly Row[] = [
  row(
    "T02 one or many",
    trust(one),
    trust([allow({ Service: ["redshift.amazonaws.com"] }, externalId("StringEquals", [u1]), ["sts:AssumeRole"])]),
    "equal",
  ),
  row(
    "T03 order of services",
    trust(allow({ Service: ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] })),
    trust(allow({ Service: ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"] })),
    "equal",
  ),
  row("T04 one Region to all", trust(allow(eastOnly)), trust(open), "widened", {
    witness: { principal: service("redshift.us-west-2.amazonaws.com") },
  }),
  row("T05 all Regions to one", trust(open), trust(allow(eastOnly)), "narrowed"),
  row(
    "T06 a Region beside all",
    trust(open),
    trust(allow({ Service: ["redshift.amazonaws.com", "redshift.us-east-1.amazonaws.com"] })),
    "equal",
  ),
  row(
    "T06 an opt-in Region beside all",
    trust(open),
    trust(allow({ Service: ["redshift.amazonaws.com", "redshift.af-south-1.amazonaws.com"] })),
    "unknown",
  ),
  row(
    "T07 Serverless dropped",
    trust(allow({ Service: ["redshift.amazonaws.com", "redshift-serverless.amazonaws.com"] })),
    trust(open),
    "narrowed",
    { lostWitness: { principal: service("redshift-serverless.amazonaws.com") } },
  ),
  row("T08 .com.cn is another service", trust(open), trust(allow({ Service: "redshift.amazonaws.com.cn" })), "shifted"),
  row(
    "T09 resolved names",
    trust(allow(eastOnly)),
    trust(allow({ Service: "redshift.us-east-1.amazonaws.com" })),
    "equal",
  ),
  row(
    "a user's name, which roles and services have not",
    trust(allow({ AWS: [user1, role] })),
    trust(allow({ AWS: [user1, role], ...redshift }, { StringEquals: { "aws:username": "one" } })),
    "narrowed",
    { lostWitness: { principal: { type: "AWS", id: role }, context: {} } },
  ),
  row(
    "a user, or the one of that name in the account",
    trust(allow({ AWS: root }, { StringEquals: { "aws:username": ["one", "a/b"] } })),
    trust(allow({ AWS: [user1, `arn:aws:iam::${account}:user/team/one`] })),
    "narrowed",
  ),
  row(
    "a user's name, in every path that there can be",
    trust(allow({ AWS: root }, { StringEquals: { "aws:username": "one" } })),
    trust(
      allow(
        { AWS: root },
        {
          StringLike: {
            "aws:PrincipalArn": [`arn:aws:iam::${account}:user/one`, `arn:aws:iam::${account}:user/?*/one`],
          },
        },
      ),
    ),
    "equal",
  ),
  row(
    "all but a user's name",
    trust([allow({ AWS: [user1, role] }), deny("*", { StringEquals: { "aws:username": "one" } })]),
    trust(allow({ AWS: [user1, role] }, { StringNotEquals: { "aws:username": "one" } })),
    "equal",
  ),
  row(
    "no user's name",
    trust(allow({ AWS: [user1, role] }, { Null: { "aws:username": "true" } })),
    trust(allow({ AWS: role })),
    "equal",
  ),
  row(
    "a user's name, where there is one",
    trust(allow({ AWS: [user1, role] }, { StringEqualsIgnoreCaseIfExists: { "aws:username": "ONE" } })),
    trust(allow({ AWS: [user1, role] })),
    "equal",
  ),
  row(
    "T10 SageMaker beside Redshift",
    trust(open),
    trust(allow({ Service: ["redshift.amazonaws.com", "sagemaker.amazonaws.com"] })),
    "widened",
    { witness: { principal: service("sagemaker.amazonaws.com") } },
  ),
  row("T11 account id or root", trust(allow({ AWS: account })), trust(allow({ AWS: root })), "equal"),
  row(
    "T12 another partition's root",
    trust(allow({ AWS: account })),
    trust(allow({ AWS: `arn:aws-cn:iam::${account}:root` })),
    "shifted",
  ),
  row("T13 eleven digits", trust(allow({ AWS: account })), trust(allow({ AWS: "12345678901" })), "unknown"),
  row("T14 anyone, both ways", trust(allow({ AWS: "*" })), trust(allow("*")), "equal"),
  row("T15 deleted role", trust(allow({ AWS: role })), trust(allow({ AWS: "AROAEXAMPLEEXAMPLE12" })), "narrowed", {
    lostWitness: { principal: aws(role) },
  }),
  row(
    "T16 deleted user",
    trust(allow({ AWS: `arn:aws:iam::${account}:user/u` })),
    trust(allow({ AWS: "AIDAEXAMPLEEXAMPLE12" })),
    "narrowed",
  ),
  row(
    "T17 role made again",
    trust(allow({ AWS: [role, root] })),
    trust(allow({ AWS: ["AROAEXAMPLEEXAMPLE12", root] })),
    "equal",
  ),
  row("T19 account to one role", trust(allow({ AWS: account })), trust(allow({ AWS: role })), "narrowed", {
    lostWitness: { principal: aws(root) },
  }),
  row(
    "T20 role with a path",
    trust(allow({ AWS: role })),
    trust(allow({ AWS: `arn:aws:iam::${account}:role/p/x` })),
    "shifted",
  ),
  row(
    "T21 role to a session",
    trust(allow({ AWS: role })),
    trust(allow({ AWS: `arn:aws:sts::${account}:assumed-role/x/s` })),
    "narrowed",
  ),
  row(
    "T22 case of a role",
    trust(allow({ AWS: role })),
    trust(allow({ AWS: `arn:aws:iam::${account}:role/X` })),
    "shifted",
  ),
  row(
    "T23 no partial wildcards",
    trust(allow({ AWS: role })),
    trust(allow({ AWS: "arn:aws:iam::*:role/x" })),
    "narrowed",
  ),
  row(
    "T24 federated provider",
    trust(open),
    trust([open, allow({ Federated: "accounts.google.com" }, undefined, "sts:AssumeRoleWithWebIdentity")]),
    "widened",
    {
      witness: { action: "sts:AssumeRoleWithWebIdentity", principal: { type: "Federated", id: "accounts.google.com" } },
    },
  ),
  row("T25 case of actions", trust(open), trust(allow(redshift, undefined, "STS:assumerole")), "equal"),
  row(
    "T26 TagSession added",
    trust(open),
    trust(allow(redshift, undefined, ["sts:AssumeRole", "sts:TagSession"])),
    "widened",
    { witness: { action: "sts:TagSession" } },
  ),
  row(
    "T27 TagSession dropped",
    trust(allow(redshift, undefined, ["sts:AssumeRole", "sts:TagSession"])),
    trust(open),
    "narrowed",
  ),
  row("T28 sts:*", trust(open), trust(allow(redshift, undefined, "sts:*")), "widened"),
  row("T28 sts:Assume?ole", trust(open), trust(allow(redshift, undefined, "sts:Assume?ole")), "equal"),
  row("T28 sts:Assume*", trust(open), trust(allow(redshift, undefined, "sts:Assume*")), "widened", {
    witness: { action: "sts:AssumeRoleWithWebIdentity" },
  }),
  row(
    "T29 NotAction",
    trust(open),
    trust({ Effect: "Allow", Principal: redshift, NotAction: "sts:TagSession" }),
    "widened",
  ),
  row("T30 effect in lower case", trust(open), trust({ ...open, Effect: "allow" }), "unknown"),
  row("T31 condition removed", trust(one), trust(open), "widened", {
    witness: { principal: service("redshift.amazonaws.com"), context: {} },
  }),
  row(
    "T32 order and repetition of values",
    trust(two),
    trust(allow(redshift, externalId("StringLike", u2, u1, u2))),
    "equal",
  ),
  row("T33 one user fewer", trust(two), trust(one), "narrowed", { lostWitness: { context: withId(u2) } }),
  row(
    "T34 a cluster beside its user",
    trust(one),
    trust(allow(redshift, externalId("StringLike", u1, user("c1/*")))),
    "widened",
    { witness: { context: withId(user("c1/user1")) } },
  ),
  row(
    "T35 a star after the cluster",
    trust(allow(redshift, externalId("StringLike", user("prod/u1")))),
    trust(allow(redshift, externalId("StringLike", user("prod*/u1")))),
    "widened",
    { witness: { context: withId(user("prod-2/u1")) } },
  ),
  row("T36 any cluster", trust(one), trust(allow(redshift, externalId("StringLike", user("*/u1")))), "widened", {
    witness: { context: withId(user("other-cluster/u1")) },
  }),
  row(
    "any account: the example is of another real one",
    trust(allow(redshift, externalId("StringLike", user("c1/*")))),
    trust(allow(redshift, externalId("StringLike", "arn:aws:redshift:us-east-1:*:dbuser:c1/*"))),
    "widened",
    { witness: { context: withId("arn:aws:redshift:us-east-1:444455556666:dbuser:c1/user1") } },
  ),
  row(
    "any ExternalId: the example is like the others",
    trust(allow(redshift, externalId("StringEquals", u1))),
    trust(allow(redshift, externalId("StringLike", "*"))),
    "widened",
    { witness: { context: withId(user("c1/other-user")) } },
  ),
  row(
    "T37 a star over colons",
    trust(one),
    trust(allow(redshift, externalId("StringLike", "arn:aws:redshift:*:dbuser:c1/u1"))),
    "widened",
  ),
  row(
    "T37 ArnLike keeps to fields",
    trust(allow(redshift)),
    trust(allow(redshift, externalId("ArnLike", "arn:aws:redshift:*:dbuser:c1/u1:x"))),
    "narrowed",
  ),
  row(
    "T38 a star taken literally",
    trust(allow(redshift, externalId("StringLike", user("c1/*")))),
    trust(allow(redshift, externalId("StringEquals", user("c1/*")))),
    "narrowed",
  ),
  row("T39 StringLike without wildcards", trust(one), trust(allow(redshift, externalId("StringLike", u1))), "equal"),
  row(
    "T40 the same variable",
    trust(allow({ AWS: account }, { StringLike: { "sts:RoleSessionName": "${aws:username}" } })),
    trust([allow({ AWS: root }, { StringLike: { "sts:RoleSessionName": ["${aws:username}"] } })]),
    "equal",
  ),
  row(
    "T41 the text of a variable",
    trust(allow({ AWS: account }, { StringLike: { "sts:RoleSessionName": "${aws:username}" } })),
    trust(allow({ AWS: account }, { StringLike: { "sts:RoleSessionName": "${aws:username}" } }), "2008-10-17"),
    "narrowed",
  ),
  row("T42 no version", trust(one), without(one), "equal"),
  row("T42 the older version", trust(one), trust(one, "2008-10-17"), "equal"),
  row("T43 IfExists", trust(two), trust(allow(redshift, externalId("StringLikeIfExists", u1, u2))), "widened", {
    witness: { context: {} },
  }),
  row(
    "T44 ForAllValues",
    trust(two),
    trust(allow(redshift, externalId("ForAllValues:StringEquals", u1, u2))),
    "widened",
    { witness: { context: {} } },
  ),
  row("T45 ForAnyValue", trust(two), trust(allow(redshift, externalId("ForAnyValue:StringEquals", u1, u2))), "equal"),
  row(
    "T46 StringNotEquals on Allow",
    trust(allow(redshift, externalId("StringEquals", u2))),
    trust(allow(redshift, externalId("StringNotEquals", u1))),
    "widened",
    { witness: { context: {} } },
  ),
  row(
    "T47 Deny without the id",
    trust(open),
    trust([open, deny({ AWS: "*" }, externalId("StringNotEquals", u1))]),
    "narrowed",
    { lostWitness: { context: {} } },
  ),
  row(
    "T48 IfExists on a negated Deny",
    trust([open, deny("*", externalId("StringNotEquals", u1))]),
    trust([open, deny("*", externalId("StringNotEqualsIfExists", u1))]),
    "equal",
  ),
  row(
    "T49 Null false and *",
    trust(allow(redshift, { Null: { "sts:ExternalId": "false" } })),
    trust(allow(redshift, externalId("StringLike", "*"))),
    "equal",
  ),
  row(
    "T49 Null false and ??*",
    trust(allow(redshift, { Null: { "sts:ExternalId": false } })),
    trust(allow(redshift, externalId("StringLike", "??*"))),
    "equal",
  ),
  row(
    "T50 one character",
    trust([open, one]),
    trust([open, allow({ AWS: account }, externalId("StringLike", "?"))]),
    "equal",
  ),
  row(
    "T51 impossible characters",
    trust(open),
    trust([open, allow({ AWS: account }, externalId("StringEquals", "a b", "a%b", "clé"))]),
    "equal",
  ),
  row("T52 empty value", trust(open), trust([open, allow({ AWS: account }, externalId("StringEquals", ""))]), "equal"),
  row("T52 no values", trust(open), trust([open, allow({ AWS: account }, externalId("StringEquals", []))]), "equal"),
  row("T53 case of keys", trust(one), trust(allow(redshift, { StringEquals: { "sts:Externalid": u1 } })), "equal"),
  row("T54 case of values", trust(one), trust(allow(redshift, externalId("StringEquals", user("c1/U1")))), "shifted"),
  row("T55 ignoring case", trust(one), trust(allow(redshift, externalId("StringEqualsIgnoreCase", u1))), "widened"),
  row(
    "T55 ignoring case of digits",
    trust(allow(redshift, externalId("StringEquals", "12-34"))),
    trust(allow(redshift, externalId("StringEqualsIgnoreCase", "12-34"))),
    "equal",
  ),
  row(
    "T56 both keys, or either",
    trust(allow(redshift, { StringEquals: { "sts:ExternalId": u1, "aws:SourceAccount": account } })),
    trust([one, allow(redshift, { StringEquals: { "aws:SourceAccount": account } })]),
    "widened",
  ),
  row(
    "T57 one key, two operators",
    trust(allow(redshift, { StringLike: { "sts:ExternalId": "*a*" }, StringNotLike: { "sts:ExternalId": "*b*" } })),
    trust(allow(redshift, { StringLike: { "sts:ExternalId": "*a*" } })),
    "widened",
  ),
  row(
    "T58 SourceAccount added",
    trust(open),
    trust(allow(redshift, { StringEquals: { "aws:SourceAccount": account } })),
    "narrowed",
  ),
  row(
    "T59 another SourceAccount",
    trust(allow(redshift, { StringEquals: { "aws:SourceAccount": account } })),
    trust(allow(redshift, { StringEquals: { "aws:SourceAccount": "444455556666" } })),
    "shifted",
  ),
  row("T60 split statements", trust(two), trust([one, allow(redshift, externalId("StringEquals", u2))]), "equal"),
  row(
    "T60 split principals",
    trust(allow({ Service: ["redshift.amazonaws.com"], AWS: account })),
    trust([allow({ AWS: root }), open]),
    "equal",
  ),
  row(
    "T61 covered together",
    trust([allow(redshift, externalId("StringLike", "a*")), allow(redshift, externalId("StringNotLike", "a*"))]),
    trust(open),
    "equal",
  ),
  row(
    "T62 *? and ?*",
    trust(allow(redshift, externalId("StringLike", "a*?b"))),
    trust(allow(redshift, externalId("StringLike", "a?*b"))),
    "equal",
  ),
  row(
    "T62 ** and *",
    trust(allow(redshift, externalId("StringLike", "a**b"))),
    trust(allow(redshift, externalId("StringLike", "a*b"))),
    "equal",
  ),
  row("T63 Sid", trust({ Sid: "", ...one }), trust({ Sid: "Other", ...one }), "equal"),
  row("T64 empty Condition", trust(open), trust(allow(redshift, {})), "equal"),
  row("T64 empty operator", trust(open), trust(allow(redshift, { StringEquals: {} })), "equal"),
  row(
    "T65 Bool as text",
    trust(allow(redshift, { Bool: { "aws:SecureTransport": true } })),
    trust(allow(redshift, { Bool: { "aws:SecureTransport": "true" } })),
    "equal",
  ),
  row("T67 inert Deny", trust(open), trust([open, deny({ AWS: account })]), "equal"),
  row("T68 locked", trust(open), trust([open, deny({ AWS: "*" }, undefined, "*")]), "narrowed"),
  row(
    "T72 chained role",
    trust(allow({ AWS: role }, externalId("StringEquals", u1))),
    trust(allow({ AWS: role }, externalId("StringEquals", u1, u2))),
    "widened",
    { witness: { principal: aws(role), context: withId(u2) } },
  ),
  row(
    "T73 a colon in the user",
    trust(one),
    trust(allow(redshift, externalId("StringEquals", u1, user("c1/IAM:alice")))),
    "widened",
    { witness: { context: withId(user("c1/IAM:alice")) } },
  ),
  row(
    "T74 workgroup id and name",
    trust(allow(redshift, externalId("StringEquals", user(`serverless-${account}-0f1e/u`)))),
    trust(allow(redshift, externalId("StringEquals", user("workgroup/u")))),
    "shifted",
  ),
  row(
    "T75 the subject of a certificate, which only IAM Roles Anywhere brings along",
    trust(allow({ Service: "rolesanywhere.amazonaws.com" }, { StringEquals: { [subject]: "etl" } })),
    trust(allow({ Service: "rolesanywhere.amazonaws.com" }, { StringLike: { [subject]: "*" } })),
    "widened",
  ),
  row(
    "T75 the same of another service",
    trust(allow({ Service: "ec2.amazonaws.com" }, { StringEquals: { [subject]: "etl" } })),
    trust(allow({ Service: "ec2.amazonaws.com" }, { StringLike: { [subject]: "*" } })),
    "equal",
  ),
  row(
    "T76 many services, and one more",
    trust(allow(services())),
    trust(allow(services("glue.amazonaws.com"))),
    "widened",
    {
      witness: { principal: service("glue.amazonaws.com") },
    },
  ),
  row("T76 many services, and all", trust(allow(services())), trust(allow({ Service: "*" })), "widened"),
  row("T76 many services, and everybody", trust(allow(services())), trust([allow(services()), allow("*")]), "widened"),
  row(
    "T76 everybody beside many services",
    trust(allow({ ...services(), AWS: "*" })),
    trust(allow({ ...services("glue.amazonaws.com"), AWS: "*" })),
    "equal",
  ),
  row(
    "T76 Redshift in every Region and in one, among many services",
    trust(allow(services("redshift.amazonaws.com"))),
    trust(allow(services("redshift.us-east-1.amazonaws.com"))),
    "narrowed",
  ),
  row(
    "T76 many identity providers, all of them, and all services",
    trust(allow({ Federated: manyIds() }, undefined, "sts:AssumeRoleWithWebIdentity")),
    trust(allow({ Federated: "*", Service: "*" }, undefined, "sts:AssumeRoleWithWebIdentity")),
    "widened",
    { witness: { principal: { type: "Federated", id: "cognito-identity.amazonaws.com" } } },
  ),
  row(
    "T77 Null of both",
    trust(allow(redshift)),
    trust(allow(redshift, { Null: { "sts:ExternalId": ["True", "false"] } })),
    "equal",
  ),
  row(
    "T77 Null of none",
    trust(allow(redshift)),
    trust(allow(redshift, { Null: { "sts:ExternalId": [] } })),
    "narrowed",
  ),
  row(
    "T78 types of principals",
    trust(allow({ AWS: root }, { StringEquals: { "aws:PrincipalType": "AssumedRole" } })),
    trust(allow({ AWS: root }, { StringEquals: { "aws:PrincipalType": ["AssumedRole", "Account"] } })),
    "widened",
    { witness: { principal: aws(root) } },
  ),
  row(
    "T79 users who are no user",
    trust(allow({ AWS: root }, { StringNotEquals: { "aws:username": "one" } })),
    trust(allow({ AWS: root }, { StringNotEqualsIfExists: { "aws:username": ["one", "two"] } })),
    "narrowed",
    { lostWitness: { principal: aws(`arn:aws:iam::${account}:user/two`) } },
  ),
  row(
    "T80 bytes",
    trust(allow(redshift, { BinaryEquals: { "aws:bytes": "bmV3" } })),
    trust(allow(redshift, { BinaryEquals: { "aws:bytes": ["bmV3", "b3RoZXI="] } })),
    "widened",
    { witness: { context: { "aws:bytes": ["b3RoZXI="] } } },
  ),
  row(
    "T81 the last address of all",
    trust(allow({ AWS: root }, { NotIpAddress: { "aws:SourceIp": "255.255.255.255" } })),
    trust(allow({ AWS: root })),
    "widened",
    { witness: { context: { "aws:SourceIp": "255.255.255.255" } } },
  ),
  row(
    "T81 both halves of all addresses, and those of version 6",
    trust(allow({ AWS: root }, { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } })),
    trust(allow({ AWS: root }, { IpAddress: { "aws:SourceIp": ["0.0.0.0/0", "::/0"] } })),
    "widened",
    { witness: { context: { "aws:SourceIp": "2001:db8::7" } } },
  ),
];

describe("newAccess, row by row", () => {
  test.each(rows)("$id: $verdict", ({ expected, actual, verdict, witness, lostWitness }) => {
    const gained = newAccess(expected, actual);
    const lost = newAccess(actual, expected);
    expect({ verdict: verdictOf(gained, lost), gained: shown(gained), lost: shown(lost) }).toMatchObject({ verdict });
    if (witness !== undefined) expect(gained).toMatchObject({ kind: "new", witness });
    if (lostWitness !== undefined) expect(lost).toMatchObject({ kind: "new", witness: lostWitness });
    for (const [access, by, beyond] of [
      [gained, actual, expected],
      [lost, expected, actual],
    ] as const) {
      if (access.kind !== "new") continue;
      expect(isAllowed(by, access.witness)).toBe(true);
      expect(isAllowed(beyond, access.witness)).toBe(false);
      expect(by.statements).toContain(access.statement);
    }
  });

  test("T01 text and escapes", () => {
    const spaced = parsePolicy(
      JSON.stringify({ Version: "2012-10-17", Statement: one }, null, 4).replaceAll("/", "\\u002f"),
      { policyType: "trust" },
    ).policy;
    expect(newAccess(trust(one), spaced)).toEqual({ kind: "none" });
  });

  test("a condition key in two spellings", () => {
    const twice = trust(allow({ AWS: root }, { StringEquals: { "sts:ExternalId": "ab12", "sts:externalid": "cd34" } }));
    const because = "statement 1 asks for `sts:externalid` twice under one operator, in different capitals";
    expect(newAccess(trust(allow({ AWS: root }, externalId("StringEquals", "ab12"))), twice)).toEqual({
      kind: "unknown",
      because,
    });
    const apart = { StringEquals: { "sts:ExternalId": "ab12" }, StringLike: { "sts:externalid": "ab*" } };
    expect(newAccess(trust(allow({ AWS: root }, apart)), trust(allow({ AWS: root }, apart)))).toEqual({ kind: "none" });
  });

  test("T66 a member written twice", () => {
    const twice = parsePolicy(`{"Version":"2012-10-17","Version":"2012-10-17","Statement":${JSON.stringify(one)}}`, {
      policyType: "trust",
    }).policy;
    expect(newAccess(twice, twice)).toMatchObject({ kind: "unknown", because: expect.stringContaining("twice") });
  });

  test.each([
    ["a role as IAM prints it", `{ "Role": { "AssumeRolePolicyDocument": ${JSON.stringify(forEverybody)} } }`, "Role"],
    ["a misspelt `Statement`", JSON.stringify({ Version: "2012-10-17", Statment: [allow("*")] }), "Statment"],
    ["nothing", "{}", "Statement"],
    ["no object", "[]", "Policy"],
    ["a second policy after the first", `${JSON.stringify(inOneRegion)} ${JSON.stringify(forEverybody)}`, "not read"],
    ["a text cut off", JSON.stringify(forEverybody).slice(0, -2), "broken"],
    [
      "a statement with more than IAM knows",
      JSON.stringify({ Statement: { ...allow(redshift), Princpal: "*" } }),
      "Princpal",
    ],
  ])("of %s nothing is proved", (_, text, because) => {
    const read = parsePolicy(text, { policyType: "trust" }).policy;
    const agreed = parsePolicy(JSON.stringify(inOneRegion), { policyType: "trust" }).policy;
    for (const access of [newAccess(agreed, read), newAccess(read, agreed)]) {
      expect(access).toMatchObject({ kind: "unknown" });
      expect(access.kind === "unknown" && access.because).toContain(because);
    }
  });

  test("policies of different types are not compared", () => {
    expect(() => newAccess(trust(one), policy("identity", []))).toThrow(/type trust, `actual` of type identity/);
  });
});

test("what is no policy document is a mistake of the caller", () => {
  const parsed = parsePolicy("{}") as unknown as PolicyDocument;
  expect(() => newAccess(trust(one), parsed)).toThrow(/`actual` is no PolicyDocument. Give the `policy`/);
});

test("a broken text of unknown type is undecided", () => {
  expect(newAccess(trust(one), parsePolicy("{").policy)).toMatchObject({ kind: "unknown" });
});

function shown(access: Access): string {
  return access.kind === "new" ? JSON.stringify(access.witness) : access.kind === "unknown" ? access.because : "none";
}

describe("the worst request is the witness", () => {
  const both = ["sts:AssumeRole", "sts:TagSession"];
  const west = { Service: "redshift.us-west-2.amazonaws.com" };
  const foreign = { AWS: "arn:aws:iam::999988887777:root" };
  const regions = allow({ Service: [eastOnly.Service, west.Service] }, undefined, both);
  const withId = allow("*", externalId("StringEquals", "abc"));
  test.each<[string, object[], string, string, object]>([
    ["a session tag", [allow(eastOnly, undefined, both)], eastOnly.Service, "sts:TagSession", {}],
    ["what a service can ask for", [allow(eastOnly, undefined, "sts:*")], eastOnly.Service, "sts:TagSession", {}],
    ["a Region before a session tag", [regions], west.Service, "sts:AssumeRole", {}],
    ["an account before a service", [regions, allow(foreign)], foreign.AWS, "sts:AssumeRole", {}],
    [
      "anybody before an account",
      [regions, allow(foreign), allow("*", undefined, both)],
      strangers,
      "sts:AssumeRole",
      {},
    ],
    ["anybody in the same statement", [allow({ AWS: [foreign.AWS, "*"] })], strangers, "sts:AssumeRole", {}],
    ["another account before the known one", [allow({ AWS: [root, foreign.AWS] })], foreign.AWS, "sts:AssumeRole", {}],
    ["without a condition before with one", [withId, allow("*")], strangers, "sts:AssumeRole", {}],
  ])("%s", (_, added, id, action, context) => {
    const agreed = trust([allow(eastOnly), allow({ AWS: role })]);
    expect(newAccess(agreed, trust([allow(eastOnly), allow({ AWS: role }), ...added]))).toMatchObject({
      kind: "new",
      witness: { principal: { id }, action, context },
    });
  });

  test("an identity provider's users assume in their own way", () => {
    const provider = { Federated: "accounts.google.com" };
    expect(newAccess(trust([allow(eastOnly)]), trust(allow(provider, undefined, "sts:*")))).toMatchObject({
      witness: { action: "sts:AssumeRoleWithWebIdentity" },
    });
  });

  test("where the worst is denied, the next one is told", () => {
    const agreed = trust([allow(eastOnly)]);
    const denied = [allow(eastOnly), allow("*", undefined, both), deny("*", undefined, "sts:AssumeRole")];
    expect(newAccess(agreed, trust(denied))).toMatchObject({ kind: "new", witness: { action: "sts:TagSession" } });
  });
});

describe("newAccess, beyond trust policies", () => {
  const identity = (action: unknown, resource: unknown = "*", condition?: object, effect = "Allow"): object => ({
    Effect: effect,
    Action: action,
    Resource: resource,
    ...(condition === undefined ? {} : { Condition: condition }),
  });
  const bucket = (principal: unknown, condition?: object, effect = "Allow"): object => ({
    ...identity("s3:GetObject", "arn:aws:s3:::b/*", condition, effect),
    Principal: principal,
  });
  const organization = { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } };
  const home = "arn:aws:s3:::home/${aws:username}/*";
  const ownTeam = { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } };

  test.each<[string, PolicyType, Statements, Statements, Verdict]>([
    ["an action to a glob", "identity", identity("s3:GetObject"), identity("s3:Get*"), "widened"],
    ["a glob over itself", "identity", identity(["s3:Get*", "s3:GetObject"]), identity("s3:get*"), "equal"],
    ["every action of every service", "identity", identity("*"), identity("*:*"), "equal"],
    [
      "a longer prefix",
      "identity",
      identity("s3:GetObject", "arn:aws:s3:::b/*"),
      identity("s3:GetObject", "arn:aws:s3:::b/in/*"),
      "narrowed",
    ],
    [
      "NotAction",
      "identity",
      { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
      { Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" },
      "narrowed",
    ],
    [
      "NotAction as Deny",
      "identity",
      { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
      [identity("*"), identity("iam:*", "*", undefined, "Deny")],
      "equal",
    ],
    [
      "NotResource",
      "identity",
      { Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::b/*" },
      [identity("s3:*"), identity("s3:*", "arn:aws:s3:::b/*", undefined, "Deny")],
      "equal",
    ],
    [
      "split by action and resource",
      "identity",
      identity(["s3:Get*", "s3:Put*"], ["a", "b"]),
      [identity("s3:Get*", ["b", "a"]), identity("s3:Put*", "a"), identity("s3:Put*", "b")],
      "equal",
    ],
    [
      "a Region more in a Deny",
      "identity",
      [identity("*"), identity("*", "*", { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } }, "Deny")],
      [
        identity("*"),
        identity("*", "*", { StringNotEquals: { "aws:RequestedRegion": ["us-east-1", "eu-west-1"] } }, "Deny"),
      ],
      "widened",
    ],
    [
      "PassRole to anyone",
      "identity",
      identity("iam:PassRole", "*", { StringEquals: { "iam:PassedToService": "redshift.amazonaws.com" } }),
      identity("iam:PassRole"),
      "widened",
    ],
    [
      "a home directory to all homes",
      "identity",
      identity("s3:*", home),
      identity("s3:*", "arn:aws:s3:::home/*"),
      "widened",
    ],
    ["a home directory of its own", "identity", identity("s3:*", home), identity("S3:*", [home]), "equal"],
    [
      "one variable for another",
      "identity",
      identity("s3:*", "*", ownTeam),
      identity("s3:*", "*", { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/dept}" } }),
      "shifted",
    ],
    [
      "MFA only where it is known",
      "identity",
      identity("*", "*", { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
      identity("*", "*", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }),
      "widened",
    ],
    ["an account to an organization", "resource", bucket({ AWS: account }), bucket("*", organization), "shifted"],
    ["an organization to anyone", "resource", bucket("*", organization), bucket("*"), "widened"],
    [
      "TLS no longer asked for",
      "resource",
      [bucket({ AWS: account }), bucket("*", { Bool: { "aws:SecureTransport": "false" } }, "Deny")],
      bucket({ AWS: account }),
      "widened",
    ],
    [
      "an account by its number or its key",
      "resource",
      bucket({ AWS: account }),
      bucket("*", { StringEquals: { "aws:PrincipalAccount": account } }),
      "equal",
    ],
    [
      "roles by a pattern, or by Deny of the others",
      "resource",
      bucket({ AWS: account }, { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/etl-*` } }),
      [
        bucket({ AWS: account }),
        bucket("*", { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/etl-*` } }, "Deny"),
      ],
      "equal",
    ],
    [
      "a pattern as text or as ARN",
      "resource",
      bucket("*", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/etl-*` } }),
      bucket("*", { StringLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/etl-*` } }),
      "equal",
    ],
    [
      "two halves of a range",
      "resource",
      bucket("*", { IpAddress: { "aws:SourceIp": ["10.0.0.0/25", "10.0.0.128/25"] } }),
      bucket("*", { IpAddress: { "aws:SourceIp": "10.0.0.0/24" } }),
      "equal",
    ],
    [
      "a day later",
      "resource",
      bucket("*", { DateLessThan: { "aws:CurrentTime": "2026-01-01" } }),
      bucket("*", { DateLessThan: { "aws:CurrentTime": "2026-01-02T00:00:00Z" } }),
      "widened",
    ],
    [
      "below, or not above",
      "resource",
      bucket("*", { NumericLessThanEquals: { "s3:max-keys": "10" } }),
      bucket("*", { NumericLessThan: { "s3:max-keys": 10 } }),
      "narrowed",
    ],
    [
      "one tag key more",
      "resource",
      bucket("*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } }),
      bucket("*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } }),
      "widened",
    ],
    [
      "all tag keys, or any",
      "resource",
      bucket("*", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["a"] } }),
      bucket("*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } }),
      "shifted",
    ],
    [
      "NotPrincipal",
      "resource",
      bucket("*"),
      [bucket("*"), { Effect: "Deny", NotPrincipal: { AWS: account }, Action: "*" }],
      "unknown",
    ],
    [
      "NotPrincipal, unchanged",
      "resource",
      [bucket("*"), { Effect: "Deny", NotPrincipal: { AWS: account }, Action: "*" }],
      [{ Effect: "Deny", NotPrincipal: { AWS: account }, Action: "*" }, bucket("*")],
      "equal",
    ],
    [
      "names of services by a pattern",
      "resource",
      bucket("*", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
      [
        bucket("*", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
        bucket("*", { StringLike: { "aws:PrincipalServiceName": "redshift*" } }),
      ],
      "unknown",
    ],
  ])("%s", (_, type, expected, actual, verdict) => {
    const [e, a] = [policy(type, expected), policy(type, actual)];
    const [gained, lost] = [newAccess(e, a), newAccess(a, e)];
    expect({ verdict: verdictOf(gained, lost), gained: shown(gained), lost: shown(lost) }).toMatchObject({ verdict });
  });

  test("escapes in the text hide nothing", () => {
    const escaped = (text: string): PolicyDocument => parsePolicy(text, { policyType: "trust" }).policy;
    const china = escaped(
      '{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn\\u003aaws-cn:iam::123456789012:root"}}}',
    );
    expect(newAccess(trust(allow({ AWS: account })), china).kind).toBe("new");
    const statement = allow({ AWS: account }, { StringEquals: { "sts:RoleSessionName": "${aws:username}" } });
    const variable = escaped(JSON.stringify({ Version: "2012-10-17", Statement: statement }).replace("$", "\\u0024"));
    expect(newAccess(trust(statement), variable)).toEqual({ kind: "none" });
    expect(newAccess(trust(statement, "2008-10-17"), variable).kind).toBe("new");
  });

  test.each(["alice", "zoe", "svc"])("a variable is not the text `%s`, which an example may be", (text) => {
    const named = (value: unknown) =>
      trust(allow({ AWS: account }, { StringEquals: { "sts:RoleSessionName": value } }));
    const variable = "${aws:username}";
    expect(newAccess(named(variable), named(text)).kind).toBe("new");
    expect(newAccess(named(text), named(variable)).kind).toBe("new");
    expect(newAccess(named(variable), named([variable, text])).kind).toBe("new");
    expect(newAccess(named([variable, text]), named(variable))).toEqual({ kind: "none" });
  });

  test("more than can be compared is unknown, soon", () => {
    const many = (letter: string): PolicyDocument =>
      trust(allow(redshift, externalId("StringLike", `*${letter}${"?".repeat(30)}`, `*c${"?".repeat(30)}*`)));
    const start = performance.now();
    newAccess(many("a"), many("b"));
    newAccess(many("b"), many("a"));
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test.each(["constructor", "__proto__"])("the key %s is a key like any other", (key) => {
    const asked = trust(allow(redshift, Object.fromEntries([["StringEquals", Object.fromEntries([[key, "ab"]])]])));
    const found = newAccess(trust(one), asked);
    expect(found).toMatchObject({ kind: "new" });
    expect(newAccess(asked, asked)).toEqual({ kind: "none" });
  });

  test("a session does not tell the path of its role", () => {
    const named = { AWS: `arn:aws:sts::${account}:assumed-role/etl/jane` };
    const ofPath = (path: string) => ({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/${path}` } });
    const verdict = (expected: Statements, actual: Statements): Verdict => {
      const [e, a] = [trust(expected), trust(actual)];
      return verdictOf(newAccess(e, a), newAccess(a, e));
    };
    const session = allow(named);
    for (const path of ["team/etl", "team/*", "etl", "*"]) {
      expect(newAccess(trust([]), trust(allow(named, ofPath(path))))).toMatchObject({
        witness: { principal: { id: named.AWS } },
      });
      expect(verdict(session, [session, deny("*", ofPath(path))])).toBe("narrowed");
    }
    expect(verdict(session, allow(named, ofPath("*")))).toBe("equal");
    expect(verdict(session, allow(named, ofPath("team/*")))).toBe("narrowed");
    for (const path of ["team/other", "team/etl/other", "other"]) {
      expect(verdict([], allow(named, ofPath(path)))).toBe("equal");
      expect(verdict(session, [session, deny("*", ofPath(path))])).toBe("equal");
    }
  });

  test("a witness keeps to the Region and account at hand", () => {
    const prod = "arn:aws:redshift:eu-west-1:998877665544:dbuser:prod/etl";
    const wild = trust(allow(redshift, externalId("StringLike", "arn:aws:redshift:*:*:dbuser:*/*")));
    expect(newAccess(trust(allow(redshift, externalId("StringEquals", prod))), wild)).toMatchObject({
      witness: { context: withId("arn:aws:redshift:eu-west-1:998877665544:dbuser:other-cluster/user1") },
    });
  });

  test.each([
    ["DateGreaterThan", "aws:CurrentTime", "2024-01-01T00:00:00Z", "2024"],
    ["DateLessThan", "aws:CurrentTime", "2024-03-01T00:00:00Z", "2024-02-30T00:00:00Z"],
    ["DateLessThan", "aws:CurrentTime", "2024-03-01T00:00:00Z", "2024-03-01T00:00:00.000000001Z"],
    ["DateLessThan", "aws:EpochTime", "1735689600", "1735689600.000000001"],
    ["NumericLessThan", "aws:MultiFactorAuthAge", "9007199254740992", "9007199254740993"],
    ["IpAddress", "aws:SourceIp", "10.0.0.1", "010.0.0.1"],
    ["IpAddress", "aws:SourceIp", "::ffff:10.0.0.1", "::ffff:010.0.0.1"],
  ])("%s: what may be read in two ways is equal to nothing: %s", (operator, key, one, other) => {
    const [first, second] = [one, other].map((value) => trust(allow(redshift, { [operator]: { [key]: value } })));
    expect(newAccess(first as PolicyDocument, second as PolicyDocument).kind).toBe("unknown");
    expect(newAccess(second as PolicyDocument, second as PolicyDocument).kind).toBe("none");
  });

  test("years of two digits", () => {
    const since = (value: string) => trust(allow(redshift, { DateGreaterThan: { "aws:CurrentTime": value } }));
    expect(newAccess(since("1901-01-01T00:00:00Z"), since("0001-01-01T00:00:00Z")).kind).toBe("new");
  });

  test("dates and numbers of any size", () => {
    const until = (key: string, operator: string, value: string): PolicyDocument =>
      trust(allow(redshift, { [operator]: { [key]: value } }));
    for (const value of ["9999-12-31T23:59:59Z", "99999999999999999999", "-99999999999999999999", "0001-01-01"])
      expect(
        newAccess(
          until("aws:CurrentTime", "DateLessThan", value),
          until("aws:CurrentTime", "DateLessThanEquals", value),
        ).kind,
      ).toBe("new");
    expect(newAccess(until("k", "NumericLessThan", "0.1"), until("k", "NumericLessThan", "0.10"))).toEqual({
      kind: "none",
    });
  });
});
