import { codeFrame, type FrameLine } from "../code-frame.ts";
import { repairWays } from "../drift/repair-ways.ts";
import { type Finding, findingTypes, type Location, placesOf } from "../finding.ts";
import { fixVerb } from "../fix-verb.ts";
import type { Format, FormatContext } from "../format.ts";
import { stylesheet } from "../html-style.ts";
import { plural } from "../plural.ts";
import { printable } from "../printable.ts";
import { renderMessage } from "../render-message.ts";
import type { Analysed, NotAnalysed, Report } from "../report.ts";
import { requestParts } from "../request-text.ts";
import { isDrifted, isQuiet, tallyOf, typeName, verdictSentence } from "../tally.ts";
import { linesOf } from "../text-lines.ts";

/** One page without scripts, fonts or images from elsewhere: it can be mailed, archived and opened from a disk. */
export const html: Format = {
  id: "html",
  title: "One page for the browser, without scripts",
  render(report, context) {
    const isClean = report.conclusion === "success";
    const analysed = report.outcomes.filter((outcome) => outcome.kind === "analysed");
    const notAnalysed = report.outcomes.filter((outcome) => outcome.kind === "not-analysed");
    const drifted = analysed.filter(isDrifted);
    // A role that drifted shows its findings in its own card.
    const withFindings = analysed.filter((outcome) => outcome.findings.length > 0 && !isDrifted(outcome));
    const clean = analysed.filter(isQuiet);
    const body = [
      `<header class="${isClean ? "passed" : "failed"}"><h1>${isClean ? "Passed" : "Failed"}</h1><p>${text(verdictSentence(report))}</p></header>`,
      tiles(report),
      section(
        "Not analysed",
        notAnalysed.map((outcome) => unread(outcome, context)),
      ),
      section(
        "Drift",
        drifted.map((outcome) => driftCard(outcome, context)),
      ),
      section(
        "Findings",
        withFindings.map((outcome) => findingsCard(outcome, context)),
      ),
      clean.length === 0 ? "" : cleanList(clean),
      footer(report),
    ];
    return page(`redshift-guard: ${isClean ? "passed" : "failed"}`, body.filter((part) => part !== "").join("\n"));
  },
};

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(title)}</title>
<style>${stylesheet}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

function tiles(report: Report): string {
  const { byType, policies, roles, drifted, notAnalysed } = tallyOf(report.outcomes);
  const all: [label: string, count: number, name: string][] = [
    ...(roles.analysed === 0
      ? []
      : ([
          ["roles", roles.analysed, "plain"],
          ["drifted", drifted, "error"],
        ] as [string, number, string][])),
    ...(policies.analysed === 0 ? [] : ([["policies", policies.analysed, "plain"]] as [string, number, string][])),
    ...findingTypes.map((type): [string, number, string] => [`${typeName(type)}s`, byType[type], className(type)]),
    ["not analysed", notAnalysed, "error"],
  ];
  const items = all.map(
    ([label, count, name]) => `<li class="${count === 0 ? "none" : name}"><b>${count}</b> ${label}</li>`,
  );
  return `<ul class="tiles">${items.join("")}</ul>`;
}

function section(title: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `<section><h2>${title}</h2>\n${parts.join("\n")}\n</section>`;
}

function unread({ subject, finding, drift }: NotAnalysed, context: FormatContext): string {
  const status = drift === undefined ? "" : ` <span class="badge error">${drift.status}</span>`;
  return `<article><h3>${code(subject)}${status}</h3>${findingItem(finding, context)}</article>`;
}

function driftCard({ subject, drift, findings }: Analysed, context: FormatContext): string {
  if (drift === undefined) return "";
  const isMild = drift.status !== "DELETED" && drift.verdict === "narrowed";
  const name = drift.verdict === "cosmetic" ? "suggestion" : isMild ? "warning" : "error";
  const sides = (
    [
      ["New access", drift.newAccess, "is let in now and is not expected"],
      ["Lost access", drift.lostAccess, "is expected and is not let in now"],
    ] as const
  ).map(([title, access, says]) => {
    if (access.kind === "none") return "";
    if (access.kind === "unknown") return `<div><h4>${title}: unknown</h4><p>${message(access.because)}</p></div>`;
    const rows = requestParts(access.witness).map(
      ([key, value]) => `<tr><th>${text(key)}</th><td>${code(value)}</td></tr>`,
    );
    return `<div><h4>${title}</h4><p>This request ${says}:</p><table>${rows.join("")}</table></div>`;
  });
  const items = findings.map((finding) => findingItem(finding, context));
  const ways = repairWays(drift).map(
    ({ title, lines }) => `<h4>${text(title)}</h4><pre>${lines.map(text).join("\n")}</pre>`,
  );
  const repair = ways.length === 0 ? "" : `<details><summary>Repair</summary>${ways.join("")}</details>`;
  return `<article><h3>${code(subject)} <span class="badge ${name}">${drift.status}</span> <span class="badge ${name}">${drift.verdict}</span></h3>${sides.some((side) => side !== "") ? `<div class="sides">${sides.join("")}</div>` : ""}${items.join("")}${repair}</article>`;
}

