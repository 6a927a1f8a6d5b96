import { defaultFailOn, type FindingType, failOnFrom, findingTypes, formats } from "@redshift-guard/core";
import { type Command, Option } from "commander";
import { oneOf } from "./one-of.ts";
import { several } from "./several.ts";

/** The options of every command that reports findings. */
export interface ReportOptions {
  readonly config?: string;
  readonly format: readonly string[];
  readonly failOn?: FindingType;
}

export function addConfigOption(command: Command): Command {
  return command.option(
    "-c, --config <file>",
    "the config (default: redshift-guard.yml of this folder, where there is one)",
  );
}

/** `without` is a format that the command cannot use. */
export function addReportOptions(command: Command, { without }: { readonly without?: string } = {}): Command {
  const ids = formats.flatMap(({ id }) => (id === without ? [] : [id])).join(", ");
  return addConfigOption(command)
    .addOption(
      new Option("-f, --format <id[=file]>", `how to report; may be repeated: ${ids}`)
        .argParser<readonly string[]>(several)
        .default([], "text"),
    )
    .option(
      "--fail-on <type>",
      `the weakest finding that fails the run: ${findingTypes.join(", ")} (default: what the config says, else SECURITY_WARNING)`,
      oneOf("finding type", findingTypes),
    );
}

export function failOnOf(option: FindingType | undefined, configured?: FindingType): ReadonlySet<FindingType> {
  const weakest = option ?? configured;
  return weakest === undefined ? defaultFailOn : failOnFrom(weakest);
}
