import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { type AwsCalls, repairable, repairRoles } from "@redshift-guard/aws";
import { type Outcome, printable } from "@redshift-guard/core";
import { UsageError } from "./usage-error.ts";

export interface RepairChoices {
  readonly yes?: boolean;
  readonly saveTo: string;
}

/** Mends what drifted, after the word `repair` was typed. Returns the exit status of the whole run. */
export async function repair(
  outcomes: readonly Outcome[],
  calls: AwsCalls,
  { yes, saveTo }: RepairChoices,
  status: number,
): Promise<number> {
  const roles = repairable(outcomes);
  if (roles.length === 0) {
    process.stdout.write("\nNothing to repair: no role was compared and differs.\n");
    return status;
  }
  process.stdout.write(
    `\nTo repair: ${roles.length === 1 ? "this role gets" : `these ${roles.length} roles get`} the trust policy of the spec.\n`,
  );
  for (const { role } of roles) process.stdout.write(`  ${printable(role)}\n`);
  if (yes !== true && !(await isConfirmed())) {
    process.stdout.write("Nothing was changed.\n");
    return status;
  }
  let isWhole = true;
  const save = (role: { readonly account: string; readonly name: string; readonly trustPolicy: string }): string => {
    const file = join(
      saveTo,
      `${role.account}-${role.name.replace(/[^\w+=,.@-]/g, "_")}-${new Date().toISOString().replace(/[:.]/g, "-")}.json`,
    );
    mkdirSync(saveTo, { recursive: true });
    writeFileSync(file, role.trustPolicy, { flag: "wx" });
    return file;
  };
  for await (const result of repairRoles(roles, calls, { save })) {
    process.stdout.write(`  ${result.isRepaired ? "repaired" : "NOT repaired"}: ${printable(result.details)}\n`);
    isWhole &&= result.isRepaired;
  }
  // Drift that nobody could repair stays drift, and so does whatever else was found.
  const others = outcomes.filter(({ drift }) => !roles.some(({ role }) => role === drift?.role));
  if (!isWhole) return status;
  return others.some(({ kind }) => kind === "not-analysed")
    ? 3
    : others.some((outcome) => outcome.drift?.status === "DELETED")
      ? 1
      : 0;
}

async function isConfirmed(): Promise<boolean> {
  if (process.stdin.isTTY !== true)
    throw new UsageError("`--repair` asks on a terminal, and there is none. Write `--yes` to go on without asking.");
  const dialog = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await dialog.question("Type `repair` to go on: ");
  dialog.close();
  return answer.trim() === "repair";
}
