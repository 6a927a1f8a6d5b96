import { type Access, newAccess } from "./access/compare.ts";
import { lostDenial } from "./access/lost-denial.ts";
import type { Request } from "./access/request.ts";
import type { ForbiddenActions } from "./config/config-shape.ts";
import { requestSentence } from "./drift/sentence.ts";
import { namesCaller } from "./facts/caller-condition.ts";
import type { PolicyInFile } from "./find-policies.ts";
import { type Finding, type FindingType, pathTo } from "./finding.ts";
import { parsePolicy } from "./parse-policy.ts";
import { conditionKeys } from "./policy/condition-keys.ts";
import { isAllow, type PolicyDocument, type Statement } from "./policy/document.ts";
import { deniesOthers } from "./redshift/closed-to-others.ts";
import { requestInWords } from "./request-text.ts";
import type { Range } from "./syntax/node.ts";

/** The page of the three questions: new access, access that may not be granted, public access. */
const customChecksPage =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-checks-validating-policies.html";

/** The answer to one question about one policy. The finding puts it into words, with a request that shows it. */
export interface AccessAnswer {
  readonly kind: Access["kind"];
  readonly finding?: Finding;
}

/**
 * What the policy allows beyond an earlier one. `earlierName` begins a sentence: "The base branch's policy". Throws a
 * TypeError as `newAccess` does.
 */
export function newAccessAnswer(
  earlier: PolicyDocument,
  policy: PolicyInFile,
  options: { readonly findingType: FindingType; readonly earlierName: string },
): AccessAnswer {
  const access = newAccess(earlier, policy.policy);
  const { findingType, earlierName } = options;
  switch (access.kind) {
    case "none":
      return { kind: "none" };
    case "new": {
      const keys = [...conditionKeys([earlier, policy.policy]).values()];
      const details = `New access: ${sentence(access.witness, access.statement, policy.policy, keys)}. ${earlierName} does not allow that. Check that it is meant.`;
      return answer("new", "NEW_ACCESS", findingType, details, access.statement.node, policy);
    }
    case "unknown":
      return undecidedNewAccess(policy, { ...options, because: access.because });
  }
}

/**
 * What an earlier policy denied, and the policy neither denies nor allows: other policies may allow it now. What it
 * allows itself is new access. Throws a TypeError as `newAccess` does.
 */
export function lostDenialAnswer(
  earlier: PolicyDocument,
  policy: PolicyInFile,
  options: { readonly findingType: FindingType; readonly earlierName: string },
): AccessAnswer {
  const lost = lostDenial(earlier, policy.policy);
  const { findingType, earlierName } = options;
  switch (lost.kind) {
    case "none":
      return { kind: "none" };
    case "new": {
      const details = `A denial is gone. ${earlierName} denies this request, and the changed one does not: ${requestInWords(lost.witness)}. Where another policy allows it, it is new access. Put the denial back, or check that nothing else allows it.`;
      return answer("unknown", "DENIAL_LOST", findingType, details, wholeStatement(policy), policy);
    }
    case "unknown": {
      // New access may be reported beside it: only the denials are undecided here.
      const details = `Whether this still denies all that ${earlierName.replace(/^T/, "t")} denies cannot be decided: ${lost.because.replace(/\.$/, "")}. Compare the two yourself.`;
      return answer("unknown", "NEW_ACCESS_UNDECIDED", findingType, details, wholeStatement(policy), policy);
    }
  }
}

/** New access that is neither shown nor ruled out. */
export function undecidedNewAccess(
  policy: PolicyInFile,
  options: { readonly findingType: FindingType; readonly earlierName: string; readonly because: string },
): AccessAnswer {
  const { findingType, earlierName, because } = options;
  const details = `Whether this allows more than ${earlierName.replace(/^T/, "t")} cannot be decided: ${because.replace(/\.$/, "")}. Compare the two yourself.`;
  return answer("unknown", "NEW_ACCESS_UNDECIDED", findingType, details, wholeStatement(policy), policy);
}

