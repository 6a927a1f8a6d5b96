import type { PolicyDocument, PolicyType, Statement } from "../policy/document.ts";
import { type ActionBox, type ActionClass, classesOf, indexByAction } from "./action-class.ts";
import { fullBudget, spend } from "./budget.ts";
import { type Cases, casesOf } from "./cases.ts";
import { type Constraint, isSame, within } from "./constraint.ts";
import { type Grant, grantsOf } from "./grant.ts";
import { exactLanguage } from "./language.ts";
import { constraintsFor, limitsOf, type PrincipalCase } from "./principal-case.ts";
import { type Box, boxOf, findUncovered, narrowAll } from "./search.ts";
import { type Space, spaceOf } from "./space.ts";
import { hasVariables, type VariableReading } from "./symbol.ts";
import { trustActionsOf } from "./value-domain.ts";

/** Two policies, read into grants over one space of requests. */
export interface Pair {
  readonly type: PolicyType;
  readonly expected: readonly Grant[];
  readonly actual: readonly Grant[];
  readonly space: Space;
  readonly cases: Cases;
}

export function readPair(expected: PolicyDocument, actual: PolicyDocument, reading: VariableReading | undefined): Pair {
  const actions = actual.type === "trust" ? trustActionsOf([expected, actual]) : undefined;
  const budget = fullBudget();
  const read = (policy: PolicyDocument) => {
    const textOf = reading !== undefined && hasVariables(policy) ? reading.textOf : undefined;
    return grantsOf(policy, { actions, textOf, budget });
  };
  const given = [...(reading?.values ?? [])].map(([key, value]) => within(key, exactLanguage([value])));
  const grants = {
    expected: read(expected),
    actual: given.length === 0 ? read(actual) : read(actual).map((grant) => limited(grant, given)),
  };
  const all = [...grants.expected, ...grants.actual];
  return {
    type: actual.type,
    ...grants,
    space: spaceOf([expected, actual], all, actions, budget),
    cases: casesOf(actual.type, all, reading?.keys),
  };
}

function limited(grant: Grant, given: readonly Constraint[]): Grant {
  return { ...grant, constraints: [...grant.constraints, ...given] };
}

/** A part of the space that `actual` allows and `expected` does not. */
export interface Found {
  readonly box: Box;
  readonly caller: PrincipalCase;
  readonly statement: Statement;
  readonly space: Space;
}

export interface Answer {
  readonly found: Found | undefined;
  /** Why nothing found does not mean that there is nothing. */
  readonly doubt: string | undefined;
}

/** Which way grants that are not understood in full count: as access of `actual`, or as none. */
export interface SearchOptions {
  readonly doubted: "allowed" | "denied";
}

export function search(pair: Pair, options: SearchOptions): Answer {
  for (const caller of pair.cases.sure) {
    const found = searchCase(pair, caller, options);
    if (found !== undefined) return { found, doubt: undefined };
  }
  let doubt = pair.cases.doubt ?? pair.space.doubt;
  for (const { readings, because } of pair.cases.doubtful) {
    const [first, second] = readings.map((caller) => searchCase(pair, caller, options));
    if (first !== undefined && second !== undefined) return { found: first, doubt: undefined };
    if (first !== second) doubt ??= because;
  }
  return { found: undefined, doubt };
}

/** A difference for callers of one case, within the limits where there are some; then the plainest Allow goes first. */
export function searchCase(
  pair: Pair,
  caller: PrincipalCase,
  { doubted }: SearchOptions,
  limits: readonly Constraint[] = [],
): Found | undefined {
  const { space } = pair;
  const part = (side: Part["side"], denies: boolean, as: "allowed" | "denied"): readonly Part[] =>
    pair[side].flatMap((grant) => {
      spend(space.budget, 1 + (grant.constraints.length >> 2));
      if (caller.fixed?.type === "AWS") spend(space.budget, grant.principals.length);
      if (grant.denies !== denies || (grant.doubt !== undefined && as !== doubted)) return [];
      const constraints = constraintsFor(caller, grant);
      return constraints === undefined
        ? []
        : [{ side, denies, statement: grant.statement, action: grant.action, constraints }];
    });
  const written = part("actual", false, "allowed");
  if (written.length === 0) return undefined;
  const allows =
    limits.length === 0 ? written : written.toSorted((a, b) => a.constraints.length - b.constraints.length);
  const known = [...limits, ...limitsOf(caller, [...pair.actual, ...pair.expected])];
  const index = indexByAction([
    ...part("actual", true, "denied"),
    ...part("expected", false, "denied"),
    ...part("expected", true, "allowed"),
  ]);
  for (const { statement, action, constraints } of allows) {
    for (const { action: some, near } of classesOf(action, index, space.budget)) {
      const whole = boxOf([some, ...known, ...constraints], space);
      const box = whole === undefined ? undefined : findBeyond(whole, near, space);
      if (box !== undefined) return { box, caller, statement, space };
    }
  }
  return undefined;
}

/** What one statement says to a caller. */
interface Part extends ActionBox {
  readonly side: "expected" | "actual";
  readonly denies: boolean;
  readonly statement: Statement;
}

/** A part of the box that `actual` does not deny, and that `expected` does not allow, or denies. */
function findBeyond(box: Box, near: ActionClass<Part>["near"], space: Space): Box | undefined {
  const of = (side: Part["side"], denies: boolean) =>
    near.flatMap((one) => (one.box.side === side && one.box.denies === denies ? [one.constraints] : []));
  const denied = of("actual", true);
  const found = findUncovered(box, [...denied, ...of("expected", false)], space);
  if (found !== undefined) return found;
  for (const refusal of of("expected", true)) {
    spend(space.budget, (denied.length * (1 + refusal.length)) >> 3);
    if (denied.some((cover) => cover.every((constraint) => refusal.some((other) => isSame(constraint, other)))))
      continue;
    const refused = narrowAll(box, refusal, space);
    const admitted = refused === undefined ? undefined : findUncovered(refused, denied, space);
    if (admitted !== undefined) return admitted;
  }
  return undefined;
}
