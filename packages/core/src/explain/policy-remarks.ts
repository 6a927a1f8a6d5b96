import { deadStatements, deletedPrincipals, isLocked } from "../drift/dead-statement.ts";
import { type FindingType, findingTypes } from "../finding.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { checkPolicy, locationContext } from "../validate.ts";

/** What a reviewer should look at in a policy, a sentence or two each, the worst first; nothing weaker than `weakest`. */
export function policyRemarks(policy: PolicyDocument, weakest: FindingType): string[] {
  const findings = checkPolicy(policy, locationContext(policy));
  const shown = findingTypes.slice(0, findingTypes.indexOf(weakest) + 1);
  const remarks = shown.flatMap((type) =>
    findings.filter(({ findingType }) => findingType === type).map(({ findingDetails }) => findingDetails),
  );
  return [...new Set([...(policy.type === "trust" ? trustRemarks(policy) : []), ...remarks])];
}

function* trustRemarks(policy: PolicyDocument): Iterable<string> {
  if (isLocked(policy)) {
    yield "Nobody can assume the role now: a Deny keeps everybody out.";
    return;
  }
  const deleted = deletedPrincipals(policy);
  if (deleted.length > 0) {
    const ids = deleted.map((id) => `\`${id}\``).join(", ");
    yield `${ids} is what IAM shows for a user or role that was deleted: nobody can use this entry.`;
  }
  for (const { statement, reason } of deadStatements(policy))
    yield `Statement ${statement.index + 1} lets nobody in: ${reason}.`;
}
