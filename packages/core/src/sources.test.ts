import { describe, expect, test } from "vitest";
import { findPolicies } from "./find-policies.ts";
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
      "several with names",
      "a.json",
      `{ "RoleDetailList": [{ "RoleName": "Etl", "AssumeRolePolicyDocument": ${trust}, "RolePolicyList": [{ "PolicyName": "Own", "PolicyDocument": ${inline} }] }] }`,
      [
        ["RoleDetailList[0].AssumeRolePolicyDocument (Etl)", "trust"],
        [
          "RoleDetailList[0].RolePolicyList[0].PolicyDocument (Etl, Own)",
          "identity",
          ["INVALID_ACTION", '"s3:NoSuchThing"'],
        ],
      ],
    ],
    [
      "several with names that IAM does not give",
      "a.json",
      `{ "Roles": [{ "RoleName": "a\\u001b[2Jb", "AssumeRolePolicyDocument": ${trust} }] }`,
      [["Roles[0].AssumeRolePolicyDocument", "trust"]],
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
      "what CloudFormation reads from Systems Manager",
      "a.yml",
      "Version: '2012-10-17'\nStatement: { Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::{{resolve:ssm:/b}}/*' }\n",
      [["a.yml", "not analysed", ["NOT_ANALYSED_UNRESOLVED", "'arn:aws:s3:::{{resolve:ssm:/b}}/*'"]]],
    ],
    [
      "a part of a template",
      "a.yml",
      "Role:\n  Type: AWS::IAM::Role\n  Properties:\n    Policies:\n      - PolicyDocument:\n          Statement:\n            - { Effect: Allow, Action: '*', Resource: !GetAtt W.Workgroup.WorkgroupArn }\n",
      [
        [
          "Role.Properties.Policies[0].PolicyDocument",
          "not analysed",
          ["NOT_ANALYSED_UNRESOLVED", "!GetAtt W.Workgroup.WorkgroupArn"],
        ],
      ],
    ],
    [
      "a part of a template in JSON",
      "a.json",
      '{ "PolicyDocument": { "Statement": { "Effect": "Allow", "Action": "*", "Resource": { "Fn::Sub": "x" } } } }',
      [["PolicyDocument", "not analysed", ["NOT_ANALYSED_UNRESOLVED", '{ "Fn::Sub": "x" }']]],
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
    [
      "ARNs of databases, secrets, streams, workgroups and namespaces",
      `${policy("s3:GetObject", "[!Ref A, !GetAtt C.DBClusterArn, !GetAtt D.DBInstanceArn, !GetAtt T.StreamArn, !GetAtt W.Workgroup.WorkgroupArn, !GetAtt N.Namespace.NamespaceArn, !GetAtt K.ClusterNamespaceArn, !GetAtt S.Arn]").replace("s3:GetObject", '"*"')}  A: { Type: AWS::SecretsManager::SecretTargetAttachment }\n  C: { Type: AWS::RDS::DBCluster }\n  D: { Type: AWS::RDS::DBInstance }\n  T: { Type: AWS::DynamoDB::Table }\n  W: { Type: AWS::RedshiftServerless::Workgroup }\n  N: { Type: AWS::RedshiftServerless::Namespace }\n  K: { Type: AWS::Redshift::Cluster }\n  S: { Type: AWS::Kinesis::Stream }\n`,
      [[policyName, "identity"]],
    ],
    [
      "the account that the template is deployed to needs no ExternalId",
      role("x").replace("Service: x", '"AWS": !Sub "arn:aws:iam::${AWS::AccountId}:root"'),
      [[trustName, "trust"]],
    ],
    ["AWS::NoValue", policy('[s3:ListAllMyBuckets, !Ref "AWS::NoValue"]'), [[policyName, "identity"]]],
    [
      "a parameter without a default",
      role("!Ref Bare"),
      [[trustName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!Ref Bare"]]],
    ],
    [
      "a value that is read from Systems Manager",
      role("'{{resolve:ssm:/etl/service}}'"),
      [[trustName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "'{{resolve:ssm:/etl/service}}'"]]],
    ],
    [
      "a part of one, in a function",
      policy("s3:GetObject", '!Sub "arn:aws:s3:::{{resolve:secretsmanager:etl:SecretString:bucket}}/${Env}"'),
      [
        [
          policyName,
          "not analysed",
          ["NOT_ANALYSED_UNRESOLVED", '!Sub "arn:aws:s3:::{{resolve:secretsmanager:etl:SecretString:bucket}}/${Env}"'],
        ],
      ],
    ],
    [
      "a parameter whose default is empty",
      policy("sns:Publish", "!Ref Bare").replace("Type: String", "Type: String, Default: ''"),
      [[policyName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!Ref Bare"]]],
    ],
    [
      "an empty default that is all of a text",
      policy("sns:Publish", '!Sub "${Bare}"').replace("Type: String", "Type: String, Default: ''"),
      [[policyName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", '!Sub "${Bare}"']]],
    ],
    [
      "an empty default within a text",
      policy("sns:Publish", '!Sub "arn:aws:sns:us-east-1:210000000001:alarms${Bare}"').replace(
        "Type: String",
        "Type: String, Default: ''",
      ),
      [[policyName, "identity"]],
    ],
    [
      "a parameter whose default is a name in Systems Manager",
      role("!Ref Bare").replace("Type: String", "Type: AWS::SSM::Parameter::Value<String>, Default: /prod/service"),
      [[trustName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "!Ref Bare"]]],
    ],
    [
      "a parameter that is a list",
      policy("!Ref Bare").replace("Type: String", 'Type: CommaDelimitedList, Default: "s3:GetObject, s3:NoSuchThing"'),
      [[policyName, "identity", ["INVALID_ACTION", "!Ref Bare"]]],
    ],
    [
      "a list in !Sub, which CloudFormation refuses",
      policy('!Sub "s3:${Bare}"').replace("Type: String", 'Type: CommaDelimitedList, Default: "GetObject,PutObject"'),
      [[policyName, "not analysed", ["NOT_ANALYSED_UNRESOLVED", '!Sub "s3:${Bare}"']]],
    ],
    [
      "!Select and !Join of a list",
      policy('!Join ["", ["s3:", !Select [1, !Ref Bare]]]').replace(
        "Type: String",
        'Type: CommaDelimitedList, Default: "PutObject, GetObject"',
      ),
      [[policyName, "identity"]],
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
        of("AWS::IoT::Policy", { PolicyDocument: string }),
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
        of("AWS::IoT::Policy", { PolicyDocument: { "Fn::Sub": string } }),
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

    test.each([
      ["Conditions.C", '"Conditions": { "C": {}, "C": {} }'],
      ["Parameters.P.Default", '"Parameters": { "P": { "Default": "a", "Default": "b" } }'],
      ["Mappings.M.a.b", '"Mappings": { "M": { "a": { "b": "c", "b": "d" } } }'],
      ["Mappings", '"Mappings": {}, "Mappings": {}'],
    ])("a template in which `%s` stands twice", (name, twice) => {
      const text = `{ ${twice}, "Resources": { "Other": ${JSON.stringify(other)} } }`;
      const key = JSON.stringify(name.replace(/.*\./, ""));
      expect(seen("t.json", text)[0]).toEqual([name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", key]]);
    });

    test.each<[string, unknown, string[]]>([
      ["a macro", "Open", ["Transform"]],
      ["a macro with parameters", { Name: "Open", Parameters: {} }, ["Transform"]],
      ["a macro after one of AWS's", ["AWS::Serverless-2016-10-31", "111122223333::Open"], ["Transform"]],
      ["AWS's own", ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"], []],
      ["nothing", [], []],
    ])("a template that %s makes another one of", (_, transform, names) => {
      const found = seen("t.json", JSON.stringify({ Transform: transform, Resources: { Other: other } }));
      expect(found.slice(0, -1)).toEqual(names.map((name) => [name, ...unresolved()]));
    });

    test.each<[unknown, RegExp]>([
      ["Open", /^Which policies .*: the macro `Open` makes .* `aws cloudformation get-template .* prints\.$/],
      [{ Name: "AWS::Include" }, /: `AWS::Include` may bring in resources before it is deployed\. /],
      [{ Nmae: "Open" }, /^`Transform` names no macro\. /],
    ])("says what is about the whole template, and what to do: %j", (transform, details) => {
      const text = JSON.stringify({ Transform: transform, Resources: { Other: other } });
      expect(validateFiles([{ path: "t.json", text }])[0]).toMatchObject({
        finding: { findingDetails: expect.stringMatching(details) },
      });
    });

    test.each<[string, object]>([
      ["a tag policy", of("AWS::Organizations::Policy", { Type: "TAG_POLICY", Content: { tags: {} } })],
      [
        "the document of a core network",
        of("AWS::NetworkManager::CoreNetwork", { PolicyDocument: { version: "2021.12" } }),
      ],
      ["access of OpenSearch Serverless", of("AWS::OpenSearchServerless::AccessPolicy", { Policy: '[{"Rules":[]}]' })],
      [
        "a stack policy",
        of("AWS::CloudFormation::Stack", {
          StackPolicyBody: { Statement: [{ Effect: "Deny", Principal: "*", Action: "Update:*", Resource: "*" }] },
        }),
      ],
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

  test("an attribute that does not exist is told, with what takes its place", () => {
    const text = `${policy("s3:GetObject", "!GetAtt K.Arn")}  K: { Type: AWS::Redshift::Cluster }\n`;
    const [outcome] = validateFiles([{ path: "t.yml", text }]);
    expect(outcome?.kind === "not-analysed" && outcome.finding.findingDetails).toContain(
      "`AWS::Redshift::Cluster` has no attribute `Arn`; `!Sub arn:${AWS::Partition}:redshift:${AWS::Region}:${AWS::AccountId}:cluster:${K}`",
    );
  });

  test("a policy in a list is told by the list", () => {
    const text = template(
      "Policies:\n  - Version: '2012-10-17'\n    Statement: { Effect: Allow, Action: s3:GetObject, Resource: !GetAtt B.Arn }",
      "AWS::Serverless::Function",
    );
    const [outcome] = validateFiles([{ path: "t.yml", text }]);
    expect(outcome?.kind === "analysed" && outcome.policyTypeReason).toBe(
      "`Policies` of `AWS::Serverless::Function`; assuming a name for `B`",
    );
  });

  test.each(["AWS::Redshift::Cluster", "AWS::RedshiftServerless::Namespace"])(
    "the policy of %s names no resource, as in AWS's samples",
    (type) => {
      const text = template(
        "NamespaceResourcePolicy:\n  Version: '2012-10-17'\n  Statement:\n    - Effect: Allow\n      Principal: { Service: redshift.amazonaws.com }\n      Action: redshift:AuthorizeInboundIntegration\n      Condition: { StringEquals: { aws:SourceArn: 'arn:aws:rds:us-west-2:210000000001:cluster:orders' } }",
        type,
      );
      expect(seen("t.yml", text)).toEqual([["Resources.R.Properties.NamespaceResourcePolicy", "resource"]]);
    },
  );

  test("what was assumed is said", () => {
    const [outcome] = validateFiles([{ path: "t.yml", text: role('!Sub "redshift.${AWS::URLSuffix}"') }]);
    expect(outcome?.kind === "analysed" && outcome.policyTypeReason).toContain(
      "; assuming `AWS::URLSuffix` is `amazonaws.com`",
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
    ...[
      ["that lost its first bracket", "assume_role_policy", trust.slice(1)],
      ["that misspells `Statement`", "assume_role_policy", trust.replace("Statement", "Statment")],
      ["that misspells it, under another name", "x", trust.replace("Statement", "Statment")],
    ].map(([what, name, text]): [string, string, unknown[]] => [
      `a policy ${what}`,
      plan({ [name as string]: text }),
      [[`module.m.aws_iam_role.etl: ${name}`, "not analysed", ["NOT_ANALYSED_UNRESOLVED", JSON.stringify(text)]]],
    ]),
    [
      "a policy that lost a bracket, under another name",
      plan({ x: '{"Statement":["Effect":"Allow"}]}' }),
      [["module.m.aws_iam_role.etl: x", "identity", ["JSON_SYNTAX_ERROR", ":"]]],
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
    ["a condition", resource(`var.x ? ${encoded} : ""`), [[name, "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]]],
    [
      "a file",
      resource('file("${path.module}/p.json")'),
      [[name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", 'file("${path.module}/p.json")']]],
    ],
    [
      "a loop",
      resource("jsonencode({ Statement = [for a in local.x : a] })"),
      [[name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", "local.x"]]],
    ],
    [
      "templates with strings, braces and line ends of their own before it",
      `locals {\n  a = "\${join("}", [for x in var.l : "\${x}{"])} b"\n  c = [for x in ["\${\n    var.x\n  }"] : x]\n}\n${resource(encoded)}`,
      [[name, "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]],
    ],
    ["a quote without its end", `${resource('x("a)')}`, [["main.tf", "not analysed", ["NOT_ANALYSED_HCL_SYNTAX", ""]]]],
    ["no policy", 'variable "x" {}\n', [["main.tf", "not analysed", ["NOT_ANALYSED_NO_POLICY", ""]]]],
    ["an open comment", `/* ${resource('"{}"')}`, [["main.tf", "not analysed", ["NOT_ANALYSED_HCL_SYNTAX", ""]]]],
    ["no HCL", "resource {{{", [["main.tf", "not analysed", ["NOT_ANALYSED_HCL_SYNTAX", ""]]]],
    ["an open here document", resource("<<EOT\n{"), [["main.tf", "not analysed", ["NOT_ANALYSED_HCL_SYNTAX", ""]]]],
  ])("%s", (_, text, expected) => expect(seen("main.tf", text)).toEqual(expected));

  describe("references", () => {
    const reaching = (...resources: string[]) =>
      resource(
        `jsonencode({ Version = "2012-10-17", Statement = { Effect = "Allow", Action = "s3:GetObject", Resource = [${resources.join(", ")}] } })`,
      );
    const assumed = (text: string) => {
      const [outcome] = validateFiles([{ path: "main.tf", text }]);
      return outcome?.kind === "analysed" ? outcome.policyTypeReason?.split("; ")[1] : outcome?.finding.findingDetails;
    };
    const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = "reports"\n}\n';

    test.each<[string, string, string, string | undefined]>([
      [
        "account, partition and Region",
        "",
        '"arn:${data.aws_partition.p.partition}:s3:${data.aws_region.r.name}:${ data.aws_caller_identity.c.account_id }:accesspoint/a"',
        "assuming `data.aws_partition.p.partition` is `aws`, `data.aws_region.r.name` is `us-east-1`, `data.aws_caller_identity.c.account_id` is `000000000000`",
      ],
      ["a bucket with its name", bucket, '"${aws_s3_bucket.b.arn}/*"', undefined],
      [
        "a bucket without one",
        'resource "aws_s3_bucket" "b_c" {}\n',
        '"${aws_s3_bucket.b_c.arn}/*"',
        "assuming `aws_s3_bucket.b_c` is named `b-c`",
      ],
      [
        "a list and a map of locals",
        'locals {\n  l = ["x", "arn:aws:s3:::${local.m["a"].b}/*"]\n  m = { a = { b = "reports" } }\n}\n',
        "local.l[1]",
        undefined,
      ],
      ["an argument", bucket, '"arn:aws:s3:::${aws_s3_bucket.b.bucket}/*"', undefined],
    ])("%s", (_, before, value, assuming) => {
      expect(seen("main.tf", before + reaching(value))).toEqual([[name, "identity"]]);
      expect(assumed(before + reaching(value))).toBe(assuming);
    });

    test.each([
      ["a bucket that is not in the file", "", "aws_s3_bucket.b.arn"],
      ["a bucket of another provider", bucket.replace("{\n", "{\n  provider = aws.other\n"), "aws_s3_bucket.b.arn"],
      [
        "another account's identity",
        'data "aws_caller_identity" "c" {\n  provider = aws.other\n}\n',
        "data.aws_caller_identity.c.account_id",
      ],
      ["a role with a path of a variable", 'resource "aws_iam_role" "r" {\n  path = var.p\n}\n', "aws_iam_role.r.arn"],
      ["a variable, its default notwithstanding", 'variable "v" {\n  default = "*"\n}\n', "var.v"],
      ["a local that names itself", "locals {\n  l = local.l\n}\n", "local.l"],
      ["an element that the list does not have", "locals {\n  l = []\n}\n", "local.l[0]"],
      ["every bucket", bucket, "aws_s3_bucket.b[*].arn"],
      ["a name of the language", "", "local.constructor"],
      ["a type of the language", "", "constructor.b.arn"],
    ])("%s is not known", (_, before, value) => {
      expect(seen("main.tf", before + reaching(value))).toEqual([
        [name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", value]],
      ]);
      expect(assumed(before + reaching(value))).toContain(`only Terraform can work out \`${value}\` in it`);
    });

    test("findings stand at the reference, without a repair", () => {
      const text = `locals {\n  a = "s3:NoSuchThing"\n}\n${resource(encoded.replace('["s3:NoSuchThing"]', "local.a"))}`;
      expect(seen("main.tf", text)).toEqual([[name, "identity", ["INVALID_ACTION", "local.a"]]]);
      const [outcome] = validateFiles([{ path: "main.tf", text }]);
      expect(outcome?.kind === "analysed" && outcome.findings[0]).not.toHaveProperty("replacement");
    });

    test.each<[string, (doc: string) => string]>([
      ["quotes", (doc) => JSON.stringify(doc)],
      ["a here document", (doc) => `<<EOT\n${doc}\nEOT`],
      ["an indented one, with CRLF", (doc) => `<<-EOT\r\n    ${doc}\r\n  EOT`],
    ])("what mends a text fits into %s", (_, write) => {
      const name = inline.replace('Resource"', "Resource");
      for (const doc of [name, inline.slice(0, -2)]) {
        const text = resource(write(doc));
        const [outcome] = validateFiles([{ path: "main.tf", text }]);
        const faults = outcome?.kind === "analysed" ? outcome.findings : [];
        const fault = faults.find(({ issueCode }) => issueCode === "JSON_SYNTAX_ERROR");
        const { start, end } = fault?.locations[0]?.span ?? { start: { offset: 0 }, end: { offset: 0 } };
        const mended = text.slice(0, start.offset) + fault?.replacement + text.slice(end.offset);
        expect(mended).toBe(resource(write(doc === name ? inline : inline.replace(/ \}$/, "}"))));
      }
    });

    test("in a here document", () => {
      const doc = inline
        .replace("s3:NoSuchThing", "${local.a}")
        .replace('"*"', () => '"arn:aws:redshift:${data.aws_region.r.id}:1:cluster:c"');
      const text = `locals {\n  a = "s3:NoSuchThing"\n}\n${resource(`<<EOT\n${doc}\nEOT`)}`;
      expect(seen("main.tf", text)).toEqual([
        [
          name,
          "identity",
          ["INVALID_ACTION", '"${local.a}"'],
          ["INVALID_ARN_ACCOUNT", '"arn:aws:redshift:${data.aws_region.r.id}:1:cluster:c"'],
        ],
      ]);
    });

    test("in aws_iam_policy_document", () => {
      const text =
        'data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["redshift:GetClusterCredentials"]\n    resources = [aws_redshift_cluster.c.arn]\n  }\n}\nresource "aws_redshift_cluster" "c" {\n  cluster_identifier = "dwh"\n}\n';
      expect(seen("main.tf", text)).toEqual([
        [
          "data.aws_iam_policy_document.d",
          "identity",
          ["REDSHIFT_ACTION_WITHOUT_ITS_RESOURCE", '"redshift:GetClusterCredentials"'],
        ],
      ]);
      expect(assumed(text)).toBe("assuming the account is `000000000000`, the Region is `us-east-1`");
    });

    test("a whole policy in a local", () => {
      const text = `locals {\n  p = ${encoded}\n}\n${resource("local.p")}`;
      expect(seen("main.tf", text)).toEqual([[name, "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]]);
    });

    test.each([
      [
        "each ten times the one before",
        Array.from({ length: 30 }, (_, i) => `  l${i + 1} = [${`local.l${i},`.repeat(10)}]`).join("\n"),
        "local.l30",
      ],
      [
        "texts that double",
        Array.from({ length: 40 }, (_, i) => `  l${i + 1} = "\${local.l${i}}\${local.l${i}}"`).join("\n"),
        "local.l19",
      ],
      [
        "lists of long lists",
        `  l1 = [${"local.l0,".repeat(20_000)}]\n  l2 = [${"local.l1,".repeat(20_000)}]`,
        "local.l2",
      ],
    ])("locals that grow without measure end in time: %s", (_, locals, value) => {
      const started = performance.now();
      const text = `locals {\n  l0 = "x"\n${locals}\n}\n${reaching(value)}`;
      expect(seen("main.tf", text)).toEqual([[name, "not analysed", ["NOT_ANALYSED_UNRESOLVED", value]]]);
      expect(performance.now() - started).toBeLessThan(2_000);
    });
  });

  test.each(["aws_redshift_resource_policy", "aws_redshiftserverless_resource_policy"])(
    "%s names no resource, as in the provider's samples",
    (type) => {
      const statement =
        '{ Effect = "Allow", Principal = { Service = "redshift.amazonaws.com" }, Action = "redshift:AuthorizeInboundIntegration", Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:rds:us-west-2:210000000001:cluster:orders" } } }';
      const text = `resource "${type}" "p" {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement}] })\n}\n`;
      expect(seen("main.tf", text)).toEqual([[`${type}.p: policy`, "resource"]]);
    },
  );

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
    ["merged documents", "source_policy_documents = [local.x]", "local.x"],
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

describe("terraform-template", () => {
  const externalId = `{ "Statement": [{ "Condition": { "StringEquals": { "sts:ExternalId": \${jsonencode(ids)} } }, "Effect": "Allow" }] }`;
  test.each<[string, string, string, string]>([
    ["a value", "a.tpl", externalId, "${jsonencode(ids)}"],
    ["a template that is JSON", "a.json.tftpl", inline.replace("*", "${arn}"), "${arn}"],
    ["a directive", "a.tftpl", `%{ if x }${inline}%{ endif }`, "%{ if x }"],
    ["no closing bracket", "a.tpl", `${inline}\${x`, "${"],
  ])("%s is not analysed", (_, path, text, place) =>
    expect(seen(path, text)).toEqual([[path, "not analysed", ["NOT_ANALYSED_UNRESOLVED", place]]]),
  );

  test.each<[string, string, string]>([
    ["nothing to fill in", "a.tpl", inline],
    ["variables of IAM", "a.tpl", inline.replace("*", "arn:aws:s3:::b/${aws:PrincipalTag/team}/${*}")],
    ["an escaped mark", "a.tpl", inline.replace("*", () => "arn:aws:s3:::b/$${x}")],
    ["another name", "a.json", inline.replace("*", "arn:aws:s3:::${Bucket}/x")],
  ])("%s: read as JSON", (_, path, text) =>
    expect(seen(path, text)[0]).toEqual(
      expect.arrayContaining([path, "identity", ["INVALID_ACTION", '"s3:NoSuchThing"']]),
    ),
  );

  test("what is no policy is told to be none", () =>
    expect(seen("user-data.tpl", "#!/bin/sh\necho ${name}\n")).toEqual([
      ["user-data.tpl", "not analysed", ["NOT_ANALYSED_NO_POLICY", ""]],
    ]));
});

describe("a policy of which a part is not known", () => {
  const statement = (resource: string, effect = "Allow") =>
    `{ "Effect": "${effect}", "Action": "s3:GetObject", "Resource": ${resource} }`;
  const wrong = '{ "Effect": "Allow", "Action": "s3:NoSuchThing", "Resource": "*" }';
  const wrongToo = '{ "Effect": "Allow", "Action": "s3:NoSuchThing", "Resource": "x" }';
  const inTemplate = (...statements: string[]) =>
    `{ "Resources": { "P": { "Type": "AWS::IAM::ManagedPolicy", "Properties": { "PolicyDocument": { "Version": "2012-10-17", "Statement": [${statements.join(", ")}] } } } } }`;
  const inTerraform = (policy: string) => `resource "aws_iam_policy" "p" {\n  policy = ${policy}\n}\n`;
  const encoded = (...statements: string[]) =>
    inTerraform(
      `jsonencode({ "Version" : "2012-10-17", "Statement" : [${statements.join(", ")}] })`.replaceAll('":', '" :'),
    );
  const here = (...statements: string[]) =>
    inTerraform(`<<EOT\n{ "Version": "2012-10-17", "Statement": [${statements.join(", ")}] }\nEOT`);
  const inData = (...statements: string[]) =>
    `data "aws_iam_policy_document" "d" {\n${statements.map((inner) => `  statement {\n${inner}\n  }\n`).join("")}}\n`;
  const known = 'actions = ["s3:NoSuchThing"]\n resources = ["*"]';

  test.each<[string, string, string, string, string]>([
    [
      "CloudFormation",
      "t.json",
      inTemplate(statement('{ "Ref": "X" }'), wrong),
      "Resources.P.Properties.PolicyDocument",
      '{ "Ref": "X" }',
    ],
    [
      "CloudFormation, in a function",
      "t.json",
      inTemplate(statement('{ "Fn::Join": ["", ["a", { "Ref": "X" }]] }'), wrong),
      "Resources.P.Properties.PolicyDocument",
      '{ "Ref": "X" }',
    ],
    ["jsonencode", "main.tf", encoded(statement("var.x"), wrong), "aws_iam_policy.p: policy", "var.x"],
    [
      "jsonencode with a template",
      "main.tf",
      encoded(wrong, statement('"${var.x}/*"')),
      "aws_iam_policy.p: policy",
      "${var.x}",
    ],
    [
      "a here document",
      "main.tf",
      here(statement('"${var.x}/${var.y}"'), wrong),
      "aws_iam_policy.p: policy",
      "${var.x}",
    ],
    [
      "aws_iam_policy_document",
      "main.tf",
      inData('actions = ["s3:GetObject"]\n resources = [var.x]', known),
      "data.aws_iam_policy_document.d",
      "var.x",
    ],
  ])("is not analysed, and what is found in the rest is told beside: %s", (_, path, text, subject, place) => {
    expect(seen(path, text)).toEqual([
      [subject, "not analysed", ["NOT_ANALYSED_UNRESOLVED", place]],
      [`${subject} (the statements that are known)`, "", ["INVALID_ACTION", '"s3:NoSuchThing"']],
    ]);
    expect(findPolicies({ path, text })).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["nothing is found", "t.json", inTemplate(statement('{ "Ref": "X" }'), statement('"*"'))],
    ["what is unknown may be a Deny", "t.json", inTemplate(statement('{ "Ref": "X" }', "Deny"), wrong)],
    ["a whole statement is unknown", "t.json", inTemplate('{ "Fn::If": [] }', wrong)],
    ["a whole statement is unknown in Terraform", "main.tf", encoded("var.x", wrong)],
    ["the list of statements is unknown", "main.tf", inTerraform("jsonencode({ Statement = concat([], var.x) })")],
    ["every statement has something unknown", "t.json", inTemplate(wrongToo.replace('"x"', '{ "Ref": "X" }'))],
    ["a template brings in more than a value", "main.tf", here("${join(var.x)}", wrong)],
    [
      "a finding is about a known statement and an unknown one",
      "t.json",
      inTemplate(
        statement('{ "Ref": "X" }').replace("{", '{ "Sid": "A",'),
        statement('"*"').replace("{", '{ "Sid": "A",'),
      ),
    ],
    ["a block says how many statements there are", "main.tf", inData(known, 'dynamic "condition" {\n }')],
  ])("nothing is told beside: %s", (_, path, text) => {
    expect(seen(path, text)).toEqual([[expect.any(String), "not analysed", expect.anything()]]);
  });

  test.each([
    ["itself", '{ "Fn::FindInMap": ["M", "a", "b"] }'],
    ["itself, in a list", `[${'{ "Fn::FindInMap": ["M", "a", "b"] },'.repeat(500).slice(0, -1)}]`],
  ])("a mapping that finds %s ends in time", (_, found) => {
    const started = performance.now();
    const text = inTemplate(statement('{ "Fn::FindInMap": ["M", "a", "b"] }'), wrong).replace(
      '{ "Resources"',
      () => `{ "Mappings": { "M": { "a": { "b": ${found} } } }, "Resources"`,
    );
    expect(seen("t.json", text)[0]).toEqual(expect.arrayContaining(["not analysed"]));
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

describe("a policy of a resource is known by its place", () => {
  const statement = '{ "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*" }';
  const key = `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
  const queue = `{ "Version": "2012-10-17", "Statement": [${statement.replace('"Principal": "*", ', "").replace("kms", "sqs")}] }`;
  const stack = (type: string, property: string, policy: string) =>
    `{ "Resources": { "R": { "Type": "${type}", "Properties": { "${property}": ${policy} } } } }`;
  const terraform = (type: string, policy: string) => `resource "${type}" "r" {\n  policy = jsonencode(${policy})\n}\n`;

  test.each([
    ["t.json", stack("AWS::KMS::Key", "KeyPolicy", key), "PUBLIC_RESOURCE_POLICY"],
    ["t.json", stack("AWS::KMS::ReplicaKey", "KeyPolicy", key), "PUBLIC_RESOURCE_POLICY"],
    ["main.tf", terraform("aws_kms_key", key), "PUBLIC_RESOURCE_POLICY"],
    ["main.tf", terraform("aws_kms_key_policy", key), "PUBLIC_RESOURCE_POLICY"],
    ["t.json", stack("AWS::SQS::QueueInlinePolicy", "PolicyDocument", queue), "MISSING_PRINCIPAL"],
    ["t.json", stack("AWS::ECR::Repository", "RepositoryPolicyText", queue), "MISSING_PRINCIPAL"],
    ["main.tf", terraform("aws_sqs_queue_policy", queue), "MISSING_PRINCIPAL"],
    ["main.tf", terraform("aws_dynamodb_resource_policy", queue), "MISSING_PRINCIPAL"],
  ])("%s %s", (path, text, code) => {
    expect(seen(path, text)).toEqual([[expect.any(String), "resource", expect.arrayContaining([code])]]);
  });
});
