import {
  type Access,
  matchTemplate,
  type PolicyType,
  policyTypes,
  printable,
  requestSentence,
  type TemplateInstance,
  type TemplateMatch,
} from "@redshift-guard/core";
import { Command } from "commander";
import { assumingLines } from "../assuming-lines.ts";
import { readSoundConfig } from "../config-file.ts";
import { readNamedPolicies } from "../named-policies.ts";
import { oneOf } from "../one-of.ts";
import { print } from "../print.ts";
import { addConfigOption } from "../report-options.ts";

interface Options {
  readonly config?: string;
  readonly policyType?: PolicyType;
}

export function matchCommand(): Command {
  const command = new Command("match")
    .summary("say which template a policy is")
    .description(
      "Finds the template and the parameters that give a policy, by meaning; else the nearest one and the difference.",
    )
    .argument("<file>", "a file with policies; `-` is the standard input")
    .option(
      "-t, --policy-type <type>",
      `what the policies are, instead of detecting it: ${policyTypes.join(", ")}`,
      oneOf("policy type", policyTypes),
    );
  return addConfigOption(command)
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard template match trust.json
  $ aws iam get-role --role-name Etl | redshift-guard template match -

Exit status: 0 each policy is a template, 1 one is none, 2 wrong use, 3 something could not be read.`,
    )
    .action((path: string, options: Options) => {
      const { policies, unread } = readNamedPolicies(path, { ...options, config: readSoundConfig(options.config) });
      const matches = policies.map(({ subject, policy, assuming }) => ({
        subject,
        assuming,
        match: matchTemplate(policy),
      }));
      const texts = [
        ...matches.map(({ subject, assuming, match }) => [
          ...linesOf(printable(subject), match),
          ...assumingLines(assuming, "  "),
        ]),
        ...unread.map(({ subject, because }) => [
          `${printable(subject)}: what it is cannot be worked out. ${printable(because)}`,
        ]),
      ].map((lines) => `${lines.join("\n")}\n`);
      print(texts.join("\n"));
      if (unread.length > 0) process.exitCode = 3;
      else if (matches.some(({ match }) => match.kind !== "match")) process.exitCode = 1;
    });
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
        ...match.standIns.map(
          (name) => `  ${name}: the policy holds no value that the template takes; its example stands in.`,
        ),
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
