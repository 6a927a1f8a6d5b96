import type { PathElement } from "./finding.ts";

/** A path as people write it: `Resources.Role.Properties.Policies[0].PolicyDocument`. */
export function pathName(path: readonly PathElement[]): string {
  let name = "";
  for (const step of path) {
    if ("index" in step) name += `[${step.index}]`;
    else if ("substring" in step) name += `[${step.substring.start}:${step.substring.start + step.substring.length}]`;
    else name += `${name === "" ? "" : "."}${"value" in step ? step.value : step.key}`;
  }
  return name;
}
