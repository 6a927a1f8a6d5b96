import { exitStatus, formatContext, mergeReports, type Outcome, type Report, roleIdsOf } from "@redshift-guard/core";
import { Command } from "commander";
import { readConfigFile } from "../config-file.ts";
import { refuseLostInput } from "../lost-input.ts";
import { readReportFile } from "../read-report-file.ts";
import { addReportOptions, failOnOf, type ReportOptions } from "../report-options.ts";
import { standardOutput } from "../standard-streams.ts";
import { terminalOf } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { wantedReports, writeReports } from "../write-reports.ts";

/** The verdict of a run that was done in shards. */
export function driftMergeCommand(): Command {
  const command = new Command("merge")
    .summary("fold the JSON reports of all shards into one report")
    .argument("<report...>", "the JSON report of each shard")
    .option(
      "--previous <file>",
      "the JSON report of the last run: keeps known what a shard without a report knew of it",
    );
  return addReportOptions(command, { without: "baseline" })
    .addHelpText(
      "after",
      "\nExample:\n  $ redshift-guard drift merge shard-*.json --format text --format json=drift.json\n\nA shard without a report is not analysed: exit status 3.",
    )
    .action((files: readonly string[], options: ReportOptions & { readonly previous?: string }) => {
      refuseBaseline(options.format);
      const wanted = wantedReports(options.format);
      const configFile = readConfigFile(options.config);
      refuseLostInput(wanted, [...files, ...(configFile?.texts.keys() ?? [])]);
      const failOn = failOnOf(options.failOn, configFile?.config.validate.failOn);
      const previous = options.previous === undefined ? undefined : roleIdsOf(readReportFile(options.previous));
      const report = mergeReports(files.map(readShard), failOn, previous);
      const context = formatContext({ failOn, ...terminalOf(standardOutput, process.env) });
      writeReports(report, wanted, context);
      // As `drift` itself: with mistakes in the config, nothing was compared.
      process.exitCode = report.outcomes.some(isAboutWrongConfig) ? 2 : exitStatus(report);
    });
}

function readShard(path: string): Report {
  const report = readReportFile(path);
  if (report.outcomes.some(isAboutPolicyFile))
    throw new UsageError(`\`${path}\` is a report of \`validate\`, and \`drift merge\` takes those of \`drift\`.`);
  return report;
}

function isAboutPolicyFile(outcome: Outcome): boolean {
  return outcome.kind === "analysed" && outcome.policyType !== undefined && outcome.drift === undefined;
}

export function refuseBaseline(formats: readonly string[]): void {
  if (formats.some((one) => /^baseline(?:=|$)/.test(one)))
    throw new UsageError("`drift` has no baseline: a difference that is all right stands in its role's `accept`.");
}

function isAboutWrongConfig(outcome: Outcome): boolean {
  const findings = outcome.kind === "analysed" ? outcome.findings : [];
  return findings.some(({ issueCode, findingType }) => findingType === "ERROR" && issueCode.startsWith("CONFIG_"));
}
