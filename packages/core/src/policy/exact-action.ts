import type { Value } from "./document.ts";

/** Whether a string of `Action` is exactly this action, given in lower case: IAM takes it in any. */
export function isAction({ value }: Value, lowerName: string): boolean {
  return value.length === lowerName.length && value.toLowerCase() === lowerName;
}
