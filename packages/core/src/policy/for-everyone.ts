import type { Statement } from "./document.ts";

/** Whether the statement's principal is `*`, by itself or among others. */
export function isForEveryone({ principal }: Statement): boolean {
  const { bare, entries = [] } = principal ?? {};
  const isStar = ({ value }: { readonly value: string }): boolean => value === "*";
  return bare?.value === "*" || entries.some(({ type, values }) => type === "AWS" && values.some(isStar));
}
