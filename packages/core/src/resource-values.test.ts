import { describe, expect, test } from "vitest";
import { validateFiles } from "./validate-files.ts";

/* What the checks see for values of resources that stand in the same file, and that the deployment makes up. */

function codes(path: string, text: string): readonly string[] {
  return validateFiles([{ path, text }]).flatMap((outcome) =>
    outcome.kind === "analysed" ? outcome.findings.map(({ issueCode }) => issueCode) : [outcome.finding.findingDetails],
  );
}

const subject = '"token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"';
const audience = '"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"';

describe("CloudFormation", () => {
  const template = (statement: string, resources: string, property = "PolicyDocument") =>
    `Resources:\n  R:\n    Type: ${property === "PolicyDocument" ? "AWS::IAM::ManagedPolicy" : "AWS::IAM::Role"}\n    Properties:\n      ${property}: { Version: "2012-10-17", Statement: [${statement}] }\n${resources}`;
  const allow = (action: string, resource: string) => `{ Effect: Allow, Action: "${action}", Resource: ${resource} }`;

  test.each([
    ["kms:Decrypt", "Arn", "AWS::KMS::Key"],
    ["redshift-serverless:GetCredentials", "Workgroup.WorkgroupArn", "AWS::RedshiftServerless::Workgroup"],
    ["elasticfilesystem:ClientMount", "Arn", "AWS::EFS::FileSystem"],
  ])("two resources for %s are not one", (action, attribute, type) => {
    const both = [`!GetAtt A.${attribute}`, `!GetAtt B.${attribute}`] as const;
    const resources = `  A: { Type: ${type} }\n  B: { Type: ${type} }\n`;
    expect(codes("t.yml", template(allow(action, `[${both.join(", ")}]`), resources))).toEqual([]);
    expect(codes("t.yml", template(both.map((each) => allow(action, each)).join(", "), resources))).toEqual([]);
    expect(codes("t.yml", template(allow(action, `[${both[0]}, ${both[0]}]`), resources))).toEqual([
      "REDUNDANT_RESOURCE",
    ]);
  });

  const provider =
    '  P: { Type: AWS::IAM::OIDCProvider, Properties: { Url: "https://token.actions.githubusercontent.com" } }\n';
  const trust = (principal: string, condition: string) =>
    template(
      `{ Effect: Allow, Principal: { Federated: ${principal} }, Action: "sts:AssumeRoleWithWebIdentity", Condition: { StringEquals: { ${condition} } } }`,
      provider,
      "AssumeRolePolicyDocument",
    );

  test.each(["!Ref P", "!GetAtt P.Arn", '!Sub "${P}"'])("%s is an OpenID Connect provider by its URL", (principal) => {
    expect(codes("t.yml", trust(principal, audience))).toContain("MISSING_GITHUB_REPO_CONDITION_KEY");
    expect(codes("t.yml", trust(principal, `${audience}, ${subject}`))).toEqual(["CONFIRM_AUDIENCE_CLAIM_TYPE"]);
  });

  test("a provider whose URL is not known is not analysed", () => {
    const open = trust("!Ref P", audience).replace(/"https:[^"]*"/, "!ImportValue Url");
    expect(codes("t.yml", open)).toEqual([expect.stringContaining("`Fn::ImportValue` is only known")]);
    expect(codes("t.yml", trust("!Ref P", audience).replace("Url:", "Uri:"))).toEqual([
      expect.stringContaining("`P` has no `Url`"),
    ]);
  });

  test.each([
    ["/etl/version", "parameter${A}"],
    ["version", "parameter/${A}"],
    [undefined, "parameter/${A}"],
  ])("the parameter %s of Systems Manager goes by its name", (name, path) => {
    const properties = name === undefined ? "" : `, Properties: { Name: ${name} }`;
    const arn = `!Sub "arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:${path}"`;
    expect(
      codes("t.yml", template(allow("ssm:GetParameter", arn), `  A: { Type: AWS::SSM::Parameter${properties} }\n`)),
    ).toEqual([]);
  });

  test("a SAML provider of the template", () => {
    const statement =
      '{ Effect: Allow, Principal: { Federated: !Ref P }, Action: "sts:AssumeRoleWithSAML", Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }';
    expect(
      codes("t.yml", template(statement, "  P: { Type: AWS::IAM::SAMLProvider }\n", "AssumeRolePolicyDocument")),
    ).toEqual([]);
  });

  test.each([
    ["states:StartExecution", "!Ref A", "AWS::StepFunctions::StateMachine"],
    ["states:StartExecution", "!GetAtt A.Arn", "AWS::Serverless::StateMachine"],
    ["firehose:PutRecord", "!GetAtt A.Arn", "AWS::KinesisFirehose::DeliveryStream"],
    ["ecr:BatchGetImage", "!GetAtt A.Arn", "AWS::ECR::Repository"],
    ["ecs:RunTask", "!Ref A", "AWS::ECS::TaskDefinition"],
    ["events:PutEvents", "!GetAtt A.Arn", "AWS::Events::EventBus"],
    ["events:DescribeRule", "!GetAtt A.Arn", "AWS::Events::Rule"],
    ["kafka:GetBootstrapBrokers", '"*"', "AWS::MSK::Cluster"],
    ["kafka-cluster:Connect", "!Ref A", "AWS::MSK::Cluster"],
    ["es:ESHttpGet", '!Sub "${A.Arn}/*"', "AWS::OpenSearchService::Domain"],
    ["cognito-idp:AdminGetUser", "!GetAtt A.Arn", "AWS::Cognito::UserPool"],
    ["codebuild:StartBuild", "!GetAtt A.Arn", "AWS::CodeBuild::Project"],
    ["codecommit:GitPull", "!GetAtt A.Arn", "AWS::CodeCommit::Repository"],
    ["lambda:InvokeFunction", "!GetAtt A.Arn", "AWS::Serverless::Function"],
    ["dynamodb:GetItem", "!GetAtt A.Arn", "AWS::Serverless::SimpleTable"],
    ["iam:GetPolicy", "!Ref A", "AWS::IAM::ManagedPolicy"],
    ["iam:GetInstanceProfile", "!GetAtt A.Arn", "AWS::IAM::InstanceProfile"],
    ["ssm:GetParameter", '!Sub "arn:aws:ssm:us-east-1:000000000000:parameter/${A}"', "AWS::SSM::Parameter"],
    ["glue:GetDatabase", '!Sub "arn:aws:glue:us-east-1:210000000001:database/${A}"', "AWS::Glue::Database"],
    ["athena:GetWorkGroup", '!Sub "arn:aws:athena:us-east-1:210000000001:workgroup/${A}"', "AWS::Athena::WorkGroup"],
    [
      "cloudfront:GetDistribution",
      '!Sub "arn:aws:cloudfront::210000000001:distribution/${A}"',
      "AWS::CloudFront::Distribution",
    ],
    ["ec2:DescribeVpcAttribute", '!Sub "arn:aws:ec2:us-east-1:210000000001:vpc/${A}"', "AWS::EC2::VPC"],
    ["kms:Decrypt", "!GetAtt A.Arn", "AWS::KMS::ReplicaKey"],
  ])("%s on %s of %s has its ARN's form", (action, resource, type) => {
    const found = codes("t.yml", template(allow(action, resource), `  A: { Type: ${type} }\n`));
    expect(found.filter((code) => code !== "GLUE_ACTION_WITHOUT_ITS_ANCESTORS")).toEqual([]);
  });
});

