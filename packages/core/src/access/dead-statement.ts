import { isAllow, type PolicyDocument, type Statement } from "../policy/document.ts";
import { TooComplex } from "./automaton.ts";
import { documentFault } from "./document-fault.ts";
import type { Grant } from "./grant.ts";
import { type Pair, readPair } from "./pair.ts";
import { constraintsFor } from "./principal-case.ts";
import { boxOf, findUncovered } from "./search.ts";
import { hasVariables, variablesOf } from "./symbol.ts";

/** An Allow that lets no request in, and why. */
export interface DeadStatement {
  readonly statement: Statement;
  readonly because: "deleted-principals" | "condition" | "denied" | "principal";
  /** One sentence part: "no value of `sts:ExternalId` can meet its conditions". */
  readonly details: string;
}

/** The Allow statements that admit no request at all. Empty when that cannot be told. */
export function deadStatements(policy: PolicyDocument): readonly DeadStatement[] {
  if (documentFault(policy) !== undefined) return [];
  try {
    const reading = hasVariables(policy) ? variablesOf([policy]).asLetters : undefined;
    const pair = readPair(policy, policy, reading);
    if (pair.space.doubt !== undefined) return [];
    return policy.statements.filter(isAllow).flatMap((statement) => explain(statement, pair) ?? []);
  } catch (error) {
    if (error instanceof TooComplex) return [];
    throw error;
  }
}

function explain(statement: Statement, { actual, cases, space }: Pair): DeadStatement | undefined {
  const own = actual.filter((grant) => grant.statement === statement);
  const [grant] = own;
  if (grant === undefined) {
    const names = (statement.principal?.entries ?? []).flatMap(({ values }) =>
      values.map(({ value }) => `\`${value}\``),
    );
    const details = names.length === 0 ? "it names no principal" : `its principals were deleted: ${names.join(", ")}`;
    return { statement, because: names.length === 0 ? "principal" : "deleted-principals", details };
  }
  const callers = [...cases.sure, ...cases.doubtful.flatMap(({ readings }) => readings)];
  let reachable = false;
  for (const caller of callers) {
    const denies = actual
      .filter((other) => other.denies && other.doubt === undefined)
      .flatMap((other) => {
        const constraints = constraintsFor(caller, other);
        return constraints === undefined ? [] : [constraints];
      });
    for (const one of own) {
      const constraints = constraintsFor(caller, one);
      const box = constraints === undefined ? undefined : boxOf(constraints, space);
      if (box === undefined) continue;
      reachable = true;
      if (findUncovered(box, denies, space) !== undefined) return undefined;
    }
  }
  if (reachable)
    return { statement, because: "denied", details: "every request it admits is denied by another statement" };
  const key = emptyDimension(grant, space);
  if (key === undefined)
    return { statement, because: "principal", details: "its conditions fit none of its principals" };
  return { statement, because: "condition", details: `no value of \`${key}\` can meet its conditions` };
}

function emptyDimension({ constraints, statement }: Grant, space: Pair["space"]): string | undefined {
  for (const dimension of new Set(constraints.map((constraint) => constraint.dimension))) {
    if (
      boxOf(
        constraints.filter((constraint) => constraint.dimension === dimension),
        space,
      ) === undefined
    )
      return statement.conditions.find(({ lowerKey }) => lowerKey === dimension)?.key ?? dimension;
  }
  return undefined;
}
