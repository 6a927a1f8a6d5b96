import type { PolicyDocument } from "../policy/document.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

/**
 * A fact of a policy that several checks ask for. Checks look at one policy after another, so the last answer is
 * all that is remembered.
 */
export function perPolicy<Fact>(
  work: (policy: PolicyDocument, services: ServiceReference) => Fact,
): (policy: PolicyDocument, services: ServiceReference) => Fact {
  let last: { readonly policy: PolicyDocument; readonly services: ServiceReference; readonly fact: Fact } | undefined;
  return (policy, services) => {
    if (last === undefined || last.policy !== policy || last.services !== services) {
      last = { policy, services, fact: work(policy, services) };
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
      fact = work(text, services);
      if (known.size >= 30_000) known.clear();
      known.set(text, fact);
    }
    return fact;
  };
}
