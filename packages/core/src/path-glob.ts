import { matchesPattern } from "./policy/pattern.ts";

/**
 * Whether a path with forward slashes matches a glob of `*` and `?` (inside one folder name) and `**` (any folders).
 * A glob that names a folder reaches everything in it: `policies` is `policies/**`, and `.` is everything. `..` takes
 * back the folder before it, as in a config's `../policies`. Linear in the product of both lengths.
 */
export function matchesPathGlob(glob: string, path: string): boolean {
  const pattern = segmentsOf(glob);
  const segments = segmentsOf(path);
  if (pattern.length === 0) return glob !== "" && segments[0] !== "..";
  // reached[i]: the first i segments of the path match the pattern read so far.
  let reached = segments.map(() => false);
  reached.unshift(true);
  for (const part of pattern) {
    const next = reached.map(() => false);
    for (let i = 0; i <= segments.length; i++) {
      if (part === "**") next[i] = (reached[i] as boolean) || (i > 0 && (next[i - 1] as boolean));
      else next[i] = i > 0 && (reached[i - 1] as boolean) && matchesPattern(part, segments[i - 1] as string);
    }
    reached = next;
  }
  return pattern.at(-1) === "**" ? (reached[segments.length] as boolean) : reached.slice(1).some(Boolean);
}

function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    const before = segments.at(-1);
    // Nothing stands above the start, and `**` is no one folder.
    if (segment === ".." && before !== undefined && before !== ".." && before !== "**") segments.pop();
    else segments.push(segment);
  }
  return segments;
}
