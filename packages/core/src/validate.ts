import { applicableChecks } from "./applicable-checks.ts";
import { type Check, issueCodeOf, type Problem } from "./check.ts";
import { jsonSyntaxError } from "./checks/json-syntax-error.ts";
import { type Finding, type Location, type PathElement, pathTo } from "./finding.ts";
import { describe, parseText, toPolicy } from "./parse-policy.ts";
import type { PolicyDocument, PolicyType } from "./policy/document.ts";
import type { ResourceType } from "./policy/resource-type.ts";
import { quoteWhole } from "./quote.ts";
import { reasonNotToRead } from "./reason-not-to-read.ts";
import type { NotAnalysed, Outcome } from "./report.ts";
import type { ServiceReference } from "./service-reference/service-reference.ts";
import { servicesOn } from "./service-reference/services.ts";
import { standsBeside } from "./stands-beside.ts";
import type { ParsedText, SyntaxProblem } from "./syntax/json.ts";
import type { Node, Range } from "./syntax/node.ts";
import { type Positions, positionsIn, type Span } from "./syntax/position.ts";
import { requireDay, requireText, requireTypes } from "./wrong-use.ts";

export interface ValidateOptions {
  /** Detected from the text, with a stated reason, when neither it nor a resource type is given. */
  readonly policyType?: PolicyType;
  /** As ValidatePolicy's `validatePolicyResourceType`: only resource-based policies have one. */
  readonly resourceType?: ResourceType;
  /** The text's name in findings; `.yml` and `.yaml` also choose the syntax. */
  readonly file?: string;
  /** Goes before what the file's name says; JSON where nothing says it. */
  readonly syntax?: "json" | "yaml";
  /** The caller's day, `YYYY-MM-DD`: 90 days after that of the service data, an unknown name is worded with care. */
  readonly today?: string;
}

/** More of one kind are an attack or an accident; the last one says that more are not shown. */
const maxFindingsOfACheck = 500;
/** So are findings with more places than this in all, the first aside: each of many conditions with each of many actions. */
const maxPlacesOfACheck = 20_000;

/**
 * Checks one policy. Never throws on a bad text: it ends as findings, or as not analysed with the reason. Throws a
 * TypeError for options that there are not, or that contradict each other.
 */
export function validatePolicy(text: string, options: ValidateOptions = {}): Outcome {
  requireText(text);
  requireTypes(options);
  requireDay(options.today);
  const subject = options.file ?? "policy";
  const unreadable = reasonNotToRead(text);
  if (unreadable !== undefined) return notAnalysed(subject, unreadable, options.file);
  const parsed = parseText(text, options);
  if (parsed.tooDeep !== undefined) return tooDeep(subject, text, parsed.tooDeep, options.file);
  const { root, problems, plainJson } = parsed;
  if (root === undefined || (options.policyType === undefined && !hasPolicyElement(root)))
    return noPolicy(subject, parsed, options.file);
  const { policy, policyType, policyTypeReason } = toPolicy(root, text, { ...options, problems, plainJson });
  const findings = checkPolicy(policy, locationContext(policy, options.file), options).sort(byPlace);
  return { kind: "analysed", subject, policyType, policyTypeReason, findings };
}

export function tooDeep(subject: string, text: string, at: Range, file?: string): NotAnalysed {
  const reason = {
    code: "TOO_DEEP",
    details: "Brackets nest deeper than any policy does; nothing was read. Check that this file is a policy.",
  };
  return notAnalysed(subject, reason, file, positionsIn(text).span(at));
}

/** `parsed` is absent for a file that is neither JSON nor YAML. */
export function noPolicy(subject: string, parsed: ParsedText | undefined, file?: string): NotAnalysed {
  const details =
    parsed === undefined
      ? "No policy stands in this file. Leave it out, or check its path."
      : noPolicyDetails(parsed.root, parsed.problems);
  return notAnalysed(subject, { code: "NO_POLICY", details }, file);
}

export interface LocationContext {
  readonly file?: string;
  readonly root: Node;
  readonly positions: Positions;
  readonly policyPath: readonly PathElement[];
}

export function locationContext(
  policy: PolicyDocument,
  file?: string,
  policyPath: readonly PathElement[] = [],
): LocationContext {
  return {
    ...(file === undefined ? {} : { file }),
    root: policy.node,
    positions: positionsIn(policy.text),
    policyPath,
  };
}

export interface CheckOptions extends Pick<ValidateOptions, "today"> {
  /** The policy as other deployments have it. A contradiction is told where it stands in all of them. */
  elsewhere?(): Iterable<PolicyDocument>;
}

