import type { PolicyDocument, Statement } from "../policy/document.ts";
import { within } from "./constraint.ts";
import { type Grant, grantsOf } from "./grant.ts";
import { exactLanguage } from "./language.ts";
import { type Cases, casesOf, constraintsFor, type PrincipalCase } from "./principal-case.ts";
import { type Box, boxOf, findUncovered, narrowAll } from "./search.ts";
import { type Space, spaceOf } from "./space.ts";
import { hasVariables, type VariableReading } from "./symbol.ts";
import { trustActionsOf } from "./value-domain.ts";

/** Two policies, read into grants over one space of requests. */
export interface Pair {
  readonly expected: readonly Grant[];
  readonly actual: readonly Grant[];
  readonly space: Space;
  readonly cases: Cases;
}

export function readPair(expected: PolicyDocument, actual: PolicyDocument, reading: VariableReading | undefined): Pair {
  const actions = actual.type === "trust" ? trustActionsOf([expected, actual]) : undefined;
  const read = (policy: PolicyDocument) =>
    grantsOf(policy, { actions, textOf: reading !== undefined && hasVariables(policy) ? reading.textOf : undefined });
  const given = [...(reading?.values ?? [])].map(([key, value]) => within(key, exactLanguage([value])));
  const grants = {
    expected: read(expected),
    actual: read(actual).map((grant) => ({ ...grant, constraints: [...grant.constraints, ...given] })),
  };
  const all = [...grants.expected, ...grants.actual];
  return { ...grants, space: spaceOf([expected, actual], all, actions), cases: casesOf(actual.type, all) };
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
  for (const { readings, because } of pair.cases.doubtful) {
    const [first, second] = readings.map((caller) => searchCase(pair, caller, options));
    if (first !== undefined && second !== undefined) return { found: first, doubt: undefined };
    if (first !== second) return { found: undefined, doubt: because };
  }
  return { found: undefined, doubt: pair.space.doubt };
}

function searchCase(
  { expected, actual, space }: Pair,
  caller: PrincipalCase,
  { doubted }: SearchOptions,
): Found | undefined {
  const counts = (grant: Grant, as: "allowed" | "denied") => grant.doubt === undefined || as === doubted;
  const some = (grants: readonly Grant[], denies: boolean, as: "allowed" | "denied") =>
    grants.flatMap((grant) => {
      if (grant.denies !== denies || !counts(grant, as)) return [];
      const constraints = constraintsFor(caller, grant);
      return constraints === undefined ? [] : [{ statement: grant.statement, constraints }];
    });
  const allows = some(actual, false, "allowed");
  if (allows.length === 0) return undefined;
  const denies = some(actual, true, "denied").map(({ constraints }) => constraints);
  const permitted = some(expected, false, "denied").map(({ constraints }) => constraints);
  const refused = some(expected, true, "allowed").map(({ constraints }) => constraints);

  for (const { statement, constraints } of allows) {
    const box = boxOf(constraints, space);
    if (box === undefined) continue;
    const beyond = findUncovered(box, [...denies, ...permitted], space);
    if (beyond !== undefined) return { box: beyond, caller, statement, space };
    for (const refusal of refused) {
      const shared = narrowAll(box, refusal, space);
      const refusedBefore = shared === undefined ? undefined : findUncovered(shared, denies, space);
      if (refusedBefore !== undefined) return { box: refusedBefore, caller, statement, space };
    }
  }
  return undefined;
}
