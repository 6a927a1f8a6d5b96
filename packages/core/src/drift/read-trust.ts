import { type ParsedPolicy, parsePolicy } from "../parse-policy.ts";

/** IAM stores 8,192 characters at most, white space aside. A longer text was made to keep a comparison busy. */
const mostCharacters = 100_000;

/** The trust policy of a deployed role, in JSON; of a text that IAM cannot store, only the problem that it is one. */
export function readTrust(trustPolicy: string): ParsedPolicy {
  if (trustPolicy.length <= mostCharacters) return parsePolicy(trustPolicy, { policyType: "trust" });
  const details = `The trust policy has ${trustPolicy.length} characters, and IAM stores no such document.`;
  return { ...parsePolicy("", { policyType: "trust" }), problems: [{ at: { start: 0, end: 0 }, details }] };
}
