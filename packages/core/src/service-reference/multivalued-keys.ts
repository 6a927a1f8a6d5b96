/**
 * Keys that hold several values although the service's page gives them a plain type: IAM Access Analyzer takes
 * `ForAllValues` on them. Lower case.
 */
export const multivaluedKeys: ReadonlySet<string> = new Set(["codestar-connections:provideraction"]);
