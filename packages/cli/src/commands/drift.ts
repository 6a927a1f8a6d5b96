import { closest, exitStatus, formatContext, makeReport, roleIdsOf } from "@redshift-guard/core";
import { Command } from "commander";
import { type ConfigFile, isWrong, readConfigFile } from "../config-file.ts";
import { refuseLostInput } from "../lost-input.ts";
import { orUsageError } from "../or-usage-error.ts";
import { progressLine } from "../progress-line.ts";
import { readReportFile } from "../read-report-file.ts";
import { addReportOptions, failOnOf, type ReportOptions } from "../report-options.ts";
import { several } from "../several.ts";
import { standardError, standardOutput } from "../standard-streams.ts";
import { stopSignal } from "../stop-signal.ts";
import { terminalOf } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";
import { wantedReports, writeReports } from "../write-reports.ts";
import { driftMergeCommand, refuseBaseline } from "./drift-merge.ts";
import { driftPlanCommand } from "./drift-plan.ts";

interface Options extends ReportOptions {
  readonly roles?: readonly string[];
  readonly shard?: string;
  readonly associations?: boolean;
  readonly region?: readonly string[];
  readonly attribution?: boolean;
  readonly confirm: boolean;
  readonly previous?: string;
  readonly repair?: boolean;
  readonly yes?: boolean;
  readonly saveTo?: string;
}

export function driftCommand(): Command {
  const command = new Command("drift")
    // The subcommands have options of the same names.
    .enablePositionalOptions()
    .description(
      "Compares the trust policies of deployed roles with the config: by meaning, and with a request that proves each difference.",
    )
    .option(
      "-r, --roles <source>",
      "where roles are read from; may be repeated: snapshot:FILE, iam:, organization:ROLE, config:AGGREGATOR",
      several,
    )
    .option("--shard <index/count>", "read this part of the accounts only, such as 3/16")
    .option("--associations", "also ask Redshift which clusters and namespaces use which role")
    .option("--region <region>", "where Redshift is asked; may be repeated (default: the environment's)", several)
    .option("--attribution", "ask CloudTrail who changed each role last")
    .option("--no-confirm", "report differences without reading them from IAM again")
    .option("--previous <file>", "the JSON report of the last run: shows roles that were replaced since")
    .option("--repair", "write the expected trust to the drifted roles, after asking")
    .option("--yes", "with --repair: do not ask")
    .option(
      "--save-to <folder>",
      "with --repair: where the replaced documents are kept (default: redshift-guard-replaced)",
    )
    // So a misspelt subcommand is reported as one.
    .allowExcessArguments();
  addReportOptions(command, { without: "baseline" })
    .addHelpText(
      "after",
      `
Examples:
  $ aws iam get-account-authorization-details --filter Role > roles.json
  $ redshift-guard drift --roles snapshot:roles.json    offline, against redshift-guard.yml
  $ aws iam get-account-authorization-details --filter Role | redshift-guard drift --roles snapshot:-
  $ redshift-guard drift --roles iam:                   the account of the AWS credentials
  $ redshift-guard drift --roles organization:audit     every account, through the role \`audit\` in each
  $ redshift-guard drift --roles iam: --format text --format html=out/drift.html
  $ redshift-guard drift --roles iam: --repair          mend what drifted, after a typed confirmation

Exit status: 0 nothing that fails the run (\`--fail-on\`; lost access alone does not, by default), 1 drift that does,
2 wrong use or configuration, 3 something could not be analysed, 130 and 143 stopped by a signal.
With --shard it is 0 once the report is written: \`drift merge\` gives the verdict.`,
    )
    .action((options: Options) => {
      const [word] = command.args;
      if (word !== undefined) throw new UsageError(notASubcommand(word));
      return drift(options);
    })
    .addCommand(driftPlanCommand())
    .addCommand(driftMergeCommand());
  return command;
}

function notASubcommand(word: string): string {
  const meant = closest(word, ["plan", "merge"]);
  const hint = meant === undefined ? "Its subcommands are `plan` and `merge`" : `Did you mean \`drift ${meant}\``;
  return `\`drift\` takes no \`${word}\`. ${hint}${meant === undefined ? "; everything else is an option." : "?"}`;
}

