import { jsonText, withoutCommands } from "@redshift-guard/core";
import { standardError, standardOutput } from "./standard-streams.ts";

/**
 * To the standard output. All that the commands say goes through this file: it may quote what others wrote, and where
 * GitHub's runner reads along, nothing of it is a command.
 */
export function print(text: string): void {
  standardOutput.write(withoutCommands(text));
}

/** To the standard error, as `print`. */
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
