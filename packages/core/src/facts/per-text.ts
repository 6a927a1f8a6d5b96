import { isWorthRemembering, ownString } from "../own-string.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

const mostTexts = 30_000;
/** Tens of thousands of names; of texts as long as the longest ARN five hundred. */
const mostCharacters = 1_000_000;

/** A memory of answers by text that stays bounded, in characters too: texts come from untrusted policies. */
export function perText<Fact>(
  work: (text: string, services: ServiceReference) => Fact,
): (text: string, services: ServiceReference) => Fact {
  const known = new Map<string, Fact>();
  let characters = 0;
  return (text, services) => {
    let fact = known.get(text);
    if (fact === undefined) {
      if (!isWorthRemembering(text)) return work(text, services);
      const own = ownString(text);
      fact = work(own, services);
      characters += own.length;
      if (known.size >= mostTexts || characters > mostCharacters) {
        known.clear();
        characters = own.length;
      }
      known.set(own, fact);
    }
    return fact;
  };
}
