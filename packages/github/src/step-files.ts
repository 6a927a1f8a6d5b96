import { appendFileSync } from "node:fs";

type Environment = Readonly<Record<string, string | undefined>>;

/** Hands values to later steps. The delimiter is random, so no value can end early and begin another. */
export function setOutputs(environment: Environment, outputs: Readonly<Record<string, string>>): void {
  const path = environment["GITHUB_OUTPUT"];
  if (path === undefined || path === "") return;
  const lines = Object.entries(outputs).map(([name, value]) => {
    const delimiter = unguessable();
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
  });
  appendFileSync(path, lines.join(""));
}

/** Adds Markdown to the job's summary page; GitHub refuses more than 1 MiB from one step. */
export function addToSummary(environment: Environment, markdown: string): void {
  const path = environment["GITHUB_STEP_SUMMARY"];
  if (path !== undefined && path !== "") appendFileSync(path, markdown);
}

/** A word that no text written before this run can hold. `node:crypto` would take longer to load than all the rest. */
export function unguessable(): string {
  return `end-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
}
