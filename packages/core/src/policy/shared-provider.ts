/**
 * OpenID Connect providers with one issuer for all their customers, and the condition key that tells the customers
 * apart. IAM asks for it in each trust policy that it is given.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html, read 2026-11-23.
 */
const tenantKeys: ReadonlyMap<string, string> = new Map([
  ...[
    "agent.buildkite.com",
    "app.terraform.io",
    "gitlab.com",
    "oidc-configuration.audit-log.githubusercontent.com",
    "oidc.codefresh.io",
    "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu",
    "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb",
    "proidc.upbound.io",
    "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7",
    "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr",
    "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg",
    "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26",
    "scalr.io",
    "studio.datachain.ai/api",
    "token.actions.githubusercontent.com",
    "tokens.cloud.shisho.dev",
    "vstoken.actions.githubusercontent.com",
  ].map((provider) => [provider, `${provider}:sub`] as const),
  ...["api.pulumi.com/oidc", "cognito-identity.amazonaws.com", "oidc.vercel.com", "sandboxes.cloud"].map(
    (provider) => [provider, `${provider}:aud`] as const,
  ),
  ["sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", "sts:RoleSessionName"],
]);

/** The condition key that says whose of a shared provider's customers a token is; undefined for others. */
export function tenantKeyOf(provider: string): string | undefined {
  return tenantKeys.get(provider.endsWith("/") ? provider.slice(0, -1) : provider);
}
