import type { RecognisedFile } from "./recognise.ts";
import type { FoundPolicy, Surroundings, TextFile, UnreadPolicy } from "./source.ts";

export interface NamedPolicy {
  readonly found: FoundPolicy | UnreadPolicy;
  /** No other policy of the file has it; absent when the file is the policy. */
  readonly name?: string;
  /** The file, and the name in it. */
  readonly subject: string;
}

/**
 * Every policy of the file under a name of its own. A name that comes again is numbered: what is asked of one policy
 * and answered for another would be confused otherwise.
 */
export function* namedPolicies(
  file: TextFile,
  { source, parsed }: RecognisedFile,
  surroundings: Surroundings = {},
): Iterable<NamedPolicy> {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  for (const found of source.find(file, parsed, surroundings)) {
    const name = ownName(found.name);
    yield name === undefined ? { found, subject: file.path } : { found, name, subject: `${file.path}: ${name}` };
  }

  function ownName(wanted: string | undefined): string | undefined {
    const base = wanted ?? "";
    let name = base;
    let count = counts.get(base) ?? 1;
    while (taken.has(name)) name = `${base} (${++count})`.trimStart();
    counts.set(base, count);
    taken.add(name);
    return name === "" && wanted === undefined ? undefined : name;
  }
}
