import { jsonText } from "../json-text.ts";
import type { Template } from "../template.ts";
import { yamlScalar } from "../yaml-text.ts";
import type { TemplateValue } from "./fill-in.ts";
import { hclString, policyHcl } from "./policy-hcl.ts";
import { indent, policyYaml } from "./policy-yaml.ts";

/** The forms in which a template can be written. */
export const templateFormats = ["json", "yaml", "terraform", "cloudformation"] as const;
/** One of `templateFormats`. */
export type TemplateFormat = (typeof templateFormats)[number];

/** A filled-in template in one of the forms, with a newline at its end. */
export function formatPolicy(
  template: Template,
  policy: TemplateValue,
  { format, name }: { readonly format: TemplateFormat; readonly name?: string },
): string {
  switch (format) {
    case "json":
      return `${jsonText(policy)}\n`;
    case "yaml":
      return `${policyYaml(policy).join("\n")}\n`;
    case "terraform":
      return terraform(template, policy, name);
    case "cloudformation":
      return cloudFormation(template, policy, name);
  }
}

interface TerraformResource {
  readonly type: string;
  /** Attributes before the policy, by name, as HCL. */
  readonly attributes: readonly (readonly [string, string])[];
  readonly policy: string;
}

function terraform(template: Template, policy: TemplateValue, name: string | undefined): string {
  const label = template.id.replaceAll("-", "_");
  const resource = terraformResource(template, policy, name);
  const width = Math.max(0, ...resource.attributes.map(([attribute]) => attribute.length));
  const attributes = resource.attributes.map(([attribute, value]) => `  ${attribute.padEnd(width)} = ${value}\n`);
  const gap = attributes.length === 0 ? "" : "\n";
  const encoded = `  ${resource.policy} = jsonencode(${policyHcl(policy, 1)})\n`;
  return `resource "${resource.type}" "${label}" {\n${attributes.join("")}${gap}${encoded}}\n`;
}

function terraformResource(template: Template, policy: TemplateValue, name: string | undefined): TerraformResource {
  const description = ["description", hclString(template.title)] as const;
  const named = name === undefined ? [] : [["name", hclString(name)] as const];
  switch (template.kind) {
    case "trust":
      return { type: "aws_iam_role", attributes: [...named, description], policy: "assume_role_policy" };
    case "permission":
      return { type: "aws_iam_policy", attributes: [...named, description], policy: "policy" };
    case "key":
      return { type: "aws_kms_key", attributes: [description], policy: "policy" };
    case "resource":
      return {
        type: "aws_redshift_resource_policy",
        attributes: [["resource_arn", hclString(resourceOf(policy))]],
        policy: "policy",
      };
  }
}

function cloudFormation(template: Template, policy: TemplateValue, name: string | undefined): string {
  const logicalId = template.id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const { type, properties, policyProperty } = cloudFormationResource(template, policy, name);
  const lines = [
    // CloudFormation has no resource of its own for such a policy.
    ...(template.kind === "resource" ? [`# Add ${policyProperty} to the resource that your stack already has.`] : []),
    'AWSTemplateFormatVersion: "2010-09-09"',
    `Description: ${yamlScalar(template.title)}`,
    "Resources:",
    `  ${logicalId}:`,
    `    Type: ${type}`,
    "    Properties:",
    ...properties.map(([property, value]) => `      ${property}: ${yamlScalar(value)}`),
    `      ${policyProperty}:`,
    ...indent(indent(indent(indent(policyYaml(policy))))),
  ];
  return `${lines.join("\n")}\n`;
}

interface CloudFormationResource {
  readonly type: string;
  readonly properties: readonly (readonly [string, string])[];
  readonly policyProperty: string;
}

function cloudFormationResource(
  template: Template,
  policy: TemplateValue,
  name: string | undefined,
): CloudFormationResource {
  const description = ["Description", template.title] as const;
  const named = (property: string): (readonly [string, string])[] => (name === undefined ? [] : [[property, name]]);
  switch (template.kind) {
    case "trust":
      return {
        type: "AWS::IAM::Role",
        properties: [...named("RoleName"), description],
        policyProperty: "AssumeRolePolicyDocument",
      };
    case "permission":
      return {
        type: "AWS::IAM::ManagedPolicy",
        properties: [...named("ManagedPolicyName"), description],
        policyProperty: "PolicyDocument",
      };
    case "key":
      return { type: "AWS::KMS::Key", properties: [description], policyProperty: "KeyPolicy" };
    case "resource": {
      const serverless = resourceOf(policy).includes(":redshift-serverless:");
      return serverless
        ? {
            type: "AWS::RedshiftServerless::Namespace",
            properties: [["NamespaceName", name ?? "my-namespace"]],
            policyProperty: "NamespaceResourcePolicy",
          }
        : {
            type: "AWS::Redshift::Cluster",
            properties: name === undefined ? [] : [["ClusterIdentifier", name]],
            policyProperty: "NamespaceResourcePolicy",
          };
    }
  }
}

/** The one resource that a resource policy's statements name. */
function resourceOf(policy: TemplateValue): string {
  const [resource] = [...resourcesIn(policy)];
  return resource ?? "";
}

function* resourcesIn(value: TemplateValue): Iterable<string> {
  if (typeof value === "string") return;
  for (const [name, member] of Object.entries(value)) {
    if (name === "Resource" && typeof member === "string") yield member;
    else yield* resourcesIn(member as TemplateValue);
  }
}
