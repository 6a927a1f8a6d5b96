// Sets the workspace up, then runs one of its scripts: `node scripts/setup.mjs [--then SCRIPT [ARG…]]`.
// Runs on any Node from 20 on, before anything is installed, so it imports only what Node brings.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const tools = join(root, ".tools");
const stamp = join(root, "node_modules", ".redshift-guard-setup");
const nodeVersion = "24.21.0";
const pnpmVersion = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).packageManager.split("@")[1];

const environment = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", COREPACK_ENABLE_STRICT: "0" };
// npm hands its own settings to its scripts as npm_config_*; those that pnpm does not know make it warn at each call.
for (const name of Object.keys(environment))
  if (/^npm_config_(?!registry|userconfig|cache|https?_proxy|noproxy|cafile)/i.test(name)) delete environment[name];

ensureTools();
ensureInstalled();

const then = process.argv.indexOf("--then");
if (then === -1) console.log("Set up. `npm start` runs the examples, `npm test` runs the tests.");
else process.exit(run("pnpm", ["--silent", "run", ...process.argv.slice(then + 1)], { stdio: "inherit" }).status ?? 1);

/** Node 24 and pnpm from the npm registry, into `.tools`, where the machine has not got them. */
function ensureTools() {
  const wanted = [];
  if (Number(process.versions.node.split(".")[0]) < 24) wanted.push(`node@${nodeVersion}`);
  if (versionOf("pnpm") !== pnpmVersion) wanted.push(`pnpm@${pnpmVersion}`);
  if (wanted.length === 0) return;
  const path = join(tools, "node_modules", ".bin");
  const list = join(tools, "installed.txt");
  if (!existsSync(list) || readFileSync(list, "utf8") !== wanted.join("\n")) {
    console.log(`Fetching ${wanted.join(" and ")} from the npm registry into .tools …`);
    rmSync(tools, { recursive: true, force: true });
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, "package.json"), '{ "private": true }\n');
    must(
      "npm",
      ["install", "--prefix", tools, "--no-audit", "--no-fund", "--loglevel=error", "--save-exact", ...wanted],
      { env: process.env },
    );
    writeFileSync(list, wanted.join("\n"));
  }
  environment.PATH = `${path}${process.platform === "win32" ? ";" : ":"}${environment.PATH}`;
}

function ensureInstalled() {
  const lockfile = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lockfile) {
    console.log("Installing the workspace as its lockfile says …");
    must("pnpm", ["install", "--frozen-lockfile", "--reporter=silent"]);
    writeFileSync(stamp, lockfile);
  }
  // The build is cached: nothing is built twice.
  must("pnpm", [
    "--silent",
    "exec",
    "turbo",
    "run",
    "build",
    "--output-logs=errors-only",
    "--log-order=grouped",
    "--ui=stream",
  ]);
}

function versionOf(command) {
  const { status, stdout } = run(command, ["--version"], {
    stdio: ["ignore", "pipe", "ignore"],
    encoding: "utf8",
    cwd: dirname(root),
  });
  return status === 0 ? stdout.trim() : undefined;
}

function must(command, args, options = {}) {
  const result = run(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64_000_000,
    ...options,
  });
  if (result.status === 0) return;
  console.error(
    `\`${command} ${args.join(" ")}\` failed (${result.error?.message ?? `exit status ${result.status ?? result.signal}`}):\n${result.stdout ?? ""}${result.stderr ?? ""}`,
  );
  process.exit(1);
}

function run(command, args, options) {
  return spawnSync(command, args, { cwd: root, env: environment, shell: process.platform === "win32", ...options });
}
