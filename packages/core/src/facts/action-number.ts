import type { ServiceReference } from "../service-reference/service-reference.ts";

/** By the action as policies write it. Filled service by service, when a policy first names one of its actions. */
const numbers = new Map<string, number>();
const services = new Set<string>();

/**
 * A number for an action that is written just as AWS writes it, its own among those of all services; undefined for
 * anything else. Asked of every action of every policy.
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
  services.add(prefix);
  for (const each of service.actionTexts) numbers.set(each, numbers.size);
  return true;
}
