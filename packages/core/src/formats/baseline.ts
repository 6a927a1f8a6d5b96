import { baselineOf } from "../baseline.ts";
import type { Format } from "../format.ts";
import { jsonText } from "../json-text.ts";

export const baseline: Format = {
  id: "baseline",
  title: "Today's findings, to be let pass from now on",
  render(report, context) {
    return `${jsonText(baselineOf(report.outcomes, context.texts))}\n`;
  },
};
