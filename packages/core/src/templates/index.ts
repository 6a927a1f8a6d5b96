import type { Template } from "../template.ts";

/** Written by `pnpm generate` from this folder. */
export const templates: readonly Template[] = [];
