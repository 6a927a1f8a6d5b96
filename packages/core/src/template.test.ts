import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainPolicy } from "./explain.ts";
import { parsePolicy } from "./parse-policy.ts";
import { placeholder } from "./template/fill-in.ts";
import type { TemplateParameter } from "./template/parameter.ts";
import { parameterProblems, type TemplateParameters } from "./template/read-parameters.ts";
import { renderTemplate, type Template } from "./template.ts";
import { templates } from "./templates/index.ts";
import { validatePolicy } from "./validate.ts";

/** For each type, a value that is not the example. */
const otherValues: Readonly<Record<string, string>> = {
  Region: "eu-west-1",
  "Region with Redshift Serverless": "eu-west-1",
  "account ID": "098765432109",
  "role name": "service/etl/Other",
  "IAM user name": "etl/other",
  "role ARN": "arn:aws:iam::098765432109:role/path/Other",
  "principal ARN": "arn:aws:iam::098765432109:user/Other",
  "principal ARN or account ID": "341876425553",
  ExternalId: "workspace/333444555",
  "SAML provider name": "Entra_ID",
  "SAML audience": "https://eu-west-1.signin.aws.amazon.com/saml",
  "GitHub subject": "repo:octo-org/other:environment:prod",
  "cluster identifier": "other",
  "workgroup ID": "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
  "workgroup ID or name": "etl-workgroup",
  "namespace ID": "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
  "database user": "other@example.com",
  "database user, IAM identities included": "IAM:other@example.com",
  "database name": "*",
  "database group": "other",
  "namespace ARN": "arn:aws:redshift:eu-west-1:098765432109:namespace:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
  "cluster or workgroup ARN":
    "arn:aws:redshift-serverless:eu-west-1:098765432109:workgroup/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
  "bucket name": "other.bucket",
  "key prefix": "other/path/",
  "KMS key ARN": "arn:aws:kms:eu-west-1:098765432109:key/mrk-0123456789abcdef0123456789abcdef",
  "secret ARN": "arn:aws:secretsmanager:eu-west-1:098765432109:secret:other-Zz9Zz9",
  "Lambda function name": "other:live",
  "Glue database name": "other_db",
  "Kinesis stream name": "other.stream",
  "MSK cluster name": "Other-1",
  "AWS Config aggregator ARN": "arn:aws:config:eu-west-1:098765432109:config-aggregator/config-aggregator-z9",
  "Google account number": "12345",
  "token audience": "other",
  "Bedrock model ID": "anthropic.claude-3-haiku-20240307-v1:0",
  "integration source ARN": "arn:aws:s3:::other-bucket",
};

const each = templates.map((template) => [template.id, template] as const);

test("there are the templates of every system", () => {
  expect(templates.length).toBeGreaterThanOrEqual(59);
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
});

