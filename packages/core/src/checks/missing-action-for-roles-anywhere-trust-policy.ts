import { type Check, policyChecksPage } from "../check.ts";
import { coversAction } from "../policy/assume-role-action.ts";
import { isAllow, type Statement, type Value } from "../policy/document.ts";

const needed = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];

export const missingActionForRolesAnywhereTrustPolicy: Check = {
  id: "missing-action-for-roles-anywhere-trust-policy",
  findingType: "ERROR",
  policyTypes: ["trust"],
  title: "IAM Roles Anywhere lacks an action it needs to assume the role",
  why: "`rolesanywhere.amazonaws.com` assumes a role with a source identity and session tags taken from the certificate; without all three actions it cannot assume it at all.",
  fix: "Allow `sts:AssumeRole`, `sts:SetSourceIdentity` and `sts:TagSession` together.",
  learnMoreLink: policyChecksPage("error-missing-action-for-roles-anywhere-trust-policy"),
  bad: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": «2:"rolesanywhere.amazonaws.com"» }, "Action": «1:["sts:AssumeRole", "sts:TagSession"]» }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": ["redshift.amazonaws.com", «2:"rolesanywhere.amazonaws.com"»] }, "Action": «1:"sts:AssumeRole"» }] }',
  ],
  good: [
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"] }] }',
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": "sts:AssumeRole" }, { "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:SetSourceIdentity", "sts:TagSession"] }] }',
  ],
  needs: ["principal"],
  *run(policy) {
    const trusting = policy.statements.flatMap((statement) => {
      const principal = rolesAnywhere(statement);
      return principal === undefined || !isAllow(statement) ? [] : [{ statement, principal }];
    });
    const missing = needed.filter((action) => !trusting.some(({ statement }) => coversAction(statement, action)));
    const [first] = trusting;
    if (first?.statement.action === undefined || missing.length === 0) return;
    yield {
      at: [first.statement.action.member.value, first.principal],
      details: `IAM Roles Anywhere cannot assume the role without ${missing.map((name) => `\`${name}\``).join(" and ")}. Add ${missing.length === 1 ? "it" : "them"} to the actions.`,
    };
  },
};

function rolesAnywhere(statement: Statement): Value | undefined {
  for (const { type, values } of statement.principal?.entries ?? []) {
    if (type !== "Service") continue;
    const found = values.find(({ value }) => value === "rolesanywhere.amazonaws.com");
    if (found !== undefined) return found;
  }
  return undefined;
}