describe("Terraform", () => {
  const provider =
    'resource "aws_iam_openid_connect_provider" "p" {\n  url = "https://token.actions.githubusercontent.com"\n}\n';
  const trust = (principal: string, key: string) =>
    `resource "aws_iam_role" "r" {\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = ${principal} }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { StringEquals = { "${key}:sub" = "repo:octo-org/octo-repo:ref:refs/heads/main", "${key}:aud" = "sts.amazonaws.com" } } }] })\n}\n`;
  const arn = "aws_iam_openid_connect_provider.p.arn";
  const host = "token.actions.githubusercontent.com";

  test("the URL of an OpenID Connect provider has no scheme once it is made", () =>
    expect(codes("main.tf", provider + trust(arn, "${aws_iam_openid_connect_provider.p.url}"))).toEqual([
      "CONFIRM_AUDIENCE_CLAIM_TYPE",
    ]));

  test("its ARN follows from the URL, also of one that exists", () => {
    const open = trust(arn, host).replace(/"[^"]*:sub" = "[^"]*", /, "");
    expect(codes("main.tf", provider + open)).toContain("MISSING_GITHUB_REPO_CONDITION_KEY");
    const data = (text: string): string =>
      text.replace('resource "aws_iam_openid', 'data "aws_iam_openid').replace(arn, `data.${arn}`);
    expect(codes("main.tf", data(provider + open))).toContain("MISSING_GITHUB_REPO_CONDITION_KEY");
  });

  test.each([
    ["without its URL", provider.replace(/ {2}url.*\n/, "")],
    ["with a URL that is not known", provider.replace(/url = .*/, "url = var.url")],
    ["that is not in the file", ""],
  ])("one %s is not analysed", (_, block) =>
    expect(codes("main.tf", block + trust(arn, host))).toEqual([expect.stringContaining(`can work out \`${arn}\``)]),
  );

  test("a condition key that begins with a local", () => {
    const locals = `locals {\n  host = "${host}"\n}\n`;
    expect(codes("main.tf", provider + locals + trust(arn, "${local.host}"))).toEqual(["CONFIRM_AUDIENCE_CLAIM_TYPE"]);
    expect(codes("main.tf", provider + trust(arn, "${var.host}"))).toEqual([
      expect.stringContaining("can work out `${var.host}`"),
    ]);
  });

  test("a policy under a name that is not known is looked at", () => {
    const statement = '{ Effect = "Allow", Action = "s3:NoSuchThing", Resource = "*" }';
    const given = `module "m" {\n  policies = { "\${var.name}" = jsonencode({ Version = "2012-10-17", Statement = [${statement}] }) }\n}\n`;
    expect(codes("main.tf", given)).toEqual(["INVALID_ACTION"]);
  });

  test("two keys are not one", () => {
    const policy = (second: string) =>
      `resource "aws_kms_key" "a" {}\nresource "aws_kms_key" "b" {}\nresource "aws_iam_policy" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = [aws_kms_key.a.arn, aws_kms_key.${second}.arn] }] })\n}\n`;
    expect(codes("main.tf", policy("b"))).toEqual([]);
    expect(codes("main.tf", policy("a"))).toEqual(["REDUNDANT_RESOURCE"]);
  });
});
