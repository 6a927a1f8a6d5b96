import { printable } from "@redshift-guard/core";
import { Command, CommanderError } from "commander";
import { CannotAnswer } from "./cannot-answer.ts";
import { print, printError } from "./print.ts";
import { reasonOf } from "./reason-of.ts";
import { standardError, standardOutput } from "./standard-streams.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

interface CommandEntry {
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** By name. A run reads the module of the command that it is about, and no other. */
const commands: Readonly<Record<string, CommandEntry>> = {
  validate: {
    summary: "check IAM policies in files",
    load: async () => (await import("./commands/validate.ts")).validateCommand(),
  },
  drift: {
    summary: "compare deployed roles with what they should trust",
    load: async () => (await import("./commands/drift.ts")).driftCommand(),
  },
  compare: {
    summary: "say what one policy lets in that another does not",
    load: async () => (await import("./commands/compare.ts")).compareCommand(),
  },
  explain: {
    summary: "say in sentences who can use a role",
    load: async () => (await import("./commands/explain.ts")).explainCommand(),
  },
  can: {
    summary: "answer one question: would this request be let in?",
    load: async () => (await import("./commands/can.ts")).canCommand(),
  },
  template: {
    summary: "ready policies for Redshift: list, show, render, match",
    load: async () => (await import("./commands/template.ts")).templateCommand(),
  },
  init: {
    summary: "begin a policy repository: config, example policies, workflows",
    load: async () => (await import("./commands/init.ts")).initCommand(),
  },
  adopt: {
    summary: "write a trust spec from the roles that are deployed",
    load: async () => (await import("./commands/adopt.ts")).adoptCommand(),
  },
};

async function main(words: readonly string[]): Promise<void> {
  const program = new Command("redshift-guard")
    .description(
      "Who may enter your Amazon Redshift data warehouse: checks IAM policies, compares trust policies, proves drift.",
    )
    .version(version, "-V, --version", "print the version")
    .helpCommand("help [command]", "explain a command")
    .showHelpAfterError("(`redshift-guard help` explains the commands)")
    // A subcommand may have an option of its parent's name; each command of the chain has to allow it.
    .enablePositionalOptions();
  const [called = ""] = words;
  for (const [name, { summary, load }] of Object.entries(commands)) {
    // Where a run begins with its command, nobody asks for the others.
    if (name !== called && Object.hasOwn(commands, called)) continue;
    const command = words.includes(name) ? await load() : new Command(name);
    program.addCommand(command.summary(summary));
  }
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    command.exitOverride().configureOutput({ writeOut: print, writeErr: printError });
  }
  await program.parseAsync(words, { from: "user" });
}

// No listener for signals: it would be called only when a command pauses, and most never do. Without one, a signal ends
// the process at once, with a shell's status of 130 or 143.
standardOutput.onError((error) => {
  // The reader of a pipe may have seen enough (`| head`).
  if (error.code === "EPIPE") process.exit();
  end(2, `The standard output could not be written (${reasonOf(error)}).`);
  process.exit();
});

// Its reader has gone, or its disk is full: there is nobody to tell, and the verdict and the status stay as they were.
standardError.onError(() => undefined);

// Not awaited at the top level: what a command loads while it runs may itself import from this module.
main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof UsageError) end(2, error.message);
  else if (error instanceof CannotAnswer) end(3, error.message);
  else throw error;
});

/** The message may quote what others wrote. */
function end(status: number, message: string): void {
  printError(`error: ${printable(message)}\n`);
  process.exitCode = status;
}
