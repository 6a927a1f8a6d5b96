import { checkPolicy, type LocationContext, syntaxFinding } from "./check-policy.ts";
import { eachOnce } from "./each-once.ts";
import { readingsElsewhere } from "./elsewhere.ts";
import { FileFaults } from "./file-faults.ts";
import type { Finding } from "./finding.ts";
import { byPlace } from "./finding.ts";
import { givenTypes } from "./given-types.ts";
import { namedPolicies } from "./named-policies.ts";
import { noPolicy, notAnalysed } from "./not-analysed.ts";
import { toPolicy } from "./parse-policy.ts";
import type { PolicyType } from "./policy/document.ts";
import type { ResourceType } from "./policy/resource-type.ts";
import { type RecognisedFile, recognise } from "./recognise.ts";
import { type Analysed, casesOfOutcome, type Outcome } from "./report.ts";
import { type FoundPolicy, type PartlyKnown, type Surroundings, type TextFile, takenForGranted } from "./source.ts";
import type { SyntaxProblem } from "./syntax/json.ts";
import type { Range } from "./syntax/node.ts";
import { type Positions, positionsIn } from "./syntax/position.ts";
import type { PlainJson } from "./syntax/strict-json.ts";
import { requireDay, requireText, requireTypes, requireValues } from "./wrong-use.ts";

/** What the caller knows about the files; without it, each policy's type comes from where and how it stands. */
export interface ValidateFilesOptions extends Surroundings {
  /** For every policy of the files; detected, with a stated reason, when not given. */
  readonly policyType?: PolicyType;
  /** For every resource-based policy of the files, in place of what the files tell. */
  readonly resourceType?: ResourceType;
  /** As in `ValidateOptions`. */
  readonly today?: string;
}

/**
 * Checks every policy in the files. At least one outcome for each file, in the files' order: nothing vanishes. Throws a
 * TypeError for unknown or contradictory options.
 */
export function validateFiles(files: readonly TextFile[], options: ValidateFilesOptions = {}): Outcome[] {
  requireTypes(options);
  requireValues(options.values);
  requireDay(options.today);
  for (const { text } of files) requireText(text);
  return files.flatMap((file) => validateFile(file, options));
}

function validateFile(file: TextFile, options: ValidateFilesOptions): Outcome[] {
  const recognised = recognise(file);
  if ("outcome" in recognised) return [recognised.outcome];
  const outcomes = eachOnce([...outcomesOf(file, recognised, options)]);
  return outcomes.length > 0 ? outcomes : [noPolicy(file.path, recognised.parsed, file.path)];
}

function* outcomesOf(file: TextFile, recognised: RecognisedFile, options: ValidateFilesOptions): Iterable<Outcome> {
  const { parsed } = recognised;
  const positions = positionsIn(file.text);
  const faults = new FileFaults(parsed);
  for (const { found, subject } of namedPolicies(file, recognised, options)) {
    if (found.kind === "unread") {
      yield {
        ...notAnalysed(subject, found, file.path, positions.span(found.at)),
        ...casesOfOutcome(file.path, found.cases),
      };
      for (const partly of found.partly ?? []) {
        const { name, cases } = partly.policy;
        const whole = cases === undefined ? subject : `${file.path}: ${name}`;
        yield* validatePartly(file, partly, positions, options, whole);
      }
      continue;
    }
    const problems = [...faults.takeOwn(found), ...(found.problems ?? [])];
    // A file that is one policy is read as fast as a policy alone.
    const plainJson = found.node === parsed?.root ? parsed.plainJson : undefined;
    yield validateFound(file, found, { problems, plainJson }, positions, options, subject);
  }
  // Faults of the file outside its policies: what follows them may have been misread, so they are shown.
  const context: LocationContext = {
    file: file.path,
    root: parsed?.root ?? { kind: "null", start: 0, end: file.text.length, value: null, text: "" },
    positions,
    policyPath: [],
  };
  const outside = faults.outside();
  if (outside.length > 0) {
    yield { kind: "analysed", subject: file.path, findings: outside.map((fault) => syntaxFinding(fault, context)) };
  }
}

