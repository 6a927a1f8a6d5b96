import type { Statement, Value } from "./document.ts";
import { parseFederatedPrincipal } from "./federated-principal.ts";
import { matchesPatternIgnoringCase } from "./pattern.ts";

/** The three ways to assume a role, each for one kind of principal. */
export const assumeRoleActions: readonly string[] = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
];

export interface NamedPrincipal {
  readonly value: Value;
  /** The action that assumes a role as this principal, in lower case; undefined where the form does not tell. */
  readonly action: string | undefined;
}

/** The principals of a statement by the action that they assume a role with. Everyone (`*`) may use each. */
export function namedPrincipals(statement: Statement): readonly NamedPrincipal[] {
  const found: NamedPrincipal[] = [];
  for (const { type, values } of statement.principal?.entries ?? []) {
    for (const value of values) {
      if (value.value !== "*") found.push({ value, action: actionFor(type, value.value) });
    }
  }
  return found;
}

function actionFor(type: string, principal: string): string | undefined {
  if (type === "AWS") {
    // A provider's ARN under `AWS` is a mistake: whatever the action, it can only be federated.
    return /^arn:aws[a-z-]*:iam::[^:]*:(?:saml|oidc)-provider\//.test(principal) ? "" : "sts:assumerole";
  }
  if (type === "Service") return "sts:assumerole";
  if (type !== "Federated") return undefined;
  const federated = parseFederatedPrincipal(principal);
  if (federated === undefined) return undefined;
  return federated.kind === "saml" ? "sts:assumerolewithsaml" : "sts:assumerolewithwebidentity";
}

/** Whether the statement's `Action` covers that action, by name or by pattern. */
export function coversAction(statement: Statement, action: string): boolean {
  return (statement.action?.values ?? []).some(({ value }) => matchesPatternIgnoringCase(value, action));
}
