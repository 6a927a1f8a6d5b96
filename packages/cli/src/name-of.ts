import { relative, resolve, sep } from "node:path";

/** Relative to where the command runs, where that is shorter than leaving it; with forward slashes. */
export function nameOf(path: string): string {
  const name = relative(".", resolve(path));
  return (name === ".." || name.startsWith(`..${sep}`) ? path : name === "" ? "." : name).split(sep).join("/");
}
