import { ownString } from "../own-string.ts";
import { serviceData, serviceDataDate } from "./data.ts";
import { decodeService } from "./decode-service.ts";
import type { Service, ServiceReference } from "./service-reference.ts";

const decoded = new Map<string, Service>();

/** The services of `data.ts`; each is decoded when first asked for. */
export const services: ServiceReference = {
  date: serviceDataDate,
  outdated: false,
  prefixes: Object.keys(serviceData),
  service(prefix) {
    const known = decoded.get(prefix);
    if (known !== undefined) return known;
    if (!Object.hasOwn(serviceData, prefix)) return undefined;
    const own = ownString(prefix);
    const service = decodeService(own, serviceData[own] as string);
    decoded.set(own, service);
    return service;
  },
};

const day = 86_400_000;

/** The same services as seen on a day, `YYYY-MM-DD`; without one they count as young. Throws on another form. */
export function servicesOn(today: string | undefined): ServiceReference {
  if (today === undefined) return services;
  const age = Date.parse(today) - Date.parse(serviceDataDate);
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(age)) throw new TypeError(`No day: ${today}`);
  return age > 90 * day ? outdatedServices : services;
}

const outdatedServices: ServiceReference = { ...services, outdated: true };
