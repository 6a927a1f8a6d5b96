import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";

/** The package as npm would serve it, in a project that has nothing else. */
const core = fileURLToPath(new URL("../", import.meta.url));
const root = fileURLToPath(new URL("../../../", import.meta.url));
let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "redshift-guard-pack-"));
  run("pnpm", ["--silent", "run", "build"], core);
  const tarball = run("pnpm", ["pack", "--pack-destination", project], core).trim().split("\n").at(-1) as string;
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true, "type": "module" }\n');
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", tarball], project);
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

const use = `
import { isAllowed, newAccess, parsePolicy, renderTemplate, validatePolicy } from "@redshift-guard/core";
const trust = (text) => parsePolicy(text, { policyType: "trust" }).policy;
const open = trust(renderTemplate("redshift-service-trust", {}));
const regional = trust(renderTemplate("redshift-service-trust-regions", { regions: ["us-east-1"] }));
const access = newAccess(regional, open);
if (access.kind !== "new" || !isAllowed(open, access.witness) || isAllowed(regional, access.witness)) throw new Error(JSON.stringify(access));
const outcome = validatePolicy("{}", { policyType: "identity" });
console.log(outcome.kind, access.witness.principal.id);
`;

test("works from plain ESM", () => {
  writeFileSync(join(project, "use.mjs"), use);
  expect(run(process.execPath, ["use.mjs"], project)).toMatch(
    /^analysed redshift\.[a-z0-9-]+\.amazonaws\.com\n$|^analysed redshift\.amazonaws\.com\n$/,
  );
});

test("works from TypeScript, with types of its own", () => {
  writeFileSync(join(project, "use.ts"), use.replace("(text)", "(text: string)"));
  const options = ["--noEmit", "--strict", "--target", "es2023", "--module", "nodenext", "--types", ""];
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  writeFileSync(
    join(project, "wrong.ts"),
    'import { newAccess } from "@redshift-guard/core";\nnewAccess("{}", "{}");\n',
  );
  expect(run(process.execPath, [tsc, ...options, "--lib", "es2023,dom", "use.ts"], project)).toBe("");
  expect(() => run(process.execPath, [tsc, ...options, "wrong.ts"], project)).toThrow(/TS2345/);
});

test("stands in a few files, what is of others with its licence", () => {
  const dist = join(project, "node_modules", "@redshift-guard", "core", "dist");
  const files = readdirSync(dist).filter((name) => name.endsWith(".js"));
  expect(files).toContain("index.js");
  expect(files.length).toBeLessThan(12);
  expect(readFileSync(join(dist, "services.js"), "utf8")).toContain("MIT License");
  expect(readFileSync(join(dist, "yaml.js"), "utf8")).toMatch(/^\/\*!\nCopyright Eemeli Aro/);
});

test("its index has nothing of its own, for bundlers that leave out whole files", () => {
  const index = readFileSync(join(project, "node_modules", "@redshift-guard", "core", "dist", "index.js"), "utf8");
  expect(index.split("\n").filter((line) => !/^(import|export) .*;$|^$/.test(line))).toEqual([]);
});

test("a bundler takes from it what is used", async () => {
  writeFileSync(
    join(project, "part.mjs"),
    'import { isAllowed } from "@redshift-guard/core";\nconsole.log(isAllowed);\n',
  );
  const bundle = await rolldown({
    input: join(project, "part.mjs"),
    platform: "node",
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ minify: true });
  // A fortieth of the whole.
  expect(output.reduce((sum, file) => sum + (file.type === "chunk" ? file.code.length : 0), 0)).toBeLessThan(60_000);
});

function run(command: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")}\n${stdout}${stderr}`);
  }
}
