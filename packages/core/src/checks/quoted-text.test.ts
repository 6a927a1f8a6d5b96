import { expect, test } from "vitest";
import { validatePolicy } from "../validate.ts";

const odd = `a\`b\n${"c".repeat(3000)}`;
const policies: readonly object[] = [
  { Action: [odd, `${odd}:x`, `s3:${odd}`, `s3:${odd}*`], Resource: [odd, `arn:${odd}:s3:::b`, `arn:aws:${odd}:::b`] },
  {
    Action: "s3:*",
    Resource: [
      `arn:aws:EC2:${odd}:x:instance/i`,
      `arn:aws:ec2:us-east-1:${odd}:instance/i`,
      `arn:aws:ec2:cn-north-1:111122223333:instance/${odd}`,
      `arn:aws:s3:us-east-1:111122223333:${odd}`,
      `arn:aws:ec2:::instance/${odd}`,
      `arn:aws:s3:::${odd}*`,
      `arn:aws:s3:::${odd}x`,
    ],
  },
  {
    Action: "*",
    Resource: "*",
    Condition: {
      StringEquals: {
        [odd]: "x",
        [`aws:${odd}`]: "x",
        [`s3:${odd}`]: "x",
        [`${odd}:x`]: "x",
        [`aws:RequestTag/${odd}`]: ["x", 1],
        "aws:RequestedRegion": odd,
        "aws:CalledVia": odd,
        "aws:TagKeys": odd,
        "s3:x-amz-server-side-encryption-aws-kms-key-id": odd,
      },
      [`ForAllValues:ArnLike`]: { [`aws:ResourceTag/${odd}`]: odd },
      StringLike: { "aws:SourceArn": odd, [`aws:RequestTag/${odd}`]: "*" },
      [odd]: { "aws:SourceIp": odd },
      IpAddress: { "aws:SourceIp": odd },
      Bool: { "aws:SecureTransport": [odd, "true"] },
    },
  },
];

test.each(policies)("what a policy holds is quoted on one line, and not at any length: %#", (statement) => {
  for (const policyType of ["identity", "scp"] as const) {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", ...statement }] });
    const outcome = validatePolicy(text, { policyType });
    const findings = outcome.kind === "analysed" ? outcome.findings : [];
    expect(findings.length).toBeGreaterThan(4);
    for (const { issueCode, findingDetails } of findings) {
      expect(findingDetails, issueCode).not.toMatch(/\n|c{300}/);
      expect(findingDetails.split("`").length % 2, `${issueCode}: ${findingDetails}`).toBe(1);
    }
  }
});
