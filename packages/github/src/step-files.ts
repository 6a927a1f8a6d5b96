import { appendFileSync } from "node:fs";
import { unguessable } from "./unguessable.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Hands values to later steps. The delimiter is random, so no value can end early and begin another. Throws a TypeError
 * with a sentence for the user where they cannot be written.
 */
export function setOutputs(environment: Environment, outputs: Readonly<Record<string, string>>): void {
  const lines = Object.entries(outputs).map(([name, value]) => {
    const delimiter = unguessable();
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  append(environment, "GITHUB_OUTPUT", lines.join(""), "The outputs of this step");
}

/** Adds Markdown to the job's summary page; GitHub refuses more than 1 MiB from one step. Throws as `setOutputs` does. */
export function addToSummary(environment: Environment, markdown: string): void {
  append(environment, "GITHUB_STEP_SUMMARY", markdown, "The job summary");
}

/** To the file that the runner names by a variable; where it names none, nobody reads it. */
function append(environment: Environment, variable: string, text: string, what: string): void {
  const path = environment[variable];
  if (path === undefined || path === "") return;
  try {
    appendFileSync(path, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    throw new TypeError(
      `${what} could not be written to \`${path}\` (${code}), the file that the runner names by \`${variable}\`. Check its permissions and the disk of the runner.`,
    );
  }
}
