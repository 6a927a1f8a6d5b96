import { type Access, newAccess } from "../access/compare.ts";
import { isAllowed } from "../access/request.ts";
import { readAwsPrincipal } from "../policy/aws-principal.ts";
import { isAllow, isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { onlyStatements } from "./dead-statement.ts";

export type NewAccess = Access & { readonly kind: "new" };

/** Everybody who can do more than expected, worst first, each with a request of their own. */
export interface GainedAccess {
  readonly access: readonly NewAccess[];
  /** Principals, as written, of whom it could not be decided. */
  readonly undecided: readonly string[];
}

export const nobody: GainedAccess = { access: [], undecided: [] };

/** Real policies name a few principals; in one that was written to keep us busy, the others are not asked one by one. */
const mostPrincipals = 100;

/** Each question is about all of both texts. Those that IAM stores, indented, are short enough for all its principals. */
const mostCharacters = 3_000_000;

/**
 * One request shows that a policy lets in more than expected, and not who else gained: each principal of the deployed
 * policy is asked alone. What an accepted variant allows is no news. `found` stands where they show nothing of their own.
 */
export function gainedAccess(
  found: Access,
  { expected, actual, account, accepted }: GainedAccessOptions,
): GainedAccess {
  if (found.kind !== "new") return nobody;
  const principals = [...principalsOf(actual)];
  if (principals.length === 1) return { access: [found], undecided: [] };
  const most = Math.min(mostPrincipals, Math.ceil(mostCharacters / (expected.text.length + actual.text.length)));
  const undecided = principals.slice(most).map(({ id }) => id);
  const gained: { readonly rank: number; readonly access: NewAccess }[] = [];
  for (const principal of principals.slice(0, most)) {
    const access = newAccess(expected, alone(actual, principal));
    if (access.kind === "unknown") undecided.push(principal.id);
    if (access.kind !== "new" || accepted.some((variant) => isAllowed(variant, access.witness))) continue;
    gained.push({ rank: rankOf(principal, account), access });
  }
  gained.sort((a, b) => a.rank - b.rank);
  return { access: gained.length === 0 ? [found] : gained.map(({ access }) => access), undecided };
}

export interface GainedAccessOptions {
  readonly expected: PolicyDocument;
  readonly actual: PolicyDocument;
  /** The role's own. */
  readonly account: string;
  /** Accepted variants of the expected trust. */
  readonly accepted: readonly PolicyDocument[];
}

/** One value of `Principal`; a bare `*`, and a statement with `NotPrincipal`, stand for everybody. */
interface NamedPrincipal {
  readonly type: string;
  readonly id: string;
}

const everybody: NamedPrincipal = { type: "AWS", id: "*" };

function isEverybody({ type, id }: NamedPrincipal): boolean {
  return type === everybody.type && id === everybody.id;
}

function* principalsOf(policy: PolicyDocument): Iterable<NamedPrincipal> {
  const seen = new Set<string>();
  for (const { principal, notPrincipal } of policy.statements.filter(isAllow)) {
    const named = (principal?.entries ?? []).flatMap(({ type, values }) =>
      values.map(({ value: id }) => ({ type, id })),
    );
    const all = principal?.bare !== undefined || notPrincipal !== undefined ? [everybody, ...named] : named;
    for (const one of all) {
      const key = `${one.type} ${one.id}`;
      if (!seen.has(key)) yield one;
      seen.add(key);
    }
  }
}

/** The policy as if it let nobody in but this principal; who is denied stays denied. */
function alone(policy: PolicyDocument, wanted: NamedPrincipal): PolicyDocument {
  const statements = policy.statements.flatMap((statement): Statement[] => {
    const { principal } = statement;
    if (isDeny(statement)) return [statement];
    if (principal === undefined || principal.bare !== undefined) return isEverybody(wanted) ? [statement] : [];
    const entries = principal.entries.flatMap((entry) => {
      const values = entry.type === wanted.type ? entry.values.filter(({ value }) => value === wanted.id) : [];
      return values.length === 0 ? [] : [{ ...entry, values }];
    });
    return entries.length === 0 ? [] : [{ ...statement, principal: { ...principal, entries } }];
  });
  return onlyStatements(policy, statements);
}

/** Anyone, another account, an identity provider, the role's own account, a service. */
function rankOf({ type, id }: NamedPrincipal, account: string): number {
  if (type === "Service") return 4;
  if (type !== "AWS") return 2;
  const principal = readAwsPrincipal(id);
  if (principal.kind === "anyone") return 0;
  return principal.account === account ? 3 : 1;
}