describe.each(each)("%s", (id, template) => {
  const examples = examplesOf(template);
  const text = renderTemplate(id, examples);

  test("renders JSON that is a policy of its type", () => {
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
    const { policyType, problems } = parsePolicy(text);
    expect({ policyType, problems }).toEqual({ policyType: template.policyType, problems: [] });
  });

  test("passes every check, or says which template is narrower", () => {
    const outcome = validatePolicy(text, { policyType: template.policyType });
    const findings = outcome.kind === "analysed" ? outcome.findings : [outcome.finding];
    const allowed =
      template.leastPrivilege === undefined ? ["SUGGESTION"] : ["SUGGESTION", "WARNING", "SECURITY_WARNING"];
    expect(findings.filter(({ findingType }) => !allowed.includes(findingType))).toEqual([]);
  });

  test("is explained, every action of it, and gives no cause for a warning unless it is the wide form", () => {
    const { policy } = parsePolicy(text, { policyType: template.policyType });
    const { first, groups } = explainPolicy(policy);
    const words = groups.flatMap(({ sentences }) => sentences).join(" ");
    if (template.leastPrivilege === undefined) expect(first).toEqual([]);
    if (template.kind === "trust") expect(words).toMatch(/can (?:assume|use) the role/);
    else {
      const actions = policy.statements.flatMap(({ action }) => action?.values ?? []);
      for (const { value } of actions)
        expect(words).toContain(value === "kms:*" ? "every action" : value.split(":")[1]);
    }
  });

  test("uses each parameter that it declares, and no other", () => {
    const used = [...JSON.stringify(template.policy).matchAll(placeholder)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(template.parameters.map(({ name }) => name).sort());
  });

  test.each(template.parameters.map((parameter) => [parameter.name, parameter] as const))(
    "another `%s` changes the output",
    (name, parameter) => {
      const changed =
        parameter.type.name === "partition" ? inGovCloud(examples) : { ...examples, [name]: otherValue(parameter) };
      expect(parameterProblems(template, changed)).toEqual([]);
      expect(renderTemplate(id, changed)).not.toBe(text);
    },
  );

  test("gives a reason for each permission, and nothing but reasons for them", () => {
    const statements = (JSON.parse(text) as { Statement: Statement[] }).Statement;
    const missing = statements.flatMap(({ Sid, Action }) =>
      Sid !== undefined && Sid in template.reasons
        ? []
        : [Action].flat().filter((action) => !(action in template.reasons)),
    );
    const names = new Set(statements.flatMap(({ Sid, Action }) => [Sid, ...[Action].flat()]));
    expect(missing).toEqual([]);
    expect(Object.keys(template.reasons).filter((name) => !names.has(name))).toEqual([]);
  });

  test("is described", () => {
    for (const part of [template.title, template.summary, ...Object.values(template.reasons), ...template.notes]) {
      expect(part.trim()).not.toBe("");
    }
    // IAM takes a description of the characters below U+0100, with at most 1000 of them.
    expect(template.title).toMatch(/^[\x20-\x7e]+$/);
    expect(template.sources.length).toBeGreaterThan(0);
    for (const source of template.sources) expect(source).toMatch(/^https:\/\/[\w.-]+\/\S*$/);
    for (const other of [template.leastPrivilege, template.vendorForm]) {
      if (other !== undefined) expect(templates.map((one) => one.id)).toContain(other);
    }
    if (template.origin === "reconstructed") expect(template.notes.join(" ")).toContain("Not Informatica's own text");
    for (const { name, type, description, example, default: usual } of template.parameters) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect(description).toMatch(/\.$/);
      for (const value of [example, type.example, usual ?? []].flat()) expect(type.problem(value)).toBeUndefined();
    }
  });
});

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
}

function examplesOf(template: Template): TemplateParameters {
  return Object.fromEntries(template.parameters.map(({ name, example }) => [name, example]));
}

function otherValue(parameter: TemplateParameter): string | readonly string[] {
  const other = otherValues[parameter.type.name];
  if (other === undefined) throw new Error(`no other value for ${parameter.type.name}`);
  return parameter.many ? [other] : other;
}

function inGovCloud(parameters: TemplateParameters): TemplateParameters {
  const moved = JSON.stringify({ ...parameters, partition: "aws-us-gov" })
    .replaceAll("us-east-1", "us-gov-west-1")
    .replaceAll("us-west-2", "us-gov-east-1")
    .replaceAll("arn:aws:", "arn:aws-us-gov:")
    .replaceAll("https://signin.aws.amazon.com/saml", "https://signin.amazonaws-us-gov.com/saml");
  return JSON.parse(moved) as TemplateParameters;
}

