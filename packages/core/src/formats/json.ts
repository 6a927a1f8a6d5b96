import type { DriftResult } from "../drift.ts";
import type { Format } from "../format.ts";
import type { Outcome } from "../report.ts";

/** The report for programs; its shape is `schema/report.schema.json`. */
export const json: Format = {
  id: "json",
  title: "The whole report for programs; its JSON Schema is in the package",
  render(report) {
    return `${JSON.stringify({ ...report, outcomes: report.outcomes.map(toPlain) }, undefined, 2)}\n`;
  },
};

function toPlain(outcome: Outcome): object {
  if (outcome.drift === undefined) return outcome;
  const { drift } = outcome;
  return {
    ...outcome,
    drift: { ...drift, newAccess: plainAccess(drift.newAccess), lostAccess: plainAccess(drift.lostAccess) },
  };
}

/** A statement holds syntax nodes; readers need which one it is. */
function plainAccess(access: DriftResult["newAccess"]): object {
  if (access.kind !== "new") return access;
  const { index, sid } = access.statement;
  return { ...access, statement: { index, ...(sid === undefined ? {} : { sid: sid.value }) } };
}