/** An option that does nothing alone was meant to do something. */
function checkOptions({ format, shard, region, associations, repair, yes, saveTo }: Options): void {
  refuseBaseline(format);
  if (shard !== undefined && !format.some((one) => /^json(?:=|$)/.test(one)))
    throw new UsageError(
      "A shard gives no verdict of its own: it leaves a report for `drift merge`. Add `--format json=shard.json`.",
    );
  if (region !== undefined && associations !== true)
    throw new UsageError("`--region` says where Redshift is asked: it goes with `--associations`.");
  for (const [name, given] of [
    ["--yes", yes],
    ["--save-to", saveTo],
  ])
    if (given !== undefined && repair !== true) throw new UsageError(`\`${name}\` goes with \`--repair\`.`);
}

async function drift(options: Options): Promise<void> {
  checkOptions(options);
  const wanted = wantedReports(options.format);
  const configFile = readConfigFile(options.config);
  if (configFile === undefined) {
    throw new UsageError("There is no redshift-guard.yml in this folder. Write one, or name it with `--config FILE`.");
  }
  const { roles } = options;
  if (roles === undefined)
    throw new UsageError(
      "Where are the roles? Write `--roles SOURCE`, such as `--roles snapshot:roles.json` or `--roles iam:`.",
    );
  refuseLostInput(wanted, [...configFile.texts.keys(), ...roles.map((source) => source.replace(/^snapshot:/, ""))]);
  if (options.repair === true && roles.some((source) => source !== "iam:")) {
    throw new UsageError("`--repair` writes to the account of the credentials: it goes with `--roles iam:` alone.");
  }
  if (options.repair === true) (await import("../repair.ts")).checkRepair({ yes: options.yes === true });
  const previous = options.previous === undefined ? undefined : roleIdsOf(readReportFile(options.previous));
  // What talks to AWS is loaded no sooner than it is used.
  const { awsCalls, keepHeapSmall, makeProgress, parseShard, runDrift } = await import("@redshift-guard/aws");
  keepHeapSmall();
  const stop = stopSignal();
  const calls = awsCalls({ signal: stop.signal });
  const progress = makeProgress(calls);
  const shown = progressLine(() => progress.line(), standardError);
  try {
    const run = await orUsageError(() =>
      runDrift(configFile.config, {
        roles,
        calls,
        progress,
        signal: stop.signal,
        confirm: options.confirm,
        associations: options.associations === true,
        attribution: options.attribution === true,
        ...(options.shard === undefined ? {} : { shard: parseShard(options.shard) }),
        ...(options.region === undefined ? {} : { regions: options.region }),
        ...(previous === undefined ? {} : { previousRoleIds: previous }),
      }),
    );
    shown.end();
    const failOn = failOnOf(options.failOn, configFile.config.validate.failOn);
    const shard = options.shard === undefined ? {} : { shard: options.shard };
    const { notes, unseenRoleIds } = run;
    const report = makeReport(run.outcomes, { failOn, toolVersion: version, notes, unseenRoleIds, ...shard });
    const context = formatContext({ texts: configFile.texts, failOn, ...terminalOf(standardOutput, process.env) });
    writeReports(report, wanted, context);
    process.exitCode = statusOf(configFile, exitStatus(report), options);
    if (options.repair === true && !run.wasAborted) {
      const { repair } = await import("../repair.ts");
      const { yes = false, saveTo = "redshift-guard-replaced" } = options;
      process.exitCode = await repair(run, calls, { yes, saveTo, failOn }, process.exitCode);
    }
    // A repair takes its time, too.
    if (run.wasAborted || stop.signal.aborted) process.exitCode = stop.status();
  } finally {
    shown.end();
    stop.release();
    calls.close();
  }
}

function statusOf(configFile: ConfigFile, status: number, { shard }: Options): number {
  if (isWrong(configFile)) return 2;
  return shard === undefined ? status : 0;
}
