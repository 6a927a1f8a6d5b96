import type { Format } from "../format.ts";
import { jsonText } from "../json-text.ts";
import type { Outcome, Report } from "../report.ts";

/** The report for programs; its shape is `schema/report.schema.json`. */
export const json: Format = {
  id: "json",
  title: "The whole report for programs; its JSON Schema is in the package",
  render(report) {
    return [...jsonParts(report)].join("");
  },
  parts: jsonParts,
};

/** Many outcomes to a part: enough for a write to be worth it, too few to matter. */
const outcomesAtOnce = 100;

function* jsonParts(report: Report): Iterable<string> {
  const { outcomes } = report;
  const frame = `${jsonText({ ...report, outcomes: [] })}\n`;
  // In a string of the report, the quotes would be escaped.
  const list = '"outcomes": [';
  const start = frame.indexOf(list) + list.length;
  yield frame.slice(0, start);
  for (let i = 0; i < outcomes.length; i += outcomesAtOnce) {
    const texts = outcomes.slice(i, i + outcomesAtOnce).map(outcomeText);
    yield `${i === 0 ? "" : ","}${texts.join(",")}`;
  }
  yield `${outcomes.length === 0 ? "" : "\n  "}${frame.slice(start)}`;
}

/** On lines of its own, as deep as the list of the report has it. */
function outcomeText(outcome: Outcome): string {
  return `\n${jsonText(outcome)}`.replaceAll("\n", "\n    ");
}
