import { isWorthRemembering, ownString } from "../own-string.ts";
import type { PolicyDocument } from "../policy/document.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

/**
 * A fact of a policy, or of a part of it, that several checks ask for. Checks look at one policy after another, so the
 * last answer is all that is remembered; a WeakMap would keep each policy alive for longer, which costs more.
 */
export function perPolicy<Fact, Subject extends object = PolicyDocument>(
  work: (subject: Subject, services: ServiceReference) => Fact,
): (subject: Subject, services: ServiceReference) => Fact {
  let last: { readonly subject: Subject; readonly services: ServiceReference; readonly fact: Fact } | undefined;
  return (subject, services) => {
    if (last === undefined || last.subject !== subject || last.services !== services) {
      last = { subject, services, fact: work(subject, services) };
    }
    return last.fact;
  };
}

/** A memory of answers by text that stays bounded: texts come from untrusted policies. */
export function perText<Fact>(
  work: (text: string, services: ServiceReference) => Fact,
): (text: string, services: ServiceReference) => Fact {
  const known = new Map<string, Fact>();
  return (text, services) => {
    let fact = known.get(text);
    if (fact === undefined) {
      if (!isWorthRemembering(text)) return work(text, services);
      const own = ownString(text);
      fact = work(own, services);
      if (known.size >= 30_000) known.clear();
      known.set(own, fact);
    }
    return fact;
  };
}
