import { type Check, everyPolicyType, policyChecksPage } from "../check.ts";
import { actionOf } from "../facts/action-number.ts";
import { listedKey } from "../facts/listed-key.ts";
import type { PolicyDocument, Value, ValueList } from "../policy/document.ts";
import type { ServiceAction, ServiceReference } from "../service-reference/service-reference.ts";

export const unsupportedActionForConditionKey: Check = {
  id: "unsupported-action-for-condition-key",
  findingType: "ERROR",
  policyTypes: everyPolicyType,
  title: "An action never carries a condition key of its statement",
  why: "The key is absent from every request for that action: an Allow never grants it, and a Deny with a `Not` operator always denies it.",
  fix: "Move the action to a statement without the condition.",
  learnMoreLink: policyChecksPage("error-unsupported-action-for-condition-key"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket", «1:"s3:GetObject"»], "Resource": "*", "Condition": { "StringLike": { "s3:prefix": «2:"public/*"» } } }] }',
    {
      policyType: "trust",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": ["sts:AssumeRoleWithWebIdentity", «1:"sts:TagSession"»], "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": «2:"us-east-1:12345678-ffff-ffff-ffff-123456"» } } }] }',
    },
  ],
  good: [
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
    let named: NamedActions = new Map();
    for (const condition of policy.conditions) {
      const { operator, statement } = condition;
      if (statement.action === undefined || operator === undefined) continue;
      if (operator.ifExists || operator.base.type === "Null") continue;
      const key = listedKey(condition, services);
      if (key === undefined) continue;
      if (list !== statement.action) {
        list = statement.action;
        named = actionsIn(list, policy, services);
      }
      const places = placesWithout(key, named);
      if (places.length === 0) continue;
      const { values } = list;
      const actions = places.map((place) => values[place] as Value);
      yield {
        at: [...actions, condition.member.value],
        details: `Requests for ${actions.map(({ value }) => `\`${value}\``).join(", ")} never carry \`${condition.key}\`. Move ${actions.length === 1 ? "the action" : "these actions"} to a statement without this condition.`,
      };
    }
  },
};

/** The actions that a list names, each with its places: a long list may repeat one, and has a statement's every key asked of it. */
type NamedActions = Map<ServiceAction, number[]>;

function actionsIn({ values }: ValueList, policy: PolicyDocument, services: ServiceReference): NamedActions {
  const named: NamedActions = new Map();
  for (const [place, value] of values.entries()) {
    const action = actionOf(value, policy, services);
    if (action === undefined) continue;
    const places = named.get(action);
    if (places === undefined) named.set(action, [place]);
    else places.push(place);
  }
  return named;
}

/** In written order. */
function placesWithout(key: string, named: NamedActions): readonly number[] {
  const found: number[] = [];
  for (const [action, places] of named) if (!carries(action, key)) for (const place of places) found.push(place);
  return found.sort((a, b) => a - b);
}

/** A claim of a provider that AWS does not list comes with `sts:AssumeRoleWithWebIdentity` alone. */
function carries({ name, requestKeys }: ServiceAction, key: string): boolean {
  if (requestKeys.has(key)) return true;
  return name === "AssumeRoleWithWebIdentity" && key.slice(0, key.lastIndexOf(":")).includes(".");
}
