import { detailsOf, type Finding, type FindingType, placesOf } from "../finding.ts";
import type { Format } from "../format.ts";
import { findingsOf, type Outcome } from "../report.ts";

/** A test suite for each policy or role; what fails the run is a failure, what was not analysed is an error. */
export const junit: Format = {
  id: "junit",
  title: "JUnit XML for CI systems that show tests",
  render(report, { failOn }) {
    const suites = report.outcomes.map((outcome) => suiteOf(outcome, failOn));
    const totals = suites.reduce(
      (sum, { tests, failures, errors }) => ({
        tests: sum.tests + tests,
        failures: sum.failures + failures,
        errors: sum.errors + errors,
      }),
      { tests: 0, failures: 0, errors: 0 },
    );
    const head = `<testsuites name="redshift-guard" ${countsOf(totals)}>`;
    return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites.map(({ xml }) => xml), "</testsuites>", ""].join(
      "\n",
    );
  },
};

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

function suiteOf(outcome: Outcome, failOn: ReadonlySet<FindingType>): Counts & { readonly xml: string } {
  const isError = outcome.kind === "not-analysed";
  const findings = findingsOf(outcome);
  const counts = {
    tests: Math.max(1, findings.length),
    failures: isError ? 0 : findings.filter(({ findingType }) => failOn.has(findingType)).length,
    errors: isError ? 1 : 0,
  };
  const name = attribute(outcome.subject);
  const cases = findings.map((finding) =>
    caseOf(outcome, finding, isError ? "error" : failOn.has(finding.findingType) ? "failure" : "system-out"),
  );
  if (cases.length === 0)
    cases.push(`    <testcase classname="${name}" name="${attribute(passedName(outcome))}" time="0"/>`);
  const xml = [
    `  <testsuite name="${name}" ${countsOf(counts)} skipped="0" time="0">`,
    ...cases,
    "  </testsuite>",
  ].join("\n");
  return { ...counts, xml };
}

function passedName({ drift }: Outcome): string {
  return drift === undefined ? "no findings" : `${drift.status}, ${drift.verdict}`;
}

function caseOf(outcome: Outcome, finding: Finding, element: "failure" | "error" | "system-out"): string {
  const [location] = finding.locations;
  const place = location === undefined ? "" : ` at ${location.span.start.line}:${location.span.start.column + 1}`;
  const lines = [
    detailsOf(finding),
    ...placesOf(finding).map(
      ({ file, span }) => `${file ?? outcome.subject}:${span.start.line}:${span.start.column + 1}`,
    ),
    finding.learnMoreLink,
  ];
  const attributes =
    element === "system-out"
      ? ""
      : ` type="${attribute(finding.findingType)}" message="${attribute(detailsOf(finding))}"`;
  return [
    `    <testcase classname="${attribute(outcome.subject)}" name="${attribute(`${finding.issueCode}${place}`)}"${location?.file === undefined ? "" : ` file="${attribute(location.file)}" line="${location.span.start.line}"`} time="0">`,
    `      <${element}${attributes}>${content(lines.join("\n"))}</${element}>`,
    "    </testcase>",
  ].join("\n");
}

function countsOf({ tests, failures, errors }: Counts): string {
  return `tests="${tests}" failures="${failures}" errors="${errors}"`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/**
 * XML 1.0 has no way to write most control characters, nor lone surrogates: they become U+FFFD. Others that move the
 * cursor of a terminal, hide or reorder text are written by their numbers.
 */
function content(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (c) => entities[c] as string)
    .replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => `&#x${(c.codePointAt(0) as number).toString(16)};`);
}

/** A parser turns line ends and tabs in an attribute into spaces, so they are spaces already. */
function attribute(text: string): string {
  return content(text.replace(/[\t\r\n]+/g, " "));
}
