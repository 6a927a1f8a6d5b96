import { type Check, policyChecksPage } from "../check.ts";
import type { PrincipalElement, Value } from "../policy/document.ts";
import { quote } from "../quote.ts";

export const redundantPrincipalInRoleTrustPolicy: Check = {
  id: "redundant-principal-in-role-trust-policy",
  findingType: "SUGGESTION",
  policyTypes: ["trust"],
  title: "A session is a principal beside its own role",
  why: "The role's ARN already stands for all its sessions; naming one of them changes nothing.",
  fix: "Remove the session, or the role if only that session is meant.",
  learnMoreLink: policyChecksPage("suggestion-redundant-principal-in-role-trust-policy"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/team/etl", «"arn:aws:sts::111122223333:assumed-role/etl/nightly"»] }, "Action": "sts:AssumeRole" }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/etl", "arn:aws:sts::444455556666:assumed-role/etl/nightly", "arn:aws:sts::111122223333:assumed-role/report/daily"] }, "Action": "sts:AssumeRole" }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    for (const { principal } of policy.statements) {
      if (principal === undefined || principal.entries.length === 0) continue;
      const roles = rolesOf(principal);
      if (roles.size === 0) continue;
      for (const value of awsValues(principal)) {
        const match = /^arn:(aws[a-z-]*):(?:sts|iam)::(\d{12}):assumed-role\/([^/]+)\/./.exec(value.value);
        const role = match === null ? undefined : roles.get(`${match[1]}:${match[2]}:${match[3]}`);
        if (role === undefined) continue;
        yield {
          at: value,
          details: `${quote(value.value)} is a session of ${quote(role.value)}, which already admits all its sessions. Remove the session.`,
          related: [{ at: role, label: "its role" }],
        };
      }
    }
  },
};

/** Roles by partition, account and name; a session's ARN does not have the role's path. */
function rolesOf(principal: PrincipalElement): ReadonlyMap<string, Value> {
  const roles = new Map<string, Value>();
  for (const value of awsValues(principal)) {
    const match = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:\S*\/)?([^/]+)$/.exec(value.value);
    if (match !== null) roles.set(`${match[1]}:${match[2]}:${match[3]}`, value);
  }
  return roles;
}

function awsValues(principal: PrincipalElement): readonly Value[] {
  return principal.entries.flatMap(({ type, values }) => (type === "AWS" ? values : []));
}
