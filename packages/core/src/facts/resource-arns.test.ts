import { expect, test } from "vitest";
import { parsePolicy } from "../parse-policy.ts";
import { services } from "../service-reference/services.ts";
import { oddLists } from "./odd-lists.ts";

/** What is out of the ordinary about one resource: its faults, or `odd` for an ARN that some check speaks about. */
function verdict(resource: string): string {
  const text = JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: [resource, "*"] } });
  const { arns, faults } = oddLists(parsePolicy(text, { policyType: "identity" }).policy, services);
  return [...faults.map(({ fault }) => fault), ...arns.map(() => "odd")].join() || "ordinary";
}

test.each([
  ["arn:aws:s3:::bucket/*", "ordinary"],
  ["arn:aws:s3:::${aws:username}/${aws:PrincipalTag/a:b}", "ordinary"],
  ["arn:aws:redshift:us-east-1:111122223333:dbuser:sales/etl", "ordinary"],
  ["arn:aws:iam::aws:policy/ReadOnlyAccess", "ordinary"],
  ["arn:*:redshift:*:*:*", "ordinary"],
  ["arn:aws:sts::111122223333:assumed-role/etl/session", "ordinary"],
  ["arn:aws:iam:us-east-1:111122223333:role/etl", "odd"],
  ["arn:aws:redshift:us-east-1:111122223333:cluster/sales", "odd"],
  ["arn:aws:redshift:us-west2:111122223333:cluster:sales", "odd"],
  ["arn:aws:nothing:us-east-1:111122223333:x", "odd"],
  ["arn:aws:redshift:us-east-1", "fields"],
  ["bucket", "fields"],
  ["aws:s3:::bucket", "prefix"],
  ["arn:aws:s3:::${unclosed:a:b", "ordinary"],
  ["arn:aws:ec2:*:*:snapshot/*", "ordinary"],
  ["arn:aws:ec2:us-east-1:*:snapshot/*", "ordinary"],
  ["arn:aws:ec2:us-east-1:111122223333:snapshot/snap-1", "odd"],
  ["arn:aws:ssm:us-east-1::document/AWS-RunShellScript", "ordinary"],
  ["arn:aws:kms:us-east-1::key/example", "odd"],
  ["arn:aws:redshift:*:111122223333:nothing/*", "ordinary"],
  ["arn:aws:s3:us-east-1::accesspoint/reports", "odd"],
  ["arn:aws:s3::111122223333:accesspoint/a1b2.mrap", "ordinary"],
  ["arn:aws:backup:us-east-1:111122223333:recovery-point:1EB3B5E7", "ordinary"],
  ["arn:aws:cloudformation:us-east-1:aws:transform/Include", "ordinary"],
  ["arn:aws:securityhub:us-east-1::product/aws/guardduty", "ordinary"],
  ["arn:aws:redshift:*:*:", "odd"],
])("%s is %s", (resource, expected) => expect(verdict(resource)).toBe(expected));

test("a line break in a string does not make two lists look alike", () => {
  expect(verdict("arn:aws:s3:::a\n*")).toBe("ordinary");
  expect(verdict("arn:aws:s3:::a")).toBe("ordinary");
});
