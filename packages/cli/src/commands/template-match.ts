import {
  type Access,
  findPolicies,
  matchTemplate,
  type NotAnalysed,
  type PolicyInFile,
  type PolicyType,
  policyTypes,
  printable,
  requestSentence,
  type TemplateInstance,
  type TemplateMatch,
  type TextFile,
} from "@redshift-guard/core";
import { Command } from "commander";
import { one } from "../one-of.ts";
import { readPolicyFile, readStandardInput } from "../read-file.ts";
import { UsageError } from "../usage-error.ts";

interface Options {
  readonly policyType?: PolicyType;
}

export function matchCommand(): Command {
  return new Command("match")
    .summary("say which template a policy is")
    .description(
      "Finds the template and the parameters that give a policy, by meaning; else the nearest one and the difference.",
    )
    .argument("<file>", "a file with policies; `-` is the standard input")
    .option(
      "-t, --policy-type <type>",
      `what the policies are, instead of detecting it: ${policyTypes.join(", ")}`,
      one("policy type", policyTypes),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard template match trust.json
  $ aws iam get-role --role-name Etl --query Role.AssumeRolePolicyDocument | redshift-guard template match -

Exit status: 0 each policy is a template, 1 one is none, 2 wrong use.`,
    )
    .action((path: string, options: Options) => {
      const file: TextFile | NotAnalysed = path === "-" ? readStandardInput() : readPolicyFile(path, path);
      if ("kind" in file) throw new UsageError(`\`${path}\`: ${file.finding.findingDetails}`);
      const policies = findPolicies(file, options.policyType === undefined ? {} : { policyType: options.policyType });
      if (policies.length === 0) {
        throw new UsageError(`No policy can be read in \`${path}\`; \`redshift-guard validate\` says why.`);
      }
      const matches = policies.map((found) => [found, matchTemplate(found.policy)] as const);
      process.stdout.write(`${matches.map(([found, match]) => matchText(found, match)).join("\n")}`);
      if (matches.some(([, { kind }]) => kind !== "match")) process.exitCode = 1;
    });
}

function matchText({ subject }: PolicyInFile, match: TemplateMatch): string {
  const lines = linesOf(printable(subject), match);
  return `${lines.join("\n")}\n`;
}

function linesOf(subject: string, match: TemplateMatch): string[] {
  switch (match.kind) {
    case "match": {
      const others = match.alternatives.map(({ template }) => `\`${template.id}\``).join(", ");
      return [
        `${subject}: it is \`${match.template.id}\` (${match.template.title}).`,
        ...parameterLines(match),
        ...(others === "" ? [] : [`  The same policy: ${others}.`]),
      ];
    }
    case "nearest":
      return [
        `${subject}: it is no template. The nearest is \`${match.template.id}\` (${match.template.title}).`,
        ...parameterLines(match),
        ...match.standIns.map((name) => `  ${name}: the policy holds no value for it; its example stands in.`),
        ...accessLine("It allows more", match.newAccess, match.template.policyType),
        ...accessLine("It allows less", match.lostAccess, match.template.policyType),
      ];
    case "none":
      return [`${subject}: it is no template, and none is near.`];
  }
}

function parameterLines({ parameters }: TemplateInstance): string[] {
  return Object.entries(parameters).map(([name, value]) => {
    const values = typeof value === "string" ? value : value.join(", ");
    return `  ${name}: ${printable(values)}`;
  });
}

function accessLine(label: string, access: Access, policyType: PolicyType): string[] {
  switch (access.kind) {
    case "none":
      return [];
    case "unknown":
      return [`  ${label}? It cannot be decided: ${printable(access.because)}`];
    case "new": {
      const sentence = requestSentence(access.witness, "can", { statement: access.statement, policyType });
      return [`  ${label}: ${printable(sentence)}`];
    }
  }
}
