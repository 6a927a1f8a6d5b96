import type { Source } from "../source.ts";
import { policyJson } from "./policy-json.ts";

/** Written by `pnpm generate` from this folder. */
export const sources: readonly Source[] = [policyJson];
