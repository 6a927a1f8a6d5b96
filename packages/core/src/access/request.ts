import { isDeny, type PolicyDocument, type Statement, type ValueList } from "../policy/document.ts";
import { matchesPattern, matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { conditionHolds, type Facts } from "./condition.ts";
import { documentFault } from "./document-fault.ts";
import { fillFromRequest } from "./policy-variable.ts";
import { namesPrincipal } from "./principal.ts";
import { keyOfPrincipal } from "./principal-key.ts";

/** One request, as IAM sees it when it asks a policy. */
export interface Request {
  /** `service:Action`; its case does not matter. */
  readonly action: string;
  readonly principal: RequestPrincipal;
  /** The ARN of the resource asked for; absent for a trust policy, which is the role's own. */
  readonly resource?: string;
  /**
   * Key (case does not matter) to its value, or to its values where the key is multivalued. A missing key is absent,
   * unless it follows from the principal, as `aws:PrincipalArn` does.
   */
  readonly context: { readonly [key: string]: string | readonly string[] };
}

/** Who asks. `id` is an ARN or an account id, the name of a service, or the ARN or domain of an identity provider. */
export interface RequestPrincipal {
  readonly type: "AWS" | "Service" | "Federated";
  readonly id: string;
}

/**
 * Whether the policy, taken alone, lets the request in: some Allow applies and no Deny does. What cannot be understood
 * never grants: a document at fault allows nothing, and a statement in doubt does not allow, but does deny. Throws a
 * TypeError for what is no request, or no policy document.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(policy: PolicyDocument, request: Request): boolean {
  requireRequest(request);
  if (documentFault(policy) !== undefined) return false;
  const facts: Facts = {
    valuesOf: contextOf(request),
    variables: policy.version?.value === "2012-10-17",
  };
  let allowed = false;
  for (const statement of policy.statements) {
    const does = applies(statement, request, facts);
    if (does === false) continue;
    if (isDeny(statement)) return false;
    if (does === true) allowed = true;
  }
  return allowed;
}

const principalTypes: ReadonlySet<string> = new Set<RequestPrincipal["type"]>(["AWS", "Service", "Federated"]);

/** For callers without types, such as a request from JSON: without a part of it, the answer would be about another one. */
function requireRequest(request: Partial<Request> | undefined): void {
  const { action, principal, context } = request ?? {};
  const fault =
    typeof action !== "string"
      ? "has no `action`"
      : typeof principal?.id !== "string" || !principalTypes.has(principal.type)
        ? `has no \`principal\` with an \`id\` and a \`type\` of ${[...principalTypes].join(", ")}`
        : typeof context !== "object" || context === null
          ? "has no `context`; without condition keys it is `{}`"
          : undefined;
  if (fault !== undefined) throw new TypeError(`The request ${fault}.`);
}

/** Undefined when a construct that could not be understood decides. */
function applies(statement: Statement, request: Request, facts: Facts): boolean | undefined {
  if (!coversAction(statement, request.action) || !coversResource(statement, request, facts)) return false;
  let sure = true;
  const named = coversPrincipal(statement, request.principal);
  if (named === false) return false;
  if (named === undefined) sure = false;
  for (const condition of statement.conditions) {
    const holds = conditionHolds(condition, facts);
    if (holds === false) return false;
    if (holds === undefined) sure = false;
  }
  return sure ? true : undefined;
}

function coversAction({ action, notAction }: Statement, requested: string): boolean {
  const matches = (list: ValueList) =>
    list.values.some(({ value }) => value === requested || matchesPatternIgnoringCase(value, requested));
  return action === undefined ? notAction !== undefined && !matches(notAction) : matches(action);
}

/** An action without a resource of its own is asked for on `*`. */
function coversResource({ resource, notResource }: Statement, request: Request, facts: Facts): boolean {
  const list = resource ?? notResource;
  if (list === undefined) return true;
  const matched = list.values.some(({ value }) => matchesResource(value, request.resource ?? "*", facts));
  return matched === (resource !== undefined);
}

function matchesResource(pattern: string, requested: string, facts: Facts): boolean {
  if (!facts.variables || !pattern.includes("${")) return matchesPattern(pattern, requested);
  const filled = fillFromRequest(pattern, facts.valuesOf);
  return filled !== undefined && matchesPattern(filled.pattern, requested, filled.literalAt);
}

function coversPrincipal({ principal, notPrincipal }: Statement, requesting: RequestPrincipal): boolean | undefined {
  if (principal !== undefined) return namesPrincipal(principal, requesting);
  if (notPrincipal === undefined) return true;
  const named = namesPrincipal(notPrincipal, requesting);
  return named === undefined ? undefined : !named;
}

function contextOf({ context, principal }: Request): Facts["valuesOf"] {
  let find: ((lowerKey: string) => string | undefined) | undefined;
  return (lowerKey) => {
    let key: string | undefined = lowerKey;
    if (!Object.hasOwn(context, lowerKey)) {
      find ??= keyFinder(Object.keys(context));
      key = find(lowerKey);
    }
    const given = key === undefined ? undefined : context[key];
    if (typeof given === "string") return [given];
    if (given !== undefined) return given.length === 0 ? undefined : given;
    const derived = keyOfPrincipal(principal, lowerKey);
    return derived === "free" ? undefined : derived;
  };
}

/** A request has a handful of keys, which are soon looked through; one that answers a made-up policy can have thousands. */
function keyFinder(keys: readonly string[]): (lowerKey: string) => string | undefined {
  if (keys.length < 20)
    return (lowerKey) => keys.find((name) => name.length === lowerKey.length && name.toLowerCase() === lowerKey);
  const byLowerName = new Map<string, string>();
  for (const name of keys) if (!byLowerName.has(name.toLowerCase())) byLowerName.set(name.toLowerCase(), name);
  return (lowerKey) => byLowerName.get(lowerKey);
}
