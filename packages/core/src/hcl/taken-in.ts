import { mergingArguments } from "./merged-documents.ts";
import type { HclBody } from "./syntax.ts";

const naming = /\baws_iam_policy_document\.([\p{L}_][\p{L}\p{N}_-]*)/gu;

/** The names that a text has of documents, each as often as it stands there. */
export function documentNames(text: string): readonly string[] {
  return [...text.matchAll(naming)].map(([, name]) => name as string);
}

/**
 * The documents of a file that nothing in it names but documents which take them in, each with the names of those. A
 * comment is no use, and yet it may be one some day: it counts as one.
 */
export function takenIn({ blocks }: HclBody, text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const left = new Map<string, number>();
  for (const name of documentNames(text)) left.set(name, (left.get(name) ?? 0) + 1);
  const takers = new Map<string, Set<string>>();
  for (const { type, labels, body } of blocks) {
    const [of, taker] = labels;
    if (type.value !== "data" || of?.value !== "aws_iam_policy_document" || taker === undefined) continue;
    for (const { name, value } of body.attributes) {
      if (!mergingArguments.has(name.value)) continue;
      for (const document of documentNames(text.slice(value.start, value.end))) {
        left.set(document, (left.get(document) ?? 0) - 1);
        takers.set(document, (takers.get(document) ?? new Set()).add(taker.value));
      }
    }
  }
  return new Map([...takers].filter(([name]) => left.get(name) === 0));
}
