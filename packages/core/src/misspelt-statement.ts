import { holdsStatements } from "./looks-like-policy.ts";
import { isNearStatement } from "./nearly-policy.ts";
import { parseJson } from "./syntax/json.ts";

/** Whether a text is a policy in JSON but for the name of its statements. */
export function misspellsStatement(text: string): boolean {
  if (!/^\s*\{/.test(text) || !/"Effect"/i.test(text)) return false;
  const { root } = parseJson(text);
  const members = root?.kind === "object" ? root.members : [];
  return members.some(({ key, value }) => isNearStatement(key.value) && holdsStatements(value));
}
