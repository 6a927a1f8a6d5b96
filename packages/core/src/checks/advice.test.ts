import { expect, test } from "vitest";
import { validatePolicy } from "../validate.ts";

/** What a finding of a code advises, and the text that it would put in the place. */
function advice(code: string, elements: object): readonly (readonly [string, string | undefined])[] {
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", ...elements }] };
  const outcome = validatePolicy(JSON.stringify(policy), { policyType: "identity" });
  if (outcome.kind !== "analysed") throw new TypeError("not analysed");
  const found = outcome.findings.filter(({ issueCode }) => issueCode === code);
  return found.map(({ findingDetails, replacement }) => [findingDetails, replacement] as const);
}

test("a wildcard in an ARN is meant for ArnLike, elsewhere for StringLike", () => {
  const under = (values: readonly string[]): readonly (readonly [string, string | undefined])[] =>
    advice("WILDCARD_WITHOUT_LIKE_OPERATOR", {
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": values } },
    });
  expect(under(["arn:aws:redshift:us-west-2:210000000001:cluster:*"])[0]?.[0]).toContain("use `ArnLike`");
  expect(under(["arn:aws:redshift*"])[0]?.[0]).toContain("use `StringLike`");
});

test("behind the cluster of a snapshot stands a slash", () => {
  const resource = "arn:aws:redshift:us-west-2:210000000001:snapshot/analytics:nightly";
  const [found, ...more] = advice("INVALID_ARN_RESOURCE", { Action: "redshift:*", Resource: resource });
  expect(found?.[1]).toBe('"arn:aws:redshift:us-west-2:210000000001:snapshot:analytics/nightly"');
  expect(more).toEqual([]);
});

test("an S3 ARN with a colon and a star leaves open whether the bucket is meant", () => {
  const [found] = advice("S3_ARN_WITH_COLON", { Resource: "arn:aws:s3:::staging:*" });
  expect(found?.[0]).toContain("`arn:aws:s3:::staging` for the bucket");
  expect(found?.[1]).toBeUndefined();
});

test("a variable's name is mended within its value", () => {
  const [found] = advice("UNKNOWN_POLICY_VARIABLE", { Resource: "arn:aws:s3:::home/${aws:usrname}/*" });
  expect(found?.[1]).toBe('"arn:aws:s3:::home/${aws:username}/*"');
});

/** What a finding of a code in a role's trust policy advises, and the text that it would put in the place. */
function trustAdvice(
  code: string,
  ...statements: readonly object[]
): readonly (readonly [string, string | undefined])[] {
  const all = statements.map((elements) => ({ Effect: "Allow", Action: "sts:AssumeRole", ...elements }));
  const outcome = validatePolicy(JSON.stringify({ Version: "2012-10-17", Statement: all }), { policyType: "trust" });
  if (outcome.kind !== "analysed") throw new TypeError("not analysed");
  const found = outcome.findings.filter(({ issueCode }) => issueCode === code);
  return found.map(({ findingDetails, replacement }) => [findingDetails, replacement] as const);
}

const vendor = { AWS: "arn:aws:iam::568237466542:root" };
const redshift = { Service: "redshift.amazonaws.com" };
const user = "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/etl";

test("the account of a role or user is not what its ARN meant", () => {
  const under = (value: string): readonly (readonly [string, string | undefined])[] =>
    advice("ACCOUNT_NEVER_MATCHES", { Resource: "*", Condition: { StringEquals: { "aws:PrincipalAccount": value } } });
  expect(under("arn:aws:iam::210000000001:root")[0]?.[1]).toBe('"210000000001"');
  expect(under("arn:aws:iam::210000000001:role/etl")[0]?.[1]).toBeUndefined();
});

test("an ExternalId that must be absent is asked for only where its value is named beside", () => {
  const [alone] = trustAdvice("EXTERNAL_ID_REFUSED", {
    Principal: vendor,
    Condition: { Null: { "sts:ExternalId": "true" } },
  });
  expect(alone?.[0]).toMatch(/Take it out, and name the value with `StringEquals`/);
  expect(alone?.[1]).toBeUndefined();
  const [beside] = trustAdvice("EXTERNAL_ID_REFUSED", {
    Principal: vendor,
    Condition: { Null: { "sts:ExternalId": "true" }, StringEquals: { "sts:ExternalId": "org-7d0c" } },
  });
  expect(beside?.[1]).toBe('"false"');
});

