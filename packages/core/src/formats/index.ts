import type { Format } from "../format.ts";
import { github } from "./github.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";

/** Written by `pnpm generate` from this folder. */
export const formats: readonly Format[] = [github, json, markdown, text];
