import {
  type Adoption,
  adoptRoles,
  detectDrift,
  loadConfig,
  plural,
  printable,
  type RoleReading,
} from "@redshift-guard/core";
import { Command } from "commander";
import { print, printError } from "../print.ts";
import { roleReadings } from "../role-readings.ts";
import { several } from "../several.ts";
import { writeNewFiles } from "../write-new-files.ts";

interface Options {
  readonly roles: readonly string[];
  readonly output: string;
  readonly force?: true;
}

export function adoptCommand(): Command {
  return new Command("adopt")
    .description(
      "Reads deployed roles and writes redshift-guard.yml with its policy files: a spec that is in sync with them.\nTemplates are recognised; what a reviewer should look at stands in comments.",
    )
    .requiredOption(
      "-r, --roles <source>",
      "where roles are read from; may be repeated: snapshot:FILE, iam:, organization:, …",
      several,
    )
    .option("-o, --output <folder>", "the folder to write into", ".")
    .option("--force", "write over files that are there")
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard adopt --roles snapshot:roles.json
  $ redshift-guard adopt --roles iam: --output spec
  $ redshift-guard drift --roles iam: --config spec/redshift-guard.yml     finds nothing, right after

Exit status: 0 written, 2 wrong use, 3 something could not be read or adopted (the rest is written).`,
    )
    .action((options: Options) => adopt(options));
}

async function adopt({ roles, output, force }: Options): Promise<void> {
  const readings = await roleReadings(roles);
  const adoption = adoptRoles(readings);
  if (adoption.roles === 0) {
    const isUnread = readings.some(({ kind }) => kind === "not-read");
    const why = isUnread ? "Nothing was written: roles could not be read." : "There is no role to adopt.";
    const left = adoption.left.map(({ subject, reason }) => `${subject}: ${reason}`);
    printError(`error: ${[why, ...left].map(printable).join("\n")}\n`);
    process.exitCode = isUnread ? 3 : 2;
    return;
  }
  const written = writeNewFiles(adoption.files, output, force === true);
  const policies = adoption.files.length - 1;
  const lines = [
    `Wrote ${written[0]}${policies === 0 ? "" : ` and ${plural(policies, "policy file")}`}: ${plural(adoption.roles, "role")}, ${adoption.remarkable} of them with a REVIEW comment.`,
    ...adoption.left.map(({ subject, reason }) => `  left out: ${printable(`${subject}: ${reason}`)}`),
    isClean(adoption, readings)
      ? "Compared with the same roles, this spec finds no drift."
      : "Compared with the same roles, this spec is not clean; run `redshift-guard drift` to see why.",
  ];
  print(`${lines.join("\n")}\n`);
  process.exitCode = adoption.left.some(({ byAws }) => !byAws) ? 3 : 0;
}

/** Compares the roles with the spec that was made of them: the command promises that nothing differs. */
function isClean({ files }: Adoption, readings: readonly RoleReading[]): boolean {
  const [config] = files;
  if (config === undefined) return false;
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const loaded = loadConfig(config, { readFile: (path) => texts.get(path) });
  return detectDrift(loaded.config, readings).every(
    (outcome) => outcome.kind === "not-analysed" || outcome.findings.length === 0,
  );
}