test("one value that always differs does not make a list always hold", () => {
  const denying = (values: readonly string[]): object => ({
    Effect: "Deny",
    Principal: { AWS: "*" },
    Condition: { StringNotEquals: { "sts:ExternalId": values } },
  });
  expect(trustAdvice("IMPOSSIBLE_EXTERNAL_ID", denying(["org-7d0c", "my id"]))[0]?.[0]).toContain("It always differs.");
  expect(trustAdvice("EXTERNAL_ID_WILDCARD_LITERAL", denying(["org-7d0c", "org-*"]))[0]?.[0]).toContain(
    "this value always differs",
  );
  const Condition = {
    StringNotEquals: { "kms:ViaService": ["s3.us-west-2.amazonaws.com", "redshift.us-east1.amazonaws.com"] },
  };
  expect(advice("VIA_SERVICE_NEVER_MATCHES", { Resource: "*", Condition })[0]?.[0]).toContain("always differs from");
});

test("a way into an organization is not told to those who have half of it", () => {
  const [found] = trustAdvice("WILDCARD_PRINCIPAL", {
    Principal: { AWS: "*" },
    Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
  });
  expect(found?.[0]).toContain("under `StringEquals` on `aws:PrincipalOrgID`");
});

test("what can be limited to workgroups alone is not said to be limited to clusters", () => {
  const on = (...actions: readonly string[]) =>
    advice("DATA_API_ON_EVERY_RESOURCE", { Action: actions, Resource: "*" });
  expect(on("redshift-serverless:GetCredentials")[0]?.[0]).toContain("can be limited to workgroups,");
  expect(on("redshift-data:ExecuteStatement")[0]?.[0]).toContain("can be limited to clusters or workgroups,");
});

test("users that a condition spares are not among those who can be logged in as", () => {
  const [found] = advice("CLUSTER_CREDENTIALS_FOR_EVERY_USER", {
    Action: "redshift:GetClusterCredentials",
    Resource: "*",
    Condition: { StringNotEquals: { "redshift:DbUser": "awsuser" } },
  });
  expect(found?.[0]).toContain("every database user but those under `StringNotEquals`, other superusers included");
});

test("an open account is told from a star that reaches across one", () => {
  const under = (value: string): string | undefined =>
    trustAdvice("DBUSER_ACCOUNT_WILDCARD", {
      Principal: redshift,
      Condition: { StringLike: { "sts:ExternalId": value } },
    })[0]?.[0];
  expect(under("arn:aws:redshift:us-west-2:*:dbuser:analytics/etl")).toContain("since the account is left open");
  expect(under("arn:aws:redshift:*:dbuser:analytics/etl")).toContain("since `*` also matches `:` and `/`");
});

test("an address in capitals is the same under an operator without case, and a Deny keeps nobody out", () => {
  const asking = (Effect: string, operator: string, audience: string) =>
    trustAdvice("SAML_AUDIENCE_NEVER_MATCHES", {
      Effect,
      Principal: { Federated: "arn:aws:iam::210000000001:saml-provider/Okta" },
      Action: "sts:AssumeRoleWithSAML",
      Condition: { [operator]: { "SAML:aud": audience } },
    });
  expect(asking("Allow", "StringEqualsIgnoreCase", "https://signin.aws.amazon.com/SAML")).toEqual([]);
  expect(asking("Allow", "StringEquals", "https://signin.aws.amazon.com/SAML")).toHaveLength(1);
  expect(asking("Deny", "StringEquals", "https://signin.aws.amazon.com")[0]?.[0]).toContain("so it keeps nobody out");
});

test("a variable in other brackets is one mistake", () => {
  const resource = "arn:aws:redshift:us-west-2:210000000001:dbuser:$(aws:PrincipalTag/team)/&{aws:username}";
  const elements = { Action: "redshift:GetClusterCredentials", Resource: resource };
  expect(advice("VARIABLE_IN_OTHER_BRACKETS", elements)).toHaveLength(1);
  expect(advice("REDSHIFT_NAME_IMPOSSIBLE", elements)).toEqual([]);
});

