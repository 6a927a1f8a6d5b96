import {
  type Engine,
  type Finding,
  type FindingType,
  nameInFile,
  type Outcome,
  placesOf,
  printable,
} from "@redshift-guard/core";

/** As the Checks API takes it. https://docs.github.com/en/rest/checks/runs */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: "failure" | "warning" | "notice";
  readonly message: string;
  readonly title: string;
}

/** Who says so, where it is not ours alone. */
const by: Readonly<Record<Engine, string>> = {
  offline: "",
  "access-analyzer": " (IAM Access Analyzer)",
  both: " (both engines)",
};

/** Undefined for a finding that stands in no file. Red is what fails the run. */
export function annotationOf(
  outcome: Outcome,
  finding: Finding,
  failOn: ReadonlySet<FindingType>,
): Annotation | undefined {
  const [first, ...others] = placesOf(finding);
  if (first?.file === undefined) return undefined;
  const { start, end } = first.span;
  const isRed = finding.issueCode.startsWith("NOT_ANALYSED_") || failOn.has(finding.findingType);
  const name = nameInFile(outcome, finding);
  const lines = [
    printable(finding.findingDetails),
    ...(name === undefined ? [] : [`In ${printable(name)}.`]),
    ...(finding.holdsIn === undefined ? [] : [printable(finding.holdsIn.words)]),
    ...others.map(({ file, span }) => `Also at ${printable(file ?? "")}:${span.start.line}:${span.start.column + 1}.`),
    ...(finding.related ?? []).map(({ label, location }) => `Line ${location.span.start.line}: ${printable(label)}`),
    printable(finding.learnMoreLink),
  ];
  return {
    path: first.file,
    start_line: start.line,
    end_line: Math.max(start.line, end.line),
    // GitHub takes columns only for a place within one line.
    ...(start.line === end.line ? { start_column: start.column + 1, end_column: end.column + 1 } : {}),
    annotation_level: isRed ? "failure" : finding.findingType === "SUGGESTION" ? "notice" : "warning",
    message: lines.join("\n").slice(0, 60_000),
    title: `${printable(finding.issueCode).slice(0, 200)}${by[finding.engine]}`,
  };
}
