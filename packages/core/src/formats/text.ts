import { codeFrame } from "../code-frame.ts";
import { repairWays } from "../drift/repair-ways.ts";
import { type Finding, type FindingType, type Location, placesOf } from "../finding.ts";
import type { Format, FormatContext } from "../format.ts";
import { printable } from "../printable.ts";
import type { Outcome, Report } from "../report.ts";
import { requestParts } from "../request-text.ts";
import { isQuiet, verdictSentence } from "../tally.ts";
import { linesOf } from "../text-lines.ts";
import { withoutCommands } from "../without-commands.ts";
import { wrapWords } from "../wrap-words.ts";

/** What a person reads on a terminal: the verdict, then each finding at its place, then what was not analysed. */
export const text: Format = {
  id: "text",
  title: "For people: each finding with the lines it stands on",
  render(report, context) {
    const style = styleOf(context.color);
    const verdict = verdictLine(report, style);
    const linked = new Set<string>();
    const sections = [
      ...report.outcomes
        .filter((outcome) => !isQuiet(outcome))
        .map((outcome) => renderOutcome(outcome, context, style, linked)),
      ...(report.notes.length === 0 ? [] : [report.notes.map((note) => `note: ${printable(note)}`).join("\n")]),
    ];
    // Past a screen, the first line has scrolled away.
    const body = sections.join("\n\n");
    const again = body.split("\n").length > 30 ? [verdict] : [];
    // Not every program that prints it does so by itself.
    return withoutCommands(`${[verdict, ...(sections.length > 0 ? [body] : []), ...again].join("\n\n")}\n`);
  },
};

type Style = Readonly<
  Record<"strong" | "faint" | "red" | "magenta" | "yellow" | "cyan" | "green", (s: string) => string>
>;

function styleOf(color: boolean): Style {
  const sgr = (code: number) => (s: string) => (color ? `\u001b[${code}m${s}\u001b[0m` : s);
  return {
    strong: sgr(1),
    faint: sgr(2),
    red: sgr(31),
    green: sgr(32),
    yellow: sgr(33),
    magenta: sgr(35),
    cyan: sgr(36),
  };
}

const colorOf: Readonly<Record<FindingType, keyof Style>> = {
  ERROR: "red",
  SECURITY_WARNING: "magenta",
  WARNING: "yellow",
  SUGGESTION: "cyan",
};

function verdictLine(report: Report, style: Style): string {
  const word = report.conclusion === "success" ? style.green("PASSED") : style.red("FAILED");
  return `${style.strong(word)}  ${verdictSentence(report)}`;
}

function renderOutcome(outcome: Outcome, context: FormatContext, style: Style, linked: Set<string>): string {
  const head = style.strong(printable(outcome.subject));
  if (outcome.kind === "not-analysed") {
    return [
      `${head}  ${style.red("not analysed")}`,
      ...renderDrift(outcome, style),
      ...renderFinding(outcome.finding, context, style, linked),
      ...renderRepair(outcome, style),
    ].join("\n");
  }
  const type =
    outcome.policyType === undefined || outcome.drift !== undefined
      ? ""
      : style.faint(
          `  ${outcome.policyType} policy${outcome.policyTypeReason === undefined ? "" : ` (${printable(outcome.policyTypeReason)})`}`,
        );
  return [
    `${head}${type}`,
    ...renderDrift(outcome, style),
    ...outcome.findings.flatMap((finding) => renderFinding(finding, context, style, linked)),
    ...renderRepair(outcome, style),
  ].join("\n");
}

function renderDrift({ drift }: Outcome, style: Style): string[] {
  if (drift === undefined) return [];
  const lines = [`  ${style.strong(drift.status)}, ${drift.verdict}`];
  for (const [label, access] of [
    ["new access", drift.newAccess],
    ["lost access", drift.lostAccess],
  ] as const) {
    if (access.kind === "unknown") lines.push(`  ${label}: unknown, because ${printable(access.because)}`);
    if (access.kind !== "new") continue;
    const question = label === "new access" ? "let in now, and not expected" : "expected, and not let in now";
    lines.push(`  ${label}: this request is ${question}`);
    for (const [name, value] of requestParts(access.witness)) lines.push(`    ${printable(name)}: ${printable(value)}`);
  }
  return lines;
}

/** Whole lines, however long: they are there to be copied. */
function renderRepair({ drift }: Outcome, style: Style): string[] {
  if (drift === undefined) return [];
  return repairWays(drift).flatMap(({ title, lines }) => [
    "",
    `  ${style.green(title)}:`,
    ...lines.map((line) => `    ${printable(line)}`),
  ]);
}

function renderFinding(finding: Finding, context: FormatContext, style: Style, linked: Set<string>): string[] {
  const paint = style[colorOf[finding.findingType]];
  const [first] = finding.locations;
  const place = first?.file === undefined ? "" : `  ${printable(placeOf(first))}`;
  const engine = finding.engine === "access-analyzer" ? "  (IAM Access Analyzer)" : "";
  const lines = [
    "",
    `  ${paint(style.strong(finding.findingType))} ${style.strong(printable(finding.issueCode))}${style.faint(place)}${engine}`,
    ...paragraph(finding.findingDetails, context),
    ...(finding.holdsIn === undefined ? [] : paragraph(finding.holdsIn.words, context)),
  ];
  for (const location of placesOf(finding)) lines.push(...renderFrame(location, undefined, context, style, paint));
  for (const { label, location } of finding.related ?? [])
    lines.push(...renderFrame(location, label, context, style, style.cyan));
  if (finding.replacement !== undefined) lines.push(`  ${style.green("fix")}: ${fixOf(finding, context)}`);
  // The page of one code says the same each time.
  if (!linked.has(finding.learnMoreLink)) lines.push(style.faint(`  ${printable(finding.learnMoreLink)}`));
  linked.add(finding.learnMoreLink);
  return lines;
}

function paragraph(text: string, { width }: FormatContext): string[] {
  return wrapWords(printable(text).split(" "), Math.max(width - 2, 40)).map((line) => `  ${line}`);
}

function renderFrame(
  location: Location,
  label: string | undefined,
  context: FormatContext,
  style: Style,
  paint: (s: string) => string,
): string[] {
  const text = context.texts.get(location.file ?? "");
  if (text === undefined || text === "")
    return label === undefined ? [] : [`    ${printable(`${placeOf(location)}: ${label}`)}`];
  const frame = codeFrame(linesOf(text), location.span, {
    width: context.width - 4,
    around: 1,
    ...(label === undefined ? {} : { label }),
  });
  return [
    "",
    ...frame.map(({ gutter, text: code, kind }) =>
      `    ${style.faint(`${gutter} │`)} ${kind === "underline" ? paint(code) : code}`.trimEnd(),
    ),
  ];
}

function fixOf(finding: Finding, context: FormatContext): string {
  const [location] = finding.locations;
  const replacement = printable(finding.replacement as string);
  const text = location === undefined ? undefined : context.texts.get(location.file ?? "");
  const now = text?.slice(location?.span.start.offset, location?.span.end.offset) ?? "";
  if (now === "") return `insert \`${replacement}\``;
  const short = now.length > 60 || now.includes("\n") ? "it" : `\`${printable(now)}\``;
  return replacement === "" ? `remove ${short}` : `replace ${short} with \`${replacement}\``;
}

/** Editors and terminals open `file:line:column`; both count from 1 there. */
function placeOf({ file, span }: Location): string {
  return `${file ?? "policy"}:${span.start.line}:${span.start.column + 1}`;
}
