import { jsonText, withoutCommands } from "@redshift-guard/core";
import { standardError, standardOutput } from "./standard-streams.ts";

/**
 * Writes to the standard output. Everything that the commands say goes through this file: it may quote what others
 * wrote, and where GitHub's runner reads along, none of it may be a command.
 */
export function print(text: string): void {
  standardOutput.write(withoutCommands(text));
}

/** Writes to the standard error, as `print` does. */
export function printError(text: string): void {
  standardError.write(withoutCommands(text));
}

/** A value for programs, in lines. */
export function printJson(value: unknown): void {
  print(`${jsonText(value)}\n`);
}

/** What is meant for the runner, and has escaped what others wrote. */
export function printCommands(text: string): void {
  standardOutput.write(text);
}
