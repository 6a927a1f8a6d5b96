import {
  type FindingType,
  findingsOf,
  parseTemplateParameters,
  printable,
  renderTemplate,
  type Template,
  type TemplateFormat,
  type TemplateParameters,
  templateFormats,
  templateOf,
  templates,
  validatePolicy,
} from "@redshift-guard/core";
import { Command } from "commander";
import { oneOf } from "../one-of.ts";
import { orUsageError } from "../or-usage-error.ts";
import { print, printError } from "../print.ts";
import { readPolicyFile } from "../read-file.ts";
import { several } from "../several.ts";
import { standardOutput } from "../standard-streams.ts";
import { templateList, templateText } from "../template-text.ts";
import { terminalOf } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { writeNewFiles } from "../write-new-files.ts";
import { matchCommand } from "./template-match.ts";

interface RenderOptions {
  readonly param?: readonly string[];
  readonly parameters?: string;
  readonly format: TemplateFormat;
  readonly name?: string;
  readonly output?: string;
  readonly force?: boolean;
}

export function templateCommand(): Command {
  return new Command("template")
    .description("Ready policies for Amazon Redshift and the systems that connect to it, with parameters.")
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(renderCommand())
    .addCommand(matchCommand());
}

function listCommand(): Command {
  return new Command("list")
    .summary("list the templates")
    .description("Lists the templates; with words, only those that have all of them in their id, title or policy.")
    .argument("[words...]", "what to look for, e.g. `informatica kms` or `s3:PutObject`")
    .addHelpText(
      "after",
      "\nExamples:\n  $ redshift-guard template list\n  $ redshift-guard template list serverless trust",
    )
    .action((words: readonly string[]) => {
      const found = templates.filter((template) => hasWords(template, words));
      if (found.length === 0) {
        throw new UsageError(
          `No template has \`${words.join(" ")}\` in it. \`redshift-guard template list\` shows all.`,
        );
      }
      print(templateList(found, terminalOf(standardOutput, process.env).width));
    });
}

function showCommand(): Command {
  return new Command("show")
    .summary("explain a template")
    .description(
      "Shows what a template grants and why, its parameters, the policy with example values, and its sources.",
    )
    .argument("<id>", "the template, as `template list` shows it")
    .addHelpText("after", "\nExample:\n  $ redshift-guard template show polytomic-trust")
    .action((id: string) => {
      const text = templateText(
        orUsageError(() => templateOf(id)),
        terminalOf(standardOutput, process.env).width,
      );
      print(text);
    });
}

function renderCommand(): Command {
  return new Command("render")
    .summary("write the policy of a template")
    .description("Writes the policy with your parameters and checks it. Findings go to the standard error.")
    .argument("<id>", "the template, as `template list` shows it")
    .option("-p, --param <name=value>", "a parameter; again for each parameter and for each value of a list", several)
    .option("--parameters <file>", "a JSON or YAML file of parameters; `--param` takes precedence")
    .option("-f, --format <format>", `the form: ${templateFormats.join(", ")}`, oneOf("form", templateFormats), "json")
    .option("--name <name>", "the role's or policy's name in Terraform and CloudFormation")
    .option("-o, --output <file>", "where to write it (default: the standard output)")
    .option("--force", "write over a file that is there")
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard template render redshift-service-trust
  $ redshift-guard template render redshift-service-trust-regions -p regions=us-east-1 -p regions=us-west-2
  $ redshift-guard template render polytomic-trust -p externalId=… --format terraform --name Polytomic
  $ redshift-guard template render redshift-service-trust-dbusers --parameters etl.yml --output trust.json

Exit status: 0 written, 1 written with errors or security warnings, 2 wrong use or parameters.`,
    )
    .action((id: string, options: RenderOptions) => render(id, options));
}

function render(id: string, options: RenderOptions): void {
  const template = orUsageError(() => templateOf(id));
  const parameters = { ...fileParameters(options.parameters), ...optionParameters(options.param ?? [], template) };
  const { format, name } = options;
  const text = orUsageError(() => renderTemplate(id, parameters, name === undefined ? { format } : { format, name }));
  if (options.output === undefined) print(text);
  else write(options.output, text, options.force === true);
  reportFindings(template, renderTemplate(id, parameters));
}

/** Repeated names make a list; a list parameter given once has one value. */
function optionParameters(options: readonly string[], template: Template): TemplateParameters {
  const given = new Map<string, string[]>();
  for (const option of options) {
    const at = option.indexOf("=");
    if (at < 1) {
      throw new UsageError(
        `\`--param ${option}\` does not have the form NAME=VALUE; for example \`--param region=us-east-1\`.`,
      );
    }
    const name = option.slice(0, at);
    given.set(name, [...(given.get(name) ?? []), option.slice(at + 1)]);
  }
  const isList = (name: string): boolean => template.parameters.some((one) => one.name === name && one.many);
  return Object.fromEntries(
    [...given].map(([name, values]) => [name, isList(name) || values.length > 1 ? values : (values[0] as string)]),
  );
}

function fileParameters(file: string | undefined): TemplateParameters {
  if (file === undefined) return {};
  const read = readPolicyFile(file, file);
  if ("kind" in read) throw new UsageError(`The parameters \`${file}\`: ${read.finding.findingDetails}`);
  return orUsageError(() => parseTemplateParameters(read.text, { file }));
}

const serious: ReadonlySet<FindingType> = new Set(["ERROR", "SECURITY_WARNING"]);

function reportFindings(template: Template, json: string): void {
  const outcome = validatePolicy(json, { policyType: template.policyType, file: template.id });
  const findings = findingsOf(outcome);
  for (const { findingType, issueCode, findingDetails } of findings) {
    printError(`${findingType} ${issueCode}: ${printable(findingDetails)}\n`);
  }
  if (findings.some(({ findingType }) => serious.has(findingType))) process.exitCode = 1;
  const narrower = template.leastPrivilege;
  if (narrower !== undefined) printError(`The template \`${narrower}\` grants less; prefer it where that is enough.\n`);
}

function write(path: string, text: string, force: boolean): void {
  writeNewFiles([{ path, text }], "", force);
  printError(`Wrote \`${path}\`.\n`);
}

function hasWords(template: Template, words: readonly string[]): boolean {
  const text = `${template.id} ${template.title} ${template.summary} ${JSON.stringify(template.policy)}`.toLowerCase();
  return words.every((word) => text.includes(word.toLowerCase()));
}