function findingsCard(outcome: Analysed, context: FormatContext): string {
  const { byType } = tallyOf([outcome]);
  const badges = findingTypes
    .filter((type) => byType[type] > 0)
    .map((type) => `<span class="badge ${className(type)}">${plural(byType[type], typeName(type))}</span>`);
  const type =
    outcome.policyType === undefined
      ? ""
      : `<p class="type">${outcome.policyType} policy${outcome.policyTypeReason === undefined ? "" : `: ${message(outcome.policyTypeReason)}`}</p>`;
  const items = outcome.findings.map((finding) => findingItem(finding, context));
  return `<details open><summary>${code(outcome.subject)} ${badges.join(" ")}</summary>${type}${items.join("")}</details>`;
}

function findingItem(finding: Finding, context: FormatContext): string {
  const [first] = finding.locations;
  const name = className(finding.findingType);
  const engine =
    finding.engine === "offline"
      ? ""
      : ` <span class="engine">${finding.engine === "both" ? "both engines" : "IAM Access Analyzer"}</span>`;
  const place =
    first === undefined
      ? ""
      : `<span class="place">${text(`${first.span.start.line}:${first.span.start.column + 1}`)}</span>`;
  const frames = [
    ...placesOf(finding).map((location) => frame(location, undefined, context)),
    ...(finding.related ?? []).map(({ label, location }) => frame(location, label, context)),
  ];
  const verb = fixVerb(finding);
  const what = verb === "Remove" ? "what is marked" : code(finding.replacement ?? "");
  const fix = verb === undefined ? "" : `<p class="fix">${verb} ${what}</p>`;
  const holds = finding.holdsIn === undefined ? "" : `<p>${message(finding.holdsIn.words)}</p>`;
  return `<div class="finding ${name}"><p class="head"><span class="badge ${name}">${typeName(finding.findingType)}</span> ${code(finding.issueCode)} ${place}${engine}${link(finding)}</p><p>${message(finding.findingDetails)}</p>${holds}${frames.join("")}${fix}</div>`;
}

function link({ learnMoreLink }: Finding): string {
  return learnMoreLink.startsWith("https://")
    ? ` <a href="${text(learnMoreLink)}" rel="noreferrer">Learn more</a>`
    : "";
}

function frame(location: Location, label: string | undefined, context: FormatContext): string {
  const file = context.texts.get(location.file ?? "");
  const caption = label === undefined ? "" : `<p class="label">${message(label)}</p>`;
  if (file === undefined || file === "") return caption;
  const lines = codeFrame(linesOf(file), location.span, { width: 112, around: 1 }).filter(
    ({ kind }) => kind !== "underline",
  );
  return `${caption}<pre>${lines.map(frameLine).join("\n")}</pre>`;
}

function frameLine({ gutter, text: line, mark }: FrameLine): string {
  const number = `<span class="n">${gutter}</span> `;
  if (mark === undefined) return number + text(line);
  const marked =
    mark.start === mark.end ? '<mark class="caret"></mark>' : `<mark>${text(line.slice(mark.start, mark.end))}</mark>`;
  return number + text(line.slice(0, mark.start)) + marked + text(line.slice(mark.end));
}

function cleanList(outcomes: readonly Analysed[]): string {
  const items = outcomes.map(({ subject }) => `<li>${code(subject)}</li>`);
  return `<section><h2>Without findings</h2><details><summary>${items.length === 1 ? "1 policy or role" : `${items.length} policies and roles`}</summary><ul>${items.join("")}</ul></details></section>`;
}

function footer({ tool, notes }: Report): string {
  const lines = [...notes, `redshift-guard ${tool.version}, service data of ${tool.serviceDataDate}.`];
  return `<footer>${lines.map((line) => `<p>${text(line)}</p>`).join("")}</footer>`;
}

function className(type: Finding["findingType"]): string {
  return type.toLowerCase().replace("_", "-");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Untrusted text for elements and quoted attributes. */
function text(value: string): string {
  return printable(value).replace(/[&<>"']/g, (character) => entities[character] as string);
}

function code(value: string): string {
  return `<code>${text(value)}</code>`;
}

function message(value: string): string {
  return renderMessage(value, text, code);
}
