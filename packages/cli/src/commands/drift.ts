import { detectDrift, exitStatus, formatContext, makeReport, type RoleReading } from "@redshift-guard/core";
import { Command } from "commander";
import { isWrong, readConfigFile } from "../config-file.ts";
import { addReportOptions, failOnOf, type ReportOptions } from "../report-options.ts";
import { terminalOf } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";
import { wantedReports, writeReports } from "../write-reports.ts";

interface Options extends ReportOptions {
  readonly roles: readonly string[];
}

export function driftCommand(): Command {
  const command = new Command("drift")
    .summary("compare deployed roles with what they should trust")
    .description(
      "Compares the trust policies of deployed roles with the config: by meaning, and with a request that proves each difference.",
    )
    .requiredOption(
      "-r, --roles <source>",
      "where roles are read from, as often as wanted: snapshot:FILE, iam:, organization:, …",
      (value: string, values: readonly string[] = []) => [...values, value],
    );
  return addReportOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ aws iam get-account-authorization-details --filter Role > roles.json
  $ redshift-guard drift --roles snapshot:roles.json    offline, against redshift-guard.yml
  $ redshift-guard drift --roles iam:                   the account of the AWS credentials
  $ redshift-guard drift --roles iam: --format text --format html=out/drift.html

Exit status: 0 in sync, 1 drift, 2 wrong use or configuration, 3 something could not be analysed.`,
    )
    .action((options: Options) => drift(options));
}

async function drift(options: Options): Promise<void> {
  const wanted = wantedReports(options.format);
  const configFile = readConfigFile(options.config);
  if (configFile === undefined) {
    throw new UsageError("There is no redshift-guard.yml in this folder. Write one, or name it with `--config FILE`.");
  }
  const notes: string[] = [];
  const readings: RoleReading[] = [];
  // The AWS SDK is loaded no sooner than a source needs it.
  const { openRoles } = await import("@redshift-guard/aws");
  for (const source of options.roles.map(open)) for await (const reading of source.read()) readings.push(reading);
  const outcomes = detectDrift(configFile.config, readings);
  const failOn = failOnOf(options.failOn);
  const report = makeReport(outcomes, { failOn, toolVersion: version, notes });
  const context = formatContext({ texts: configFile.texts, failOn, ...terminalOf(process.stdout, process.env) });
  writeReports(report, wanted, context, (text) => process.stdout.write(text));
  process.exitCode = isWrong(configFile) ? 2 : exitStatus(report);

  function open(spec: string): ReturnType<typeof openRoles> {
    try {
      return openRoles(spec, { note: (text) => notes.push(text) });
    } catch (error) {
      if (error instanceof TypeError) throw new UsageError(error.message);
      throw error;
    }
  }
}
