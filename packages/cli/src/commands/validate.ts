import {
  exitStatus,
  formatContext,
  inWords,
  makeReport,
  type PolicyType,
  plural,
  policyTypes,
} from "@redshift-guard/core";
import { Command } from "commander";
import { type ConfigFile, folderOfConfig, givenOf, isWrong, readConfigFile } from "../config-file.ts";
import { withoutKnown } from "../known-findings.ts";
import { lookAtFiles } from "../look-at-files.ts";
import { refuseLostInput } from "../lost-input.ts";
import { oneOf } from "../one-of.ts";
import { readPolicyFiles } from "../policy-files.ts";
import { addReportOptions, failOnOf, type ReportOptions } from "../report-options.ts";
import { standardOutput } from "../standard-streams.ts";
import { terminalOf } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";
import { wantedReports, writeReports } from "../write-reports.ts";

interface Options extends ReportOptions {
  readonly baseline?: string;
  readonly policyType?: PolicyType;
}

export function validateCommand(): Command {
  const command = new Command("validate")
    .description(
      "Checks the IAM policies in files and folders: JSON, YAML, CloudFormation templates, Terraform and its plans.\nWithout a path: what the config names, else every policy in this folder.",
    )
    .argument("[path...]", "files, folders and globs; `-` is the standard input")
    .option(
      "-t, --policy-type <type>",
      `what the policies are, instead of detecting it: ${policyTypes.join(", ")}`,
      oneOf("policy type", policyTypes),
    );
  return addReportOptions(command)
    .option("--baseline <file>", "let pass the findings that `--format baseline=FILE` wrote there")
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard validate                             every policy in this folder
  $ redshift-guard validate policies role.json          a folder and a file
  $ aws iam get-role --role-name X | redshift-guard validate -
  $ redshift-guard validate --policy-type scp guardrails/
  $ redshift-guard validate --format baseline=known.json; redshift-guard validate --baseline known.json
  $ redshift-guard validate --format text --format sarif=out/policies.sarif

What a deployment decides, such as parameters of templates and variables of Terraform, is given in the config under
\`validate.values\`, by path. Where a condition stays open, each case is checked, and named: \`…, where IsProduction\`.

Exit status: 0 nothing that fails the run (\`--fail-on\`), 1 findings that do, 2 wrong use or configuration,
3 something could not be analysed, 130 and 143 stopped by a signal.`,
    )
    .action((paths: readonly string[], options: Options) => validate(paths, options));
}

function validate(paths: readonly string[], options: Options): void {
  if (paths.some((path) => path.trim() === "")) {
    throw new UsageError(
      "A path is empty; perhaps a variable is not set. Name a file or a folder, or give no path at all for this folder.",
    );
  }
  const wanted = wantedReports(options.format);
  const configFile = readConfigFile(options.config);
  const failOn = failOnOf(options.failOn, configFile?.config.validate.failOn);
  const named = paths.length > 0 ? paths : defaultPaths(configFile);
  const read = readPolicyFiles(named);
  refuseLostInput(wanted, [
    ...named,
    ...(configFile?.texts.keys() ?? []),
    ...(options.baseline === undefined ? [] : [options.baseline]),
  ]);
  const config = configFile?.config;
  const looked = lookAtFiles(read.files, ({ path }) => givenOf(config, path, options.policyType), config);
  const texts = new Map([...(configFile?.texts ?? []), ...read.files.map(({ path, text }) => [path, text] as const)]);
  const left = withoutKnown([...read.outcomes, ...looked.outcomes], {
    config: configFile?.config,
    files: read.files,
    texts,
    isComplete: paths.length === 0,
    ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
  });
  const { passedOver } = looked;
  const skipped =
    passedOver.length === 0
      ? []
      : [
          `${plural(passedOver.length, "file")} ${passedOver.length === 1 ? "holds" : "hold"} no policy and ${passedOver.length === 1 ? "was" : "were"} passed over: ${inWords(passedOver, 5)}.`,
        ];
  const notes = [...read.notes, ...skipped, ...left.notes];
  const report = makeReport(left.outcomes, { failOn, toolVersion: version, notes });
  const context = formatContext({ texts, failOn, ...terminalOf(standardOutput, process.env) });
  writeReports(report, wanted, context);
  process.exitCode = configFile !== undefined && isWrong(configFile) ? 2 : exitStatus(report);
}

/** The config's globs are relative to the config. */
function defaultPaths(configFile: ConfigFile | undefined): readonly string[] {
  const globs = configFile?.config.validate.paths;
  return globs === undefined ? ["."] : globs.map((glob) => folderOfConfig(configFile?.config) + glob);
}