test("session tags that must be absent, or may be, do not ask for sts:TagSession", () => {
  const under = (Condition: object) =>
    trustAdvice("TAG_SESSION_MISSING", {
      Principal: { Federated: "arn:aws:iam::210000000001:saml-provider/Okta" },
      Action: "sts:AssumeRoleWithSAML",
      Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" }, ...Condition },
    });
  expect(under({ Null: { "aws:RequestTag/RedshiftDbUser": "false" } })).toHaveLength(1);
  expect(under({ StringLike: { "aws:RequestTag/RedshiftDbUser": "*" } })).toEqual([]);
  expect(under({ Null: { "aws:RequestTag/RedshiftDbUser": "true" } })).toEqual([]);
  expect(under({ StringEqualsIfExists: { "aws:RequestTag/RedshiftDbUser": "etl" } })).toEqual([]);
});

test("a Deny of all other ExternalIds keeps a list of database users", () => {
  const open = { Principal: redshift };
  const listed = { Principal: redshift, Condition: { StringEquals: { "sts:ExternalId": user } } };
  const others = (value: string): object => ({
    Effect: "Deny",
    Principal: redshift,
    Condition: { StringNotLike: { "sts:ExternalId": value } },
  });
  expect(trustAdvice("DBUSER_RESTRICTION_CANCELLED", open, listed, others(user))).toEqual([]);
  expect(trustAdvice("DBUSER_RESTRICTION_CANCELLED", open, listed, others("arn:aws:redshift:*"))).toHaveLength(1);
});

test("what Access Analyzer tells of passed roles and session tags is told once", () => {
  const codes = (policyType: "identity" | "trust", ...statements: readonly object[]): readonly string[] => {
    const all = statements.map((elements) => ({ Effect: "Allow", ...elements }));
    const outcome = validatePolicy(JSON.stringify({ Version: "2012-10-17", Statement: all }), { policyType });
    return outcome.kind === "analysed" ? outcome.findings.map(({ issueCode }) => issueCode) : [];
  };
  const attaching = { Action: "redshift:ModifyClusterIamRoles", Resource: "*" };
  const passing = { Action: "iam:PassRole", Resource: "arn:aws:iam::210000000001:role/*" };
  expect(codes("identity", attaching, passing)).toEqual(["PASS_ROLE_WITH_STAR_IN_RESOURCE"]);
  const open = { ...passing, Condition: { StringLike: { "iam:PassedToService": "*.amazonaws.com" } } };
  expect(codes("identity", attaching, open)).toEqual(["PASS_EVERY_ROLE_TO_REDSHIFT"]);
  const signingIn = {
    Principal: { Federated: "arn:aws:iam::210000000001:saml-provider/Okta" },
    Action: "sts:AssumeRoleWithSAML",
  };
  const audience = { "SAML:aud": "https://signin.aws.amazon.com/saml" };
  const asking = { StringEquals: { ...audience, "aws:RequestTag/RedshiftDbUser": "etl" } };
  expect(codes("trust", { ...signingIn, Condition: asking })).toEqual(["MISSING_ACTION_FOR_CONDITION_KEY"]);
  const needing = { StringEquals: audience, Null: { "aws:RequestTag/RedshiftDbUser": "false" } };
  expect(codes("trust", { ...signingIn, Condition: needing })).toEqual(["TAG_SESSION_MISSING"]);
});

test("the ARN that S3 actions need is of the partition of those that are there", () => {
  const [found] = advice("S3_ACTION_WITHOUT_ITS_RESOURCE", {
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: "arn:aws-cn:s3:::staging/*",
  });
  expect(found?.[0]).toContain("Add `arn:aws-cn:s3:::<bucket>`.");
});

test("what stands twice is not said to cover itself", () => {
  const twice = advice("REDUNDANT_ACTION", { Action: ["iam:PassRole", "iam:passrole"], Resource: "*" });
  expect(twice.map(([details]) => details)).toEqual(["`iam:PassRole` appears 2 times in this statement. Keep one."]);
  const bucket = "arn:aws:s3:::staging/*";
  const resources = advice("REDUNDANT_RESOURCE", { Resource: [bucket, bucket, bucket] });
  expect(resources.map(([details]) => details)).toEqual([`\`${bucket}\` appears 3 times in this statement. Keep one.`]);
  expect(advice("REDUNDANT_ACTION", { Action: ["s3:Get*", "s3:GetObject"], Resource: "*" })[0]?.[0]).toContain(
    "`s3:Get*` covers the others",
  );
});

