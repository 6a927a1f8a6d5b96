import type { Statement, Value } from "./document.ts";

/** A `Federated` principal of a role trust policy. */
export interface FederatedPrincipal {
  readonly kind: "saml" | "oidc";
  /** The provider's host and path in lower case: what its condition keys begin with. Empty for SAML. */
  readonly provider: string;
}

/** Providers that AWS knows without an entry in the account. */
export const builtInProviders: ReadonlySet<string> = new Set([
  "cognito-identity.amazonaws.com",
  "accounts.google.com",
  "graph.facebook.com",
  "www.amazon.com",
]);

const githubProvider = "token.actions.githubusercontent.com";

const providerArn = /^arn:aws[a-z-]*:iam::\d{12}:(saml|oidc)-provider\/(\S+)$/;
const domain = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?:\/[^\s*?]*)?$/i;

/** Reads a provider's ARN or domain. Undefined when it is neither. */
export function parseFederatedPrincipal(text: string): FederatedPrincipal | undefined {
  const match = text.length > 2048 ? null : providerArn.exec(text);
  if (match !== null) {
    const [, kind, name] = match as unknown as [string, "saml" | "oidc", string];
    return kind === "saml" ? { kind, provider: "" } : { kind, provider: name.toLowerCase() };
  }
  if (text.length > 2048 || !domain.test(text)) return undefined;
  return { kind: "oidc", provider: text.toLowerCase() };
}

export interface OidcPrincipal {
  readonly value: Value;
  readonly provider: string;
}

/** The OpenID Connect providers that a statement's `Principal` names. */
export function oidcPrincipals(statement: Statement): readonly OidcPrincipal[] {
  const found: OidcPrincipal[] = [];
  for (const entry of statement.principal?.entries ?? []) {
    if (entry.type !== "Federated") continue;
    for (const value of entry.values) {
      const principal = parseFederatedPrincipal(value.value);
      if (principal?.kind === "oidc") found.push({ value, provider: principal.provider });
    }
  }
  return found;
}

/** Whether the provider is GitHub's for Actions, with or without an enterprise's path. */
export function isGithubProvider(provider: string): boolean {
  return provider === githubProvider || provider.startsWith(`${githubProvider}/`);
}

/** The provider that an OIDC condition key such as `accounts.google.com:aud` belongs to, with the claim. */
export function oidcKey(lowerKey: string): { readonly provider: string; readonly claim: string } | undefined {
  const colon = lowerKey.lastIndexOf(":");
  const provider = lowerKey.slice(0, colon);
  return colon > 0 && provider.includes(".") ? { provider, claim: lowerKey.slice(colon + 1) } : undefined;
}
