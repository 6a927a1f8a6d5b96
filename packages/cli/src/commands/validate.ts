import { dirname } from "node:path";
import {
  exitStatus,
  formatContext,
  makeReport,
  matchesPathGlob,
  type NotAnalysed,
  notAnalysed,
  type Outcome,
  type PolicyType,
  policyTypes,
  validateFiles,
} from "@redshift-guard/core";
import { Command } from "commander";
import { type ConfigFile, isWrong, readConfigFile } from "../config-file.ts";
import { one } from "../one-of.ts";
import { type ReadFile, readPolicyFiles } from "../policy-files.ts";
import { addReportOptions, failOnOf, type ReportOptions } from "../report-options.ts";
import { terminalOf } from "../terminal.ts";
import { version } from "../version.ts";
import { wantedReports, writeReports } from "../write-reports.ts";

interface Options extends ReportOptions {
  readonly policyType?: PolicyType;
}

export function validateCommand(): Command {
  const command = new Command("validate")
    .summary("check IAM policies in files")
    .description(
      "Checks the IAM policies in files and folders: JSON, YAML, CloudFormation templates, Terraform and its plans.\nWithout a path: what the config names, else every policy in this folder.",
    )
    .argument("[path...]", "files, folders and globs; `-` is the standard input")
    .option(
      "-t, --policy-type <type>",
      `what the policies are, instead of detecting it: ${policyTypes.join(", ")}`,
      one("policy type", policyTypes),
    );
  return addReportOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard validate                             every policy in this folder
  $ redshift-guard validate policies role.json          a folder and a file
  $ aws iam get-role --role-name X | redshift-guard validate -
  $ redshift-guard validate --policy-type scp guardrails/
  $ redshift-guard validate --format text --format sarif=out/policies.sarif

Exit status: 0 clean, 1 findings, 2 wrong use or configuration, 3 something could not be analysed.`,
    )
    .action((paths: readonly string[], options: Options) => validate(paths, options));
}

function validate(paths: readonly string[], options: Options): void {
  const wanted = wantedReports(options.format);
  const configFile = readConfigFile(options.config);
  const failOn = failOnOf(options.failOn, configFile?.config.validate.failOn);
  const read = readPolicyFiles(paths.length > 0 ? paths : defaultPaths(configFile));
  const looked = look(read.files, (file) => options.policyType ?? configuredType(file, configFile));
  const outcomes = [...configOutcomes(configFile), ...read.outcomes, ...looked.outcomes];
  const { passedOver } = looked;
  const skipped =
    passedOver === 0
      ? []
      : [
          passedOver === 1
            ? "1 file holds no policy and was passed over."
            : `${passedOver} files hold no policy and were passed over.`,
        ];
  const report = makeReport(outcomes, { failOn, toolVersion: version, notes: [...read.notes, ...skipped] });
  const texts = new Map([...(configFile?.texts ?? []), ...read.files.map(({ path, text }) => [path, text] as const)]);
  const context = formatContext({ texts, failOn, ...terminalOf(process.stdout, process.env) });
  writeReports(report, wanted, context, (text) => process.stdout.write(text));
  process.exitCode = configFile !== undefined && isWrong(configFile) ? 2 : exitStatus(report);
}

/** The config's globs are relative to the config. */
function defaultPaths(configFile: ConfigFile | undefined): readonly string[] {
  const folder = configFile === undefined ? "." : dirname(configFile.config.file);
  const globs = configFile?.config.validate.paths;
  return globs === undefined ? ["."] : globs.map((glob) => (folder === "." ? glob : `${folder}/${glob}`));
}

function configuredType({ path }: ReadFile, configFile: ConfigFile | undefined): PolicyType | undefined {
  if (configFile === undefined) return undefined;
  const folder = dirname(configFile.config.file);
  const name = folder !== "." && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  for (const [glob, type] of configFile.config.validate.policyTypes ?? []) if (matchesPathGlob(glob, name)) return type;
  return undefined;
}

function configOutcomes(configFile: ConfigFile | undefined): Outcome[] {
  if (configFile === undefined || configFile.config.findings.length === 0) return [];
  const { file: subject, findings } = configFile.config;
  return [{ kind: "analysed", subject, findings }];
}

interface Looked {
  readonly outcomes: readonly Outcome[];
  /** Files that were met in a folder and hold no policy. */
  readonly passedOver: number;
}

function look(files: readonly ReadFile[], typeOf: (file: ReadFile) => PolicyType | undefined): Looked {
  const outcomes: Outcome[] = [];
  const withPolicy = new Set<string>();
  const withoutPolicy = new Map<string, number>();
  let passedOver = 0;
  for (const file of files) {
    const policyType = typeOf(file);
    const ofFile = validateFiles([file], policyType === undefined ? {} : { policyType });
    if (file.walkedFrom !== undefined && ofFile.every(holdsNoPolicy)) {
      passedOver++;
      withoutPolicy.set(file.walkedFrom, (withoutPolicy.get(file.walkedFrom) ?? 0) + 1);
      continue;
    }
    if (file.walkedFrom !== undefined) withPolicy.add(file.walkedFrom);
    outcomes.push(...ofFile);
  }
  // A folder that was named and holds no policy is more likely a wrong path than a clean folder.
  for (const [folder, count] of withoutPolicy) if (!withPolicy.has(folder)) outcomes.push(noPolicyIn(folder, count));
  return { outcomes, passedOver };
}

function holdsNoPolicy(outcome: Outcome): boolean {
  return outcome.kind === "not-analysed" && outcome.finding.issueCode === "NOT_ANALYSED_NO_POLICY";
}

function noPolicyIn(folder: string, files: number): NotAnalysed {
  const looked = files === 1 ? "The 1 file there holds no policy" : `None of the ${files} files there holds a policy`;
  return notAnalysed(folder, { code: "NO_POLICY", details: `${looked}. Check the path.` }, folder);
}
