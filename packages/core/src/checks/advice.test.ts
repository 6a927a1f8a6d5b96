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
  expect(advice("REDSHIFT_ARN_SEPARATOR", { Action: "redshift:*", Resource: resource })[0]?.[1]).toBe(
    '"arn:aws:redshift:us-west-2:210000000001:snapshot:analytics/nightly"',
  );
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
