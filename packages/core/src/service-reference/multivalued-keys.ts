/**
 * Keys that hold several values although the service's page gives them a plain type: IAM Access Analyzer takes
 * `ForAllValues` on them, or IAM's own page on the key says so. Lower case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export const multivaluedKeys: ReadonlySet<string> = new Set([
  "codestar-connections:provideraction",
  "cognito-identity.amazonaws.com:amr",
]);
