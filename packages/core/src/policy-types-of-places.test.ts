import { describe, expect, test } from "vitest";
import type { PolicyType } from "./policy/document.ts";
import type { ResourceType } from "./policy/resource-type.ts";
import { validatePolicy } from "./validate.ts";
import { validateFiles } from "./validate-files.ts";

type Expected = [PolicyType, ResourceType?];

/** None of them is judged alike as a policy of two types. */
const policies = [
  { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" },
  { Effect: "Allow", Principal: "*", Action: "s3:NoSuchThing", Resource: "*" },
].map((statement) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));

/** The type and the codes of each policy of a file; for what is not analysed, its reason. */
function seen(path: string, text: string): unknown[] {
  return validateFiles([{ path, text }]).map((outcome) =>
    outcome.kind === "analysed"
      ? [outcome.policyType, ...outcome.findings.map(({ issueCode }) => issueCode).sort()]
      : [outcome.finding.issueCode],
  );
}

/** As its text alone is judged, when its type is said. */
function judged(policy: string, [policyType, resourceType]: Expected): unknown[] {
  const outcome = validatePolicy(policy, { policyType, ...(resourceType === undefined ? {} : { resourceType }) });
  const findings = outcome.kind === "analysed" ? outcome.findings : [];
  return [policyType, ...findings.map(({ issueCode }) => issueCode).sort()];
}

describe("CloudFormation", () => {
  const template = (type: string, properties: object) =>
    JSON.stringify({ Resources: { R: { Type: type, Properties: properties } } });

  test.each<[string, string, ...Expected]>([
    ["AWS::ApiGateway::RestApi", "Policy", "resource", "AWS::ApiGateway::RestApi"],
    ["AWS::Backup::LogicallyAirGappedBackupVault", "AccessPolicy", "resource", "AWS::Backup::BackupVault"],
    ["AWS::CodeArtifact::Domain", "PermissionsPolicyDocument", "resource", "AWS::CodeArtifact::Domain"],
    ["AWS::Comprehend::DocumentClassifier", "ModelPolicy", "resource"],
    ["AWS::ECR::RepositoryCreationTemplate", "RepositoryPolicy", "resource", "AWS::ECR::Repository"],
    ["AWS::EKS::PodIdentityAssociation", "Policy", "session"],
    ["AWS::Elasticsearch::Domain", "AccessPolicies", "resource", "AWS::OpenSearchService::Domain"],
    ["AWS::Kinesis::ResourcePolicy", "ResourcePolicy", "resource"],
    ["AWS::Logs::LogGroup", "ResourcePolicyDocument", "resource"],
    ["AWS::MSK::ClusterPolicy", "Policy", "resource"],
    ["AWS::Omics::SequenceStore", "S3AccessPolicy", "resource"],
    ["AWS::RolesAnywhere::Profile", "SessionPolicy", "session"],
    ["AWS::S3Outposts::BucketPolicy", "PolicyDocument", "resource", "AWS::S3Outposts::Bucket"],
    ["AWS::S3Tables::TablePolicy", "ResourcePolicy", "resource", "AWS::S3Tables::Table"],
    ["AWS::SageMaker::ModelPackageGroup", "ModelPackageGroupPolicy", "resource"],
    ["AWS::Transfer::User", "Policy", "session"],
    ["AWS::VpcLattice::AuthPolicy", "Policy", "resource"],
  ])("%s, %s", (type, property, ...expected) => {
    for (const policy of policies) {
      expect(seen("t.json", template(type, { [property]: JSON.parse(policy) }))).toEqual([judged(policy, expected)]);
      expect(seen("t.json", template(type, { [property]: policy }))).toEqual([judged(policy, expected)]);
    }
    expect(seen("t.json", template(type, { [property]: { "Fn::ImportValue": "x" } }))).toEqual([
      ["NOT_ANALYSED_UNRESOLVED"],
    ]);
  });

  test("the policies of a state machine of SAM", () => {
    const [, open = ""] = policies;
    expect(seen("t.json", template("AWS::Serverless::StateMachine", { Policies: [JSON.parse(open)] }))).toEqual([
      judged(open, ["identity"]),
    ]);
  });

  test("a repository's policy names no resource", () => {
    const principal = { AWS: "arn:aws:iam::111122223333:root" };
    const statement = { Effect: "Allow", Principal: principal, Action: "ecr:BatchGetImage" };
    const policy = { Version: "2012-10-17", Statement: [statement] };
    expect(seen("t.json", template("AWS::ECR::Repository", { RepositoryPolicyText: policy }))).toEqual([["resource"]]);
    const text = `resource "aws_ecr_repository_policy" "p" {\n  policy = jsonencode(${JSON.stringify(policy)})\n}\n`;
    expect(seen("t.tf", text)).toEqual([["resource"]]);
  });

  test("what SAM gives all functions and all APIs", () => {
    const [, open = ""] = policies;
    const globals = {
      Function: { AssumeRolePolicyDocument: JSON.parse(open) },
      Api: { Auth: { ResourcePolicy: { CustomStatements: [{ Effect: "Allow", Action: "*", Principal: "*" }] } } },
    };
    const resources = { F: { Type: "AWS::Serverless::Function", Properties: {} } };
    expect(seen("t.json", JSON.stringify({ Globals: globals, Resources: resources }))).toEqual([
      judged(open, ["trust"]),
      ["NOT_ANALYSED_UNRESOLVED"],
    ]);
  });

  test("EventBridge's statement as a text", () => {
    const statement = JSON.stringify(JSON.parse(policies[1] ?? "").Statement[0]);
    for (const value of [statement, { "Fn::Sub": statement }])
      expect(seen("t.json", template("AWS::Events::EventBusPolicy", { StatementId: "s", Statement: value }))).toEqual([
        ["NOT_ANALYSED_UNRESOLVED"],
      ]);
  });
});

