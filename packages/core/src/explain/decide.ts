import { documentFault } from "../access/document-fault.ts";
import { parseSession } from "../access/principal.ts";
import { principalArn } from "../access/principal-key.ts";
import { isAllowed, type Request } from "../access/request.ts";
import { onlyStatements } from "../drift/dead-statement.ts";
import { inWords } from "../in-words.ts";
import {
  isAllow,
  isDeny,
  type PolicyDocument,
  type Statement,
  type Value,
  type ValueList,
} from "../policy/document.ts";
import { conditionClause } from "./condition-clause.ts";

/** The answer to one request, with what decided it. */
export interface Decision {
  readonly allowed: boolean;
  /** The Allow that lets it in, or the Deny that keeps it out; absent when no statement applies. */
  readonly statement?: Statement;
  /** For a request that nothing allows: what each Allow asks for and the request does not have. */
  readonly missing: readonly { readonly statement: Statement; readonly reason: string }[];
  /** What was taken for granted because the request does not tell, in a sentence; absent where nothing was. */
  readonly assumed?: string;
}

/**
 * Whether the policy lets the request in, and what decides it. Throws a TypeError for a request that lacks a part, and
 * when the policy cannot be understood: then no answer would be one.
 */
export function decideRequest(policy: PolicyDocument, request: Request): Decision {
  const fault = documentFault(policy);
  if (fault !== undefined) throw new TypeError(`The policy cannot be understood: ${fault}`);
  const assumed = assumedOf(policy, request);
  return { ...decide(policy, request), ...(assumed === undefined ? {} : { assumed }) };
}

/** A session's ARN has no path, where its role's may: a policy that asks for the role's decides by what is not there. */
function assumedOf({ conditions }: PolicyDocument, { principal, context }: Request): string | undefined {
  const asked = conditions.find(({ lowerKey }) => lowerKey === "aws:principalarn");
  if (asked === undefined || parseSession(principal) === undefined) return undefined;
  if (Object.keys(context).some((key) => key.toLowerCase() === asked.lowerKey)) return undefined;
  return `A session's ARN does not tell the path of its role; \`${asked.key}\` is taken to be \`${principalArn(principal.id)}\`, without one.`;
}

function decide(policy: PolicyDocument, request: Request): Decision {
  const allows = policy.statements.filter(isAllow);
  const allowing = allows.find((statement) => isAllowed(onlyStatements(policy, [statement]), request));
  if (allowing === undefined) {
    const missing = allows.map((statement) => ({ statement, reason: whyNot(policy, statement, request) }));
    return { allowed: false, missing };
  }
  const denying = policy.statements
    .filter(isDeny)
    .find((statement) => !isAllowed(onlyStatements(policy, [allowing, statement]), request));
  return denying === undefined
    ? { allowed: true, statement: allowing, missing: [] }
    : { allowed: false, statement: denying, missing: [] };
}

function whyNot(policy: PolicyDocument, statement: Statement, request: Request): string {
  const holds = (conditions: Statement["conditions"]): boolean =>
    isAllowed(onlyStatements(policy, [{ ...statement, conditions }]), request);
  if (!holds([])) return `it is for other ${inWords(unmetParts(policy, statement, request))}`;
  const failing = statement.conditions.filter((condition) => !holds([condition]));
  return `it applies only when ${failing.map(conditionClause).join(", and ")}`;
}

/** Which of the parts that every request has are not those that the statement is about. */
function unmetParts(policy: PolicyDocument, statement: Statement, request: Request): string[] {
  const { node, action, notAction, resource, notResource, principal, notPrincipal } = statement;
  const value = (text: string): Value => ({ kind: "string", value: text, start: node.start, end: node.start });
  const list = (written: ValueList | undefined, text: string): ValueList | undefined =>
    written && { member: written.member, values: [value(text)] };
  const member = (principal ?? notPrincipal)?.member;
  const { type, id } = request.principal;
  // As if it were about what is asked.
  const met = {
    principals: {
      principal: member && { member, bare: undefined, entries: [{ type, member, values: [value(id)] }] },
      notPrincipal: undefined,
    },
    actions: { action: list(action ?? notAction, request.action), notAction: undefined },
    resources: { resource: list(resource ?? notResource, request.resource ?? "*"), notResource: undefined },
  };
  const names = ["principals", "actions", "resources"] as const;
  const unmet = names.filter((name) => {
    const others = names.filter((other) => other !== name).map((other) => met[other]);
    const changed: Statement = Object.assign({}, statement, { conditions: [] }, ...others);
    return !isAllowed(onlyStatements(policy, [changed]), request);
  });
  const isUnnamed = request.resource === undefined;
  return unmet.map((name) =>
    name === "resources" && isUnnamed ? "resources than `*`, as the request names none" : name,
  );
}
