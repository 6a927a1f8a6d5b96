import { type Finding, findingTypes, placesOf } from "../finding.ts";
import type { Format, FormatContext } from "../format.ts";
import { plural } from "../plural.ts";
import { printable } from "../printable.ts";
import { findingsOf, nameInFile, type Report } from "../report.ts";
import { verdictSentence } from "../tally.ts";

type Level = "error" | "warning" | "notice";

/** GitHub shows ten annotations of each level for a step and drops the rest without a word. */
const maxOfLevel = 10;

/**
 * Workflow commands that GitHub turns into annotations.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export const github: Format = {
  id: "github",
  title: "GitHub annotations as workflow commands, worst first",
  isCommands: true,
  render(report, context) {
    const shown: Record<Level, number> = { error: 0, warning: 0, notice: 0 };
    const left: Record<Level, number> = { error: 0, warning: 0, notice: 0 };
    const findings = worstFirst(report, context);
    const tooMany = findings.length > maxOfLevel;
    const lines: string[] = [];
    for (const { finding, name } of findings) {
      const level = levelOf(finding, context);
      // One notice is kept for the line that says what was cut.
      const room = level === "notice" && tooMany ? maxOfLevel - 1 : maxOfLevel;
      if (shown[level] >= room) left[level]++;
      else {
        shown[level]++;
        lines.push(annotation(level, finding, name));
      }
    }
    const cut = (["error", "warning", "notice"] as const).filter((level) => left[level] > 0);
    if (cut.length > 0) {
      const counts = cut.map((level) => plural(left[level], `more ${level}`)).join(", ");
      const where = context.wholeReport === undefined ? "the whole report" : printable(context.wholeReport);
      const message = `${counts} not shown here, because GitHub shows ${maxOfLevel} of a level: see ${where}.`;
      lines.push(`::notice title=redshift-guard::${escapeData(message)}`);
    }
    const verdict = report.conclusion === "success" ? "passed" : "failed";
    return `${[...lines, `redshift-guard ${verdict}: ${verdictSentence(report)}`].join("\n")}\n`;
  },
};

interface Named {
  readonly finding: Finding;
  readonly name: string | undefined;
}

function worstFirst(report: Report, context: FormatContext): Named[] {
  const findings = report.outcomes.flatMap((outcome) =>
    findingsOf(outcome).map((finding) => ({ finding, name: nameInFile(outcome, finding) })),
  );
  const rank = (finding: Finding): number =>
    finding.issueCode.startsWith("NOT_ANALYSED_")
      ? -1
      : findingTypes.indexOf(finding.findingType) + (context.failOn.has(finding.findingType) ? 0 : findingTypes.length);
  return findings.sort((a, b) => rank(a.finding) - rank(b.finding));
}

/** Red is what fails the run. */
function levelOf(finding: Finding, context: FormatContext): Level {
  if (finding.issueCode.startsWith("NOT_ANALYSED_") || context.failOn.has(finding.findingType)) return "error";
  return finding.findingType === "SUGGESTION" ? "notice" : "warning";
}

function annotation(level: Level, finding: Finding, name: string | undefined): string {
  const [first, ...others] = placesOf(finding);
  const properties: string[] = [];
  if (first?.file !== undefined) {
    const { start, end } = first.span;
    properties.push(`file=${escapeProperty(first.file)}`, `line=${start.line}`, `endLine=${end.line}`);
    // GitHub refuses columns on a span of several lines.
    if (start.line === end.line) properties.push(`col=${start.column + 1}`, `endColumn=${end.column + 1}`);
  }
  properties.push(`title=${escapeProperty(printable(finding.issueCode))}`);
  const places = [
    ...(name === undefined ? [] : [`In ${printable(name)}.`]),
    ...(finding.holdsIn === undefined ? [] : [printable(finding.holdsIn.words)]),
    ...others.map((location) => `Also at ${placeOf(location)}.`),
    ...(finding.related ?? []).map(({ label, location }) => `At ${placeOf(location)}: ${printable(label)}`),
  ];
  const message = [printable(finding.findingDetails), ...places, printable(finding.learnMoreLink)].join("\n");
  return `::${level} ${properties.join(",")}::${escapeData(message)}`;
}

function placeOf(location: Finding["locations"][number]): string {
  return `${printable(location.file ?? "the policy")}:${location.span.start.line}:${location.span.start.column + 1}`;
}

/** The rules of the runner: a command ends at the line's end, `%` begins an escape. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
