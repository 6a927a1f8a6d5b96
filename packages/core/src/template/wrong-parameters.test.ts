import { describe, expect, test } from "vitest";
import { renderTemplate } from "../template.ts";
import { templates } from "../templates/index.ts";

const uuid = "3f1a7c52-0c1e-4a57-9d55-2f6b8e0d4c11";
const long = (length: number): string => "a".repeat(length);

/** Template, parameter, wrong value, what the message says of it. One kind of mistake each. */
const mistakes: readonly (readonly [string, string, unknown, RegExp])[] = [
  ["redshift-service-trust-dbusers", "region", undefined, /is missing/],
  ["redshift-service-trust-dbusers", "region", "", /is empty/],
  ["redshift-service-trust-dbusers", "region", " us-east-1", /white space/],
  ["redshift-service-trust-dbusers", "region", "us-east-11", /no Region code.*did you mean `us-east-1`/],
  ["redshift-service-trust-dbusers", "region", "US-EAST-1", /did you mean `us-east-1`/],
  ["redshift-service-trust-dbusers", "region", "N. Virginia", /no Region code/],
  ["redshift-service-trust-dbusers", "region", "cn-north-1", /partition `aws-cn`/],
  ["redshift-service-trust-dbusers", "region", ["us-east-1"], /is a list/],
  ["redshift-service-trust-dbusers", "region", "us-*", /wildcard/],
  ["redshift-service-trust-dbusers", "partition", "aws-china", /no AWS partition.*did you mean `aws-cn`/],
  ["redshift-service-trust-dbusers", "partition", "aws-us-gov", /`aws-us-gov`/],
  ["redshift-service-trust-dbusers", "accountId", "12345678901", /11 digits; perhaps leading zeros were lost/],
  ["redshift-service-trust-dbusers", "accountId", "1234567890123", /13 digits/],
  ["redshift-service-trust-dbusers", "accountId", "1234-5678-9012", /hyphens/],
  ["redshift-service-trust-dbusers", "accountId", "my-account", /not all digits/],
  ["redshift-service-trust-dbusers", "accountId", 123456789012, /the number 123456789012, not text; put it in quotes/],
  ["redshift-service-trust-dbusers", "accountId", null, /null, not text/],
  ["redshift-service-trust-dbusers", "accountId", "<account>", /placeholder/],
  ["redshift-service-trust-dbusers", "clusterIdentifier", "My-Cluster", /upper-case/],
  ["redshift-service-trust-dbusers", "clusterIdentifier", "my--cluster", /two hyphens in a row/],
  ["redshift-service-trust-dbusers", "clusterIdentifier", "cluster-", /ends with a hyphen/],
  ["redshift-service-trust-dbusers", "clusterIdentifier", "1cluster", /begin with a letter/],
  ["redshift-service-trust-dbusers", "clusterIdentifier", "my_cluster", /characters other than/],
  ["redshift-service-trust-dbusers", "clusterIdentifier", long(64), /64 characters, more than 63/],
  [
    "redshift-service-trust-dbusers",
    "clusterIdentifier",
    "arn:aws:redshift:us-east-1:123456789012:cluster:c1",
    /an ARN/,
  ],
  ["redshift-service-trust-dbusers", "dbUsers", [], /empty list/],
  ["redshift-service-trust-dbusers", "dbUsers", ["etl", "etl"], /`etl` twice/],
  ["redshift-service-trust-dbusers", "dbUsers", ["temp_?"], /wildcard/],
  ["redshift-service-trust-dbusers", "dbUsers", ["iamr:Analyst"], /prefix `iamr:`, which stands in upper case/],
  ["redshift-service-trust-dbusers", "dbUsers", ["aad:bob"], /prefix `aad:`, and AWS shows/],
  ["redshift-service-trust-dbusers", "dbUsers", ["etl,bi"], /comma; give each user as a value of its own/],
  ["redshift-service-trust-dbusers", "dbUsers", ["public"], /the group of all users/],
  ["redshift-service-trust-dbusers", "dbUsers", ["IAMR:"], /no name after its prefix/],
  ["redshift-service-trust-dbusers", "dbUsers", ["c1/etl"], /characters that an ExternalId cannot carry/],
  ["redshift-service-trust-dbusers", "dbUsers", [long(128)], /128 characters/],
  ["redshift-service-trust-dbusers", "dbUsers", ["etl", { name: "x" }], /an object, not text/],
  ["redshift-service-trust-dbusers", "dbuser", "etl", /no parameter of this template; did you mean `dbUsers`/],
  ["redshift-service-trust", "regions", ["us-east-1"], /this template takes none/],
  ["redshift-service-trust-regions", "regions", ["us-east-1", "us-gov-west-1"], /partition `aws-us-gov`/],
  ["redshift-serverless-get-credentials", "region", "me-south-1", /a Region without Redshift Serverless/],
  ["redshift-serverless-get-credentials", "workgroupId", "etl-workgroup", /no UUID; if it is the workgroup's name/],
  ["redshift-serverless-get-credentials", "workgroupId", uuid.toUpperCase(), /upper-case/],
  [
    "redshift-serverless-get-credentials",
    "workgroupId",
    `arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/${uuid}`,
    /an ARN/,
  ],
  ["redshift-serverless-service-trust-source-workgroup", "workgroup", "My_Group", /characters other than/],
  ["redshift-get-cluster-credentials", "dbUser", "PUBLIC", /reserved word/],
  ["redshift-get-cluster-credentials", "dbUser", "IAM:etl", /colon or a slash/],
  ["redshift-get-cluster-credentials", "dbUser", "1etl", /begin with a letter/],
  ["redshift-get-cluster-credentials", "dbName", "dev*", /wildcard/],
  ["redshift-get-cluster-credentials-autocreate", "dbGroups", ["ETL"], /upper-case/],
  ["polytomic-trust", "externalId", "x", /1 character, not 2 to 1224/],
  ["polytomic-trust", "externalId", long(1225), /1225 characters/],
  [
    "polytomic-trust",
    "externalId",
    "a1efa791-4530-43a0-962d-74e2ccf18309",
    /is the sample of Polytomic's documentation, not your own/,
  ],
  ["polytomic-trust", "externalId", "00000000-0000-0000-0000-000000000000", /is the empty UUID, not your own/],
  ["polytomic-trust", "externalId", "my id", /characters that STS allows in no ExternalId/],
  ["polytomic-trust", "externalId", "${externalId}", /placeholder/],
  ["informatica-iam-user-assume-role", "redshiftRoleName", "arn:aws:iam::123456789012:role/X", /an ARN, not a name/],
  ["informatica-iam-user-assume-role", "redshiftRoleName", "/X", /begins with a slash/],
  ["informatica-iam-user-assume-role", "redshiftRoleName", long(65), /65 characters, more than the 64/],
  [
    "informatica-redshift-role-trust-ec2-role",
    "ec2RoleArn",
    "arn:aws:sts::123456789012:assumed-role/X/i-1",
    /a session/,
  ],
  ["informatica-redshift-role-trust-ec2-role", "ec2RoleArn", "arn:aws:iam::123456789012:root", /a whole account/],
  ["informatica-redshift-role-trust-ec2-role", "ec2RoleArn", "arn:aws:iam::123456789012:user/X", /ARN of `user\/X`/],
  [
    "informatica-redshift-role-trust-ec2-role",
    "ec2RoleArn",
    "arn:aws:iam::1234:role/X",
    /account ID that has 4 digits/,
  ],
  ["informatica-redshift-role-trust-ec2-role", "ec2RoleArn", "arn:aws:iam::123456789012:role/*", /wildcard/],
  ["informatica-redshift-role-trust-ec2-role", "ec2RoleArn", "SecureAgent", /is no ARN/],
  ["informatica-redshift-role-trust-ec2-role", "ec2RoleArn", "arn:aws:s3:::bucket", /ARN of `s3`, not of `iam`/],
  [
    "informatica-redshift-role-trust-ec2-role",
    "ec2RoleArn",
    "arn:amazon:iam::123456789012:role/X",
    /partition `amazon`/,
  ],
  ["vendor-cross-account-trust", "vendorPrincipals", ["*"], /wildcard/],
  ["vendor-cross-account-trust", "vendorPrincipals", ["42207428826"], /11 digits/],
  ["informatica-s3-staging", "bucketName", "s3://staging", /an address, not a name/],
  ["informatica-s3-staging", "bucketName", "Staging", /upper-case/],
  ["informatica-s3-staging", "bucketName", "st", /2 characters, not 3 to 63/],
  ["informatica-s3-staging", "bucketName", "staging/in", /give the path as the prefix/],
  ["informatica-s3-staging", "bucketName", "a..b", /two dots/],
  ["informatica-s3-staging", "bucketName", "10.0.0.1", /IP address/],
  ["redshift-s3-copy-read", "prefix", "/in/", /begins with a slash/],
  ["redshift-s3-copy-read", "prefix", "in", /does not end with a slash/],
  ["redshift-s3-copy-read", "prefix", "in/*", /wildcard/],
  ["redshift-s3-kms-key-use", "kmsKeyArn", "arn:aws:kms:us-east-1:123456789012:alias/x", /alias/],
  ["redshift-s3-kms-key-use", "kmsKeyArn", "arn:aws:kms:us-gov-west-1:123456789012:key/1", /Region of `aws-us-gov`/],
  [
    "redshift-federated-query",
    "secretArn",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:orders",
    /six characters/,
  ],
  [
    "redshift-federated-query",
    "secretArn",
    "arn:aws:secretsmanager:us-east-9:123456789012:secret:orders-a1B2c3",
    /Region `us-east-9`/,
  ],
  [
    "redshift-lambda-udf",
    "functionNames",
    ["arn:aws:lambda:us-east-1:123456789012:function:f"],
    /give what follows `function:`/,
  ],
  ["redshift-spectrum-lake-formation", "glueDatabase", "Sales", /upper-case/],
  ["redshift-streaming-kinesis", "streamName", "orders/eu", /Kinesis allows in no name/],
  ["redshift-streaming-msk-iam", "mskClusterName", "my_cluster", /letters, digits and hyphen/],
  [
    "redshift-zero-etl-resource-policy",
    "namespaceArn",
    "arn:aws:redshift:us-east-1:123456789012:cluster:c1",
    /does not have the form/,
  ],
  [
    "redshift-zero-etl-resource-policy",
    "integrationSourceArn",
    "arn:aws:lambda:us-east-1:123456789012:function:f",
    /ARN of `lambda`/,
  ],
  [
    "redshift-data-api-own-statements",
    "targetArns",
    ["arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/etl"],
    /no lower-case UUID/,
  ],
  ["saml-federation-trust", "samlProviderName", "arn:aws:iam::123456789012:saml-provider/Okta", /an ARN, not a name/],
  ["saml-federation-trust", "samlAudience", "https://example.com/saml", /no SAML sign-in address/],
  ["vendor-google-identity-trust", "subject", "svc@vendor.example", /not all digits/],
  ["redshift-ml-bedrock", "modelIds", ["nova-lite"], /no provider, dot and model/],
  ["github-actions-trust", "subjects", ["repo:octo-org/iam-policies:*"], /wildcard/],
  ["github-actions-trust", "subjects", ["octo-org/iam-policies"], /begin with `repo:`/],
  ["github-actions-trust", "subjects", ["repo:octo-org/iam-policies"], /no branch/],
];

describe("wrong parameters", () => {
  test("there are more than 60 kinds of them, and none twice", () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(60);
    expect(new Set(mistakes.map(([id, name, value]) => JSON.stringify([id, name, value]))).size).toBe(mistakes.length);
  });

  test.each(mistakes)("%s: `%s` = %j", (id, name, value, what) => {
    const message = messageOf(id, name, value);
    expect(message).toMatch(what);
    expect(message).toContain(`\`${name}\` `);
    expect(message).toMatch(/It takes |this template takes |must every Region/);
    expect(message).toMatch(/; for example `[^`]+`/);
    expect(message).not.toMatch(/\n|undefined|\[object/);
  });

  test("a hostile value does not tear the message", () => {
    const message = messageOf("polytomic-trust", "externalId", "a\n::error::`b`\u001b[31m");
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  test.each([
    [null, "null"],
    [["us-east-1"], "a list"],
    ["us-east-1", "the string us-east-1"],
  ])("%j is no object of parameters", (given, words) => {
    const render = () => renderTemplate("redshift-service-trust-regions", given as unknown as Record<string, string>);
    expect(render).toThrow(TypeError);
    expect(render).toThrow(`are ${words}, not an object`);
  });

  test.each(["constructor", "__proto__", "toString"])("`%s` is an unknown parameter like any other", (name) => {
    const given = JSON.parse(`{"regions":["us-east-1"],"${name}":"x"}`) as Record<string, string>;
    expect(() => renderTemplate("redshift-service-trust-regions", given)).toThrow(`\`${name}\` is no parameter`);
  });
});

function messageOf(id: string, name: string, value: unknown): string {
  const template = templates.find((candidate) => candidate.id === id);
  const examples = Object.fromEntries((template?.parameters ?? []).map(({ name: one, example }) => [one, example]));
  const given = { ...examples, [name]: value } as Record<string, string>;
  try {
    renderTemplate(id, given);
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  throw new Error("it was rendered");
}
