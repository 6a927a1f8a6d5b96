import { markdownMessage, printable } from "@redshift-guard/core";
import { addToSummary } from "./step-files.ts";
import { writeForeignLog, writeLog } from "./step-log.ts";

/** Ends the step red, with a message for its user: nothing was concluded. The stack is for who debugs the workflow. */
export function failStep(error: Error, environment: Readonly<Record<string, string | undefined>>): void {
  process.exitCode = 1;
  const message = printable(error.message);
  writeLog(`::error title=redshift-guard::${message.replaceAll("%", "%25")}\n`);
  if (environment["RUNNER_DEBUG"] === "1") writeForeignLog(error.stack ?? "");
  try {
    addToSummary(environment, `## ❌ redshift-guard: could not run\n\n${markdownMessage(message)}\n`);
  } catch {
    // The log has the message, and that the summary cannot be written may be what it says.
  }
}
