import { existsSync } from "node:fs";
import {
  type DeployedRole,
  type Explanation,
  explainPolicy,
  type PolicyInFile,
  type PolicyType,
  parsePolicy,
  policyFault,
  policyTypes,
  printable,
} from "@redshift-guard/core";
import { Command } from "commander";
import { assumingLines } from "../assuming-lines.ts";
import { readSoundConfig } from "../config-file.ts";
import { readNamedPolicies } from "../named-policies.ts";
import { oneOf } from "../one-of.ts";
import { print, printJson } from "../print.ts";
import { readRole } from "../read-role.ts";
import { addConfigOption } from "../report-options.ts";

interface Options {
  readonly config?: string;
  readonly roles?: string;
  readonly policyType?: PolicyType;
  readonly json?: true;
}

interface Explained extends Partial<Pick<PolicyInFile, "caseOf" | "cases" | "assuming">> {
  readonly subject: string;
  readonly explanation?: Explanation;
  /** Why there is none. */
  readonly because?: string;
}

export function explainCommand(): Command {
  const command = new Command("explain")
    .description(
      "Says who can use a role and under what conditions: by Redshift cluster, database user, Region and vendor.\nDead statements and ways around the conditions come first. Other policies are explained by service.",
    )
    .argument("<file-or-role>", "a policy file, `-` for the standard input, or with `--roles` a role's name or ARN")
    .option("-r, --roles <source>", "where the role is read from: snapshot:FILE, iam:, …")
    .option(
      "-t, --policy-type <type>",
      `what the policy is, instead of detecting it: ${policyTypes.join(", ")}`,
      oneOf("policy type", policyTypes),
    );
  return addConfigOption(command)
    .option("--json", "print the explanation as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard explain policies/trust/etl.json
  $ redshift-guard explain RedshiftEtl --roles snapshot:roles.json
  $ aws iam get-role --role-name Etl | redshift-guard explain -

Exit status: 0 explained, 2 wrong use, 3 something could not be read or explained.`,
    )
    .action((subject: string, options: Options) => explain(subject, options));
}

async function explain(subject: string, options: Options): Promise<void> {
  const explained =
    options.roles === undefined ? explainFile(subject, options) : [explainRole(await readRole(subject, options.roles))];
  if (options.json === true) printJson(explained);
  else print(explained.map(toText).join("\n"));
  process.exitCode = explained.some(({ because }) => because !== undefined) ? 3 : 0;
}

function explainFile(path: string, options: Options): Explained[] {
  const said = { ...options, config: readSoundConfig(options.config) };
  const { policies, unread } = readNamedPolicies(path, said);
  if (path !== "-" && policies.length === 0 && !existsSync(path) && isRoleName(path)) {
    const because = unread.map((one) => one.because).join(" ");
    return [
      {
        subject: path,
        because: `${because} If this is a role, say where to read it with \`--roles\`, such as \`--roles iam:\`.`,
      },
    ];
  }
  return [...policies.map(explained), ...unread];
}

function explained({ subject, caseOf, cases, assuming, policy }: PolicyInFile): Explained {
  const inCase = caseOf === undefined || cases === undefined ? {} : { caseOf, cases };
  return { subject, ...inCase, assuming, explanation: explainPolicy(policy) };
}

function isRoleName(subject: string): boolean {
  return /^arn:[\w-]+:iam::\d{12}:role\//.test(subject) || /^[\w+=,@-]{1,64}$/.test(subject);
}

function explainRole({ arn, trustPolicy }: DeployedRole): Explained {
  const parsed = parsePolicy(trustPolicy, { policyType: "trust" });
  const fault = policyFault(parsed);
  return fault === undefined
    ? { subject: arn, explanation: explainPolicy(parsed.policy) }
    : { subject: arn, because: `Its trust policy cannot be read: ${fault.details}` };
}

function toText({ subject, assuming, explanation, because }: Explained): string {
  const lines = [printable(subject), ...assumingLines(assuming, "  ")];
  if (because !== undefined) lines.push(`  not explained: ${printable(because)}`);
  if (explanation !== undefined) {
    const { first, groups } = explanation;
    if (first.length > 0) lines.push("", "  Look at this first", ...first.map((text) => `    ! ${printable(text)}`));
    for (const { title, sentences } of groups)
      lines.push("", `  ${printable(title)}`, ...sentences.map((text) => `    ${printable(text)}`));
    if (groups.length === 0) lines.push("", "  It allows nothing.");
  }
  return `${lines.join("\n")}\n`;
}