/** Whether the policy allows one of the actions that the config forbids. Guardrails grant nothing and pass. */
export function forbiddenActionsAnswer(policy: PolicyInFile, forbidden: ForbiddenActions): AccessAnswer {
  const { type } = policy.policy;
  if (type === "scp" || type === "rcp" || type === "endpoint") return { kind: "none" };
  const actions = forbidden.actions.map(({ value }) => value);
  const resources = (forbidden.resources ?? []).map(({ value }) => value);
  // A role's trust policy is about that role alone: it names no resource.
  const access = newAccess(everythingBut(actions, type === "trust" ? [] : resources, policy.policy), policy.policy);
  const on = resources.length === 0 ? "" : ` on \`${resources.join("`, `")}\``;
  const why = `The config forbids \`${actions.join("`, `")}\`${on} here: ${forbidden.reason.replace(/\.$/, "")}.`;
  switch (access.kind) {
    case "none":
      return { kind: "none" };
    case "new": {
      const details = `${sentence(access.witness, access.statement, policy.policy, [])}. ${why} Take the action out, or deny it.`;
      return answer("new", "FORBIDDEN_ACTION", "SECURITY_WARNING", details, access.statement.node, policy);
    }
    case "unknown": {
      const details = `Whether this allows a forbidden action cannot be decided: ${access.because.replace(/\.$/, "")}. ${why}`;
      return answer(
        "unknown",
        "FORBIDDEN_ACTION_UNDECIDED",
        "SECURITY_WARNING",
        details,
        wholeStatement(policy),
        policy,
      );
    }
  }
}

/** Everything allowed to everybody, except the actions, and these only on the resources where some are named. */
function everythingBut(
  actions: readonly string[],
  resources: readonly string[],
  { type }: PolicyDocument,
): PolicyDocument {
  const forEverybody = type === "trust" || type === "resource" ? { Principal: "*" } : {};
  const allow = { Effect: "Allow", ...forEverybody };
  const onEverything = type === "trust" ? {} : { Resource: "*" };
  const statements: object[] = [{ ...allow, NotAction: actions, ...onEverything }];
  if (resources.length > 0) statements.push({ ...allow, Action: actions, NotResource: resources });
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return parsePolicy(text, { policyType: type }).policy;
}

/** Whether strangers have access: what is still allowed to `*` without a condition that says who is meant. */
export function publicAccessAnswer(policy: PolicyInFile, findingType: FindingType): AccessAnswer {
  const { policy: document } = policy;
  if (document.type !== "trust" && document.type !== "resource") return { kind: "none" };
  const isOpen = (statement: Statement) =>
    isAllow(statement) &&
    namesEverybody(statement) &&
    !statement.conditions.some(namesCaller) &&
    !deniesOthers(document, statement);
  if (!document.statements.some(isOpen)) return { kind: "none" };
  const closed = {
    ...document,
    statements: document.statements.flatMap((row) => (isOpen(row) ? withoutEverybody(row) : [row])),
  };
  const access = newAccess(closed, document);
  switch (access.kind) {
    case "none":
      return { kind: "none" };
    case "new": {
      const details = `Public access: ${sentence(access.witness, access.statement, document, [])}. Name the principals, or add a condition such as \`aws:PrincipalOrgID\`.`;
      return answer("new", "PUBLIC_ACCESS", findingType, details, access.statement.node, policy);
    }
    case "unknown": {
      const details = `Whether this gives public access cannot be decided: ${access.because.replace(/\.$/, "")}. Name the principals instead of \`*\`.`;
      return answer("unknown", "PUBLIC_ACCESS_UNDECIDED", findingType, details, wholeStatement(policy), policy);
    }
  }
}

function namesEverybody({ principal, notPrincipal }: Statement): boolean {
  if (notPrincipal !== undefined) return true;
  if (principal?.bare !== undefined) return principal.bare.value === "*";
  return principal?.entries.some(({ values }) => values.some(({ value }) => value === "*")) === true;
}

function withoutEverybody(statement: Statement): Statement[] {
  const entries = (statement.principal?.entries ?? [])
    .map((entry) => ({ ...entry, values: entry.values.filter(({ value }) => value !== "*") }))
    .filter(({ values }) => values.length > 0);
  if (statement.principal === undefined || entries.length === 0) return [];
  const members = statement.node.members.filter(({ key }) => key.value !== "Principal");
  // The node changes as well: a statement that restates another one is recognised by its text.
  const node = { ...statement.node, members };
  return [{ ...statement, node, principal: { ...statement.principal, bare: undefined, entries } }];
}

function sentence(request: Request, statement: Statement, { type }: PolicyDocument, keys: readonly string[]): string {
  return requestSentence(request, "can", { statement, keys, policyType: type });
}

function wholeStatement({ policy }: PolicyInFile): Range {
  return policy.node;
}

function answer(
  kind: Access["kind"],
  issueCode: string,
  findingType: FindingType,
  findingDetails: string,
  range: Range,
  policy: PolicyInFile,
): AccessAnswer {
  const finding: Finding = {
    findingType,
    issueCode,
    findingDetails,
    learnMoreLink: customChecksPage,
    engine: "offline",
    locations: [policy.locate(range, pathTo(policy.policy.node, range))],
  };
  return { kind, finding };
}
