import type { FoundPolicy } from "./source.ts";

/** Attributes of the AWS provider's resources that hold a policy as JSON text. */
export const policyAttributes: ReadonlySet<string> = new Set([
  "access_policy",
  "assume_role_policy",
  "content",
  "inline_policy",
  "key_policy",
  "policy",
  "policy_document",
  "policy_text",
  "repository_policy",
  "resource_policy",
]);

const identityResources: ReadonlySet<string> = new Set([
  "aws_iam_group_policy",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_user_policy",
  "aws_ssoadmin_permission_set_inline_policy",
]);

/** Policies of Redshift's namespaces, by resource: those of a cluster are attached to its namespace. */
const redshiftPolicies: ReadonlyMap<string, string> = new Map([
  ["aws_redshift_resource_policy", "AWS::Redshift::Cluster"],
  ["aws_redshiftserverless_resource_policy", "AWS::RedshiftServerless::Namespace"],
]);

/** What kind of policy an attribute holds, where the resource's type says it. */
export function terraformPolicyType(
  resource: string,
  attribute: string,
  attributeText: (attribute: string) => string | undefined,
): Pick<FoundPolicy, "policyType" | "policyTypeReason" | "resourceType"> {
  const policyTypeReason = `\`${attribute}\` of \`${resource}\``;
  if (attribute === "assume_role_policy") return { policyType: "trust", policyTypeReason };
  if (identityResources.has(resource)) return { policyType: "identity", policyTypeReason };
  if (resource === "aws_s3_bucket_policy")
    return { policyType: "resource", policyTypeReason, resourceType: "AWS::S3::Bucket" };
  const resourceType = redshiftPolicies.get(resource);
  if (resourceType !== undefined) return { policyType: "resource", policyTypeReason, resourceType };
  if (/^aws_vpc_endpoint(_policy)?$/.test(resource)) return { policyType: "endpoint", policyTypeReason };
  if (resource === "aws_organizations_policy") {
    const type = attributeText("type") ?? "SERVICE_CONTROL_POLICY";
    if (type === "SERVICE_CONTROL_POLICY") return { policyType: "scp", policyTypeReason };
    if (type === "RESOURCE_CONTROL_POLICY") return { policyType: "rcp", policyTypeReason };
  }
  return {};
}
