import { requireDocument } from "./access/document-fault.ts";
import { deadStatements } from "./drift/dead-statement.ts";
import { accessSentences } from "./explain/access-sentences.ts";
import { policyRemarks } from "./explain/policy-remarks.ts";
import { type GroupedSentence, trustSentences } from "./explain/trust-sentences.ts";
import type { PolicyDocument, Statement } from "./policy/document.ts";

/** A policy in sentences. */
export interface Explanation {
  /** What a reader must not miss: dead statements, bypasses, faults. */
  readonly first: readonly string[];
  /** Who can use the role, by cluster, Region, vendor and account; for other policies what they allow, by service. */
  readonly groups: readonly { readonly title: string; readonly sentences: readonly string[] }[];
}

/** Nobody reads more; without a limit, many principals under many conditions would fill the memory. */
const mostCharacters = 1_000_000;

const cutOff =
  "This is not all that the policy says: it would take more than a million characters. Split it, or explain a part of it.";

/**
 * Puts the statements into words, one by one. Those that let nobody in, and a Deny of everything, are told in `first`.
 * Throws a TypeError for anything but a policy document.
 */
export function explainPolicy(policy: PolicyDocument): Explanation {
  requireDocument(policy, "The policy");
  const groups = new Map<string, Set<string>>();
  const dead = new Set(policy.type === "trust" ? deadStatements(policy).map(({ statement }) => statement) : []);
  let characters = 0;
  for (const { group, sentence } of sentencesOf(policy, dead)) {
    characters += sentence.length;
    if (characters > mostCharacters) break;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, new Set([sentence]));
    else known.add(sentence);
  }
  const first = policyRemarks(policy, "SECURITY_WARNING");
  return {
    first: characters > mostCharacters ? [cutOff, ...first] : first,
    groups: [...groups].map(([title, sentences]) => ({ title, sentences: [...sentences] })),
  };
}

function* sentencesOf(policy: PolicyDocument, dead: ReadonlySet<Statement>): Iterable<GroupedSentence> {
  for (const statement of policy.statements) {
    if (!dead.has(statement)) yield* policy.type === "trust" ? trustSentences(statement) : accessSentences(statement);
  }
}
