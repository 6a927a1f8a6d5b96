import { readFileSync } from "node:fs";
import { configNames } from "@redshift-guard/core";
import { checkReports, failStep, readEvent, restClient } from "@redshift-guard/github";
import { checkoutOf } from "./checkout.ts";
import { deliver } from "./deliver.ts";
import { chooseEngines } from "./engine.ts";
import { gitIn } from "./git.ts";
import { readInputs } from "./inputs.ts";
import { findScope } from "./scope.ts";
import { readSettings } from "./settings.ts";
import { validate } from "./validate.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs the action; the process's exit status is the verdict. */
export async function run(environment: Environment): Promise<void> {
  try {
    process.exitCode = (await runAction(environment)) === "success" ? 0 : 1;
  } catch (error) {
    // Wrong inputs, an unreadable event file, a report that cannot be written: nothing was concluded, so it is red.
    failStep(error as Error, environment);
  }
}

async function runAction(environment: Environment): Promise<"success" | "failure"> {
  const inputs = readInputs(environment);
  const event = readEvent(environment, (path) => readFileSync(path, "utf8"));
  const root = environment["GITHUB_WORKSPACE"] || process.cwd();
  const { config, baseline, referencePolicy } = inputs;
  const configs = config === undefined ? configNames : [config];
  const read = [...configs, baseline, referencePolicy].flatMap((path) => path ?? []);
  checkReports(inputs.reports, { root, temp: environment["RUNNER_TEMP"], inputs: read });
  const git = gitIn(root);
  const client = inputs.token === undefined ? undefined : restClient({ apiUrl: event.apiUrl, token: inputs.token });
  const now = () => Date.now();
  const settings = readSettings(inputs, root, new Date(now()).toISOString().slice(0, 10));
  // Git is asked only where there is something to compare.
  const head = event.change === undefined ? undefined : await git.head().catch(() => undefined);
  const checkout = await checkoutOf(event, head, git);
  const scope = await findScope({ wanted: inputs.scope, event, client, git, head });
  const engines = chooseEngines(inputs.engine, environment, event);
  const validated = await validate({ root, inputs, settings, checkout, scope, engines, event, client, git, now });
  return deliver({ ...validated, root, inputs, settings, scope, event, client, environment });
}
