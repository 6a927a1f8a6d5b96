import { describe, expect, test } from "vitest";
import { publicAccessAnswer } from "../access-findings.ts";
import { findPolicies } from "../find-policies.ts";
import { parsePolicy } from "../parse-policy.ts";
import { namesCaller } from "./caller-condition.ts";

function textWith(condition: object): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*", Condition: condition },
    ],
  });
}

function publicAccess(condition: object): string | undefined {
  const [policy] = findPolicies({ path: "p.json", text: textWith(condition) }, { policyType: "resource" });
  return policy === undefined ? undefined : publicAccessAnswer(policy, "SECURITY_WARNING").kind;
}

function named(condition: object): boolean {
  return parsePolicy(textWith(condition), { policyType: "resource" }).policy.conditions.some(namesCaller);
}

const equals = (key: string, ...values: string[]): object => ({ StringEquals: { [key]: values } });
const like = (key: string, ...values: string[]): object => ({ StringLike: { [key]: values } });
const arn = (key: string, ...values: string[]): object => ({ ArnLike: { [key]: values } });
const ip = (...values: string[]): object => ({ IpAddress: { "aws:SourceIp": values } });

describe("conditions that name the caller", () => {
  test.each([
    equals("aws:PrincipalOrgID", "o-a1b2c3d4e5"),
    equals("aws:PrincipalAccount", "111122223333", "444455556666"),
    equals("kms:CallerAccount", "111122223333"),
    equals("aws:SourceVpce", "vpce-0a1b2c3d4e5f60718"),
    equals("aws:VpceAccount", "111122223333"),
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } },
    { "ForAnyValue:StringLike": { "aws:VpceOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } },
    arn("aws:PrincipalArn", "arn:aws:iam::111122223333:role/*"),
    arn("aws:PrincipalArn", "arn:aws:iam::111122223333:user/${aws:username}"),
    arn("aws:SourceArn", "arn:aws:redshift:*:111122223333:*"),
    arn("aws:SourceArn", "arn:aws:s3:::reports"),
    arn("aws:SourceArn", "arn:aws:s3:::reports/*"),
    like("aws:userid", "AROAEXAMPLEID12345678:*"),
    like("aws:userid", "AROAEXAMPLEID12345678*"),
    equals("aws:SourceIp", "203.0.113.7"),
    ip("203.0.113.0/24", "198.51.100.0/24", "2001:db8::/32"),
    ip("54.0.0.0/8", "54.1.0.0/16", "54.1.2.3"),
    ip("10.0.0.0/8", "172.16.0.0/12", "203.0.113.7"),
  ])("%j", (condition) => {
    expect([named(condition), publicAccess(condition)]).toEqual([true, "none"]);
  });
});

describe("conditions that close nothing", () => {
  test.each([
    { Null: { "aws:PrincipalOrgID": "true" } },
    { Null: { "aws:SourceArn": "false" } },
    arn("aws:SourceArn", "arn:*"),
    like("aws:SourceArn", "arn:aws:*"),
    arn("aws:PrincipalArn", "arn:aws:iam::*:*"),
    arn("aws:PrincipalArn", "arn:aws:iam::*:role/admin"),
    arn("aws:PrincipalArn", "arn:aws:iam::11112222*:role/admin"),
    arn("aws:PrincipalArn", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::*:role/*"),
    arn("aws:PrincipalArn", "arn:aws:iam::${aws:PrincipalAccount}:role/admin"),
    like("aws:SourceArn", "arn:aws:sns:${aws:PrincipalTag/r}:111122223333:*"),
    arn("aws:SourceArn", "arn:aws:s3:::*"),
    arn("aws:SourceArn", "arn:aws:s3:::reports-*"),
    equals("aws:PrincipalOrgID", "${aws:PrincipalOrgID}"),
    equals("aws:PrincipalAccount", "${aws:PrincipalAccount}"),
    like("aws:PrincipalOrgID", "o-*"),
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-*/r-ab12/*" } },
    { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } },
    like("aws:PrincipalAccount", "????????????"),
    like("aws:userid", "AROA*"),
    like("aws:userid", "*:session-of-mine"),
    ip("0.0.0.0/0"),
    ip("0.0.0.0/1"),
    ip("0.0.0.0/1", "128.0.0.0/1"),
    ip(...Array.from({ length: 128 }, (_, i) => `${i * 2}.0.0.0/8`)),
    ip("::/1", "8000::/1"),
    { IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } },
    equals("kms:ViaService", "redshift.us-west-2.amazonaws.com"),
    equals("sts:ExternalId", "0b9f4c1e"),
    equals("aws:username", "alice"),
    { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    { NumericGreaterThan: { "aws:PrincipalAccount": "1" } },
    { DateGreaterThan: { "aws:userid": "2020-01-01" } },
    { StringEqual: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
  ])("%j", (condition) => {
    expect(named(condition)).toBe(false);
    expect(publicAccess(condition)).not.toBe("none");
  });
});

test("an account that is none of a customer's says nothing before a wildcard", () => {
  expect(named(arn("aws:PrincipalArn", "arn:aws:iam::cloudfront:user/*"))).toBe(false);
  expect(named(arn("aws:PrincipalArn", "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"))).toBe(
    true,
  );
});
