import { baselineOf } from "../baseline.ts";
import type { Format } from "../format.ts";

export const baseline: Format = {
  id: "baseline",
  title: "Today's findings, to be let pass from now on",
  render(report, context) {
    return `${JSON.stringify(baselineOf(report.outcomes, context.texts), null, 2)}\n`;
  },
};