test.each([
  ["redshift-data:GetStatementResultV2", "redshift-data:GetStatementResult"],
  ["redshift:executestatement", "redshift-data:ExecuteStatement"],
  ["redshift:GetCredentials", "redshift-serverless:GetCredentials"],
  ["redshift-serverless:GetClusterCredentials", "redshift:GetClusterCredentials"],
])("%s is an action of another of Redshift's services, or none of its own", (action, meant) => {
  const [found, ...more] = advice("INVALID_ACTION", { Action: action, Resource: "*" });
  expect(found?.[0]).toBe(`The action \`${action}\` does not exist. Did you mean \`${meant}\`?`);
  expect(found?.[1]).toBe(JSON.stringify(meant));
  expect(more).toEqual([]);
});

test.each([
  ["redshift-data:session-owner", "redshift-data:session-owner-iam-userid"],
  ["redshift-data:statement-owner-iam-user-id", "redshift-data:statement-owner-iam-userid"],
  ["redshift:DBUsers", "redshift:DbUser"],
])("%s is almost a condition key", (key, meant) => {
  const Condition = { StringEquals: { [key]: "${aws:userid}" } };
  const elements = { Action: "redshift-data:ExecuteStatement", Resource: "*", Condition };
  expect(advice("INVALID_SERVICE_CONDITION_KEY", elements).map(([, replacement]) => replacement)).toEqual([
    JSON.stringify(meant),
  ]);
});

test.each([
  ["redshift:REGION:ACCOUNT:cluster/analytics", "redshift:REGION:ACCOUNT:cluster:analytics", "REDSHIFT_ARN_SEPARATOR"],
  [
    "redshift:REGION:ACCOUNT:workgroup/*",
    "redshift-serverless:REGION:ACCOUNT:workgroup/*",
    "REDSHIFT_ARN_IN_WRONG_NAMESPACE",
  ],
  [
    "redshift-serverless:REGION:ACCOUNT:cluster/analytics",
    "redshift:REGION:ACCOUNT:cluster:analytics",
    "REDSHIFT_ARN_IN_WRONG_NAMESPACE",
  ],
])("arn:aws:%s is one finding, with the ARN that was meant", (written, meant, code) => {
  const inPlace = (form: string, region: string): string =>
    `arn:aws:${form.replace("REGION", region).replace("ACCOUNT", "210000000001")}`;
  const onResource = (issueCode: string, region: string) =>
    advice(issueCode, { Action: "redshift:*", Resource: inPlace(written, region) }).map(
      ([, replacement]) => replacement,
    );
  expect(onResource("INVALID_ARN_RESOURCE", "us-west-2")).toEqual([JSON.stringify(inPlace(meant, "us-west-2"))]);
  expect(onResource(code, "us-west-2")).toEqual([]);
  expect(onResource("INVALID_ARN_RESOURCE", "*")).toEqual([]);
  expect(onResource(code, "*")).toEqual([JSON.stringify(inPlace(meant, "*"))]);
});

test.each([
  ["Redshift.amazonaws.com", "redshift.amazonaws.com"],
  ["redshift.us-east-1.amazon.com", "redshift.us-east-1.amazonaws.com"],
  ["redshift-serverless", "redshift-serverless.amazonaws.com"],
  ["redshift.aws.amazon.com", "redshift.amazonaws.com"],
])("%s is one finding, with the service that was meant", (written, meant) => {
  const trusted = { Principal: { Service: written } };
  expect(trustAdvice("INVALID_SERVICE_PRINCIPAL_FORMAT", trusted)).toEqual([
    [
      `\`${written}\` is no service principal of the form that is wanted here. Did you mean \`${meant}\`?`,
      JSON.stringify(meant),
    ],
  ]);
  expect(trustAdvice("MISSPELT_SERVICE_PRINCIPAL", trusted)).toEqual([]);
});

test("a service without a Region is one finding under kms:ViaService", () => {
  const elements = { Resource: "*", Condition: { StringEquals: { "kms:ViaService": "redshift.amazonaws.com" } } };
  const [found] = advice("INVALID_SERVICE_PRINCIPAL_FORMAT", elements);
  expect(found?.[0]).toContain("Write it as `service.region.amazonaws.com`.");
  // A service that stands elsewhere by itself does not mend it.
  expect(found?.[1]).toBeUndefined();
  expect(advice("VIA_SERVICE_NEVER_MATCHES", elements)).toEqual([]);
});

