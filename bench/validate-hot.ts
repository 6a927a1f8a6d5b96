import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type * as Core from "@redshift-guard/core";
import { pairedTimes } from "./paired-times.ts";

/*
 * The hot part of `validate.ts`, in a process of its own that holds nothing else: each policy of a folder, parsed by
 * `JSON.parse` and validated in turn, pass after pass. From the third pass on, lists of actions and resources are known
 * again (`facts/list-verdict.ts`), as in an editor or a server: without that, a pass takes about a third more.
 *
 *   node bench/validate-hot.ts CORE FOLDER PASSES
 *
 * Prints `PairedTimes` as JSON.
 */
const [core = "", folder = "", passes = "25"] = process.argv.slice(2);
const { validatePolicy } = (await import(pathToFileURL(core).href)) as typeof Core;
const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, "utf8"));

/** As many passes more until the compiler has settled. */
const warmUp = 5;
const times = pairedTimes(
  Number(passes),
  warmUp,
  () => texts.forEach((text) => void JSON.parse(text)),
  () => texts.forEach((text) => void validatePolicy(text, { policyType: "identity" })),
);
console.log(JSON.stringify(times));