describe("renderTemplate", () => {
  test("fills in single values", () => {
    expect(
      JSON.parse(renderTemplate("polytomic-trust", { externalId: "0b9f4c1e-6a52-4b0e-9c58-7d1f3e2a6c44" })),
    ).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::568237466542:root" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": "0b9f4c1e-6a52-4b0e-9c58-7d1f3e2a6c44" } },
        },
      ],
    });
  });

  test.each([
    [
      ["us-west-2", "us-east-1"],
      ["redshift.us-west-2.amazonaws.com", "redshift.us-east-1.amazonaws.com"],
    ],
    [["cn-north-1"], ["redshift.cn-north-1.amazonaws.com"]],
    ["us-east-1", ["redshift.us-east-1.amazonaws.com"]],
  ] as const)("repeats an array element for each of %j, in their order", (regions, services) => {
    const policy = JSON.parse(renderTemplate("redshift-service-trust-regions", { regions })) as {
      Statement: [{ Principal: { Service: string[] } }];
    };
    expect(policy.Statement[0].Principal.Service).toEqual(services);
  });

  test("leaves IAM's own variables", () => {
    const targetArns = ["arn:aws:redshift:us-east-1:123456789012:cluster:c1"];
    expect(renderTemplate("redshift-data-api-own-statements", { targetArns })).toContain('"${aws:userid}"');
  });

  test("an empty prefix means the whole bucket", () => {
    const whole = renderTemplate("redshift-s3-copy-read", { bucketName: "data-lake", prefix: "" });
    expect(whole).toBe(renderTemplate("redshift-s3-copy-read", { bucketName: "data-lake" }));
    expect(whole).toContain('"arn:aws:s3:::data-lake/*"');
  });

  test("every mistake of one call stands in one message", () => {
    const render = () =>
      renderTemplate("redshift-service-trust-dbusers", {
        regoin: "us-east-1",
        accountId: "12345678901",
        clusterIdentifier: "My-Cluster",
        dbUsers: ["etl", "temp_*"],
      });
    expect(render).toThrow(TypeError);
    expect(render).toThrow(
      /`regoin` is no parameter.*did you mean `region`.*`region` is missing.*`accountId` is `12345678901`.*`clusterIdentifier` is `My-Cluster`.*`dbUsers` is `temp_\*`/,
    );
  });

  test.each([
    [
      "redshift-service-trust-region",
      /no template `redshift-service-trust-region`; did you mean `redshift-service-trust-regions`\?/,
    ],
    ["__proto__", /no template `__proto__`/],
    ["", /no template ``/],
  ])("no template `%s`", (id, message) => {
    expect(() => renderTemplate(id)).toThrow(TypeError);
    expect(() => renderTemplate(id)).toThrow(message);
  });

  test.each([
    [{ format: "toml" as "json" }, /no form `toml`/],
    [{ name: "a b" }, /The name `a b`.*for example `RedshiftCopyUnload`/],
    [{ name: "" }, /The name ``/],
  ])("options %j are refused", (options, message) => {
    expect(() => renderTemplate("redshift-service-trust", {}, options)).toThrow(message);
  });

  test("a namespace takes other names than a role", () => {
    const template = templates.find(({ kind }) => kind === "resource") as Template;
    const render = (name: string) =>
      renderTemplate(template.id, examplesOf(template), { format: "cloudformation", name });
    expect(render("analytics")).toContain("NamespaceName: analytics\n");
    expect(() => render("Analytics")).toThrow(/The name `Analytics` is none for a namespace/);
  });

  test("whatever a parameter holds, it is refused or stays inside its string", () => {
    const parameters = new Map(
      templates.flatMap((template) =>
        template.parameters.map((parameter) => [`${template.id} ${parameter.name}`, { template, parameter }] as const),
      ),
    );
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.stringMatching(/^[\w+=,.@:/*?${}"\\ -]{0,60}$/),
      fc.constantFrom(...Object.values(otherValues)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...parameters.keys()), hostile, (key, value) => {
        const { template, parameter } = parameters.get(key) as { template: Template; parameter: TemplateParameter };
        const given = { ...examplesOf(template), [parameter.name]: parameter.many ? [value] : value };
        if (parameterProblems(template, given).length > 0) return;
        const text = renderTemplate(template.id, given);
        expect(shapeOf(JSON.parse(text))).toEqual(shapeOf(JSON.parse(renderTemplate(template.id, onesOf(template)))));
        expect(/["\\\s$]/.test(value)).toBe(false);
        if (value !== "*") expect(/[*?]/.test(value)).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
});

/** The examples, with one value for each list. */
function onesOf(template: Template): TemplateParameters {
  return Object.fromEntries(
    template.parameters.map(({ name, many, example }) => [name, many ? [example].flat().slice(0, 1) : example]),
  );
}

/** A value without its texts; a list of one text is as long as any. */
function shapeOf(value: unknown): unknown {
  if (typeof value === "string") return "text";
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))];
  return Object.fromEntries(Object.entries(value as object).map(([name, member]) => [name, shapeOf(member)]));
}