test("a statement that the service makes the policy of", () => {
  const statement = { Effect: "Allow", Action: "glue:GetTable" };
  const permission = { Type: "AWS::RAM::Permission", Properties: { PolicyTemplate: statement } };
  const values = { policy_template: JSON.stringify(statement) };
  const resource = { address: "aws_ram_permission.p", mode: "managed", type: "aws_ram_permission", values };
  for (const [path, text] of [
    ["t.json", JSON.stringify({ Resources: { P: permission } })],
    ["t.json", JSON.stringify({ format_version: "1.2", planned_values: { root_module: { resources: [resource] } } })],
    ["t.tf", `resource "aws_ram_permission" "p" {\n  policy_template = jsonencode(${JSON.stringify(statement)})\n}\n`],
    [
      "t.tf",
      `resource "awscc_events_event_bus_policy" "p" {\n  statement = jsonencode(${JSON.stringify(statement)})\n}\n`,
    ],
  ] as const)
    expect(seen(path, text)).toEqual([["NOT_ANALYSED_UNRESOLVED"]]);
});

describe("Terraform", () => {
  const places: [string, string, ...Expected][] = [
    ["aws_codeartifact_domain_permissions_policy", "policy_document", "resource", "AWS::CodeArtifact::Domain"],
    ["aws_cloudwatch_log_delivery_destination_policy", "delivery_destination_policy", "resource"],
    ["aws_eks_pod_identity_association", "policy", "session"],
    ["aws_glacier_vault_lock", "policy", "resource", "AWS::S3::Glacier"],
    ["aws_glue_resource_policy", "policy", "resource"],
    ["aws_kinesis_resource_policy", "policy", "resource"],
    ["aws_kms_key", "policy", "resource", "AWS::KMS::Key"],
    ["aws_msk_cluster_policy", "policy", "resource"],
    ["aws_organizations_policy", "content", "scp"],
    ["aws_s3_bucket_policy", "policy", "resource", "AWS::S3::Bucket"],
    ["aws_s3control_bucket_policy", "policy", "resource", "AWS::S3Outposts::Bucket"],
    ["aws_transfer_user", "policy", "session"],
    ["aws_vpc_endpoint", "policy", "endpoint"],
    ["awscc_ec2_vpc_endpoint", "policy_document", "endpoint"],
    ["awscc_iam_managed_policy", "policy_document", "identity"],
    ["awscc_iam_role", "assume_role_policy_document", "trust"],
    ["awscc_logs_log_group", "resource_policy_document", "resource"],
    ["awscc_opensearchservice_domain", "access_policies", "resource", "AWS::OpenSearchService::Domain"],
    [
      "awscc_redshiftserverless_namespace",
      "namespace_resource_policy",
      "resource",
      "AWS::RedshiftServerless::Namespace",
    ],
    ["awscc_s3_bucket_policy", "policy_document", "resource", "AWS::S3::Bucket"],
    ["awscc_sso_permission_set", "inline_policy", "identity"],
  ];

  test.each(places)("%s, %s", (type, attribute, ...expected) => {
    for (const policy of policies) {
      expect(seen("t.tf", `resource "${type}" "r" {\n  ${attribute} = jsonencode(${policy})\n}\n`)).toEqual([
        judged(policy, expected),
      ]);
      const resource = { address: `${type}.r`, mode: "managed", type, values: { [attribute]: policy } };
      const plan = { format_version: "1.2", planned_values: { root_module: { resources: [resource] } } };
      expect(seen("t.json", JSON.stringify(plan))).toEqual([judged(policy, expected)]);
    }
    expect(seen("t.tf", `resource "${type}" "r" {\n  ${attribute} = var.p\n}\n`)).toEqual([
      ["NOT_ANALYSED_UNRESOLVED"],
    ]);
  });

  const principals = 'principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }\n';
  const documents = [["sts:AssumeRole", ""] as const, ["s3:NoSuchThing", principals] as const].map(
    ([action, inner]) =>
      `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["${action}"]\n    resources = ["*"]\n    ${inner}\n  }\n}\n`,
  );
  // As the data source writes `*` of a type.
  const ofDocuments = policies.map((policy) => policy.replace('"Principal":"*"', '"Principal":{"AWS":"*"}'));

  test.each(places)("%s, %s, from a document of the same file", (type, attribute, ...expected) => {
    for (const [index, document] of documents.entries())
      for (const reference of [
        "data.aws_iam_policy_document.d.json",
        "var.x ? data.aws_iam_policy_document.d.json : null",
        "local.d",
      ]) {
        const locals = "locals {\n  d = data.aws_iam_policy_document.d.json\n}\n";
        const text = `${document}${locals}resource "${type}" "r" {\n  ${attribute} = ${reference}\n}\n`;
        expect(seen("t.tf", text)).toEqual([judged(ofDocuments[index] ?? "", expected)]);
      }
  });

  test("a document that is put to two kinds of use is of neither for certain", () => {
    const uses = ["aws_iam_policy", "aws_sns_topic_policy"].map(
      (type) => `resource "${type}" "r" {\n  policy = data.aws_iam_policy_document.d.json\n}\n`,
    );
    const types = documents.map((document) => seen("t.tf", document + uses.join("")).flat()[0]);
    expect(types).toEqual(["identity", "resource"]);
  });

  test("a document in a value of a value", () => {
    const [, document = ""] = documents;
    const role = "policies = [{ policy_document = data.aws_iam_policy_document.d.json }]";
    expect(seen("t.tf", `${document}resource "awscc_iam_role" "r" {\n  ${role}\n}\n`)).toEqual([
      judged(ofDocuments[1] ?? "", ["identity"]),
    ]);
  });

  test("a policy in a value of a policy's name", () => {
    const [policy = ""] = policies;
    const of = (inner: string) =>
      `resource "awscc_dynamodb_table" "t" {\n  resource_policy = { policy_document = ${inner} }\n}\n`;
    expect(seen("t.tf", of(`jsonencode(${policy})`))).toEqual([judged(policy, ["resource"])]);
    expect(seen("t.tf", of("var.p"))).toEqual([["NOT_ANALYSED_UNRESOLVED"]]);
  });

  test("what a provider leaves of the role that it assumes", () => {
    const [, open = ""] = policies;
    const of = (provider: string, policy: string) =>
      `provider "${provider}" {\n  assume_role {\n    policy = ${policy}\n  }\n}\n`;
    expect(seen("t.tf", of("aws", `jsonencode(${open})`))).toEqual([judged(open, ["session"])]);
    expect(seen("t.tf", of("aws", "var.p"))).toEqual([["NOT_ANALYSED_UNRESOLVED"]]);
    expect(seen("t.tf", of("alicloud", "var.p"))).toEqual([["NOT_ANALYSED_NO_POLICY"]]);
  });

  test("an organization's policy of a type that an expression gives", () => {
    const text = `resource "aws_organizations_policy" "r" {\n  type = var.t\n  content = jsonencode(${policies[1]})\n}\n`;
    expect(seen("t.tf", text)).toEqual([["resource", "INVALID_ACTION"]]);
  });

  test("the policies of a role of awscc that an expression gives", () => {
    const text = 'resource "awscc_iam_role" "r" {\n  policies = var.p\n}\n';
    expect(seen("t.tf", text)).toEqual([["NOT_ANALYSED_UNRESOLVED"]]);
    const change = { address: "awscc_iam_role.r", mode: "managed", type: "awscc_iam_role" };
    const plan = {
      format_version: "1.2",
      planned_values: {},
      resource_changes: [{ ...change, change: { after: {}, after_unknown: { policies: true } } }],
    };
    expect(seen("t.json", JSON.stringify(plan))).toEqual([["NOT_ANALYSED_UNRESOLVED"]]);
  });

  test.each([
    [
      "aws_s3_bucket_policy",
      "s3express:CreateSession",
      "arn:aws:s3express:us-west-2:111122223333:bucket/b--usw2-az1--x-s3",
    ],
    [
      "aws_s3_access_point",
      "s3-outposts:GetObject",
      "arn:aws:s3-outposts:us-west-2:111122223333:outpost/op-01ac5d28a6a232904/accesspoint/a/object/*",
    ],
  ])("%s for a bucket of another service", (type, action, resource) => {
    const principal = { AWS: "arn:aws:iam::111122223333:root" };
    const statement = { Effect: "Allow", Principal: principal, Action: action, Resource: resource };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: statement });
    expect(seen("t.tf", `resource "${type}" "r" {\n  policy = jsonencode(${policy})\n}\n`)).toEqual([["resource"]]);
  });
});
