import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/*
 * What it costs to start, as ratios to an empty Node process: processor time of the whole process, user and system.
 * Runs alternate and the medians are compared, since the machine drifts more than the programs do.
 *
 *   pnpm build && node bench/startup.ts [RUNS]
 *
 * Bars: 1.7 for the command line, 2 for each action. "Cold" is without V8's compile cache, as on a fresh runner.
 */
interface Program {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly bar?: number;
}

const root = fileURLToPath(new URL("../", import.meta.url));
const runs = Number(process.argv[2] ?? 31);
// The role that `roles.json` of the examples begins with.
const oneRole = `version: 1
roles:
  - role: arn:aws:iam::444455556666:role/RedshiftCopyUnload
    trust:
      template: redshift-service-trust-regions
      parameters:
        regions: [us-east-1, us-west-2]
`;
const work = mkdtempSync(join(tmpdir(), "startup-"));
try {
  compare();
} finally {
  rmSync(work, { recursive: true });
}

function compare(): void {
  const [empty, ...programs] = [
    { name: "node -e 0", arguments: ["-e", "0"] },
    cli("redshift-guard --version", ["--version"]),
    cli("redshift-guard validate", ["validate", "examples/policies/copy-unload.json"], 1.7),
    { ...cli("redshift-guard validate, cache", ["validate", "examples/policies/copy-unload.json"]), environment: {} },
    importOfCore(),
    action("validate", { "policy.json": example("policies/copy-unload.json") }, { scope: "all" }),
    action("drift", { "redshift-guard.yml": oneRole, "roles.json": firstRole() }, { roles: "snapshot:roles.json" }),
  ] as const satisfies readonly [Program, ...Program[]];
  const times = new Map<Program, number[]>();
  for (let run = 0; run <= runs; run++) {
    for (const program of [empty, ...programs]) {
      const time = processorTime(program);
      // The first run fills the caches.
      if (run > 0) times.set(program, [...(times.get(program) ?? []), time]);
    }
  }
  const floor = median(times.get(empty) ?? []);
  console.log(`Node ${process.version}, ${runs} runs each; an empty process takes ${floor.toFixed(0)} ms of processor`);
  for (const program of programs) {
    const ratio = median(times.get(program) ?? []) / floor;
    console.log(`${program.name.padEnd(32)}${ratio.toFixed(2)}${program.bar ? ` (bar ${program.bar})` : ""}`);
  }
}

function importOfCore(): Program {
  return { name: "import of core, as published", arguments: ["--import", "./packages/core/dist/index.js", "-e", "0"] };
}

function cli(name: string, words: readonly string[], bar?: number): Program {
  const environment = { NODE_DISABLE_COMPILE_CACHE: "1" };
  const program = { name, arguments: ["packages/cli/bin/redshift-guard.js", ...words], environment };
  return bar === undefined ? program : { ...program, bar };
}

function firstRole(): string {
  const { RoleDetailList } = JSON.parse(example("roles.json")) as { readonly RoleDetailList: readonly unknown[] };
  return JSON.stringify({ RoleDetailList: RoleDetailList.slice(0, 1) });
}

function example(name: string): string {
  return readFileSync(join(root, "examples", name), "utf8");
}

/** As the runner starts it in a checkout of the files, without a token: nothing goes over the network. */
function action(
  name: string,
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>>,
): Program {
  const folder = join(work, name);
  const checkout = join(folder, "checkout");
  mkdirSync(checkout, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(checkout, file), text);
  for (const file of ["event.json", "output", "summary"])
    writeFileSync(join(folder, file), file === "event.json" ? "{}" : "");
  const environment = {
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: checkout,
    GITHUB_REPOSITORY: "owner/repository",
    GITHUB_EVENT_NAME: "push",
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_SHA: "0".repeat(40),
    GITHUB_API_URL: "http://127.0.0.1:9",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_RUN_ID: "77",
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    ...Object.fromEntries(Object.entries(inputs).map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value])),
  };
  return { name: `action ${name}`, arguments: [`actions/${name}/dist/index.js`], environment, bar: 2 };
}

/** In milliseconds. Of a child process only the shell tells it. */
function processorTime({ name, arguments: words, environment }: Program): number {
  const script = 'TIMEFORMAT="%U %S"; time "$0" "$@" >"$OUT" 2>&1';
  const out = join(work, "out");
  const { stderr, status } = spawnSync("bash", ["-c", script, process.execPath, ...words], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: work, LC_ALL: "C", OUT: out, ...environment },
    encoding: "utf8",
  });
  const [user, system] = stderr.trim().split(" ").map(Number);
  if (status === null || user === undefined || system === undefined || Number.isNaN(user + system))
    throw new Error(`\`${name}\` could not be timed: ${stderr}`);
  return (user + system) * 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}
