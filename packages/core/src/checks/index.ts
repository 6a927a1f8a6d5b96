import type { Check } from "../check.ts";
import { jsonSyntaxError } from "./json-syntax-error.ts";
import { missingVersion } from "./missing-version.ts";

/** Written by `pnpm generate` from this folder. */
export const checks: readonly Check[] = [
  jsonSyntaxError,
  missingVersion,
];
