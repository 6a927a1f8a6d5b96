import { type Check, policyChecksPage } from "../check.ts";
import { mayBeTrust } from "../facts/attached-resource.ts";
import { assumeRoleActions, type NamedPrincipal, namedPrincipals } from "../policy/assume-role-action.ts";
import { quote } from "../quote.ts";

const lowerNames = new Set(assumeRoleActions.map((name) => name.toLowerCase()));

export const mismatchedActionForPrincipal: Check = {
  id: "mismatched-action-for-principal",
  findingType: "ERROR",
  policyTypes: ["trust", "resource"],
  title: "A principal cannot assume the role with the action that is allowed",
  why: "Each kind of principal has its own action: accounts, roles and services use `sts:AssumeRole`, a SAML provider's people `sts:AssumeRoleWithSAML`, an OpenID Connect provider's `sts:AssumeRoleWithWebIdentity`. With the wrong one nobody gets in.",
  fix: "Use the action of the principal's kind, and name identity providers under `Federated`.",
  learnMoreLink: policyChecksPage("error-mismatched-action-for-principal"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": «2:"cognito-identity.amazonaws.com"» }, "Action": [«1:"sts:AssumeRole"», "sts:TagSession"], "Condition": { "StringEquals": { "cognito-identity.amazonaws.com:aud": "us-west-2_EXAMPLE" } } }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": «2:"arn:aws:iam::111122223333:saml-provider/Okta"» }, "Action": «1:"sts:AssumeRoleWithWebIdentity"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": «2:"redshift.amazonaws.com"» }, "Action": «1:"sts:AssumeRoleWithSAML"» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": «2:"arn:aws:iam::111122223333:saml-provider/Okta"» }, "Action": «1:"sts:AssumeRoleWithSAML"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Okta" }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"] }, { "Effect": "Allow", "Principal": { "AWS": "111122223333", "Service": "redshift.amazonaws.com" }, "Action": "sts:AssumeRole" }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333", "Federated": "arn:aws:iam::111122223333:saml-provider/Okta" }, "Action": ["sts:AssumeRole", "sts:AssumeRoleWithSAML"] }, { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRoleWithWebIdentity" }] }',
    {
      policyType: "resource",
      resourceType: "AWS::S3::Bucket",
      policy:
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Okta" }, "Action": "sts:AssumeRole", "Resource": "arn:aws:s3:::reports" }] }',
    },
  ],
  needs: ["principal"],
  *run(policy) {
    if (policy.type === "resource" && !mayBeTrust(policy)) return;
    for (const statement of policy.statements) {
      if (statement.principal === undefined || statement.action === undefined) continue;
      const actions = statement.action.values.map((value) => value.value.toLowerCase());
      // By action: both lists may be as long as the text has room for.
      const wrongOf = new Map<string, readonly NamedPrincipal[]>();
      for (const [index, value] of statement.action.values.entries()) {
        const action = actions[index] as string;
        if (!lowerNames.has(action)) continue;
        const wrong = wrongOf.get(action) ?? misnamed(action, namedPrincipals(statement), actions);
        wrongOf.set(action, wrong);
        if (wrong.length === 0) continue;
        const names = wrong.map((principal) => quote(principal.value.value)).join(", ");
        yield {
          at: [value, ...wrong.map((principal) => principal.value)],
          details: `${quote(value.value)} cannot be used by ${names}. ${adviceFor(wrong)}`,
        };
      }
    }
  },
};

/**
 * The principals that cannot use the action. Where others can, one is left out whose own action the statement has too:
 * then this one is for the others.
 */
function misnamed(
  action: string,
  principals: readonly NamedPrincipal[],
  actions: readonly string[],
): readonly NamedPrincipal[] {
  const fits = principals.some((principal) => principal.action === action);
  const named = new Set(fits ? actions : []);
  const hasPattern = fits && actions.some((each) => each.includes("*"));
  return principals.filter(
    (principal) =>
      principal.action !== undefined && principal.action !== action && !hasPattern && !named.has(principal.action),
  );
}

function adviceFor(wrong: readonly NamedPrincipal[]): string {
  const wanted = new Set(wrong.map(({ action }) => action));
  if (wanted.has("")) return "Name an identity provider under `Federated`, not under `AWS`.";
  const names = assumeRoleActions.filter((name) => wanted.has(name.toLowerCase())).map((name) => `\`${name}\``);
  return `Use ${names.join(" and ")} for ${wrong.length === 1 ? "it" : "them"}.`;
}
