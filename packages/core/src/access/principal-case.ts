import { parseArn } from "../policy/arn.ts";
import { admits, type Constraint, fill, within } from "./constraint.ts";
import type { Grant } from "./grant.ts";
import { everything, globLanguage, type Language, type Pattern, patternLanguage } from "./language.ts";
import { contains, type NamedPrincipal, parseSession } from "./principal.ts";
import { keyOfPrincipal, principalTypes, userName } from "./principal-key.ts";
import type { RequestPrincipal } from "./request.ts";
import { arnSequence, fieldSequence, globSequence, literalSequence, type Sequence, withinName } from "./sequence.ts";
import { serviceNames } from "./service-name.ts";

/**
 * A kind of caller that the comparison looks at by itself: one service, one identity provider, one session; or, where
 * `fixed` is absent, all accounts, roles and users of AWS, as the dimension `principal` of their ARNs.
 */
export interface PrincipalCase {
  readonly fixed?: RequestPrincipal;
  /** The names a service's request carries, where they differ from what `serviceNames` says. */
  readonly names?: readonly string[];
  /** A variable or a pattern stands for the user's name: then the name is not tied to who asks. */
  readonly hasAnyName?: boolean;
}

/** What a case leaves of a grant. Undefined when the grant is not about such a caller. */
export function constraintsFor(caller: PrincipalCase, grant: Grant): readonly Constraint[] | undefined {
  const { fixed, names } = caller;
  if (fixed === undefined) return constraintsForAws(caller, grant);
  if (!containsFixed(grant.principals, fixed, names ?? serviceNames(fixed.id))) return undefined;
  const kept: Constraint[] = [];
  for (const constraint of grant.constraints) {
    const isFree = isOpenIn(fixed, constraint) || isAnyName(caller, constraint);
    const values = isFree ? "free" : keyOfPrincipal(fixed, constraint.dimension, names);
    if (values === "free" || constraint.language.symbolic) kept.push(constraint);
    else if (!admits(constraint, values)) return undefined;
  }
  return kept;
}

/**
 * What is known of the keys that a caller leaves open, where the grants ask for one. A session's ARN has the name of its
 * role and not the role's path; `aws:PrincipalArn` has both.
 */
export function limitsOf({ fixed }: PrincipalCase, grants: readonly Grant[]): readonly Constraint[] {
  const session = fixed === undefined ? undefined : parseSession(fixed);
  if (fixed === undefined || session === undefined) return [];
  if (!grants.some(({ constraints }) => constraints.some((constraint) => isOpenIn(fixed, constraint)))) return [];
  const roles = `arn:${session.partition}:iam::${session.account}:role`;
  const arns = [`${roles}/${session.role}`, `${roles}/*/${session.role}`];
  return [within("aws:principalarn", globLanguage(arns.map((arn) => fill(arn, undefined))))];
}

function isAnyName({ hasAnyName = false }: PrincipalCase, { dimension }: Constraint): boolean {
  return hasAnyName && dimension === "aws:username";
}

function isOpenIn(fixed: RequestPrincipal, { dimension }: Constraint): boolean {
  return dimension === "aws:principalarn" && parseSession(fixed) !== undefined;
}

const exactIds = new WeakMap<readonly NamedPrincipal[], ReadonlySet<string>>();

/** As `contains` for one of many: those written out are looked up. */
function containsFixed(
  principals: readonly NamedPrincipal[],
  fixed: RequestPrincipal,
  names: readonly string[],
): boolean {
  if (principals.length < 20 || fixed.type === "AWS") return principals.some((named) => contains(named, fixed, names));
  let ids = exactIds.get(principals);
  if (ids === undefined) {
    ids = new Set(principals.map((named) => (named.kind === "exact" ? `${named.type} ${named.id}` : named.kind)));
    exactIds.set(principals, ids);
  }
  if (ids.has("anyone")) return true;
  if (ids.has("any-of-type") && principals.some((named) => named.kind === "any-of-type" && named.type === fixed.type))
    return true;
  const own = fixed.type === "Service" ? names : [fixed.id];
  return [fixed.id, ...own].some((id) => ids.has(`${fixed.type} ${id}`));
}

const anAwsPrincipal: RequestPrincipal = { type: "AWS", id: "arn:aws:iam::123456789012:root" };

function constraintsForAws(
  caller: PrincipalCase,
  { principals, constraints }: Grant,
): readonly Constraint[] | undefined {
  const kept: Constraint[] = [];
  if (!principals.some(({ kind }) => kind === "anyone")) {
    const named = awsLanguage(principals);
    if (named === undefined) return undefined;
    kept.push(within("principal", named));
  }
  for (const constraint of constraints) {
    const tied = tiedToArn(constraint);
    if (isAnyName(caller, constraint)) kept.push(constraint);
    else if (tied !== undefined) kept.push(...tied);
    else {
      const values = keyOfPrincipal(anAwsPrincipal, constraint.dimension);
      if (values === "free" || constraint.language.symbolic) kept.push(constraint);
      else if (!admits(constraint, values)) return undefined;
    }
  }
  return kept;
}