/** What is found in the statements that are known; the policy itself has an outcome that says it was not analysed. */
function* validatePartly(
  file: TextFile,
  { policy, unknownStatements }: PartlyKnown,
  positions: Positions,
  options: ValidateFilesOptions,
  subject: string,
): Iterable<Outcome> {
  const read = { problems: policy.problems ?? [], plainJson: undefined };
  const outcome = validateFound(file, policy, read, positions, options, `${subject} (the statements that are known)`);
  const unknown = unknownStatements.map((range) => positions.span(policy.mapRange?.(range) ?? range));
  const findings = outcome.findings.filter(({ locations, related = [] }) =>
    [...locations, ...related.map(({ location }) => location)].every(({ span }) =>
      unknown.every(({ start, end }) => span.end.offset <= start.offset || end.offset <= span.start.offset),
    ),
  );
  // Without a policy type: the policy's own outcome says that it was not analysed.
  const { policyType: _, policyTypeReason: __, ...known } = outcome;
  if (findings.length > 0) yield { ...known, findings };
}

/** The same words about the same place, once. */
function eachSentenceOnce(findings: readonly Finding[]): Finding[] {
  const bySentence = new Map<string, Finding>();
  for (const finding of findings) {
    const places = finding.locations.map(({ span: { start, end } }) => [start.offset, end.offset]);
    const sentence = JSON.stringify([finding.issueCode, places, finding.findingDetails]);
    if (!bySentence.has(sentence)) bySentence.set(sentence, finding);
  }
  return [...bySentence.values()];
}

function validateFound(
  file: TextFile,
  found: FoundPolicy,
  read: { readonly problems: readonly SyntaxProblem[]; readonly plainJson: PlainJson | undefined },
  positions: Positions,
  options: ValidateFilesOptions,
  subject: string,
): Analysed {
  const typed = givenTypes(options, found);
  const { policy, policyType, policyTypeReason } = toPolicy(found.node, found.text, { ...typed, ...read });
  const map = found.mapRange?.bind(found);
  const context: LocationContext = {
    file: file.path,
    root: found.node,
    positions:
      map === undefined
        ? positions
        : {
            at: (offset) => positions.at(map({ start: offset, end: offset }).start),
            span: (range) => positions.span(map(range)),
          },
    policyPath: found.policyPath,
  };
  const written = (range: Range): string => {
    const { start, end } = map?.(range) ?? range;
    return file.text.slice(start, end);
  };
  const all = checkPolicy(policy, context, {
    ...(options.today === undefined ? {} : { today: options.today }),
    ...(found.assuming === undefined
      ? {}
      : {
          *elsewhere() {
            for (const node of readingsElsewhere(found.node, written)) yield toPolicy(node, found.text, typed).policy;
          },
        }),
  })
    .map((finding) => withPlacesOnce(mapReplacement(finding, found)))
    .sort(byPlace);
  const findings = found.sharesPlaces ? eachSentenceOnce(all) : all;
  const decided = options.policyType === undefined ? (found.policyTypeReason ?? policyTypeReason) : policyTypeReason;
  const taken = takenForGranted(found);
  const reason = taken.length === 0 ? decided : `${decided}; assuming ${taken.join(", ")}`;
  const cases = casesOfOutcome(file.path, found.cases);
  return { kind: "analysed", subject, ...cases, policyType, policyTypeReason: reason, findings };
}

function mapReplacement(finding: Finding, found: FoundPolicy): Finding {
  if (finding.replacement === undefined || found.mapReplacement === undefined) return finding;
  const { replacement, ...rest } = finding;
  const mapped = found.mapReplacement(replacement);
  return mapped === undefined ? rest : { ...rest, replacement: mapped };
}

/** Elements of a list that comes from one function or reference share one place in the file. */
function withPlacesOnce(finding: Finding): Finding {
  const seen = new Set<string>();
  const locations = finding.locations.filter(({ span: { start, end } }) => {
    const place = `${start.offset}-${end.offset}`;
    return !seen.has(place) && seen.add(place);
  });
  return locations.length === finding.locations.length ? finding : { ...finding, locations };
}