test("an ARN in another partition than its Region is one finding, with both remedies", () => {
  const on = (code: string, region: string) =>
    advice(code, { Action: "redshift:*", Resource: `arn:aws:redshift:${region}:210000000001:cluster:analytics` });
  expect(on("INVALID_ARN_REGION", "us-gov-west-1")[0]?.[0]).toMatch(
    /Begin it with `arn:aws-us-gov:`, or write a Region of `aws`\.$/,
  );
  expect(on("PARTITION_MISMATCH", "us-gov-west-1")).toEqual([]);
  expect(on("INVALID_ARN_REGION", "us-gov-*")).toEqual([]);
  expect(on("PARTITION_MISMATCH", "us-gov-*")).toHaveLength(1);
});

test.each([
  "arn:aws:redshift:us-west-2:210000000001:dbuser:analytics/ETL",
  "arn:aws:redshift:us-west2:210000000001:dbuser:analytics/etl",
  "arn:aws:redshift:us-west-2:210000000001:dbuser:serverless-210000000001-analytics/etl",
])("a vendor that is asked for %s is not told how to write it", (value) => {
  const asking = { Principal: vendor, Condition: { StringEquals: { "sts:ExternalId": value } } };
  expect(trustAdvice("DBUSER_FOR_VENDOR", asking)).toHaveLength(1);
  for (const code of ["DBUSER_UPPER_CASE", "MALFORMED_DBUSER_ARN", "WORKGROUP_NAME_IN_DBUSER"]) {
    expect(trustAdvice(code, asking)).toEqual([]);
  }
});

test("a number that is no account's is not compared with accounts", () => {
  const Resource = "arn:aws:redshift:us-west-2:210000000001:cluster:analytics";
  const under = (code: string, value: string) =>
    advice(code, {
      Action: "redshift:RebootCluster",
      Resource,
      Condition: { StringEquals: { "aws:ResourceAccount": value } },
    });
  expect(under("RESOURCE_NEVER_MEETS_CONDITION", "210000000002")).toHaveLength(1);
  expect(under("RESOURCE_NEVER_MEETS_CONDITION", "2100-0000-0002")).toEqual([]);
  expect(under("ACCOUNT_NEVER_MATCHES", "2100-0000-0002")).toHaveLength(1);
  const trusting = (value: string): object => ({
    Principal: { AWS: "210000000001" },
    Condition: { StringEquals: { "aws:PrincipalAccount": value } },
  });
  expect(trustAdvice("PRINCIPAL_NEVER_MEETS_CONDITION", trusting("210000000002"))).toHaveLength(1);
  expect(trustAdvice("PRINCIPAL_NEVER_MEETS_CONDITION", trusting("21000000001"))).toEqual([]);
});

test("a database user without a cluster is not mended by a colon alone", () => {
  const on = (code: string, region: string) =>
    advice(code, { Action: "redshift:*", Resource: `arn:aws:redshift:${region}:210000000001:dbuser/awsuser` });
  for (const [code, region] of [
    ["INVALID_ARN_RESOURCE", "us-west-2"],
    ["REDSHIFT_ARN_SEPARATOR", "*"],
  ] as const) {
    const [found] = on(code, region);
    expect(found?.[0]).toContain(`arn:aws:redshift:${region}:210000000001:dbuser:<cluster>/<name>`);
    expect(found?.[1]).toBeUndefined();
  }
});

test("of a key that is not sent, ForAnyValue never holds, with a negated operator either", () => {
  const under = (operator: string): string | undefined =>
    trustAdvice("EXTERNAL_ID_KEY_MISSPELT", {
      Principal: vendor,
      Condition: { [operator]: { "aws:ExternalId": "org-7d0c" } },
    })[0]?.[0];
  expect(under("StringNotEquals")).toContain("so the condition always holds");
  expect(under("ForAnyValue:StringNotEquals")).toContain("so the condition never holds");
});

test("values that are all true do not hold always", () => {
  const [found] = advice("INVALID_CONDITION_MULTIPLE_BOOLEAN", {
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": ["true", "true"] } },
  });
  expect(found?.[0]).not.toContain("always");
});
