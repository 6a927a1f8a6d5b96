import type { Statement } from "./document.ts";

/** The values of one type (`AWS`, `Service`) in a statement's `Principal` or `NotPrincipal`, as written. */
export function principalValues({ principal }: Statement, type: string): string[] {
  return (principal?.entries ?? []).flatMap((entry) =>
    entry.type === type ? entry.values.map(({ value }) => value) : [],
  );
}
