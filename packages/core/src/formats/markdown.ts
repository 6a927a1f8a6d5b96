import { repairWays } from "../drift/repair-ways.ts";
import { detailsOf, type Finding, type FindingType, findingTypes, type Location, placesOf } from "../finding.ts";
import { fixVerb } from "../fix-verb.ts";
import type { Format, FormatContext } from "../format.ts";
import { markdownCode, markdownLine, markdownMessage, markdownText, shorten } from "../markdown-text.ts";
import { plural } from "../plural.ts";
import { parseArn } from "../policy/arn.ts";
import type { Analysed, NotAnalysed, Outcome } from "../report.ts";
import { requestParts } from "../request-text.ts";
import { isDrifted, tallyOf, typeName, verdictSentence } from "../tally.ts";

/** GitHub refuses a job summary above 1 MiB (1,048,576 bytes of UTF-8); other steps' text may stand in the same file. */
const maxBytes = 1_000_000;
/** Kept for the last lines, which say what was cut. */
const reserved = 4_000;
const maxText = 1_500;

/** A job summary: the verdict, then what was not analysed, drift, a table by file and the findings. */
export const markdown: Format = {
  id: "markdown",
  title: "A GitHub job summary, always under 1 MiB",
  render(report, context) {
    const page = boundedPage(maxBytes - reserved);
    const word = report.conclusion === "success" ? "✅ redshift-guard: passed" : "❌ redshift-guard: failed";
    page.add([`## ${word}`, "", markdownText(verdictSentence(report)), ""].join("\n"));
    const notAnalysed = report.outcomes.filter((outcome) => outcome.kind === "not-analysed");
    const analysed = report.outcomes.filter((outcome) => outcome.kind === "analysed");
    page.table("Not analysed", ["What", "Why"], notAnalysed, notAnalysedRow);
    const drifted = byAccount(analysed.filter(isDrifted));
    page.table("Drift", driftColumns, drifted, (outcome) => driftRow(outcome, context));
    const found = analysed.filter(({ findings, drift }) => findings.length > 0 && drift === undefined);
    page.table("Findings by file", ["File", ...findingTypes.map(columnName)], found, countRow);
    for (const outcome of found) {
      const { subject, findings } = outcome;
      const title = [markdownCode(shorten(subject, maxText)), ...typeOf(outcome)].join("\n\n");
      page.table(title, ["Type", "Finding", "Line"], findings, (finding) => findingRow(finding, context));
    }
    const repairable = report.outcomes.filter(({ drift }) => drift?.repair !== undefined);
    page.blocks("Repair", repairable, repairBlock);
    const cut = page.cut();
    const notes = report.notes.map((note) => markdownLine(shorten(note, 300))).slice(0, 10);
    if (cut > 0) {
      const where =
        context.wholeReport === undefined ? "the whole report" : markdownText(shorten(context.wholeReport, 300));
      notes.unshift(`${plural(cut, "row")} cut here to stay under GitHub's limit of 1 MiB: see ${where}.`);
    }
    const tool = `redshift-guard ${markdownText(report.tool.version)}, service data of ${report.tool.serviceDataDate}.`;
    return `${page.text()}${[...notes, tool].join("<br>\n")}\n`;
  },
};

interface Page {
  add(text: string): void;
  table<T>(title: string, columns: readonly string[], items: readonly T[], rowOf: (item: T) => string): void;
  blocks<T>(title: string, items: readonly T[], blockOf: (item: T) => string): void;
  cut(): number;
  text(): string;
}

/** Takes what fits; after the first row that does not, nothing more is even written. */
function boundedPage(limit: number): Page {
  const parts: string[] = [];
  let bytes = 0;
  let isFull = false;
  let cutRows = 0;
  return { add, table, blocks, cut: () => cutRows, text: () => parts.join("") };

  function add(text: string): void {
    bytes += utf8Length(text) + 1;
    isFull ||= bytes > limit;
    if (!isFull) parts.push(`${text}\n`);
  }

  function table<T>(title: string, columns: readonly string[], items: readonly T[], rowOf: (item: T) => string): void {
    if (items.length === 0) return;
    add([`### ${title}`, "", `| ${columns.join(" | ")} |`, `|${" --- |".repeat(columns.length)}`].join("\n"));
    addEach(items, rowOf);
    add("");
  }

  function blocks<T>(title: string, items: readonly T[], blockOf: (item: T) => string): void {
    if (items.length === 0) return;
    add(`### ${title}\n`);
    addEach(items, blockOf);
  }

  function addEach<T>(items: readonly T[], textOf: (item: T) => string): void {
    for (const item of items) {
      if (!isFull) add(textOf(item));
      if (isFull) cutRows++;
    }
  }
}

