import { nobody, trustSentences } from "../explain/trust-sentences.ts";
import { assumeRoleActions } from "../policy/assume-role-action.ts";
import { isAllow, isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { allowsNothing, deadStatements, onlyStatements } from "./dead-statement.ts";

/**
 * Who can use a role with this trust policy, as `explain` titles them: "Redshift in us-east-1", "Account 111122223333".
 * Empty where nobody can: a statement that is dead, or that the policy's Deny takes back as a whole, names nobody.
 */
export function usedBy(policy: PolicyDocument): readonly string[] {
  const denies = policy.statements.filter(isDeny);
  const dead = new Set(deadStatements(policy).map(({ statement }) => statement));
  const titles = new Set<string>();
  for (const statement of policy.statements.filter(isAllow)) {
    if (dead.has(statement) || !letsAssume(statement)) continue;
    if (denies.length > 0 && allowsNothing(onlyStatements(policy, [statement, ...denies]))) continue;
    for (const { group } of trustSentences(statement)) titles.add(group);
  }
  titles.delete(nobody);
  return copied([...titles]);
}

/** A string made of parts of another keeps all of it in memory: the policy's text, once for each of thousands of roles. */
function copied(texts: readonly string[]): string[] {
  return JSON.parse(JSON.stringify(texts));
}

/** Passing tags or a source identity alone is no use of the role. */
function letsAssume({ action }: Statement): boolean {
  if (action === undefined) return true;
  return action.values.some(({ value }) => assumeRoleActions.some((name) => matchesPatternIgnoringCase(value, name)));
}
