import type { ServiceReference } from "./service-reference/service-reference.ts";

/**
 * The function, remembering its last answer: a fact of a policy, or of a part of it, that several checks ask for. Checks
 * look at one policy after another, so one answer is enough; a WeakMap would keep each policy alive for longer, which
 * costs more than most of these answers.
 */
export function rememberLast<Subject extends object, Rest extends [] | [services: ServiceReference], Fact>(
  compute: (subject: Subject, ...rest: Rest) => Fact,
): (subject: Subject, ...rest: Rest) => Fact {
  let last: { readonly subject: Subject; readonly services: Rest[0]; readonly fact: Fact } | undefined;
  return (subject, ...rest) => {
    const [services] = rest;
    if (last === undefined || last.subject !== subject || last.services !== services) {
      last = { subject, services, fact: compute(subject, ...rest) };
    }
    return last.fact;
  };
}
