import { checkPolicy, locationContext } from "../check-policy.ts";
import { deadStatements, deletedPrincipals, isLocked } from "../drift/dead-statement.ts";
import { type Finding, type FindingType, findingTypes } from "../finding.ts";
import type { PolicyDocument, Statement } from "../policy/document.ts";

/** What a reviewer should look at in a policy, a sentence or two each, the worst first; nothing weaker than `weakest`. */
export function policyRemarks(policy: PolicyDocument, weakest: FindingType): string[] {
  const findings = checkPolicy(policy, locationContext(policy));
  const shown = findingTypes.slice(0, findingTypes.indexOf(weakest) + 1);
  const dead = policy.type === "trust" && !isLocked(policy) ? deadStatements(policy) : [];
  const remarks = shown.flatMap((type) =>
    findings
      // Why a statement is dead is said with it; what else is wrong in it matters to nobody.
      .filter((finding) => finding.findingType === type && !dead.some(({ statement }) => isIn(finding, statement)))
      .map(({ findingDetails }) => findingDetails),
  );
  return [...new Set([...(policy.type === "trust" ? trustRemarks(policy, remarks) : []), ...remarks])];
}

function isIn({ locations }: Finding, { node }: Statement): boolean {
  const span = locations[0]?.span;
  return span !== undefined && node.start <= span.start.offset && span.end.offset <= node.end;
}

function* trustRemarks(policy: PolicyDocument, known: readonly string[]): Iterable<string> {
  if (isLocked(policy)) {
    yield "Nobody can assume the role now: a Deny keeps everybody out.";
    return;
  }
  for (const { statement, reason } of deadStatements(policy))
    yield `Statement ${statement.index + 1} lets nobody in: ${reason}.`;
  for (const id of deletedPrincipals(policy)) {
    if (known.some((remark) => remark.includes(id))) continue;
    yield `\`${id}\` is what IAM shows for a user or role that was deleted: nobody can use this entry.`;
  }
}
