import type { ServiceReference } from "../service-reference/service-reference.ts";

/** What checks ask of actions, as bits: `sts:AssumeRole` by its name, what may be of IAM's, what Redshift's services begin with. */
export const topic = { assumeRole: 1, iam: 2, redshift: 4 } as const;
/** In an action's number. */
export const topicBits = 3;

/** Told by the first letter where it can be. */
export function topicsOf(action: string): number {
  switch (action.charCodeAt(0) | 0x20) {
    case 0x73 /* s */:
      return action.length === 14 && action.toLowerCase() === "sts:assumerole" ? topic.assumeRole : 0;
    case 0x72 /* r */:
      return action.slice(0, 8).toLowerCase() === "redshift" ? topic.redshift : 0;
    case 0x69 /* i */:
    // A wildcard's code differs in that bit only from a control character's.
    case 0x2a:
    case 0x3f:
      return topic.iam;
    default:
      return 0;
  }
}

/** By the action as policies write it. Filled service by service, when a policy first names one of its actions. */
const numbers = new Map<string, number>();
const services = new Set<string>();

/**
 * A number for an action that is written just as AWS writes it: its place among those of all services, then its topics
 * in the last bits; undefined for anything else. Asked of every action of every policy.
 */
export function actionNumber(text: string, reference: ServiceReference): number | undefined {
  const number = numbers.get(text);
  return number === undefined && addService(text, reference) ? numbers.get(text) : number;
}

/** Whether the service that an action names was not there before. */
function addService(text: string, reference: ServiceReference): boolean {
  const prefix = text.slice(0, Math.max(0, text.indexOf(":")));
  if (services.has(prefix)) return false;
  const service = reference.service(prefix);
  if (service === undefined) return false;
  services.add(service.prefix);
  const topics = prefix === "iam" ? topic.iam : prefix.startsWith("redshift") ? topic.redshift : 0;
  const texts = service.actionTexts;
  for (let i = 0; i < texts.length; i++) numbers.set(texts[i] as string, (numbers.size << topicBits) | topics);
  const assumeRole = numbers.get("sts:AssumeRole");
  if (prefix === "sts" && assumeRole !== undefined) numbers.set("sts:AssumeRole", assumeRole | topic.assumeRole);
  return true;
}
