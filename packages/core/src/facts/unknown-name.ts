import { closest } from "../closest.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { perText } from "./per-text.ts";

/** How to say that a name is not in the service data: certain while the data is young, careful once it is old. */
export function isUnknown(services: ServiceReference): string {
  return services.outdated ? `is unknown to the service data of ${services.date}` : "does not exist";
}

const nearest = perText((prefix, services) => closest(prefix, services.prefixes) ?? "");

/** The prefix of the service that is most likely meant. */
export function nearestService(prefix: string, services: ServiceReference): string | undefined {
  return nearest(prefix, services) || undefined;
}
