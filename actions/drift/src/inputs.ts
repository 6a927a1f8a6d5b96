import { getInput } from "@actions/core";
import { type FindingType, findingTypes } from "@redshift-guard/core";
import { inputReader, type WantedReport } from "@redshift-guard/github";

/** What the workflow says in `with:`. */
export interface Inputs {
  readonly roles: readonly string[];
  readonly config: string;
  readonly failOn: FindingType | undefined;
  readonly confirm: boolean;
  readonly associations: boolean;
  readonly regions: readonly string[];
  readonly attribution: boolean;
  readonly shard: string | undefined;
  readonly merge: readonly string[];
  readonly previous: string | undefined;
  readonly issue: "off" | "open" | "account";
  readonly reports: readonly WantedReport[];
  readonly token: string | undefined;
}

export const inputNames = [
  "roles",
  "config",
  "fail-on",
  "confirm",
  "associations",
  "regions",
  "attribution",
  "shard",
  "merge",
  "previous",
  "issue",
  "reports",
  "token",
] as const;

/** Throws a TypeError that names the input, what it may be, and what was probably meant. */
export function readInputs(environment: Readonly<Record<string, string | undefined>>): Inputs {
  const input = inputReader(inputNames, environment, getInput);
  const roles = input.lines("roles");
  const inputs: Inputs = {
    roles: roles.length === 0 ? ["iam:"] : roles,
    config: input.text("config") ?? "redshift-guard.yml",
    failOn: input.optionalChoice("fail-on", findingTypes),
    confirm: input.choice("confirm", ["true", "false"]) === "true",
    associations: input.choice("associations", ["false", "true"]) === "true",
    regions: input.lines("regions"),
    attribution: input.choice("attribution", ["false", "true"]) === "true",
    shard: input.text("shard"),
    merge: input.lines("merge"),
    previous: input.text("previous"),
    issue: input.choice("issue", ["off", "open", "account"]),
    reports: input.reports("reports"),
    token: input.text("token"),
  };
  refuseUseless(inputs);
  return inputs;
}

/** An input without effect beside the others was meant to have one; at worst, the run would be green for lack of it. */
function refuseUseless({ merge, shard, associations, attribution, regions, reports }: Inputs): void {
  const isForReading = { shard, associations, attribution, regions: regions.length > 0 };
  for (const [name, given] of Object.entries(isForReading))
    if (merge.length > 0 && given !== undefined && given !== false)
      throw new TypeError(
        `With \`merge\` no role is read, so \`${name}\` goes to the runs of the shards. Take it out here.`,
      );
  if (regions.length > 0 && !associations)
    throw new TypeError("The input `regions` says where Redshift is asked: it goes with `associations: true`.");
  if (shard !== undefined && !reports.some(({ format }) => format === "json"))
    throw new TypeError(
      "A shard gives no verdict of its own: it leaves a report for `merge`. Write `reports: json=shard.json`, and hand the file over.",
    );
  if (reports.some(({ format }) => format === "baseline"))
    throw new TypeError("Drift has no baseline: a difference that is all right stands in its role's `accept`.");
}
