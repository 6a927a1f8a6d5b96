import { describe, expect, test } from "vitest";
import { validateFiles } from "./validate-files.ts";

const account = "604938217455";
const template = (principal: string, condition: string, type = "AWS::IAM::Role"): string =>
  `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  It:
    Type: ${type}
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: ${principal}
            Action: sts:AssumeRole
            Condition: ${condition}
`;
const identity = (resource: string, condition: string): string =>
  `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  It:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: [kms:Decrypt]
            Resource: ${resource}
            Condition: ${condition}
`;
const redshift = "{ Service: redshift.amazonaws.com }";
const inRegion = '{ Service: !Sub "redshift.${AWS::Region}.amazonaws.com" }';
const cluster = (place: string): string => `arn:aws:redshift:${place}:cluster:analytics`;
const user = (place: string): string => `arn:aws:redshift:${place}:dbuser:analytics/etl`;

const said = (path: string, text: string): string[] =>
  validateFiles([{ path, text }]).flatMap(({ kind, ...outcome }) => {
    expect(kind).toBe("analysed");
    return "findings" in outcome ? outcome.findings.map(({ issueCode }) => issueCode) : [];
  });

describe("what only the deployment decides contradicts nothing", () => {
  test.each([
    [
      "the account of the source",
      template(
        redshift,
        `{ StringEquals: { aws:SourceAccount: !Ref AWS::AccountId }, ArnLike: { aws:SourceArn: "${cluster(`us-west-2:${account}`)}" } }`,
      ),
    ],
    [
      "the Region of the service",
      template(inRegion, `{ StringEquals: { sts:ExternalId: "${user(`us-west-2:${account}`)}" } }`),
    ],
    [
      "both",
      template(
        inRegion,
        `{ StringEquals: { aws:SourceAccount: !Ref AWS::AccountId, sts:ExternalId: "${user(`eu-west-1:${account}`)}" } }`,
      ),
    ],
    [
      "the account of the principal",
      template(
        '{ AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }',
        `{ ArnLike: { aws:PrincipalArn: "arn:aws:iam::${account}:role/etl" } }`,
      ),
    ],
    [
      "the Region of the key",
      identity(
        `"arn:aws:kms:us-west-2:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"`,
        '{ StringEquals: { kms:ViaService: !Sub "redshift.${AWS::Region}.amazonaws.com" } }',
      ),
    ],
    [
      "the partition",
      template(
        redshift,
        '{ ArnLike: { aws:SourceArn: !Sub "arn:${AWS::Partition}:redshift:cn-north-1:${AWS::AccountId}:cluster:analytics" } }',
      ),
    ],
  ])("%s", (_, text) => {
    expect(said("template.yaml", text)).toEqual([]);
  });

  test("in Terraform, whatever holds the policy", () => {
    const condition = `{ StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.me.account_id }, ArnLike = { "aws:SourceArn" = "${cluster(`us-west-2:${account}`)}" } }`;
    const encoded = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "redshift.amazonaws.com" }, Action = "sts:AssumeRole", Condition = ${condition} }] })`;
    const heredoc = `<<EOF
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "aws:SourceAccount": "\${data.aws_caller_identity.me.account_id}" }, "ArnLike": { "aws:SourceArn": "${cluster(`us-west-2:${account}`)}" } } }] }
EOF`;
    for (const policy of [encoded, heredoc]) {
      const text = `data "aws_caller_identity" "me" {}\nresource "aws_iam_role" "it" {\n  assume_role_policy = ${policy}\n}\n`;
      expect(said("main.tf", text)).toEqual([]);
    }
  });
});

describe("what the file writes out does, wherever it is deployed", () => {
  test.each([
    [
      "two accounts beside an assumed one",
      template(
        '{ Service: redshift.amazonaws.com, AWS: !Sub "arn:aws:iam::${AWS::AccountId}:role/etl" }',
        `{ StringEquals: { aws:SourceAccount: "739204815566" }, ArnLike: { aws:SourceArn: "${cluster(`us-west-2:${account}`)}" } }`,
      ),
      "SOURCE_ARN_MISMATCH",
    ],
    [
      "the assumed Region, written out",
      template(
        "{ Service: redshift.us-east-1.amazonaws.com }",
        `{ StringEquals: { aws:SourceAccount: !Ref AWS::AccountId, sts:ExternalId: "${user(`us-west-2:${account}`)}" } }`,
      ),
      "DBUSER_REGION_MISMATCH",
    ],
    [
      "a partition",
      template(
        redshift,
        '{ ArnLike: { aws:SourceArn: !Sub "arn:aws:redshift:cn-north-1:${AWS::AccountId}:cluster:a" } }',
      ),
      "PARTITION_MISMATCH",
    ],
  ])("%s", (_, text, code) => {
    expect(said("template.yaml", text)).toContain(code);
  });
});

test("what contradicts nothing is told, wherever it is deployed", () => {
  const text = template(inRegion, `{ StringEquals: { sts:ExternalId: "${user(`us-west-2:${account}`)}" } }`);
  expect(said("t.yml", text.replace("sts:AssumeRole", "sts:AssumeRol"))).toContain("INVALID_ACTION");
});
