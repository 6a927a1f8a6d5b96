import type { ExpectedPolicy } from "../config/expected-trust.ts";
import type { RolePlace } from "../config/trust-terms.ts";
import type { TrustExpectation } from "../config.ts";
import { isAccountId } from "../policy/arn.ts";
import type { PolicyDocument, PrincipalElement, Statement } from "../policy/document.ts";

/** What a role of this place should trust. */
export function expectedAt(trust: TrustExpectation, place: RolePlace): ExpectedPolicy {
  const expected = trust.policyFor(place);
  return expected.kind === "policy" ? { ...expected, policy: inPartition(expected.policy, place.partition) } : expected;
}

/**
 * An account's id says nothing of the partition: IAM keeps it as the root ARN of the partition that the role is in,
 * `arn:aws-us-gov:iam::444455556666:root`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
 */
export function inPartition(policy: PolicyDocument, partition: string): PolicyDocument {
  if (partition === "aws" || !policy.statements.some(namesAccountById)) return policy;
  const statements = policy.statements.map((statement) => ({
    ...statement,
    principal: statement.principal && asRoots(statement.principal, partition),
    notPrincipal: statement.notPrincipal && asRoots(statement.notPrincipal, partition),
  }));
  return { ...policy, statements };
}

function namesAccountById({ principal, notPrincipal }: Statement): boolean {
  return [principal, notPrincipal].some((element) =>
    element?.entries.some(({ type, values }) => type === "AWS" && values.some(({ value }) => isAccountId(value))),
  );
}

function asRoots(element: PrincipalElement, partition: string): PrincipalElement {
  const entries = element.entries.map((entry) => {
    if (entry.type !== "AWS") return entry;
    const values = entry.values.map((one) =>
      isAccountId(one.value) ? { ...one, value: `arn:${partition}:iam::${one.value}:root` } : one,
    );
    return { ...entry, values };
  });
  return { ...element, entries };
}
