/** Attributes of AWS's providers' resources, `aws` and `awscc`, that hold a policy as JSON text. */
const policyAttributes: ReadonlySet<string> = new Set([
  "access_point_policy",
  "access_policies",
  "access_policy",
  "assume_role_policy",
  "assume_role_policy_document",
  "delivery_destination_policy",
  "destination_policy",
  "file_system_policy",
  "inline_policy",
  "investigation_group_policy",
  "key_policy",
  "kms_policy_document",
  "model_package_group_policy",
  "model_policy",
  "namespace_resource_policy",
  "permissions_policy_document",
  "policy",
  "policy_document",
  "policy_text",
  "repository_policy",
  "repository_policy_text",
  "resource_policy",
  "resource_policy_document",
  "s3_access_policy",
  "s3_policy_document",
  "session_policy",
  "sts_policy_document",
]);

/** Resources whose `content` is a policy: that of many others is any text. */
const contentResources = /^aws(?:cc)?_organizations_(?:resource_)?policy$/;

/**
 * Resources whose policies are written in other languages: rules of life cycles, data protection, core networks, Cedar,
 * OpenSearch Serverless, AWS WAF.
 */
const otherLanguages =
  /^aws(?:cc)?_(?:\w*lifecycle_policy|\w*data_protection_policy|ec2_verified_?access_\w+|verified(?:access|permissions)_\w+|cloudwatch_log_(?:account|index)_policy|logs_account_policy|networkmanager_core_network\w*|opensearchserverless_\w+|wafv2_\w+)$/;

/** Other clouds, whose policies look like IAM's and name their own actions and resources. */
const otherClouds = /^(?:alicloud|huaweicloud|ibm|ksyun|minio|tencentcloud|volcengine|yandex)_/;

/** Policies of organizations in the language of IAM; the others are tag policies, backup policies and more. */
const iamOrganizationPolicies: ReadonlySet<string> = new Set(["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]);

/** The text of another attribute of the same resource; undefined where it has none, empty where it is not known. */
export type AttributeText = (attribute: string) => string | undefined;

/** Whether the attribute holds a policy of IAM's language and nothing else. */
export function isTerraformPolicy(
  resource: string,
  attribute: string,
  attributeText: AttributeText = () => undefined,
): boolean {
  if (!/^(?:provider\.)?aws(?:cc)?(?:_|$)/.test(resource) || isOtherLanguage(resource, attribute, attributeText))
    return false;
  return policyAttributes.has(attribute) || (attribute === "content" && contentResources.test(resource));
}

/** What to say of an attribute that holds no policy, and a statement that the service makes policies of. */
export function withoutPolicy(resource: string, attribute: string): string | undefined {
  const isTemplate = attribute === "policy_template" && /^aws(?:cc)?_ram_permission$/.test(resource);
  if (!isTemplate && (attribute !== "statement" || resource !== "awscc_events_event_bus_policy")) return undefined;
  return "The policy is not in this file: the attribute holds a statement, and the service makes the policy of it. Validate the policy that is deployed.";
}

/** Whether the attribute holds a list, each item of it with a policy. */
export function isListOfPolicies(resource: string, attribute: string): boolean {
  return attribute === "policies" && /^awscc_iam_(?:group|role|user)$/.test(resource);
}

/** Whether a name says that a policy is meant, also where a module gives it. */
export function isPolicyName(attribute: string): boolean {
  return policyAttributes.has(attribute);
}

/** Whether what the attribute holds is written in a language that is not IAM's, though it may look like IAM's. */
export function isOtherLanguage(resource: string, attribute: string, attributeText: AttributeText): boolean {
  if (/^aws(?:cc)?_organizations_policy$/.test(resource))
    return !iamOrganizationPolicies.has(attributeText("type") || "SERVICE_CONTROL_POLICY");
  // CloudFormation's stack policies allow and deny updates.
  if (/^(?:stack_)?policy_body$/.test(attribute)) return true;
  return otherLanguages.test(resource) || otherClouds.test(resource);
}
