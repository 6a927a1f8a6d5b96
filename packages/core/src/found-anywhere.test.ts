import { describe, expect, test } from "vitest";
import { validateFiles } from "./validate-files.ts";

/** Subject without the path, the policy type or why nothing was analysed, and the codes of the findings. */
function seen(path: string, text: string): unknown[] {
  return validateFiles([{ path, text }]).map((outcome) => {
    const name = outcome.subject.replace(`${path}: `, "");
    return outcome.kind === "analysed"
      ? [name, outcome.policyType, ...outcome.findings.map(({ issueCode }) => issueCode)]
      : [name, outcome.finding.issueCode.replace("NOT_ANALYSED_", "")];
  });
}

function hcl(text: string): unknown[] {
  return seen("main.tf", text);
}

const none = [["main.tf", "NO_POLICY"]];
const open =
  'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:Bad", Resource = "*" }] })';
const json =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}';
const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:Bad", Resource: "*" }] };

describe("Terraform", () => {
  test.each<[string, string, unknown[]]>([
    [
      "what a module is given",
      `module "m" {\n  policy = ${open}\n  others = { a = ${open}, b = [<<EOT\n${json}\nEOT\n  ] }\n}\n`,
      [
        ["module.m: policy", "identity", "INVALID_ACTION"],
        ["module.m: others.a", "identity", "INVALID_ACTION"],
        ["module.m: others.b[0]", "trust", "WILDCARD_PRINCIPAL"],
      ],
    ],
    [
      "an object that the module encodes",
      'module "m" {\n  x = { Statement = [{ Effect = "Allow", Action = "s3:Bad", Resource = "*" }], Version = "2012-10-17" }\n}\n',
      [["module.m: x", "identity", "INVALID_ACTION"]],
    ],
    [
      "statements that the module puts together",
      'module "m" {\n  policy_statements = { a = { effect = "Allow", actions = ["*"], resources = ["*"] } }\n}\n',
      [["module.m: policy_statements.a", "UNRESOLVED"]],
    ],
    [
      "what a module reads or works out",
      `module "m" {\n  policy = file("p.json")\n  x = var.x ? ${open} : null\n}\n`,
      [
        ["module.m: policy", "UNRESOLVED"],
        ["module.m: x", "identity", "INVALID_ACTION"],
      ],
    ],
    [
      "the session policy of a provider",
      `provider "aws" {\n  assume_role {\n    policy = ${open}\n  }\n}\n`,
      [["provider.aws: policy", "session", "INVALID_ACTION"]],
    ],
    [
      "attributes with names of their own",
      ["aws_opensearch_domain: access_policies", "aws_rolesanywhere_profile: session_policy", "vault_role: document"]
        .map((each) => each.split(": "))
        .map(([type, attribute]) => `resource "${type}" "r" {\n  ${attribute} = ${open}\n}\n`)
        .join(""),
      [
        ["aws_opensearch_domain.r: access_policies", "resource", "MISSING_PRINCIPAL", "INVALID_ACTION"],
        ["aws_rolesanywhere_profile.r: session_policy", "session", "INVALID_ACTION"],
        ["vault_role.r: document", "identity", "INVALID_ACTION"],
      ],
    ],
    [
      "the provider awscc",
      `resource "awscc_iam_role" "r" {\n  assume_role_policy_document = ${JSON.stringify(json)}\n  policies = [{ policy_document = ${open} }, { policy_document = var.p }]\n}\n`,
      [
        ["awscc_iam_role.r: assume_role_policy_document", "trust", "WILDCARD_PRINCIPAL"],
        ["awscc_iam_role.r: policies[0].policy_document", "identity", "INVALID_ACTION"],
        ["awscc_iam_role.r: policies[1].policy_document", "UNRESOLVED"],
      ],
    ],
    [
      "a local that another file may use",
      `locals {\n  a = ${open}\n  b = ${open}\n}\nresource "aws_iam_policy" "p" {\n  policy = local.b\n}\n`,
      [
        ["aws_iam_policy.p: policy", "identity", "INVALID_ACTION"],
        ["local.a", "identity", "INVALID_ACTION"],
      ],
    ],
    [
      "a template of CloudFormation",
      'resource "aws_cloudformation_stack" "s" {\n  template_body = <<EOT\nResources:\n  R:\n    Properties:\n      PolicyDocument:\n        Statement: []\nEOT\n}\n',
      [["aws_cloudformation_stack.s: template_body", "UNRESOLVED"]],
    ],
    [
      "a template of 0.11, an output, a variable and a text that is a function",
      `data "template_file" "t" {\n  template = <<EOT\n${json}\nEOT\n}\noutput "o" {\n  value = ${open}\n}\nvariable "v" {\n  default = <<EOT\n${json}\nEOT\n}\nmodule "m" {\n  x = "\${${open}}"\n}\n`,
      [
        ["data.template_file.t: template", "trust", "WILDCARD_PRINCIPAL"],
        ["output.o: value", "identity", "INVALID_ACTION"],
        ["variable.v: default", "trust", "WILDCARD_PRINCIPAL"],
        ["module.m: x", "UNRESOLVED"],
      ],
    ],
  ])("%s is looked at", (_, text, expected) => expect(hcl(text)).toEqual(expected));

  test.each([
    ["aws_ecr_lifecycle_policy", 'policy = jsonencode({ rules = [{ action = { type = "expire" } }] })'],
    ["aws_ecr_lifecycle_policy", 'policy = <<EOT\n{ "rules": [] }\nEOT'],
    ["aws_opensearchserverless_access_policy", "policy = jsonencode([{ Rules = [], Principal = [] }])"],
    [
      "aws_cloudwatch_log_data_protection_policy",
      'policy_document = jsonencode({ Version = "2021-06-01", Statement = [{ DataIdentifier = [] }] })',
    ],
    ["vault_policy", 'policy = file("admin.hcl")'],
    [
      "alicloud_ram_policy",
      'policy_document = jsonencode({ Version = "1", Statement = [{ Effect = "Allow", Action = "oss:*" }] })',
    ],
    ["aws_verifiedaccess_group", 'policy_document = "permit(principal, action, resource);"'],
    ["aws_organizations_policy", 'type = "TAG_POLICY"\n  content = jsonencode({ tags = {} })'],
    ["aws_ssm_document", 'content = jsonencode({ schemaVersion = "2.2" })'],
    ["aws_s3_object", 'content = <<EOT\n{ "a": ${var.x} }\nEOT'],
    ["aws_wafv2_rule_group", "rules_json = jsonencode([{ Action = {}, Statement = { ByteMatchStatement = {} } }])"],
    [
      "aws_wafv2_rule_group",
      'rules_json = <<EOT\n[{ "Statement": { "RateBasedStatement": { "Limit": ${var.x} } } }]\nEOT',
    ],
    ["aws_wafv2_web_acl", 'rule_json = <<EOT\n{ "Statement": { "RateBasedStatement": { "Limit": ${var.x} } } }\nEOT'],
    ["aws_cloudformation_stack", `policy_body = ${open.replace("s3:Bad", "Update:*")}`],
  ])("%s holds no policy of IAM: %s", (type, body) => {
    expect(hcl(`resource "${type}" "r" {\n  ${body}\n}\n`)).toEqual(none);
  });

  const document =
    'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n  }\n}\n';
  const d = "data.aws_iam_policy_document.d";

  test.each([
    `${d}.json`,
    `"\${${d}.json}"`,
    `"\${${d}[0].json}"`,
    `${d}["a"].json`,
    `${d}[each.key].json`,
    `${d}[local.names[0]].minified_json`,
    `${d}[count.index].json`,
    `${d}.0.json`,
    `join("", ${d}.*.json)`,
    `join(",", ${d}.*.json)`,
    `one(${d}[*].json)`,
    `try(${d}[0].json, null)`,
    `element(${d}.*.json, count.index)`,
    `var.x == "a?b:c" ? ${d}.json : null`,
    `var.x ? (${d}.json) : var.y ? ${d}.json : ""`.replace(/[()]/g, ""),
  ])("%s is judged at the document", (value) => {
    expect(hcl(`${document}resource "aws_iam_policy" "p" {\n  policy = ${value}\n}\n`)).toEqual([[d, "identity"]]);
  });

  test.each([`coalesce(var.y, ${d}.json)`, `"x\${${d}.json}"`, `replace(${d}.json, "a", "b")`])(
    "%s may be another policy",
    (value) => {
      expect(hcl(`${document}resource "aws_iam_policy" "p" {\n  policy = ${value}\n}\n`)).toEqual([
        [d, "identity"],
        ["aws_iam_policy.p: policy", "UNRESOLVED"],
      ]);
    },
  );

  test.each(["vars.tfvars", "main.tofu", "terragrunt.hcl"])("%s", (path) => {
    expect(seen(path, `inputs = { a = ${open} }\n`)).toEqual([["inputs.a", "identity", "INVALID_ACTION"]]);
  });

  test("a plan", () => {
    const resource = (type: string, values: object) => ({ address: `${type}.r`, mode: "managed", type, values });
    const text = JSON.stringify({
      format_version: "1.2",
      planned_values: {
        root_module: {
          resources: [
            resource("aws_opensearch_domain", { access_policies: json }),
            resource("vault_role", { document: JSON.stringify(policy) }),
            resource("aws_ecr_lifecycle_policy", { policy: '{"rules":[]}' }),
            resource("aws_ssm_document", { content: '{"schemaVersion":"2.2"}' }),
            resource("aws_organizations_policy", { type: "TAG_POLICY", content: '{"tags":{}}' }),
          ],
        },
      },
      resource_changes: [
        {
          address: "aws_ssm_document.s",
          mode: "managed",
          type: "aws_ssm_document",
          change: { after_unknown: { content: true } },
        },
        {
          address: "awscc_iam_role.s",
          mode: "managed",
          type: "awscc_iam_role",
          change: { after_unknown: { policies: [{ policy_document: true }] } },
        },
      ],
    });
    expect(seen("plan.json", text)).toEqual([
      ["aws_opensearch_domain.r: access_policies", "resource", "MISSING_RESOURCE"],
      ["vault_role.r: document", "identity", "INVALID_ACTION"],
      ["awscc_iam_role.s: policy_document", "UNRESOLVED"],
    ]);
  });

  test("a module in Terraform's JSON", () => {
    const text = JSON.stringify({ module: { m: { source: "./m", policy: json } } });
    expect(seen("main.tf.json", text)).toEqual([["main.tf.json", "TERRAFORM_JSON"]]);
    const other = JSON.stringify({ resource: { aws_s3_object: { o: { content: "${jsonencode(var.x)}" } } } });
    expect(seen("main.tf.json", other)).toEqual([["main.tf.json", "NO_POLICY"]]);
  });

  test("a long local that many policies name is not read without end", () => {
    const statements = '{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" },\n'.repeat(5_000);
    const uses = Array.from(
      { length: 5_000 },
      (_, i) => `resource "aws_iam_policy" "p${i}" {\n  policy = local.p\n}\n`,
    );
    const started = performance.now();
    const outcomes = hcl(
      `locals {\n  p = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })\n}\n${uses.join("")}`,
    );
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(outcomes.length).toBeGreaterThanOrEqual(5_000);
  });
});

