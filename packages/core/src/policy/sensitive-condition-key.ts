/**
 * Keys whose value is an identifier that nobody can choose in part, so that a wildcard in it has no good use.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive
 */
export const sensitiveConditionKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
]);

/**
 * Keys that identify who comes, where a pattern must begin with six fixed characters: the subject of an OpenID Connect
 * token, ARNs of principals and sources, paths in an organization.
 */
export function isIdentifyingKey(lowerKey: string): boolean {
  return identifying.has(lowerKey) || (lowerKey.endsWith(":sub") && lowerKey.includes("."));
}

const identifying: ReadonlySet<string> = new Set([
  "aws:principalarn",
  "aws:sourcearn",
  "aws:principalorgpaths",
  "aws:sourceorgpaths",
  "aws:vpceorgpaths",
]);

/** The least number of fixed characters directly before a wildcard or variable. */
export const leastFixedCharacters = 6;

/**
 * Whether the wildcard or variable that begins at `at` stands right in `aws:userid`, whose form is `id:session name`:
 * behind the colon, or alone before it.
 */
export function isFineInUserId(value: string, at: number, end: number): boolean {
  if (at === 0) return value[end] === ":";
  if (lastUserId.value !== value) lastUserId = { value, colon: value.indexOf(":") };
  return lastUserId.colon !== -1 && lastUserId.colon < at;
}

/** Its first colon, looked for once: a value may hold many wildcards and variables. */
let lastUserId = { value: "", colon: -1 };
