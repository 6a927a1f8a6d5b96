import { applicableChecks } from "./applicable-checks.ts";
import { type Check, issueCodeOf, type Problem } from "./check.ts";
import { jsonSyntaxError } from "./checks/json-syntax-error.ts";
import { type Finding, type Location, type PathElement, pathTo } from "./finding.ts";
import type { PolicyDocument } from "./policy/document.ts";
import { quoteWhole } from "./quote.ts";
import type { ServiceReference } from "./service-reference/service-reference.ts";
import { servicesOn } from "./service-reference/services.ts";
import { standsBeside } from "./stands-beside.ts";
import type { SyntaxProblem } from "./syntax/json.ts";
import type { Node, Range } from "./syntax/node.ts";
import { type Positions, positionsIn } from "./syntax/position.ts";

/** More findings of one check are an attack or an accident; the last one says that more are not shown. */
const maxFindingsOfACheck = 500;
/**
 * Neither are findings with more places than this in all, except for the first: each of many conditions with each of
 * many actions.
 */
const maxPlacesOfACheck = 20_000;

export interface LocationContext {
  readonly file?: string;
  readonly root: Node;
  readonly positions: Positions;
  readonly policyPath: readonly PathElement[];
}

/** For a policy that is the whole of its text. */
export function locationContext(policy: PolicyDocument, file?: string): LocationContext {
  return {
    ...(file === undefined ? {} : { file }),
    root: policy.node,
    positions: positionsIn(policy.text),
    policyPath: [],
  };
}

export interface CheckOptions {
  /** As in `ValidateOptions`. */
  readonly today?: string;
  /** The policy as other deployments would have it. A contradiction is reported only where all of them have it. */
  elsewhere?(): Iterable<PolicyDocument>;
}

/**
 * Runs every check for the policy's type, in the catalogue's order. A text with faults is checked too, as far as it
 * could be read, so that its author learns everything in one run; but not beyond a fault after which reading it was a
 * guess.
 */
export function checkPolicy(
  policy: PolicyDocument,
  context: LocationContext,
  { today, elsewhere }: CheckOptions = {},
): Finding[] {
  const findings: Finding[] = [];
  const services = servicesOn(today);
  const isMended = atFaults(policy);
  const isCertain = beforeGuess(policy);
  let others: readonly ReadonlySet<string>[] | undefined;
  const standsEverywhere = (check: Check, problem: Problem): boolean => {
    others ??= [...(elsewhere?.() ?? [])].map((other) => contradictionsIn(other, services));
    return others.every((other) => other.has(contradictionAt(check, firstPlace(problem))));
  };
  for (const check of applicableChecks(policy, services)) {
    let count = 0;
    let places = 0;
    for (const problem of check.run(policy, services)) {
      // What stands where the text was mended is not the author's.
      if (check !== jsonSyntaxError && (isMended(problem) || !isCertain(problem))) continue;
      if (check.contradiction === true && elsewhere !== undefined && !standsEverywhere(check, problem)) continue;
      places += ("start" in problem.at ? 1 : problem.at.length) + (problem.related?.length ?? 0);
      if (++count > maxFindingsOfACheck || (count > 1 && places > maxPlacesOfACheck)) {
        findings.push(toFinding(check, { at: firstPlace(problem), details: moreOfThem }, context));
        break;
      }
      findings.push(
        toFinding(check, check === jsonSyntaxError ? problem : withoutRepetition(problem, context), context),
      );
    }
  }
  return findings;
}

/** A replacement that repeats what stands beside it mends nothing. */
function withoutRepetition(problem: Problem, { root }: LocationContext): Problem {
  const { replacement, ...rest } = problem;
  if (replacement?.startsWith('"') !== true) return problem;
  const text: string = JSON.parse(replacement);
  if (!standsBeside(root, firstPlace(problem), text)) return problem;
  const what = rest.details.includes(quoteWhole(text)) ? "That" : quoteWhole(text);
  return { ...rest, details: `${rest.details} ${what} stands beside it already: merge the two, or remove this one.` };
}

/** The contradictions in a policy, by their check and where they begin. */
function contradictionsIn(policy: PolicyDocument, services: ServiceReference): Set<string> {
  const found = new Set<string>();
  for (const check of applicableChecks(policy, services)) {
    if (check.contradiction !== true) continue;
    for (const problem of check.run(policy, services)) found.add(contradictionAt(check, firstPlace(problem)));
  }
  return found;
}

function contradictionAt(check: Check, { start }: Range): string {
  return `${check.id} ${start}`;
}

const nowhere = (): boolean => false;

/** Tells whether a problem stands at a fault of the text. A string in other quotes is what its author wrote. */
function atFaults({ text, syntaxProblems }: PolicyDocument): (problem: Problem) => boolean {
  if (syntaxProblems.length === 0) return nowhere;
  const ranges = syntaxProblems
    .map(({ at }) => at)
    .filter(({ start }) => !/['"‘’“”„«»`]/.test(text.charAt(start)))
    .sort((a, b) => a.start - b.start);
  if (ranges.length === 0) return nowhere;
  return (problem) => {
    const { start, end } = firstPlace(problem);
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle] as Range).end < start) low = middle + 1;
      else high = middle;
    }
    const next = ranges[low];
    return next !== undefined && next.start <= end;
  };
}

const anywhere = (): boolean => true;

/** Tells whether a problem stands, with all its places, in statements that were read before reading became a guess. */
function beforeGuess({ statements, syntaxProblems }: PolicyDocument): (problem: Problem) => boolean {
  const guesses = syntaxProblems.flatMap(({ at, isGuess }) => (isGuess === true ? [at.start] : []));
  if (guesses.length === 0) return anywhere;
  const firstGuess = Math.min(...guesses);
  const certain = statements.filter(({ node }) => node.end <= firstGuess);
  const from = certain[0]?.node.start ?? firstGuess;
  const to = certain[certain.length - 1]?.node.end ?? firstGuess;
  const isBefore = ({ start, end }: Range): boolean => from <= start && end <= to;
  return ({ at, related = [] }) =>
    ("start" in at ? isBefore(at) : at.every(isBefore)) && related.every((other) => isBefore(other.at));
}

const moreOfThem =
  "From here on, findings of this kind are not shown: there are too many of them. Fix those above and run again.";

function firstPlace({ at }: Problem): Range {
  return "start" in at ? at : (at[0] as Range);
}

function toFinding(check: Check, problem: Problem, context: LocationContext): Finding {
  const places = "start" in problem.at ? [problem.at] : problem.at;
  return {
    findingType: check.findingType,
    issueCode: issueCodeOf(check.id),
    findingDetails: problem.details,
    learnMoreLink: check.learnMoreLink,
    engine: "offline",
    locations: places.map((range) => toLocation(range, context)),
    ...(problem.related === undefined
      ? {}
      : { related: problem.related.map(({ at, label }) => ({ label, location: toLocation(at, context) })) }),
    ...(problem.replacement === undefined ? {} : { replacement: problem.replacement }),
  };
}

/** A fault of a file outside the policies in it. */
export function syntaxFinding(problem: SyntaxProblem, context: LocationContext): Finding {
  return toFinding(jsonSyntaxError, problem, context);
}

function toLocation(range: Range, context: LocationContext): Location {
  const file = context.file === undefined ? {} : { file: context.file };
  return {
    ...file,
    path: pathTo(context.root, range),
    policyPath: context.policyPath,
    span: context.positions.span(range),
  };
}