describe("JSON and YAML", () => {
  test.each<[string, unknown, unknown[]]>([
    [
      "aws redshift-serverless get-resource-policy",
      { resourcePolicy: { policy: json, resourceArn: "arn:aws:redshift-serverless:us-east-1:1:snapshot/x" } },
      [["resourcePolicy.policy", "trust", "WILDCARD_PRINCIPAL"]],
    ],
    [
      "aws emr create-default-roles",
      [{ Role: { AssumeRolePolicyDocument: JSON.parse(json) }, RolePolicy: policy }],
      [
        ["[0].Role.AssumeRolePolicyDocument", "trust", "WILDCARD_PRINCIPAL"],
        ["[0].RolePolicy", "identity", "INVALID_ACTION"],
      ],
    ],
    [
      "aws ram get-resource-policies",
      { policies: [json, policy] },
      [
        ["policies[0]", "trust", "WILDCARD_PRINCIPAL"],
        ["policies[1]", "identity", "INVALID_ACTION"],
      ],
    ],
    [
      "aws organizations describe-policy",
      { Policy: { PolicySummary: { Type: "SERVICE_CONTROL_POLICY" }, Content: JSON.stringify(policy) } },
      [["Policy.Content", "scp", "INVALID_ACTION"]],
    ],
    [
      "aws ec2 describe-vpc-endpoints",
      { VpcEndpoints: [{ VpcEndpointId: "vpce-1", PolicyDocument: JSON.stringify(policy) }] },
      [["VpcEndpoints[0].PolicyDocument", "endpoint", "MISSING_PRINCIPAL", "INVALID_ACTION"]],
    ],
    [
      "a state of Terraform",
      { version: 4, resources: [{ instances: [{ attributes: { assume_role_policy: json } }] }] },
      [["resources[0].instances[0].attributes.assume_role_policy", "trust", "WILDCARD_PRINCIPAL"]],
    ],
    [
      "Serverless Framework",
      {
        provider: { iam: { role: { statements: policy.Statement } } },
        resources: { Resources: { R: { Properties: { PolicyDocument: policy } } } },
      },
      [
        ["provider.iam.role.statements", "UNRESOLVED"],
        ["resources.Resources.R.Properties.PolicyDocument", "identity", "INVALID_ACTION"],
      ],
    ],
    [
      "aws configservice get-resource-config-history",
      {
        configurationItems: [
          { configuration: JSON.stringify({ assumeRolePolicyDocument: encodeURIComponent(JSON.stringify(policy)) }) },
        ],
      },
      [["configurationItems[0].configuration", "UNRESOLVED"]],
    ],
    ["a policy inside of a longer text", { a: JSON.stringify({ b: policy }) }, [["a", "UNRESOLVED"]]],
    [
      "aws cloudformation get-template",
      { TemplateBody: "Resources:\n  R:\n    Properties:\n      Statement:\n        - Effect: Allow\n" },
      [["TemplateBody", "UNRESOLVED"]],
    ],
    [
      "aws cloudformation get-template, of a template in JSON",
      {
        TemplateBody: {
          Resources: {
            P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: policy } },
          },
        },
      },
      [["TemplateBody.Resources.P.Properties.PolicyDocument", "identity", "INVALID_ACTION"]],
    ],
    ["aws cloudformation get-stack-policy", { StackPolicyBody: json }, [["a.json", "NO_POLICY"]]],
    ["cdk.out/tree.json", { version: "tree-0.1", tree: { a: { policyDocument: policy } } }, [["a.json", "NO_POLICY"]]],
    [
      "a report of this tool",
      { version: 1, tool: { name: "redshift-guard" }, outcomes: [{ expected: policy }] },
      [["a.json", "NO_POLICY"]],
    ],
    [
      "rules of AWS WAF",
      { Rules: [{ Action: { Block: {} }, Statement: { ByteMatchStatement: {} } }] },
      [["a.json", "NO_POLICY"]],
    ],
    [
      "one rule of AWS WAF",
      { Name: "r", Action: { Block: {} }, Statement: { RateBasedStatement: { Limit: 100 } } },
      [["a.json", "NO_POLICY"]],
    ],
    ["a translation", { Statement: "Aussage", Effect: "Wirkung", Action: "Aktion" }, [["a.json", "NO_POLICY"]]],
    ["a query", { Statement: "SELECT * FROM etl", Parameters: [] }, [["a.json", "NO_POLICY"]]],
    ["queries", { Statements: [{ Statement: "SELECT * FROM etl" }] }, [["a.json", "NO_POLICY"]]],
    ["OpenVEX", { statements: [{ status: "not_affected" }], version: 1 }, [["a.json", "NO_POLICY"]]],
    ["a version that is a day", { version: "2026-01-01", name: "etl" }, [["a.json", "NO_POLICY"]]],
  ])("%s", (_, content, expected) => expect(seen("a.json", JSON.stringify(content))).toEqual(expected));

  test.each<[string, object]>([
    ["no list", { Statement: {} }],
    ["nothing", { Statement: null }],
    ["a text", { Statement: JSON.stringify(policy.Statement) }],
    ["a text under another name", { statements: JSON.stringify(policy.Statement) }],
    ["statements by their names", { Statement: { ReadStatement: policy.Statement[0] } }],
    ["one in small letters", { statement: { effect: "Allow" } }],
    ["none, and a version", { version: "2012-10-17" }],
    ["a day that is no version, and none", { Version: "2026-01-01" }],
  ])("a policy with faults is one: its statements are %s", (_, content) =>
    expect(validateFiles([{ path: "a.json", text: JSON.stringify(content) }])[0]?.kind).toBe("analysed"),
  );

  test("policies that are written into a trust spec, which no other file has", () => {
    const role = "arn:aws:iam::111122223333:role/r";
    const open = {
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" },
    };
    const accept = [{ trust: { policy: open }, reason: "for now" }];
    const spec = {
      version: 1,
      roles: [
        { role, trust: { policy: open }, accept },
        { role, trust: { policy: "a.json" } },
      ],
    };
    expect(seen("redshift-guard.yml", JSON.stringify(spec))).toEqual([
      ["roles[0].trust.policy", "trust", "WILDCARD_PRINCIPAL"],
      ["roles[0].accept[0].trust.policy", "trust", "WILDCARD_PRINCIPAL"],
    ]);
  });

  test.each<[string, object]>([
    ["a tree of CDK's", { version: "tree-0.1", tree: {} }],
    ["a report of this tool", { version: 1, tool: { name: "redshift-guard" }, outcomes: [] }],
    ["a trust spec", { roles: [{ trust: {} }] }],
    ["a plan", { format_version: "1.0", values: {} }],
    ["a template", { Resources: { B: { Type: "AWS::S3::Bucket" } } }],
  ])("a policy is not hidden by what makes its file look like %s", (_, look) => {
    const isTold = (content: object): boolean =>
      !JSON.stringify(seen("a.json", JSON.stringify({ ...look, ...content }))).includes("NO_POLICY");
    const beside = { PolicyDocument: policy };
    for (const content of [beside, { deep: [beside] }, { text: json }, JSON.parse(json) as object])
      expect(isTold(content)).toBe(true);
    expect(isTold({})).toBe(false);
  });

  test("a role of a Kubernetes controller", () => {
    const text = `kind: Role\nspec:\n  assumeRolePolicyDocument: |\n    ${json}\n`;
    expect(seen("role.yaml", text)).toEqual([["spec.assumeRolePolicyDocument", "trust", "WILDCARD_PRINCIPAL"]]);
  });
});