/** What the policy was taken for, and why: with it goes what was assumed of the deployment. */
function typeOf({ policyType, policyTypeReason }: Analysed): string[] {
  if (policyType === undefined) return [];
  const why = policyTypeReason === undefined ? "" : `: ${markdownMessage(shorten(policyTypeReason, maxText))}`;
  return [`${policyType} policy${why}`];
}

function notAnalysedRow({ subject, finding }: NotAnalysed): string {
  const code = `${markdownCode(finding.issueCode)} `;
  return `| ${markdownCode(shorten(subject, maxText))} | ${code}${markdownMessage(shorten(detailsOf(finding), maxText))} |`;
}

const driftColumns = ["Account", "Role", "Status", "What", "New access", "Lost access"];

/** Empty for a role of no certain account. */
function accountOf({ subject }: Outcome): string {
  return parseArn(subject)?.account ?? "";
}

/** Within an account as the config has them. */
function byAccount(outcomes: readonly Analysed[]): readonly Analysed[] {
  const accounts = new Map<string, Analysed[]>();
  for (const outcome of outcomes) {
    const account = accountOf(outcome);
    const others = accounts.get(account);
    if (others === undefined) accounts.set(account, [outcome]);
    else others.push(outcome);
  }
  return [...accounts].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => group);
}

function driftRow(outcome: Analysed, context: FormatContext): string {
  const { subject, drift } = outcome;
  if (drift === undefined) return "";
  const account = accountOf(outcome);
  const role = account === "" ? subject : (parseArn(subject)?.resource ?? subject).replace(/^role\//, "");
  const what = outcome.findings.map((finding) => `${findingText(finding, context)} (${linesOf(placesOf(finding))})`);
  const accesses = [drift.newAccess, drift.lostAccess].map((access) => {
    if (access.kind === "none") return "none";
    if (access.kind === "unknown") return `unknown: ${markdownMessage(shorten(access.because, maxText))}`;
    const parts = requestParts(access.witness);
    return parts.map(([name, value]) => `${markdownText(name)}: ${markdownCode(shorten(value, maxText))}`).join("<br>");
  });
  const name = markdownCode(shorten(role, maxText));
  return `| ${markdownText(account)} | ${name} | ${drift.status}<br>${drift.verdict} | ${what.join("<br><br>")} | ${accesses.join(" | ")} |`;
}

function repairBlock({ subject, drift }: Outcome): string {
  const ways = drift === undefined ? [] : repairWays(drift);
  const parts = ways.map(
    ({ title, lines }) => `${markdownText(title)}:\n<pre>${lines.map(markdownCode).join("\n")}</pre>`,
  );
  return `<details><summary>${markdownCode(shorten(subject, maxText))}</summary>\n\n${parts.join("\n")}\n\n</details>\n`;
}

function countRow(outcome: Analysed): string {
  const { byType } = tallyOf([outcome]);
  const counts = findingTypes.map((type) => (byType[type] === 0 ? "" : String(byType[type])));
  return `| ${markdownCode(shorten(outcome.subject, maxText))} | ${counts.join(" | ")} |`;
}

function findingRow(finding: Finding, context: FormatContext): string {
  const red = context.failOn.has(finding.findingType) ? "❌ " : "";
  return `| ${red}${columnName(finding.findingType)} | ${findingText(finding)} | ${linesOf(placesOf(finding))} |`;
}

/** Code and details; with the context also whether it fails the run. */
function findingText(finding: Finding, context?: FormatContext): string {
  const red = context?.failOn.has(finding.findingType) === true ? "❌ " : "";
  const code = `<a href="${linkOf(finding)}">${markdownCode(finding.issueCode)}</a>`;
  const engine =
    finding.engine === "offline" ? "" : finding.engine === "both" ? " (both engines)" : " (IAM Access Analyzer)";
  const verb = fixVerb(finding);
  const what = verb === "Remove" ? "it" : markdownCode(shorten(finding.replacement ?? "", 200));
  const fix = verb === undefined ? "" : `<br>${verb} ${what}`;
  const details = markdownMessage(shorten(finding.findingDetails, maxText));
  const holds = finding.holdsIn === undefined ? "" : `<br>${markdownMessage(finding.holdsIn.words)}`;
  return `${red}${code}${engine}<br>${details}${holds}${fix}`;
}

function linesOf(locations: readonly Location[]): string {
  const shown = locations.slice(0, 5).map(({ span }) => `${span.start.line}:${span.start.column + 1}`);
  return locations.length > shown.length ? `${shown.join("<br>")}<br>…` : shown.join("<br>");
}

function linkOf({ learnMoreLink }: Finding): string {
  return /^https:\/\/[\w.-]+\/[\w./#?=%&-]*$/.test(learnMoreLink) ? learnMoreLink.replaceAll("&", "&amp;") : "#";
}

function columnName(type: FindingType): string {
  return typeName(type).replace(/^./, (letter) => letter.toUpperCase());
}

/** Bytes that the text takes in UTF-8. */
function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // A surrogate pair is two code units and four bytes.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
