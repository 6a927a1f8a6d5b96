import {
  defaultFailOn,
  exitStatus,
  type FindingType,
  failOnFrom,
  findingTypes,
  formatContext,
  makeReport,
  type NotAnalysed,
  notAnalysed,
  type Outcome,
  type PolicyType,
  policyTypes,
  validateFiles,
} from "@redshift-guard/core";
import { Command } from "commander";
import { one } from "../one-of.ts";
import { readPolicyFiles } from "../policy-files.ts";
import { terminalOf } from "../terminal.ts";
import { version } from "../version.ts";
import { wantedReports, writeReports } from "../write-reports.ts";

interface Options {
  readonly config?: string;
  readonly policyType?: PolicyType;
  readonly format: readonly string[];
  readonly failOn?: FindingType;
}

export function validateCommand(): Command {
  return new Command("validate")
    .summary("check IAM policies in files")
    .description(
      "Checks the IAM policies in files and folders: JSON, YAML, CloudFormation templates, Terraform and its plans.\nWithout a path: what the config names, else every policy in this folder.",
    )
    .argument("[path...]", "files, folders and globs; `-` is the standard input")
    .option("-c, --config <file>", "the config (default: redshift-guard.yml, where there is one)")
    .option(
      "-t, --policy-type <type>",
      `what the policies are, instead of detecting it: ${policyTypes.join(", ")}`,
      one("policy type", policyTypes),
    )
    .option("-f, --format <id[=file]>", "how to report, as often as wanted: text, json, sarif, …", collect, [])
    .option(
      "--fail-on <type>",
      `the weakest finding that fails the run: ${findingTypes.join(", ")}`,
      one("finding type", findingTypes),
    )
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

function collect(value: string, values: readonly string[]): readonly string[] {
  return [...values, value];
}

function validate(paths: readonly string[], options: Options): void {
  const wanted = wantedReports(options.format);
  const failOn = options.failOn === undefined ? defaultFailOn : failOnFrom(options.failOn);
  const read = readPolicyFiles(paths.length === 0 ? ["."] : paths);
  const { outcomes, texts, passedOver } = look();
  const notes = [...read.notes];
  if (passedOver > 0)
    notes.push(
      `${passedOver} ${passedOver === 1 ? "file holds" : "files hold"} no policy and ${passedOver === 1 ? "was" : "were"} passed over.`,
    );
  const report = makeReport(outcomes, { failOn, toolVersion: version, notes });
  const context = formatContext({ texts, failOn, ...terminalOf(process.stdout, process.env) });
  writeReports(report, wanted, context, (text) => process.stdout.write(text));
  process.exitCode = exitStatus(report);

  function look(): { outcomes: Outcome[]; texts: Map<string, string>; passedOver: number } {
    const outcomes: Outcome[] = [...read.outcomes];
    const texts = new Map<string, string>();
    const withPolicy = new Set<string>();
    const withoutPolicy = new Map<string, number>();
    let passedOver = 0;
    for (const file of read.files) {
      const ofFile = validateFiles([file], options.policyType === undefined ? {} : { policyType: options.policyType });
      if (file.walkedFrom !== undefined && ofFile.every(holdsNoPolicy)) {
        passedOver++;
        withoutPolicy.set(file.walkedFrom, (withoutPolicy.get(file.walkedFrom) ?? 0) + 1);
        continue;
      }
      if (file.walkedFrom !== undefined) withPolicy.add(file.walkedFrom);
      texts.set(file.path, file.text);
      outcomes.push(...ofFile);
    }
    // A folder that was named and holds no policy is more likely a wrong path than a clean folder.
    for (const [folder, count] of withoutPolicy) if (!withPolicy.has(folder)) outcomes.push(noPolicyIn(folder, count));
    return { outcomes, texts, passedOver };
  }
}

function holdsNoPolicy(outcome: Outcome): boolean {
  return outcome.kind === "not-analysed" && outcome.finding.issueCode === "NOT_ANALYSED_NO_POLICY";
}

function noPolicyIn(folder: string, files: number): NotAnalysed {
  const details = `None of the ${files === 1 ? "1 file" : `${files} files`} looked at holds a policy. Check the path.`;
  return notAnalysed(folder, { code: "NO_POLICY", details }, folder);
}
