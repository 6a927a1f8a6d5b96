import type { Format } from "../format.ts";
import { baseline } from "./baseline.ts";
import { github } from "./github.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

/** Written by `pnpm generate` from this folder. */
export const formats: readonly Format[] = [baseline, github, html, json, junit, markdown, sarif, text];
