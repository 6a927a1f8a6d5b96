import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The bundle of `actions/<name>` as users get it; built anew where a source is younger. */
export async function builtAction(name: "validate" | "drift"): Promise<string> {
  const action = join(root, "actions", name);
  const entry = join(action, "dist/index.js");
  const lock = join(action, "node_modules/.building");
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      // Another test file builds it now; a lock older than a minute was left behind.
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 60_000) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  try {
    const sources = [
      "packages/core/src",
      "packages/aws/src",
      "packages/github/src",
      `actions/${name}/src`,
      "scripts/bundle.mjs",
    ];
    const newest = Math.max(...sources.map((path) => youngest(join(root, path))));
    const built = statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (built < newest) {
      const { scripts } = JSON.parse(readFileSync(join(action, "package.json"), "utf8")) as {
        scripts: { build: string };
      };
      const [, ...command] = scripts.build.split(" ");
      execFileSync(process.execPath, command, { cwd: action, stdio: "pipe" });
    }
  } finally {
    rmdirSync(lock);
  }
  return entry;
}

function youngest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => youngest(join(path, name))));
}
