import { issueCodeOf } from "../check.ts";
import { checks } from "../checks/index.ts";
import { closest } from "../closest.ts";

/** Of the questions about access; the checks have their own. */
const codesAboutAccess = ["FORBIDDEN_ACTION", "NEW_ACCESS", "PUBLIC_ACCESS"].flatMap((code) => [
  code,
  `${code}_UNDECIDED`,
]);
let known: ReadonlySet<string> | undefined;

/** Made when it is first asked for: few runs have suppressions. */
function knownCodes(): ReadonlySet<string> {
  known ??= new Set([...checks.map(({ id }) => issueCodeOf(id)), ...codesAboutAccess, "DENIAL_LOST"]);
  return known;
}

/** Whether the code says that something could not be looked at, or perhaps not to its end. */
export function saysUnread(code: string): boolean {
  return code.startsWith("NOT_ANALYSED_") || code === "JSON_SYNTAX_ERROR";
}

/**
 * The code that a suppression most likely means, where its own is not one of ours. One that resembles none of ours may
 * be one of IAM Access Analyzer's.
 */
export function meantCode(code: string): string | undefined {
  return knownCodes().has(code) || saysUnread(code) ? undefined : closest(code, knownCodes());
}

/** The code that was written as the check's id is, or in small letters. */
export function codeOfCheckId(text: string): string | undefined {
  const code = issueCodeOf(text.toLowerCase().replaceAll("_", "-"));
  return knownCodes().has(code) ? code : undefined;
}
