import { requireDocument } from "./access/document-fault.ts";
import { deadStatements } from "./drift/dead-statement.ts";
import { accessSentences } from "./explain/access-sentences.ts";
import { policyRemarks } from "./explain/policy-remarks.ts";
import { trustSentences } from "./explain/trust-sentences.ts";
import type { PolicyDocument } from "./policy/document.ts";

/** A policy in sentences. */
export interface Explanation {
  /** What a reader must not miss: dead statements, bypasses, faults. */
  readonly first: readonly string[];
  /** Who can use the role, by cluster, Region, vendor and account; for other policies what they allow, by service. */
  readonly groups: readonly { readonly title: string; readonly sentences: readonly string[] }[];
}

/** Words what the statements say, one by one; of those that let nobody in, and of a Deny over everything, `first` speaks. */
export function explainPolicy(policy: PolicyDocument): Explanation {
  requireDocument(policy, "The policy");
  const groups = new Map<string, Set<string>>();
  const dead = policy.type === "trust" ? deadStatements(policy).map(({ statement }) => statement) : [];
  for (const statement of policy.statements) {
    if (dead.includes(statement)) continue;
    const sentences = policy.type === "trust" ? trustSentences(statement) : accessSentences(statement);
    for (const { group, sentence } of sentences) {
      const known = groups.get(group);
      if (known === undefined) groups.set(group, new Set([sentence]));
      else known.add(sentence);
    }
  }
  return {
    first: policyRemarks(policy, "SECURITY_WARNING"),
    groups: [...groups].map(([title, sentences]) => ({ title, sentences: [...sentences] })),
  };
}