/** The ARNs that a `Principal` names. Undefined when it names none. */
function awsLanguage(principals: readonly NamedPrincipal[]): Language | undefined {
  const exact: string[] = [];
  const patterns: Pattern[] = [];
  for (const named of principals) {
    if (named.kind === "exact" && named.type === "AWS") exact.push(named.id);
    if (named.kind === "account") patterns.push(accountPattern(named.partition, named.account));
  }
  return exact.length + patterns.length === 0 ? undefined : patternLanguage(patterns, exact);
}

function accountPattern(partition: string, account: string): Pattern {
  const text = `arn:${partition}:*::${account}:*`;
  return { text, sequence: arnSequence(text, text.length - 1) };
}

/** `aws:PrincipalArn` and keys like `aws:PrincipalAccount` say something of the principal's ARN. */
function tiedToArn(constraint: Constraint): readonly Constraint[] | undefined {
  switch (constraint.dimension) {
    case "aws:principalarn":
      return [{ ...constraint, dimension: "principal" }];
    case "aws:principalaccount":
      return [{ ...constraint, dimension: "principal", language: ofAccounts(constraint.language) }];
    case "aws:principaltype":
      return [{ ...constraint, dimension: "principal", language: ofTypes(constraint.language) }];
    case "aws:username":
      return ofUsers(constraint);
    default:
      return undefined;
  }
}

function ofAccounts(accounts: Language): Language {
  const before = fieldSequence("arn:*:*::");
  const after = globSequence(":*");
  const inField = (sequence: Sequence): Sequence =>
    sequence.flatMap((step) => (step.takesAll ? fieldSequence("*") : [step]));
  const patterns = [
    ...accounts.exact.map((text) => ({ text, sequence: literalSequence(text) })),
    ...accounts.patterns.map(({ text, sequence }) => ({ text, sequence: inField(sequence) })),
  ].map(({ text, sequence }): Pattern => ({ text: `account ${text}`, sequence: [...before, ...sequence, ...after] }));
  return { ...patternLanguage(patterns), has: (id) => accounts.has(parseArn(id)?.account ?? "") };
}

/** Only a user has a user's name: other principals meet the condition where it also holds without one. */
function ofUsers({ language, negated, absent }: Constraint): readonly Constraint[] {
  if (negated === absent) return [within("principal", usersCalled(language, false), negated)];
  if (absent) return [within("principal", usersCalled(language, true))];
  return [within("principal", usersCalled(everything, false)), within("principal", usersCalled(language, false), true)];
}

/** The ARNs of the users of these names, in whatever path; with those of all who are no users, if so wanted. */
function usersCalled(names: Language, orNoUser: boolean): Language {
  const start = fieldSequence("arn:*:iam::*:user/");
  const inPath = [...start, ...globSequence("*/")];
  const users =
    names === everything
      ? [anyOf("user/*")]
      : [
          ...names.exact
            .filter((text) => !text.includes("/"))
            .map((text) => ({ text, sequence: literalSequence(text) })),
          ...names.patterns.map(({ text, sequence }) => ({ text, sequence: withinName(sequence) })),
        ].flatMap(({ text, sequence }): Pattern[] => [
          { text: `user ${text}`, sequence: [...start, ...sequence] },
          { text: `user in a path ${text}`, sequence: [...inPath, ...sequence] },
        ]);
  const others = orNoUser ? ["root", "role/*", "federated-user/*"].map(anyOf) : [];
  return {
    ...patternLanguage([...users, ...others]),
    has: (id) => {
      const name = userName(id);
      return name === undefined ? orNoUser : names.has(name);
    },
  };
}

/** Of a path and a name behind it the last star takes all, so a name is written out, or has wildcards of one character. */
export function isTiedToUser({ dimension, language }: Constraint): boolean {
  if (dimension !== "aws:username" || language === everything) return true;
  return language.patterns.every(({ sequence }) => !sequence.some(({ star }) => star));
}

function anyOf(resource: string): Pattern {
  const start = "arn:*:*:*:*:";
  return { text: `${start}${resource}`, sequence: arnSequence(`${start}${resource}`, start.length) };
}

function ofTypes(types: Language): Language {
  const prefixes = principalTypes.filter(([, type]) => types.has(type)).map(([prefix]) => prefix);
  return patternLanguage(prefixes.map((prefix) => anyOf(prefix.endsWith("/") ? `${prefix}*` : prefix)));
}