/**
 * Every check for the policy's type, in the catalogue's order. A text with faults is checked all the same, as far as it
 * could be read: its author learns everything in one run. Where that took a guess, the faults alone are told.
 */
export function checkPolicy(
  policy: PolicyDocument,
  context: LocationContext,
  { today, elsewhere }: CheckOptions = {},
): Finding[] {
  const findings: Finding[] = [];
  const services = servicesOn(today);
  const isMended = atFaults(policy);
  const isGuess = policy.syntaxProblems.some((problem) => problem.isGuess === true);
  let others: readonly ReadonlySet<string>[] | undefined;
  const standsEverywhere = (check: Check, problem: Problem): boolean => {
    others ??= [...(elsewhere?.() ?? [])].map((other) => contradictionsIn(other, services));
    return others.every((other) => other.has(contradictionAt(check, firstPlace(problem))));
  };
  for (const check of isGuess ? [jsonSyntaxError] : applicableChecks(policy, services)) {
    let count = 0;
    let places = 0;
    for (const problem of check.run(policy, services)) {
      // What stands where the text was mended is not its author's.
      if (check !== jsonSyntaxError && isMended(problem)) continue;
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

/** What would write a second time what stands beside it mends nothing. */
function withoutRepetition(problem: Problem, { root }: LocationContext): Problem {
  const { replacement, ...rest } = problem;
  if (replacement?.startsWith('"') !== true) return problem;
  const text: string = JSON.parse(replacement);
  if (!standsBeside(root, firstPlace(problem), text)) return problem;
  const what = rest.details.includes(quoteWhole(text)) ? "That" : quoteWhole(text);
  return { ...rest, details: `${rest.details} ${what} stands beside it already: merge the two, or remove this one.` };
}

/** Of the contradictions in a policy, what they are and where they begin. */
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

/** Tells whether a problem stands at a fault of the text. A string in other quotes is what its author wrote. */
function atFaults({ text, syntaxProblems }: PolicyDocument): (problem: Problem) => boolean {
  const ranges = syntaxProblems
    .map(({ at }) => at)
    .filter(({ start }) => !/['"‘’“”„«»`]/.test(text.charAt(start)))
    .sort((a, b) => a.start - b.start);
  if (ranges.length === 0) return () => false;
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

const moreOfThem =
  "From here on, findings of this kind are not shown: there are too many of them. Mend those before and run again.";

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

/** Access Analyzer's order: by the place of the first location, then by code. */
export function byPlace(a: Finding, b: Finding): number {
  const place = (a.locations[0]?.span.start.offset ?? 0) - (b.locations[0]?.span.start.offset ?? 0);
  return place !== 0 ? place : a.issueCode < b.issueCode ? -1 : a.issueCode > b.issueCode ? 1 : 0;
}

/** Why an input was not analysed. */
export interface Reason {
  /** Upper case; `NOT_ANALYSED_` is put before it. */
  readonly code: string;
  /** Sentences: the reason, and what to do. */
  readonly details: string;
}

const notAnalysedPage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
const origin = { line: 1, column: 0, offset: 0 };

/** The outcome of an input that could not be looked at: on the file as a whole, unless a span says where. */
export function notAnalysed(
  subject: string,
  reason: Reason,
  file?: string,
  span: Span = { start: origin, end: origin },
): NotAnalysed {
  const finding: Finding = {
    findingType: "ERROR",
    issueCode: `NOT_ANALYSED_${reason.code}`,
    findingDetails: reason.details,
    learnMoreLink: notAnalysedPage,
    engine: "offline",
    locations: [{ ...(file === undefined ? {} : { file }), path: [], policyPath: [], span }],
  };
  return { kind: "not-analysed", subject, finding };
}

function hasPolicyElement(root: Node): boolean {
  return root.kind === "object" && root.members.some(({ key }) => /^(version|id|statement)$/i.test(key.value));
}

function noPolicyDetails(root: Node | undefined, problems: readonly SyntaxProblem[]): string {
  const found =
    root === undefined
      ? "It holds no value"
      : root.kind === "object"
        ? "Its object has neither `Statement` nor `Version`"
        : `It is ${describe(root)}, and a policy is an object`;
  const first = problems[0] === undefined ? "" : ` (${problems[0].details})`;
  return `There is no policy in this text. ${found}${first}. Write an object with \`Version\` and \`Statement\`, or leave the file out.`;
}
