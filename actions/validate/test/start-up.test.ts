import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { builtAction } from "../../../packages/github/test/built-action.ts";
import { allowing, repository } from "./repository.ts";

interface Start {
  /** Node's own modules and files of the bundle that were loaded. */
  readonly loaded: readonly string[];
  /** Of the whole process, in milliseconds; unlike the time on the clock it hardly depends on what else runs. */
  readonly cpu: number;
}

const folder = mkdtempSync(join(tmpdir(), "redshift-guard-start-"));
const watch = join(folder, "watch.cjs");
writeFileSync(
  watch,
  `const { registerHooks } = require("node:module");
const files = [];
registerHooks({ load(url, context, next) { files.push(url); return next(url, context); } });
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  require("node:fs").writeSync(2, JSON.stringify({ loaded: [...process.moduleLoadList, ...files], cpu: (user + system) / 1000 }));
});`,
);
const empty = join(folder, "empty.mjs");
writeFileSync(empty, "");

function start(entry: string): Start {
  const { folder: workspace } = repository({ "policies/a.json": allowing("s3:GetObject") });
  const environment = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_EVENT_NAME: "push",
    GITHUB_REPOSITORY: "owner/name",
    GITHUB_WORKSPACE: workspace,
  };
  const run = spawnSync(process.execPath, ["--require", watch, entry], {
    cwd: workspace,
    env: environment,
    encoding: "utf8",
  });
  return JSON.parse(run.stderr) as Start;
}

describe("one policy, offline", () => {
  test("loads no SDK, no HTTP, no TLS, no crypto, no child process", async () => {
    const { loaded } = start(await builtAction("validate"));
    const files = loaded.filter((name) => name.startsWith("file:"));
    expect(files).not.toEqual([]);
    expect(files.filter((url) => readFileSync(new URL(url), "utf8").includes("AccessAnalyzerClient"))).toEqual([]);
    const heavy =
      /^NativeModule (?:https?|http2|tls|crypto|child_process|zlib|worker_threads|internal\/deps\/undici\/undici)$/;
    expect(loaded.filter((name) => heavy.test(name))).toEqual([]);
  });

  test("costs little more than starting Node", async () => {
    const entry = await builtAction("validate");
    const least = (path: string) => Math.min(...Array.from({ length: 5 }, () => start(path).cpu));
    expect(least(entry) / least(empty)).toBeLessThan(4);
  });
});
