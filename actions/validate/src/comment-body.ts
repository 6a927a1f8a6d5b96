import {
  detailsOf,
  findingTypes,
  markdownCode,
  markdownMessage,
  markdownText,
  plural,
  type Report,
  shorten,
  tallyOf,
  typeName,
  verdictSentence,
} from "@redshift-guard/core";

const mostFiles = 30;
const mostAccess = 10;

/** The one comment: the verdict, a line for each file with findings, new access and lost denials in sentences, and where the rest is. */
export function commentBody(report: Report, runUrl: string): string {
  const mark = report.conclusion === "success" ? "✅" : "❌";
  const lines = [`### ${mark} redshift-guard`, "", markdownText(verdictSentence(report)), ""];
  const files = report.outcomes.filter((outcome) => outcome.kind === "not-analysed" || outcome.findings.length > 0);
  if (files.length > 0) {
    lines.push("| Policy | Result |", "| --- | --- |");
    for (const outcome of files.slice(0, mostFiles)) {
      lines.push(`| ${markdownCode(shorten(outcome.subject, 200))} | ${resultOf(outcome)} |`);
    }
    if (files.length > mostFiles) lines.push(`| ${files.length - mostFiles} more | |`);
    lines.push("");
  }
  const access = report.outcomes.flatMap(({ subject, ...outcome }) =>
    outcome.kind === "not-analysed"
      ? []
      : outcome.findings
          .filter(({ issueCode }) => issueCode === "NEW_ACCESS" || issueCode === "DENIAL_LOST")
          .map((finding) => ({ subject, details: detailsOf(finding) })),
  );
  for (const { subject, details } of access.slice(0, mostAccess))
    lines.push(`- ${markdownCode(shorten(subject, 200))}: ${markdownMessage(shorten(details, 600))}`);
  if (access.length > mostAccess)
    lines.push(`- and ${plural(access.length - mostAccess, "more finding")} of new access or lost denials`);
  lines.push("", `[The whole report](${runUrl})`);
  return lines.join("\n");
}

function resultOf(outcome: Report["outcomes"][number]): string {
  if (outcome.kind === "not-analysed")
    return `not analysed: ${markdownMessage(shorten(detailsOf(outcome.finding), 300))}`;
  const { byType } = tallyOf([outcome]);
  return findingTypes
    .filter((type) => byType[type] > 0)
    .map((type) => plural(byType[type], typeName(type)))
    .join(", ");
}
