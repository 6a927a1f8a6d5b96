import type { ServiceReference } from "./service-reference/service-reference.ts";

/**
 * The function, remembering its last answer: a fact of a policy, or of a part of it, that several checks ask for. Checks
 * look at one policy after another, so one answer is enough; a WeakMap would keep each policy alive for longer, which
 * costs more than most of these answers.
 */
export function rememberLast<Subject extends object, Rest extends [] | [services: ServiceReference], Fact>(
  compute: (subject: Subject, ...rest: Rest) => Fact,
): (subject: Subject, ...rest: Rest) => Fact {
  // Called hundreds of times for a policy: rest parameters would allocate an array each time.
  const computeOf = compute as (subject: Subject, services: Rest[0]) => Fact;
  let last: { readonly subject: Subject; readonly services: Rest[0]; readonly fact: Fact } | undefined;
  return (subject: Subject, services?: Rest[0]) => {
    if (last === undefined || last.subject !== subject || last.services !== services) {
      last = { subject, services, fact: computeOf(subject, services) };
    }
    return last.fact;
  };
}
