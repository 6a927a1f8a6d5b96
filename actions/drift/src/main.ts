import { readFileSync } from "node:fs";
import {
  accessGraph,
  defaultFailOn,
  failOnFrom,
  formatById,
  formatContext,
  makeReport,
  type Report,
} from "@redshift-guard/core";
import {
  addToSummary,
  checkReports,
  failStep,
  readEvent,
  restClient,
  setOutputs,
  writeForeignLog,
  writeLog,
  writeReports,
} from "@redshift-guard/github";
import { compare, mergedFiles } from "./compare.ts";
import { type Inputs, readInputs } from "./inputs.ts";
import { keepIssues } from "./issue.ts";
import { outputsOf } from "./outputs.ts";
import { readConfig } from "./read-config.ts";
import { version } from "./version.ts";

/** Bytes that GitHub takes from one step. */
const mostSummary = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs the action; the process's exit status is the verdict. */
export async function run(environment: Environment): Promise<void> {
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.once(name, () => stop.abort(new Error(`the run was ended by ${name}`)));
  try {
    process.exitCode = await runAction(environment, stop.signal);
  } catch (error) {
    // Wrong inputs, an unreadable config, a report that cannot be written: nothing was concluded, so it is red.
    failStep(error as Error, environment);
  }
}

async function runAction(environment: Environment, signal: AbortSignal): Promise<number> {
  const inputs = readInputs(environment);
  const event = readEvent(environment, (path) => readFileSync(path, "utf8"));
  const root = environment["GITHUB_WORKSPACE"] || process.cwd();
  const snapshots = inputs.roles.flatMap((source) => /^snapshot:(.+)$/s.exec(source)?.[1] ?? []);
  checkReports(inputs.reports, {
    root,
    temp: environment["RUNNER_TEMP"],
    inputs: [inputs.config, ...snapshots, ...mergedFiles(inputs, root)],
  });
  const read = readConfig(root, inputs.config, new Date().toISOString().slice(0, 10));
  const compared = await compare(inputs, root, read, signal);
  const weakest = inputs.failOn ?? read.config.validate.failOn;
  const failOn = weakest === undefined ? defaultFailOn : failOnFrom(weakest);
  const { unseenRoleIds } = compared;
  const base = {
    failOn,
    toolVersion: version,
    unseenRoleIds,
    ...(inputs.shard === undefined ? {} : { shard: inputs.shard }),
  };
  const draft = makeReport(compared.outcomes, { ...base, notes: compared.notes });
  const issueNotes = compared.wasAborted ? [] : await issue(draft, inputs, event);
  const report = makeReport(compared.outcomes, { ...base, notes: [...compared.notes, ...issueNotes] });
  const context = formatContext({
    texts: read.texts,
    failOn,
    wholeReport: inputs.reports[0]?.path ?? "the log of this step",
  });
  // To the log first, where nothing can go wrong: what cannot be written later must not hide what was found.
  writeForeignLog(formatById("text").render(report, { ...context, color: true, width: 120 }));
  writeLog(formatById("github").render(report, context));
  const written = writeReports(report, inputs.reports, context, root);
  addToSummary(environment, summary(report, context));
  setOutputs(environment, outputsOf(report, written));
  if (compared.wasAborted) return 143;
  // A shard saw a part: it only leaves its report, and the merge gives the verdict.
  return report.conclusion === "success" || inputs.shard !== undefined ? 0 : 1;
}

async function issue(report: Report, inputs: Inputs, event: ReturnType<typeof readEvent>): Promise<string[]> {
  if (inputs.issue === "off") return [];
  if (inputs.shard !== undefined) return ["The issue is kept where the shards are merged."];
  if (inputs.token === undefined) return ["The issue was not brought up to date: the input `token` is empty."];
  const client = restClient({ apiUrl: event.apiUrl, token: inputs.token });
  return keepIssues({ report, event, client, config: inputs.config, perAccount: inputs.issue === "account" });
}

function summary(report: Report, context: ReturnType<typeof formatContext>): string {
  const graph = accessGraph(report.outcomes);
  const drawn =
    graph === undefined
      ? ""
      : `\n<details><summary>Who can use which role</summary>\n\n\`\`\`mermaid\n${graph}\n\`\`\`\n\n</details>\n`;
  const page = formatById("markdown").render(report, context);
  // A page above GitHub's limit is not shown at all.
  return Buffer.byteLength(page) + Buffer.byteLength(drawn) < mostSummary ? page + drawn : page;
}
