import type { Finding } from "./finding.ts";
import { ownFaults } from "./own-faults.ts";
import { toPolicy } from "./parse-policy.ts";
import type { PolicyType } from "./policy/document.ts";
import { recognise } from "./recognise.ts";
import type { Outcome } from "./report.ts";
import type { FoundPolicy, Source, TextFile } from "./source.ts";
import type { ParsedText, SyntaxProblem } from "./syntax/json.ts";
import { type Positions, positionsIn } from "./syntax/position.ts";
import type { PlainJson } from "./syntax/strict-json.ts";
import { byPlace, checkPolicy, type LocationContext, noPolicy, notAnalysed, syntaxFinding } from "./validate.ts";

export interface ValidateFilesOptions {
  /** For every policy of the files; detected, with a stated reason, when not given. */
  readonly policyType?: PolicyType;
  readonly resourceType?: string;
  /** As in `ValidateOptions`. */
  readonly today?: string;
}

/** Checks every policy in the files. At least one outcome for each file, in the files' order: nothing vanishes. */
export function validateFiles(files: readonly TextFile[], options: ValidateFilesOptions = {}): Outcome[] {
  return files.flatMap((file) => validateFile(file, options));
}

function validateFile(file: TextFile, options: ValidateFilesOptions): Outcome[] {
  const recognised = recognise(file);
  if ("outcome" in recognised) return [recognised.outcome];
  const { parsed, source } = recognised;
  const outcomes = [...outcomesOf(file, parsed, source, options)];
  return outcomes.length > 0 ? outcomes : [noPolicy(file.path, parsed ?? { problems: [] }, file.path)];
}

function* outcomesOf(
  file: TextFile,
  parsed: ParsedText | undefined,
  source: Source,
  options: ValidateFilesOptions,
): Iterable<Outcome> {
  const positions = positionsIn(file.text);
  let faults: readonly SyntaxProblem[] = parsed?.problems ?? [];
  for (const found of source.find(file, parsed)) {
    const subject = found.name === undefined ? file.path : `${file.path}: ${found.name}`;
    if (found.kind === "unread") {
      yield notAnalysed(subject, found, file.path, positions.span(found.at));
      continue;
    }
    const own = ownFaults(found, faults);
    faults = faults.filter((fault) => !own.includes(fault));
    const problems = [...own, ...(found.problems ?? [])];
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
  if (faults.length > 0) {
    yield { kind: "analysed", subject: file.path, findings: faults.map((fault) => syntaxFinding(fault, context)) };
  }
}

function validateFound(
  file: TextFile,
  found: FoundPolicy,
  read: { readonly problems: readonly SyntaxProblem[]; readonly plainJson: PlainJson | undefined },
  positions: Positions,
  options: ValidateFilesOptions,
  subject: string,
): Outcome {
  const given = options.policyType ?? found.policyType;
  const resourceType = options.resourceType ?? found.resourceType;
  const { policy, policyType, policyTypeReason } = toPolicy(found.node, found.text, {
    ...(given === undefined ? {} : { policyType: given }),
    ...(resourceType === undefined ? {} : { resourceType }),
    ...read,
  });
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
  const findings = checkPolicy(policy, context, options)
    .map((finding) => mapReplacement(finding, found))
    .sort(byPlace);
  const decided = options.policyType === undefined ? (found.policyTypeReason ?? policyTypeReason) : policyTypeReason;
  const reason = found.assuming === undefined ? decided : `${decided}; taking ${found.assuming}`;
  return { kind: "analysed", subject, policyType, policyTypeReason: reason, findings };
}

function mapReplacement(finding: Finding, found: FoundPolicy): Finding {
  if (finding.replacement === undefined || found.mapReplacement === undefined) return finding;
  const { replacement, ...rest } = finding;
  const mapped = found.mapReplacement(replacement);
  return mapped === undefined ? rest : { ...rest, replacement: mapped };
}