describe("CloudFormation", () => {
  const template = (type: string, properties: object) =>
    JSON.stringify({ Resources: { R: { Type: type, Properties: properties } } });

  test.each<[string, string, object, unknown[]]>([
    [
      "the statement of an event bus policy",
      "AWS::Events::EventBusPolicy",
      {
        StatementId: "s",
        Statement: { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "events:PutEvents", Resource: "*" },
      },
      [["Properties", "resource"]],
    ],
    [
      "Fn::ToJsonString",
      "AWS::SSO::PermissionSet",
      { InlinePolicy: { "Fn::ToJsonString": policy } },
      [["Properties.InlinePolicy", "identity", "INVALID_ACTION"]],
    ],
    [
      "a text of a function in any property",
      "AWS::ECR::RepositoryCreationTemplate",
      { RepositoryPolicy: { "Fn::Sub": json.replace('"*"', '"arn:aws:iam::${AWS::AccountId}:root"') } },
      [["Properties.RepositoryPolicy", "resource"]],
    ],
    [
      "a text that a function begins with a policy inside",
      "Custom::AWS",
      { Create: { "Fn::Join": ["", [JSON.stringify({ a: json }).slice(0, -2), { Ref: "R" }, '"}']] } },
      [["Properties.Create", "UNRESOLVED"]],
    ],
    [
      "a template in a template",
      "AWS::CloudFormation::StackSet",
      { TemplateBody: "Resources:\n  R:\n    Properties:\n      Statement:\n        - Effect: Allow\n" },
      [["Properties.TemplateBody", "UNRESOLVED"]],
    ],
    [
      "both values of properties with a condition",
      "AWS::IAM::ManagedPolicy",
      { "Fn::If": ["C", { PolicyDocument: policy }, { Ref: "AWS::NoValue" }] },
      [["Properties.Fn::If[1].PolicyDocument", "identity", "INVALID_ACTION"]],
    ],
    [
      "both policies of a condition, each by itself",
      "AWS::IAM::Role",
      {
        AssumeRolePolicyDocument: {
          "Fn::If": ["C", JSON.parse(json), { "Fn::If": ["D", policy, { Ref: "AWS::NoValue" }] }],
        },
      },
      [
        ["Properties.AssumeRolePolicyDocument.Fn::If[1]", "trust", "WILDCARD_PRINCIPAL"],
        [
          "Properties.AssumeRolePolicyDocument.Fn::If[2].Fn::If[1]",
          "trust",
          "MISSING_PRINCIPAL",
          "INVALID_ACTION",
          "UNSUPPORTED_ACTION_IN_POLICY",
          "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
        ],
      ],
    ],
    [
      "a condition with a policy that does not stand there",
      "AWS::IAM::Role",
      { AssumeRolePolicyDocument: { "Fn::If": ["C", JSON.parse(json), { Ref: "P" }] } },
      [["Properties.AssumeRolePolicyDocument", "UNRESOLVED"]],
    ],
    [
      "a function in a value of a condition",
      "AWS::IAM::ManagedPolicy",
      { "Fn::If": ["C", { "Fn::Transform": { Name: "X" } }, { PolicyDocument: policy }] },
      [
        ["", "UNRESOLVED"],
        ["Properties.Fn::If[2].PolicyDocument", "identity", "INVALID_ACTION"],
      ],
    ],
  ])("%s", (_, type, properties, expected) => {
    const found = seen("t.json", template(type, properties)).map((row) => {
      const [name, ...rest] = row as string[];
      return [name?.replace(/^Resources\.R\.?/, ""), ...rest];
    });
    expect(found).toEqual(expected);
  });
});
