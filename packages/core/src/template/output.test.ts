import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { newAccess } from "../access/compare.ts";
import { findPolicies } from "../find-policies.ts";
import { parsePolicy } from "../parse-policy.ts";
import { plainValue } from "../syntax/node.ts";
import { renderTemplate, type Template } from "../template.ts";
import { templates } from "../templates/index.ts";
import { hclString } from "./policy-hcl.ts";
import { policyYaml } from "./policy-yaml.ts";

const each = templates.map((template) => [template.id, template] as const);

/** CloudFormation reads YAML 1.1, this project 1.2. */
const yamlVersions = ["1.1", "1.2"] as const;

describe.each(each)("%s", (id, template) => {
  const parameters = examplesOf(template);
  const policy: unknown = JSON.parse(renderTemplate(id, parameters));

  test.each(yamlVersions)("as YAML %s it is the same policy", (version) => {
    expect(parseYaml(renderTemplate(id, parameters, { format: "yaml" }), { version })).toEqual(policy);
  });

  test.each(yamlVersions)("as CloudFormation it is the same policy, in YAML %s", (version) => {
    const text = renderTemplate(id, parameters, { format: "cloudformation", name: "my-name" });
    const { Resources, ...rest } = parseYaml(text, { version }) as {
      Resources: Record<string, CloudFormationResource>;
    };
    expect(rest).toEqual({ AWSTemplateFormatVersion: "2010-09-09", Description: template.title });
    const [[logicalId, { Type, Properties }]] = Object.entries(Resources) as [[string, CloudFormationResource]];
    expect(logicalId).toMatch(/^[A-Za-z0-9]{1,255}$/);
    const [type, property, name] = cloudFormationForms[template.kind];
    expect(Type).toBe(type);
    expect(Properties[property]).toEqual(policy);
    if (name !== undefined) expect(Properties[name]).toBe("my-name");
  });

  test.each([
    ["cloudformation", "stack.yml"],
    ["terraform", "main.tf"],
  ] as const)("the project's own reading of the %s finds the same policy", (format, path) => {
    const found = findPolicies({ path, text: renderTemplate(id, parameters, { format }) });
    expect(found.map((one) => plainValue(one.policy.node))).toEqual([policy]);
    const { policy: written } = parsePolicy(JSON.stringify(policy), { policyType: template.policyType });
    const [read] = found.map((one) => ({ ...one.policy, type: template.policyType }));
    if (read === undefined) return;
    expect([newAccess(written, read).kind, newAccess(read, written).kind]).toEqual(["none", "none"]);
  });

  test("as Terraform it is the same policy", () => {
    const text = renderTemplate(id, parameters, { format: "terraform", name: "my-name" });
    const resource = readHcl(text);
    const [type, attribute] = terraformForms[template.kind];
    expect([resource.type, resource.label]).toEqual([type, id.replaceAll("-", "_")]);
    expect(resource.attributes[attribute]).toEqual(policy);
    if (template.kind === "trust" || template.kind === "permission")
      expect(resource.attributes["name"]).toBe("my-name");
    const unnamed = readHcl(renderTemplate(id, parameters, { format: "terraform" }));
    expect(unnamed.attributes["name"]).toBeUndefined();
  });
});

interface CloudFormationResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

const cloudFormationForms: Readonly<Record<Template["kind"], readonly [string, string, string?]>> = {
  trust: ["AWS::IAM::Role", "AssumeRolePolicyDocument", "RoleName"],
  permission: ["AWS::IAM::ManagedPolicy", "PolicyDocument", "ManagedPolicyName"],
  key: ["AWS::KMS::Key", "KeyPolicy"],
  resource: ["AWS::RedshiftServerless::Namespace", "NamespaceResourcePolicy", "NamespaceName"],
};
const terraformForms: Readonly<Record<Template["kind"], readonly [string, string]>> = {
  trust: ["aws_iam_role", "assume_role_policy"],
  permission: ["aws_iam_policy", "policy"],
  key: ["aws_kms_key", "policy"],
  resource: ["aws_redshift_resource_policy", "policy"],
};

test("the resource policy of a cluster's namespace is a property of the cluster", () => {
  const text = renderTemplate(
    "redshift-zero-etl-resource-policy",
    {
      namespaceArn: "arn:aws:redshift:us-east-1:123456789012:namespace:8c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f",
      integrationSourceArn: "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
      creatorPrincipalArn: "arn:aws:iam::123456789012:root",
    },
    { format: "cloudformation" },
  );
  expect(text).toContain("Type: AWS::Redshift::Cluster\n    Properties:\n      NamespaceResourcePolicy:\n");
});

test.each([
  ["${aws:userid}", '"$${aws:userid}"'],
  ["%{if}", '"%%{if}"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ["$${x}", '"$$${x}"'],
])("HCL writes %s as %s", (text, written) => {
  expect(hclString(text)).toBe(written);
});

test.each([
  "yes",
  "No",
  "null",
  "2012-10-17",
  "1e3",
  "0123",
  "*",
  "a: b",
  "a #b",
  "- a",
  "",
  "arn:",
  "y",
  "~",
  "\u0085",
  "é",
])("YAML keeps the text %j", (text) => {
  for (const version of yamlVersions) {
    expect(parseYaml(policyYaml({ a: [text], [text]: text }).join("\n"), { version })).toEqual({
      a: [text],
      [text]: text,
    });
  }
});

test("Terraform is formatted as `terraform fmt` would", () => {
  const parameters = { regions: ["us-east-1", "us-west-2"] };
  expect(renderTemplate("redshift-service-trust-regions", parameters, { format: "terraform", name: "Copy" })).toBe(
    `resource "aws_iam_role" "redshift_service_trust_regions" {
  name        = "Copy"
  description = "Redshift service role: only in named Regions"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = [
            "redshift.us-east-1.amazonaws.com",
            "redshift.us-west-2.amazonaws.com",
          ]
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}
`,
  );
});

function examplesOf(template: Template): Record<string, string | readonly string[]> {
  return Object.fromEntries(template.parameters.map(({ name, example }) => [name, example]));
}

/** Reads one resource block whose values are strings, lists, objects and `jsonencode` of them. */
function readHcl(text: string): { type: string; label: string; attributes: Record<string, unknown> } {
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|[A-Za-z_][\w-]*|[{}[\]()=,]/g)].map(([token]) => token);
  let at = 0;
  const next = (): string => tokens[at++] as string;
  const take = (token: string): void => expect(next()).toBe(token);
  const string = (token: string): string => {
    const value = JSON.parse(token) as string;
    expect(value.replaceAll(/\$\$\{|%%\{/g, ""), "an interpolation would be evaluated").not.toMatch(/[$%]\{/);
    return value.replaceAll("$${", () => "${").replaceAll("%%{", "%{");
  };
  take("resource");
  const [type, label] = [string(next()), string(next())];
  take("{");
  return { type, label, attributes: members() };

  function members(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    while (tokens[at] !== "}") {
      const name = next();
      take("=");
      entries.push([name.startsWith('"') ? string(name) : name, value()]);
    }
    take("}");
    return Object.fromEntries(entries);
  }

  function value(): unknown {
    const token = next();
    if (token.startsWith('"')) return string(token);
    if (token === "{") return members();
    if (token === "[") {
      const items: unknown[] = [];
      while (tokens[at] !== "]") {
        items.push(value());
        if (tokens[at] !== "]") take(",");
      }
      take("]");
      return items;
    }
    expect(token).toBe("jsonencode");
    take("(");
    const encoded = value();
    take(")");
    return encoded;
  }
}
