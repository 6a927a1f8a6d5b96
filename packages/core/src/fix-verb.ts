import type { Finding } from "./finding.ts";

/** What a replacement does at its place; undefined where there is none. */
export function fixVerb({ replacement, locations: [first] }: Finding): "Insert" | "Remove" | "Write" | undefined {
  if (replacement === undefined || first === undefined) return undefined;
  if (replacement === "") return "Remove";
  return first.span.start.offset === first.span.end.offset ? "Insert" : "Write";
}
