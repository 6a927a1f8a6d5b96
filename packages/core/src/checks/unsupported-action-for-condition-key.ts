import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { actionOf } from "../facts/action-number.ts";
import { listedKey } from "../facts/listed-key.ts";
import type { Value, ValueList } from "../policy/document.ts";
import { quoteWhole } from "../quote.ts";
import type { ServiceAction } from "../service-reference/service-reference.ts";

export const unsupportedActionForConditionKey: Check = {
  id: "unsupported-action-for-condition-key",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "An action never carries a condition key of its statement",
  why: "The key is absent from every request for that action: an Allow never grants it, and a Deny with a `Not` operator always denies it.",
  fix: "Move the action to a statement without the condition.",
  learnMoreLink: policyChecksPage("error-unsupported-action-for-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": «1:"s3:GetObject"», "Resource": "*", "Condition": { "StringEquals": { "saml:iss": «2:"https://idp.example.com"» } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket", «1:"s3:GetObject"»], "Resource": "*", "Condition": { "StringLike": { "s3:prefix": «2:"public/*"» } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": ["sts:AssumeRoleWithWebIdentity", «1:"sts:TagSession"»], "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": «2:"us-east-1:12345678-ffff-ffff-ffff-123456"» } } }] }',
    },
  ],
  good: [
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/server.example.com" }, "Action": ["sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity"], "Condition": { "StringEquals": { "server.example.com:aud": "oidc-audience-id" }, "StringLike": { "sts:SourceIdentity": ["Saanvi", "Diego"] } } }] }',
    },
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:sub": "us-east-1:12345678-ffff-ffff-ffff-123456", "SAML:sub": "etl" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "dynamodb:FirstPartitionKeyValues": ["${aws:PrincipalTag/tenant}"] } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:Get*", "s3:*"], "Resource": "*", "Condition": { "StringLike": { "s3:prefix": "public/*" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*", "Condition": { "StringLikeIfExists": { "s3:prefix": "public/*" }, "StringEquals": { "aws:PrincipalTag/a": "b" } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/idp" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } } }] }',
    },
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "redshift.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession"], "Condition": { "StringEquals": { "sts:ExternalId": "etl" } } }] }',
    },
  ],
  needs: ["listed-key"],
  *run(policy, services) {
    let list: ValueList | undefined;
    let actions: Actions = [];
    // A statement may have thousands of conditions on keys that are one to the service, as of tags.
    let withoutKey = new Map<string, readonly Value[]>();
    for (const condition of policy.conditions) {
      const { operator, statement } = condition;
      if (statement.action === undefined || operator === undefined) continue;
      if (operator.ifExists || operator.base.type === "Null") continue;
      const key = listedKey(condition, services);
      if (key === undefined) continue;
      if (list !== statement.action) {
        list = statement.action;
        actions = list.values.map((value) => actionOf(value, policy, services));
        withoutKey = new Map();
      }
      const without = withoutKey.get(key) ?? valuesWithout(key, list, actions);
      withoutKey.set(key, without);
      if (without.length === 0) continue;
      yield {
        at: [...without, condition.member.value],
        details: `Requests for ${without.map(({ value }) => `\`${value}\``).join(", ")} never carry ${quoteWhole(condition.key)}. Move ${without.length === 1 ? "the action" : "these actions"} to a statement without this condition.`,
      };
    }
  },
};

/** Of each string of a list, the action that it names. */
type Actions = readonly (ServiceAction | undefined)[];

function valuesWithout(key: string, { values }: ValueList, actions: Actions): readonly Value[] {
  const found: Value[] = [];
  for (let place = 0; place < values.length; place++) {
    const action = actions[place];
    const value = values[place] as Value;
    if (action === undefined || carries(action, key)) continue;
    if (staysInSession(key) && !/^sts:/i.test(value.value)) continue;
    found.push(value);
  }
  return found;
}

/**
 * A claim of a provider that AWS does not list comes with `sts:AssumeRoleWithWebIdentity` alone. What tags and sources of
 * identity are set with is asked in the same breath, and AWS prints such statements; Access Analyzer speaks of those
 * with a claim of Cognito.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
function carries(action: ServiceAction, key: string): boolean {
  if (action.carries(key)) return true;
  const isClaim = key.startsWith("saml:") || key.slice(0, key.lastIndexOf(":")).includes(".");
  if (isClaim && besideFederation.has(action.name)) return !key.startsWith("cognito-identity.amazonaws.com:");
  return action.name === "AssumeRoleWithWebIdentity" && key.slice(0, key.lastIndexOf(":")).includes(".");
}

/**
 * What a session that began with a token or an assertion carries to other services.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
function staysInSession(key: string): boolean {
  const colon = key.lastIndexOf(":");
  const [provider, claim] = [key.slice(0, colon), key.slice(colon + 1)];
  return provider === "saml" ? inSamlSession.has(claim) : provider.includes(".") && inTokenSession.has(claim);
}

const inSamlSession: ReadonlySet<string> = new Set(["namequalifier", "sub", "sub_type"]);
const inTokenSession: ReadonlySet<string> = new Set(["amr", "app_id", "aud", "id", "sub", "user_id"]);

const besideFederation: ReadonlySet<string> = new Set(["SetSourceIdentity", "TagSession"]);
