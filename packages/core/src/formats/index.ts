import type { Format } from "../format.ts";
import { json } from "./json.ts";

/** Written by `pnpm generate` from this folder. */
export const formats: readonly Format[] = [json];
