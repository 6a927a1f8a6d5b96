import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { type AwsCalls, repairable, repairRoles } from "@redshift-guard/aws";
import {
  type DeployedRole,
  exitStatus,
  type FindingType,
  makeReport,
  type Outcome,
  printable,
} from "@redshift-guard/core";
import { print } from "./print.ts";
import { standardOutput } from "./standard-streams.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

export interface RepairChoices {
  readonly yes?: boolean;
  readonly saveTo: string;
  readonly failOn: ReadonlySet<FindingType>;
}

/** What a run found out. */
interface Compared {
  readonly outcomes: readonly Outcome[];
  readonly roles: readonly DeployedRole[];
}

/** Throws a UsageError where nobody could be asked; to be called before anything is read. */
export function checkRepair({ yes }: Pick<RepairChoices, "yes">): void {
  if (yes !== true && process.stdin.isTTY !== true)
    throw new UsageError("`--repair` asks on a terminal, and there is none. Write `--yes` to go on without asking.");
}

/** Mends what drifted, after the word `repair` was typed. Returns the exit status of the whole run. */
export async function repair(
  { outcomes, roles: seen }: Compared,
  calls: AwsCalls,
  { yes, saveTo, failOn }: RepairChoices,
  status: number,
): Promise<number> {
  const roles = repairable(outcomes, seen);
  if (roles.length === 0) {
    print("\nNothing to repair: no role was compared, differs, and is not locked.\n");
    return status;
  }
  print(
    `\nTo repair: ${roles.length === 1 ? "this role gets" : `these ${roles.length} roles get`} the trust policy of the spec.\n`,
  );
  for (const { role } of roles) print(`  ${printable(role.arn)}\n`);
  if (yes !== true && !(await isConfirmed())) {
    print("Nothing was changed.\n");
    return status;
  }
  let isWhole = true;
  const save = (role: DeployedRole): string => {
    const file = join(
      saveTo,
      `${role.account}-${role.name.replace(/[^\w+=,.@-]/g, "_")}-${new Date().toISOString().replace(/[:.]/g, "-")}.json`,
    );
    mkdirSync(saveTo, { recursive: true });
    writeFileSync(file, role.trustPolicy, { flag: "wx" });
    return file;
  };
  for await (const result of repairRoles(roles, calls, { save })) {
    print(`  ${result.isRepaired ? "repaired" : "NOT repaired"}: ${printable(result.details)}\n`);
    isWhole &&= result.isRepaired;
  }
  // Drift that nobody could repair stays drift, and so does whatever else was found.
  if (!isWhole) return status;
  const others = outcomes.filter(({ drift }) => !roles.some(({ role }) => role.arn === drift?.role));
  return others.length === 0 ? 0 : exitStatus(makeReport(others, { failOn, toolVersion: version }));
}

async function isConfirmed(): Promise<boolean> {
  const dialog = createInterface({ input: process.stdin, output: standardOutput.stream() });
  const closed = new Promise<string>((resolve) => dialog.once("close", () => resolve("")));
  const answer = await Promise.race([dialog.question("Type `repair` to go on: "), closed]);
  dialog.close();
  return answer.trim() === "repair";
}
