import { Command, CommanderError } from "commander";
import { adoptCommand } from "./commands/adopt.ts";
import { canCommand } from "./commands/can.ts";
import { compareCommand } from "./commands/compare.ts";
import { driftCommand } from "./commands/drift.ts";
import { explainCommand } from "./commands/explain.ts";
import { initCommand } from "./commands/init.ts";
import { templateCommand } from "./commands/template.ts";
import { validateCommand } from "./commands/validate.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

const program = new Command("redshift-guard")
  .description(
    "Who may enter your Amazon Redshift data warehouse: checks IAM policies, compares trust policies, proves drift.",
  )
  .version(version, "-V, --version", "print the version")
  .helpCommand("help [command]", "explain a command")
  .showHelpAfterError("(`redshift-guard help` explains the commands)")
  // A subcommand may have an option of its parent's name; each command of the chain has to allow it.
  .enablePositionalOptions();
const commands = [
  validateCommand(),
  driftCommand(),
  compareCommand(),
  explainCommand(),
  canCommand(),
  templateCommand(),
  initCommand(),
  adoptCommand(),
];
for (const command of commands) program.addCommand(command);
for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
  command.exitOverride();
}

process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));
// The reader of a pipe may have seen enough (`| head`).
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

// Not awaited at the top level: what a command loads while it runs may itself import from this module.
program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof UsageError) {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
});
