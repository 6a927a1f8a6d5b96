import { describe, expect, test } from "vitest";
import type { Outcome } from "./report.ts";
import { validateFiles } from "./validate-files.ts";

/** Subject, type and, for each finding, its code and the text it stands on. */
function seen(path: string, text: string): unknown[] {
  return validateFiles([{ path, text }]).map((outcome) => {
    const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
    const places = findings.map(({ issueCode, locations: [location] }) => [
      issueCode,
      text.slice(location?.span.start.offset, location?.span.end.offset),
    ]);
    return [outcome.subject.replace(`${path}: `, ""), typeOf(outcome), ...places];
  });
}

function typeOf(outcome: Outcome): string {
  return outcome.kind === "analysed" ? (outcome.policyType ?? "") : "not analysed";
}

const inline =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:NoSuchThing", "Resource": "*" }] }';
const trust =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole" }] }';

describe("policy-json", () => {
  test.each<[string, string, string, unknown[]]>([
    ["a policy", "a.json", inline, [["a.json", "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]]],
    [
      "aws iam get-policy-version",
      "a.json",
      `{ "PolicyVersion": { "Document": ${inline}, "VersionId": "v1" } }`,
      [["PolicyVersion.Document", "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]],
    ],
    [
      "aws iam get-role",
      "a.json",
      `{ "Role": { "RoleName": "x", "AssumeRolePolicyDocument": ${trust} } }`,
      [["Role.AssumeRolePolicyDocument", "trust"]],
    ],
    [
      "aws s3api get-bucket-policy",
      "a.json",
      JSON.stringify({ Policy: inline }),
      [["Policy", "identity", ["INVALID_ACTION", '\\"s3:NoSuchThing\\"']]],
    ],
    [
      "IAM's own encoding",
      "a.json",
      JSON.stringify({ Role: { AssumeRolePolicyDocument: encodeURIComponent(trust) } }),
      [["Role.AssumeRolePolicyDocument", "trust"]],
    ],
    [
      "several",
      "a.json",
      `{ "RoleDetailList": [{ "AssumeRolePolicyDocument": ${trust}, "RolePolicyList": [{ "PolicyDocument": ${inline} }] }] }`,
      [
        ["RoleDetailList[0].AssumeRolePolicyDocument", "trust"],
        ["RoleDetailList[0].RolePolicyList[0].PolicyDocument", "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']],
      ],
    ],
    [
      "YAML with a policy as a block of JSON",
      "a.yml",
      `Policy: |\n  ${inline.replace("[{", "[\n    {")}\n`,
      [["Policy", "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]],
    ],
    [
      "a function of CloudFormation outside a template",
      "a.yml",
      "Version: '2012-10-17'\nStatement:\n  Effect: Allow\n  Action: !Ref X\n  Resource: '*'\n",
      [["a.yml", "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!Ref X"]]],
    ],
    [
      "an npm package",
      "package.json",
      '{ "name": "x", "version": "1.0.0" }',
      [["package.json", "not analysed", ["NOT_ANALYSED_NO_POLICY", ""]]],
    ],
  ])("%s", (_, path, text, expected) => expect(seen(path, text)).toEqual(expected));

  test("a fault outside the policies of a file is a finding of the file", () => {
    const text = `{ "Role": { "AssumeRolePolicyDocument": ${trust} "Path": "/" } }`;
    expect(seen("a.json", text)).toEqual([
      ["Role.AssumeRolePolicyDocument", "trust"],
      ["a.json", "", ["JSON_SYNTAX_ERROR", ""]],
    ]);
  });

  test("a fault inside a string stands at its place, with a repair that fits the string", () => {
    const text = JSON.stringify({ Policy: inline.replace('"Allow",', '"Allow"') });
    const [outcome] = validateFiles([{ path: "a.json", text }]);
    const finding = outcome?.kind === "analysed" ? outcome.findings[0] : undefined;
    expect(finding).toMatchObject({ issueCode: "JSON_SYNTAX_ERROR", replacement: "," });
    expect(text.slice(0, finding?.locations[0]?.span.start.offset)).toMatch(/\\"Allow\\"$/);
    expect(finding?.locations[0]?.policyPath).toEqual([{ value: "Policy" }]);
  });
});

describe("cloudformation", () => {
  const template = (properties: string, type = "AWS::IAM::Role") =>
    `AWSTemplateFormatVersion: "2010-09-09"\nParameters:\n  Bare: { Type: String }\n  Env: { Type: String, Default: prod }\nMappings:\n  M: { a: { b: "s3:NoSuchThing" } }\nResources:\n  B: { Type: AWS::S3::Bucket }\n  R:\n    Type: ${type}\n    Properties:\n${properties.replace(/^/gm, "      ")}\n`;
  const role = (principal: string) =>
    template(
      `AssumeRolePolicyDocument:\n  Version: "2012-10-17"\n  Statement:\n    - Effect: Allow\n      Principal: { Service: ${principal} }\n      Action: sts:AssumeRole`,
    );
  const policy = (action: string, resource = '"*"') =>
    template(
      `PolicyDocument:\n  Version: "2012-10-17"\n  Statement:\n    - Effect: Allow\n      Action: ${action}\n      Resource: ${resource}`,
      "AWS::IAM::ManagedPolicy",
    );
  const trustName = "Resources.R.Properties.AssumeRolePolicyDocument";
  const policyName = "Resources.R.Properties.PolicyDocument";

  test.each<[string, string, unknown[]]>([
    ["a role", role("redshift.amazonaws.com"), [[trustName, "trust"]]],
    ["a misspelt action", policy("s3:NoSuchThing"), [[policyName, "identity", ["INVALID_ACTION", "s3:NoSuchThing"]]]],
    ["!Sub with pseudo parameters", role('!Sub "redshift.${AWS::URLSuffix}"'), [[trustName, "trust"]]],
    ["Fn::Sub in its long form", role('{ "Fn::Sub": "redshift.${AWS::URLSuffix}" }'), [[trustName, "trust"]]],
    [
      "a finding on a value of a function",
      policy("!FindInMap [M, a, b]"),
      [[policyName, "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]],
    ],
    [
      "!Join, !GetAtt, !Ref with a default",
      policy("s3:GetObject", '!Join ["/", [!GetAtt B.Arn, !Ref Env, "*"]]'),
      [[policyName, "identity"]],
    ],
    [
      "!Select and !Split",
      policy('!Select [0, !Split [",", "s3:GetObject,x"]]', '!Sub "${B.Arn}/*"'),
      [[policyName, "identity"]],
    ],
    ["AWS::NoValue", policy('[s3:ListAllMyBuckets, !Ref "AWS::NoValue"]'), [[policyName, "identity"]]],
    [
      "a parameter without a default",
      role("!Ref Bare"),
      [[trustName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!Ref Bare"]]],
    ],
    [
      "!ImportValue",
      role("!ImportValue x"),
      [[trustName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!ImportValue x"]]],
    ],
    ["!If", policy("!If [a, b, c]"), [[policyName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!If [a, b, c]"]]]],
    [
      "a reference to nothing",
      role("!Ref Missing"),
      [[trustName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!Ref Missing"]]],
    ],
    [
      "a whole document from elsewhere",
      template("PolicyDocument: !Ref Bare", "AWS::IAM::ManagedPolicy"),
      [[policyName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!Ref Bare"]]],
    ],
    [
      "a template without policies",
      template("BucketName: x", "AWS::S3::Bucket"),
      [["t.yml", "not analysed", ["NOT_ANALYSED_NO_POLICY", ""]]],
    ],
  ])("%s", (_, text, expected) => expect(seen("t.yml", text)).toEqual(expected));

  test("in JSON, with the types of its resources", () => {
    const statement = {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
      Action: "s3:GetObject",
      Resource: { "Fn::Sub": "${B.Arn}/*" },
    };
    const text = JSON.stringify({
      Resources: {
        B: { Type: "AWS::S3::Bucket" },
        P: {
          Type: "AWS::S3::BucketPolicy",
          Properties: { PolicyDocument: { Version: "2012-10-17", Statement: [statement] } },
        },
      },
    });
    expect(seen("t.json", text)).toEqual([["Resources.P.Properties.PolicyDocument", "resource"]]);
  });

  describe("beside another policy, none vanishes", () => {
    const document = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:NoSuchThing", Resource: "*" }],
    };
    const string = JSON.stringify(document);
    const bare = { Action: "*", Resource: "*" };
    const unresolved = (place = "") => ["not analysed", ["NOT_ANALYSED_UNRESOLVED", expect.stringContaining(place)]];
    const invalidAction = (place: string) => ["INVALID_ACTION", place];
    const other = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document } };
    const of = (type: string, properties: object) => ({ R: { Type: type, Properties: properties } });

    test.each<[string, object, unknown[]]>([
      [
        "without an effect",
        of("AWS::IAM::ManagedPolicy", { PolicyDocument: { Version: "2012-10-17", Statement: [bare] } }),
        ["PolicyDocument", "identity", ["MISSING_EFFECT", expect.anything()]],
      ],
      [
        "with a misspelt effect",
        of("AWS::IAM::ManagedPolicy", {
          PolicyDocument: { Version: "2012-10-17", Statement: [{ effect: "Allow", ...bare }] },
        }),
        ["PolicyDocument", "identity", ["MISSING_EFFECT", expect.anything()], ["INVALID_POLICY_ELEMENT", '"effect"']],
      ],
      [
        "without statements",
        of("AWS::IAM::ManagedPolicy", { PolicyDocument: { Version: "2012-10-17" } }),
        ["PolicyDocument", "identity", ["MISSING_STATEMENT", expect.anything()]],
      ],
      [
        "without an effect, in a list of SAM",
        of("AWS::Serverless::Function", { Policies: [{ Version: "2012-10-17", Statement: [bare] }] }),
        ["Policies[0]", "identity", ["MISSING_EFFECT", expect.anything()]],
      ],
      [
        "in a string",
        of("AWS::Logs::ResourcePolicy", { PolicyDocument: string }),
        ["PolicyDocument", "identity", invalidAction('\\"s3:NoSuchThing\\"')],
      ],
      [
        "a service control policy in a string",
        of("AWS::Organizations::Policy", { Type: "SERVICE_CONTROL_POLICY", Content: string }),
        ["Content", "scp", invalidAction('\\"s3:NoSuchThing\\"')],
      ],
      [
        "in a string of a property that this tool does not know",
        of("AWS::X::Y", { NewPolicy: string }),
        ["NewPolicy", "identity", invalidAction('\\"s3:NoSuchThing\\"')],
      ],
      [
        "in the string of a function",
        of("AWS::Logs::ResourcePolicy", { PolicyDocument: { "Fn::Sub": string } }),
        ["PolicyDocument", "identity", invalidAction(JSON.stringify({ "Fn::Sub": string }))],
      ],
      [
        "a string that is no policy",
        of("AWS::Logs::ResourcePolicy", { PolicyDocument: "{" }),
        ["PolicyDocument", ...unresolved()],
      ],
      ["of an access point", of("AWS::S3::AccessPoint", { Policy: { Ref: "X" } }), ["Policy", ...unresolved("X")]],
      [
        "of a namespace",
        of("AWS::Redshift::Cluster", { NamespaceResourcePolicy: { Ref: "X" } }),
        ["NamespaceResourcePolicy", ...unresolved("X")],
      ],
      ["lists by a function", of("AWS::IAM::Role", { Policies: { Ref: "X" } }), ["Policies", ...unresolved("X")]],
      [
        "a list with a function",
        of("AWS::IAM::Role", { Policies: { "Fn::If": ["c", [{ Ref: "X" }], { Ref: "AWS::NoValue" }] } }),
        ["Policies.Fn::If[1][0]", ...unresolved("X")],
      ],
      [
        "a member added in a statement",
        of("AWS::IAM::ManagedPolicy", {
          PolicyDocument: { Statement: [{ Effect: "Allow", "Fn::Transform": { Name: "AWS::Include" } }] },
        }),
        ["PolicyDocument", ...unresolved("Fn::Transform")],
      ],
      [
        "lists that SAM makes policies of",
        of("AWS::Serverless::Api", { Auth: { ResourcePolicy: { CustomStatements: [bare] } } }),
        ["Auth.ResourcePolicy", ...unresolved()],
      ],
    ])("%s", (_, resources, [name, ...rest]) => {
      const [first, ...others] = seen("t.json", JSON.stringify({ Resources: { Other: other, ...resources } }));
      expect(first).toContain("Resources.Other.Properties.PolicyDocument");
      expect(others).toEqual([[`Resources.R.Properties.${name}`, ...rest]]);
    });

    test.each<[string, object, string]>([
      ["properties from elsewhere", of("AWS::IAM::Role", { "Fn::Transform": {} }), "Resources.R"],
      ["some properties from elsewhere", of("AWS::IAM::Role", { "Fn::Transform": {}, Path: "/" }), "Resources.R"],
      ["a resource from elsewhere", { R: { "Fn::Transform": {} } }, "Resources.R"],
      ["resources from elsewhere", { "Fn::Transform": {} }, "Resources.Fn::Transform"],
      ["a loop", { "Fn::ForEach::Roles": ["N", ["a"], { "P${N}": other }] }, "Resources.Fn::ForEach::Roles"],
    ])("%s", (_, resources, name) => {
      const [, ...others] = seen("t.json", JSON.stringify({ Resources: { Other: other, ...resources } }));
      expect(others).toEqual([[name, ...unresolved()]]);
    });

    test.each([["Fn::Transform"], ["Transform"]])("resources that the template brings in by `%s`", (name) => {
      const text = JSON.stringify({ [name]: { Name: "AWS::Include" }, Resources: { Other: other } });
      expect(seen("t.json", text)[0]).toEqual([name, ...unresolved()]);
    });

    test.each<[string, object]>([
      ["a tag policy", of("AWS::Organizations::Policy", { Type: "TAG_POLICY", Content: { tags: {} } })],
      [
        "the document of a core network",
        of("AWS::NetworkManager::CoreNetwork", { PolicyDocument: { version: "2021.12" } }),
      ],
      ["access of OpenSearch Serverless", of("AWS::OpenSearchServerless::AccessPolicy", { Policy: '[{"Rules":[]}]' })],
      ["a name", of("AWS::X::Y", { Policy: "ELBSecurityPolicy-2016-08" })],
      ["a firewall's statement", of("AWS::WAFv2::WebACL", { Rules: [{ Statement: { GeoMatchStatement: {} } }] })],
      ["no value", of("AWS::S3::AccessPoint", { Policy: { Ref: "AWS::NoValue" } })],
      ["managed policies of SAM", of("AWS::Serverless::Function", { Policies: [{ Ref: "X" }, "AWSLambdaExecute"] })],
    ])("%s is none", (_, resources) => {
      expect(seen("t.json", JSON.stringify({ Resources: { Other: other, ...resources } }))).toHaveLength(1);
    });
  });

  test.each<[string, object]>([
    ["a long text many times", { "Fn::Sub": "${P}".repeat(20_000) }],
    ["a long delimiter many times", { "Fn::Join": [{ Ref: "P" }, Array.from({ length: 20_000 }, () => "a")] }],
    ["a mapping of itself", { "Fn::FindInMap": ["M", "a", "b"] }],
    ["a mapping of itself, twice each time", { "Fn::FindInMap": ["M", "a", "c"] }],
    [
      "a large mapping many times",
      Array.from({ length: 4_000 }, () => ({ "Fn::FindInMap": ["M", "a", "d"] })) as object,
    ],
  ])("functions that give %s end in time", (_, resource) => {
    const find = (name: string) => ({ "Fn::FindInMap": ["M", "a", name] });
    const document = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: resource }] };
    const text = JSON.stringify({
      Parameters: { P: { Type: "String", Default: "a".repeat(100_000) } },
      Mappings: {
        M: { a: { b: find("b"), c: [find("c"), find("c")], d: Array.from({ length: 100_000 }, () => "a") } },
      },
      Resources: {
        R: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document } },
        S: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document } },
      },
    });
    const started = performance.now();
    const outcomes = validateFiles([{ path: "t.json", text }]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["not-analysed", "not-analysed"]);
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test("many parameters, asked for many times, end in time", () => {
    const parameters = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`P${i}`, { Default: "x" }]));
    const own = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`Q${i}`, "x"]));
    const texts = ["${P0}".repeat(20_000), ["${Q0}".repeat(20_000), own]];
    const document = (text: unknown) => ({ Statement: [{ Effect: "Allow", Action: { "Fn::Sub": text } }] });
    const resources = texts.map((text) => ({
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { PolicyDocument: document(text) },
    }));
    const started = performance.now();
    expect(
      validateFiles([
        { path: "t.json", text: JSON.stringify({ Parameters: parameters, Resources: { ...resources } }) },
      ]),
    ).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test("what was assumed is said", () => {
    const [outcome] = validateFiles([{ path: "t.yml", text: role('!Sub "redshift.${AWS::URLSuffix}"') }]);
    expect(outcome?.kind === "analysed" && outcome.policyTypeReason).toContain(
      "taking `AWS::URLSuffix` as `amazonaws.com`",
    );
  });
});

describe("terraform-plan", () => {
  const plan = (values: object, unknown: object = {}) =>
    JSON.stringify({
      format_version: "1.2",
      planned_values: {
        root_module: {
          child_modules: [
            { resources: [{ address: "module.m.aws_iam_role.etl", mode: "managed", type: "aws_iam_role", values }] },
          ],
        },
      },
      resource_changes: [{ address: "aws_iam_policy.later", mode: "managed", change: { after_unknown: unknown } }],
    });

  test.each<[string, string, unknown[]]>([
    [
      "policies as strings in strings",
      plan({ assume_role_policy: trust, inline_policy: [{ policy: inline }] }),
      [
        ["module.m.aws_iam_role.etl: assume_role_policy", "trust"],
        ["module.m.aws_iam_role.etl: policy", "identity", ["INVALID_ACTION", '\\"s3:NoSuchThing\\"']],
      ],
    ],
    [
      "known after apply",
      plan({ assume_role_policy: trust }, { policy: true }),
      [
        ["module.m.aws_iam_role.etl: assume_role_policy", "trust"],
        ["aws_iam_policy.later: policy", "not analysed", ["NOT_ANALYSED_UNRESOLVED", '"policy"']],
      ],
    ],
    [
      "known after apply, in a block",
      plan(
        { assume_role_policy: trust },
        { name: true, inline_policy: [{ policy: false }, { name: true, policy: true }] },
      ),
      [
        ["module.m.aws_iam_role.etl: assume_role_policy", "trust"],
        ["aws_iam_policy.later: policy", "not analysed", ["NOT_ANALYSED_UNRESOLVED", '"policy"']],
      ],
    ],
    [
      "a text that is no policy",
      plan({ assume_role_policy: '{ "x": 1 }' }),
      [
        [
          "module.m.aws_iam_role.etl: assume_role_policy",
          "not analysed",
          ["NOT_ANALYSED_NO_POLICY", '"{ \\"x\\": 1 }"'],
        ],
      ],
    ],
    ["no policy at all", plan({ name: "x" }), [["plan.json", "not analysed", ["NOT_ANALYSED_NO_POLICY", ""]]]],
  ])("%s", (_, text, expected) => expect(seen("plan.json", text)).toEqual(expected));
});

describe("terraform-hcl", () => {
  const resource = (policy: string) =>
    `resource "aws_iam_policy" "p" {\n  name   = "x" # name\n  policy = ${policy}\n}\n`;
  const name = "aws_iam_policy.p: policy";
  const encoded =
    'jsonencode({\n    Version = "2012-10-17",\n    "Statement" : [{ Effect = "Allow", Action = ["s3:NoSuchThing"], Resource = "*" }]\n  })';

  test.each<[string, string, unknown[]]>([
    ["jsonencode", resource(encoded), [[name, "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]]],
    [
      "a here document",
      resource(`<<-EOT\n    ${inline}\n  EOT`),
      [[name, "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]],
    ],
    [
      "a quoted string",
      resource(JSON.stringify(inline)),
      [[name, "identity", ["INVALID_ACTION", '\\"s3:NoSuchThing\\"']]],
    ],
    [
      "a template in a here document",
      resource(`<<EOT\n${inline.replace("*", "${aws_s3_bucket.b.arn}")}\nEOT`),
      [[name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "${aws_s3_bucket.b.arn}"]]],
    ],
    [
      "an escaped template is IAM's variable",
      resource(
        encoded.replace('"s3:NoSuchThing"', '"s3:GetObject"').replace('"*"', () => '"arn:aws:s3:::b/$${aws:username}"'),
      ),
      [[name, "identity"]],
    ],
    ["a reference", resource("local.policy"), [[name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "local.policy"]]]],
    [
      "a condition",
      resource(`var.x ? ${encoded} : ""`),
      [[name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", `var.x ? ${encoded} : ""`]]],
    ],
    [
      "a file",
      resource('file("${path.module}/p.json")'),
      [[name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", 'file("${path.module}/p.json")']]],
    ],
    [
      "a loop",
      resource("jsonencode({ Statement = [for a in local.x : a] })"),
      [[name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "[for a in local.x : a]"]]],
    ],
    [
      "templates with strings, braces and line ends of their own before it",
      `locals {\n  a = "\${join("}", [for x in var.l : "\${x}{"])} b"\n  c = [for x in ["\${\n    var.x\n  }"] : x]\n}\n${resource(encoded)}`,
      [[name, "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]],
    ],
    ["a quote without its end", `${resource('x("a)')}`, [["main.tf", "not analysed", ["NOT_ANALYSED_HCL_SYNTAX", ""]]]],
    ["no policy", 'variable "x" {}\n', [["main.tf", "not analysed", ["NOT_ANALYSED_NO_POLICY", ""]]]],
    ["no HCL", "resource {{{", [["main.tf", "not analysed", ["NOT_ANALYSED_HCL_SYNTAX", ""]]]],
    ["an open here document", resource("<<EOT\n{"), [["main.tf", "not analysed", ["NOT_ANALYSED_HCL_SYNTAX", ""]]]],
  ])("%s", (_, text, expected) => expect(seen("main.tf", text)).toEqual(expected));

  test("aws_iam_policy_document", () => {
    const text = `data "aws_iam_policy_document" "d" {
  statement {
    sid     = "A"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["redshift.amazonaws.com"]
    }
    condition {
      test     = "StringEqualz"
      variable = "aws:SourceAccount"
      values   = ["111122223333"]
    }
  }
}
resource "aws_iam_role" "r" {
  assume_role_policy = data.aws_iam_policy_document.d.json
}
`;
    expect(seen("main.tf", text)).toEqual([
      ["data.aws_iam_policy_document.d", "trust", ["INVALID_CONDITION_OPERATOR", '"StringEqualz"']],
    ]);
  });

  test.each([
    ["dynamic", 'dynamic "statement" {\n for_each = x\n }', "dynamic"],
    ["merged documents", "source_policy_documents = [local.x]", "source_policy_documents"],
    ["a computed value", "statement {\n actions = local.x\n }", "local.x"],
  ])("aws_iam_policy_document with %s is not analysed", (_, inner, place) => {
    const text = `data "aws_iam_policy_document" "d" {\n  ${inner}\n}\n`;
    expect(seen("main.tf", text)).toEqual([
      ["data.aws_iam_policy_document.d", "not analysed", ["NOT_ANALYSED_UNRESOLVED", place]],
    ]);
  });

  test.each([
    ["brackets", `a = ${"[".repeat(100_000)}`],
    ["blocks", "a {\n".repeat(100_000)],
    ["templates", `a = "${"${".repeat(100_000)}"`],
    ["quotes", `a = ${'\\"'.repeat(100_000)}`],
    ["here documents", "a = [<<A\n".repeat(100_000)],
    ["objects that are none", `a = ${"{(".repeat(50_000)}`],
    [
      "characters in objects whose next name is worked out",
      `a = ${"{ a = ".repeat(90)}"${"x".repeat(500_000)}"${", (b) = 1 }".repeat(90)}`,
    ],
    ["indented lines", `a = <<-A\n${" {\n".repeat(300_000)}A\n`],
  ])("100,000 %s end in time", (_, text) => {
    const started = performance.now();
    expect(seen("main.tf", text)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test.each<[string, string, string, string]>([
  ["a policy in a second YAML document", "a.yml", "a: 1\n---\nStatement:\n  - Effect: Allow\n", "NOT_ANALYSED_SYNTAX"],
  ["a second YAML document without one", "a.yml", "a: 1\n---\nb: 2\n", "NOT_ANALYSED_NO_POLICY"],
  [
    "a policy in text that is no JSON",
    "a.json",
    'const policy = { Statement: [{ Effect: "Allow" }] };',
    "NOT_ANALYSED_SYNTAX",
  ],
  [
    "YAML too large to read",
    "a.yml",
    `a:\n${"  - b: c\n".repeat(190_000)}Statement:\n  - Effect: Allow\n`,
    "NOT_ANALYSED_SYNTAX",
  ],
])("what cannot be read is told from what holds no policy: %s", (_, path, text, code) => {
  const [outcome, ...others] = validateFiles([{ path, text }]);
  expect(others).toEqual([]);
  expect(outcome?.kind === "not-analysed" && outcome.finding.issueCode).toBe(code);
});

test("every file has an outcome", () => {
  const files = ["", "{}", "[]", "x", "Statement: []", inline].flatMap((text) =>
    ["a.json", "b.yml", "c.tf", "d"].map((path) => ({ path, text })),
  );
  for (const file of files) expect(validateFiles([file]).length, JSON.stringify(file)).toBeGreaterThan(0);
});
