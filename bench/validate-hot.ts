import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type * as Core from "@redshift-guard/core";

/*
 * The hot part of `validate.ts`, in a process of its own that holds nothing else: each policy of a folder, parsed by
 * `JSON.parse` and validated in turn, pass after pass.
 *
 *   node bench/validate-hot.ts CORE FOLDER PASSES
 *
 * Prints the medians in milliseconds, and the median of the passes' ratios.
 */
const [core = "", folder = "", passes = "25"] = process.argv.slice(2);
const { validatePolicy } = (await import(pathToFileURL(core).href)) as typeof Core;
const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));

/** As many passes more until the compiler has settled. */
const warmUp = 5;
const pairs = Array.from({ length: warmUp + Number(passes) }, () => [
  time(() => texts.forEach((text) => void JSON.parse(text))),
  time(() => texts.forEach((text) => void validatePolicy(text, { policyType: "identity" }))),
]).slice(warmUp) as [number, number][];
const medians = [pairs.map(([a]) => a), pairs.map(([, b]) => b), pairs.map(([a, b]) => b / a)].map(median);
console.log(JSON.stringify(medians));

function time(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number;
}
