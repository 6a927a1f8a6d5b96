import { isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { TooComplex } from "./automaton.ts";
import { within } from "./constraint.ts";
import { documentFault } from "./document-fault.ts";
import { fingerprint } from "./fingerprint.ts";
import { type Grant, grantsOf } from "./grant.ts";
import { literalLanguage } from "./language.ts";
import { casesOf, constraintsFor, type PrincipalCase } from "./principal-case.ts";
import { isAllowed, type Request } from "./request.ts";
import { type Box, boxOf, findUncovered, narrowAll } from "./search.ts";
import { type Space, spaceOf } from "./space.ts";
import { hasVariables, type VariableReading, variablesOf } from "./symbol.ts";
import { trustActionsOf } from "./value-domain.ts";
import { requestIn } from "./witness.ts";

/** Access that `actual` allows and `expected` does not. "none" is proved; "new" carries a request that shows it. */
export type Access =
  | { readonly kind: "none" }
  | { readonly kind: "new"; readonly witness: Request; readonly statement: Statement }
  | { readonly kind: "unknown"; readonly because: string };

/** What `actual` allows beyond `expected`. Lost access is the same question with the two exchanged. */
export function newAccess(expected: PolicyDocument, actual: PolicyDocument): Access {
  if (expected.type !== actual.type)
    throw new TypeError(`cannot compare a ${expected.type} policy with a ${actual.type} policy`);
  const fault = documentFault(actual) ?? documentFault(expected);
  if (fault !== undefined) return { kind: "unknown", because: fault };
  if (restates(expected, actual)) return { kind: "none" };
  try {
    return decide(expected, actual);
  } catch (error) {
    if (error instanceof TooComplex) return { kind: "unknown", because: error.message };
    throw error;
  }
}

/** Each Allow of `actual` stands in `expected` too, and each Deny of `expected` in `actual`. */
function restates(expected: PolicyDocument, actual: PolicyDocument): boolean {
  const kept = new Set(actual.statements.filter(isDeny).map((statement) => fingerprint(actual, statement)));
  if (!expected.statements.every((statement) => !isDeny(statement) || kept.has(fingerprint(expected, statement))))
    return false;
  const known = new Set(expected.statements.map((statement) => fingerprint(expected, statement)));
  return actual.statements.every((statement) => isDeny(statement) || known.has(fingerprint(actual, statement)));
}

/**
 * A grant that could not be understood in full has a box that is too large, and a policy variable can have any value.
 * "none" is proved with the largest `actual` and the smallest `expected`, and variables that are equal to themselves
 * only; "new" with the smallest and the largest, and variables that have an example's value. What neither settles is
 * unknown.
 */
function decide(expected: PolicyDocument, actual: PolicyDocument): Access {
  const variables = hasVariables(expected) || hasVariables(actual) ? variablesOf([expected, actual]) : undefined;
  const pair = readPair(expected, actual, variables?.asLetters);
  const broad = search(pair, { doubted: "allowed" });
  if (broad.found === undefined && broad.doubt === undefined) return { kind: "none" };

  const doubt = [...pair.expected, ...pair.actual].find((grant) => grant.doubt !== undefined)?.doubt;
  if (doubt === undefined && variables === undefined) return confirm(expected, actual, broad);
  const strict = search(variables === undefined ? pair : readPair(expected, actual, variables.asExamples), {
    doubted: "denied",
  });
  const because = strict.doubt ?? doubt ?? "the policies differ in how they use policy variables";
  return confirm(expected, actual, { ...strict, doubt: because });
}

interface Pair {
  readonly expected: readonly Grant[];
  readonly actual: readonly Grant[];
  readonly space: Space;
  readonly cases: ReturnType<typeof casesOf>;
}

function readPair(expected: PolicyDocument, actual: PolicyDocument, reading: VariableReading | undefined): Pair {
  const actions = actual.type === "trust" ? trustActionsOf([expected, actual]) : undefined;
  const read = (policy: PolicyDocument) =>
    grantsOf(policy, { actions, textOf: reading !== undefined && hasVariables(policy) ? reading.textOf : undefined });
  const given = [...(reading?.values ?? [])].map(([key, value]) => within(key, literalLanguage([value])));
  const grants = {
    expected: read(expected),
    actual: read(actual).map((grant) => ({ ...grant, constraints: [...grant.constraints, ...given] })),
  };
  const all = [...grants.expected, ...grants.actual];
  return { ...grants, space: spaceOf([expected, actual], all, actions), cases: casesOf(actual.type, all) };
}

interface Found {
  readonly box: Box;
  readonly caller: PrincipalCase;
  readonly statement: Statement;
  readonly space: Space;
}

interface Answer {
  readonly found: Found | undefined;
  /** Why nothing found does not mean that there is nothing. */
  readonly doubt: string | undefined;
}

/** Which way grants that are not understood in full count: as access of `actual`, or as none. */
interface SearchOptions {
  readonly doubted: "allowed" | "denied";
}

function search(pair: Pair, options: SearchOptions): Answer {
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

/** The request is asked of both policies before anybody sees it. */
function confirm(expected: PolicyDocument, actual: PolicyDocument, { found, doubt }: Answer): Access {
  if (found !== undefined) {
    const witness = requestIn(found.box, found.caller, found.space, [expected, actual]);
    if (isAllowed(actual, witness) && !isAllowed(expected, witness))
      return { kind: "new", witness, statement: found.statement };
  }
  return { kind: "unknown", because: doubt ?? "no request could be made up that shows the difference" };
}
