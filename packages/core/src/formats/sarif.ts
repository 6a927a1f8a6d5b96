import { detailsOf, type Finding, type FindingType, findingTypes, type Location, placesOf } from "../finding.ts";
import { fingerprintsOf } from "../fingerprint.ts";
import type { Format, FormatContext } from "../format.ts";
import { jsonText } from "../json-text.ts";
import { printable } from "../printable.ts";
import { findingsOf, nameInFile, type Report } from "../report.ts";
import { typeName } from "../tally.ts";

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/ as GitHub code scanning reads it. */
export const sarif: Format = {
  id: "sarif",
  title: "SARIF 2.1.0 for code scanning and editors",
  render(report, context) {
    const findings = report.outcomes.flatMap(findingsOf);
    const rules = rulesOf(findings, context);
    const fingerprints = fingerprintsOf(findings, context.texts);
    const run = {
      tool: {
        driver: {
          name: report.tool.name,
          version: report.tool.version,
          rules: [...rules.values()].map(({ rule }) => rule),
        },
      },
      columnKind: "utf16CodeUnits",
      invocations: [invocationOf(report)],
      results: report.outcomes.flatMap((outcome) =>
        findingsOf(outcome).map((finding) => ({
          ruleId: finding.issueCode,
          ruleIndex: rules.get(finding.issueCode)?.index,
          ...resultOf(finding, nameInFile(outcome, finding), context),
          partialFingerprints: { "redshiftGuard/v1": fingerprints.get(finding) },
        })),
      ),
    };
    const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    return `${jsonText(log)}\n`;
  },
};

/** On GitHub's scale: 7.0 and more is high, 4.0 and more medium. */
const securitySeverity: Readonly<Record<FindingType, string>> = {
  SECURITY_WARNING: "8.0",
  ERROR: "5.5",
  WARNING: "3.0",
  SUGGESTION: "1.0",
};

/** One rule for each code, with the strongest type it was found with. */
function rulesOf(findings: readonly Finding[], context: FormatContext): Map<string, { index: number; rule: object }> {
  const strongest = new Map<string, Finding>();
  for (const finding of findings) {
    const known = strongest.get(finding.issueCode);
    if (known === undefined || rank(finding) < rank(known)) strongest.set(finding.issueCode, finding);
  }
  const entries = [...strongest.values()].map(
    (finding, index) => [finding.issueCode, { index, rule: ruleOf(finding, context) }] as const,
  );
  return new Map(entries);
}

function rank(finding: Finding): number {
  return findingTypes.indexOf(finding.findingType);
}

function ruleOf(finding: Finding, context: FormatContext): object {
  const known = context.describe(finding.issueCode);
  const title = plain(known?.title ?? sentenceOf(finding.issueCode));
  const link = finding.learnMoreLink;
  const help = known === undefined ? `See ${link}` : `${known.why}\n\n${known.fix}\n\n${link}`;
  const markdown =
    known === undefined ? `[Learn more](${link})` : `${known.why}\n\n${known.fix}\n\n[Learn more](${link})`;
  return {
    id: finding.issueCode,
    name: finding.issueCode.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: known === undefined ? title : plain(known.why) },
    help: { text: help, markdown },
    ...(/^https:\/\//.test(link) ? { helpUri: link } : {}),
    defaultConfiguration: { level: levelOf(finding.findingType, context) },
    properties: {
      tags: ["security", "iam", typeName(finding.findingType)],
      precision: "high",
      "security-severity": securitySeverity[finding.findingType],
    },
  };
}

function levelOf(type: FindingType, { failOn }: FormatContext): "error" | "warning" | "note" {
  if (failOn.has(type)) return "error";
  return type === "SUGGESTION" ? "note" : "warning";
}

function resultOf(finding: Finding, name: string | undefined, context: FormatContext): object {
  const [first, ...others] = placesOf(finding);
  const related = [...others.map((location) => ({ location, label: "Here too" })), ...(finding.related ?? [])].flatMap(
    ({ location, label }, index) => {
      const physicalLocation = physicalLocationOf(location);
      return physicalLocation === undefined
        ? []
        : [{ id: index + 1, physicalLocation, message: { text: plain(label) } }];
    },
  );
  const place = first === undefined ? undefined : physicalLocationOf(first);
  const logical = name === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: plain(name) }] };
  const fixes = fixesOf(finding);
  return {
    level: finding.issueCode.startsWith("NOT_ANALYSED_") ? "error" : levelOf(finding.findingType, context),
    message: { text: plain(detailsOf(finding)) },
    locations: place === undefined ? [] : [{ physicalLocation: place, ...logical }],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(fixes === undefined ? {} : { fixes }),
    properties: {
      findingType: finding.findingType,
      engine: finding.engine,
      ...(finding.holdsIn === undefined ? {} : { cases: finding.holdsIn.cases }),
    },
  };
}

function fixesOf({ locations: [location], replacement }: Finding): object[] | undefined {
  if (location?.file === undefined || replacement === undefined) return undefined;
  const change = {
    artifactLocation: { uri: uriOf(location.file) },
    replacements: [{ deletedRegion: regionOf(location), insertedContent: { text: replacement } }],
  };
  const text = replacement === "" ? "Remove it" : `Write ${plain(replacement)}`;
  return [{ description: { text }, artifactChanges: [change] }];
}

function physicalLocationOf(location: Location): object | undefined {
  if (location.file === undefined) return undefined;
  return { artifactLocation: { uri: uriOf(location.file) }, region: regionOf(location) };
}

/** SARIF counts columns from 1; its end is exclusive, as ours. */
function regionOf({ span: { start, end } }: Location): object {
  return { startLine: start.line, startColumn: start.column + 1, endLine: end.line, endColumn: end.column + 1 };
}

/** A relative reference, so that code scanning finds the file in the repository whoever checked it out. */
function uriOf(file: string): string {
  const segments = file
    .replaceAll("\\", "/")
    .replace(/^(?:\.\/)+/, "")
    .split("/");
  return segments.map((segment) => encodeURIComponent(segment.replace(/[\ud800-\udfff]/gu, "\ufffd"))).join("/");
}

function invocationOf(report: Report): object {
  const failures = report.outcomes.filter((outcome) => outcome.kind === "not-analysed");
  return {
    executionSuccessful: failures.length === 0,
    toolExecutionNotifications: [
      ...failures.map(({ subject, finding }) => ({
        level: "error",
        message: { text: plain(`${subject}: ${finding.findingDetails}`) },
        descriptor: { id: finding.issueCode },
      })),
      ...report.notes.map((note) => ({ level: "note", message: { text: plain(note) } })),
    ],
  };
}

/** Text that no viewer takes for an embedded link. */
function plain(text: string): string {
  return printable(text).replaceAll("](", "] (");
}

function sentenceOf(code: string): string {
  return code
    .toLowerCase()
    .replaceAll("_", " ")
    .replace(/^./, (letter) => letter.toUpperCase());
}
