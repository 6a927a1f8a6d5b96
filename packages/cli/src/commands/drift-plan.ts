import { Command, InvalidArgumentError } from "commander";
import { CannotAnswer } from "../cannot-answer.ts";
import { orUsageError } from "../or-usage-error.ts";
import { print } from "../print.ts";

interface Options {
  readonly roles: string;
  readonly accountsPerShard: number;
}

/** The matrix for a workflow: as many shards as the accounts need, and never more than GitHub runs. */
export function driftPlanCommand(): Command {
  return new Command("plan")
    .summary("print the shards of a run as a matrix for GitHub Actions")
    .requiredOption("-r, --roles <source>", "as for `drift`: organization:ROLE, …")
    .option("--accounts-per-shard <number>", "how many accounts one job reads", wholeNumber, 200)
    .addHelpText(
      "after",
      `\nExample:\n  $ redshift-guard drift plan --roles organization:audit\n  {"shard":["1/3","2/3","3/3"]}\n\nExit status: 0 printed, 2 wrong use, 3 the accounts could not be counted.`,
    )
    .action((options: Options) => plan(options));
}

async function plan({ roles, accountsPerShard }: Options): Promise<void> {
  const { maxShards, notRead, openRoles } = await import("@redshift-guard/aws");
  const source = orUsageError(() => openRoles(roles));
  let accounts: number;
  try {
    accounts = (await source.countAccounts?.()) ?? 1;
  } catch (error) {
    throw new CannotAnswer(notRead(roles, "Counting the accounts", error).details);
  }
  const count = Math.min(maxShards, Math.max(1, Math.ceil(accounts / accountsPerShard)));
  const shard = Array.from({ length: count }, (_, i) => `${i + 1}/${count}`);
  print(`${JSON.stringify({ shard })}\n`);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1 on, such as 200.");
}
