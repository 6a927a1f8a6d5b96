import { serviceData, serviceDataDate } from "./data.ts";
import { decodeService } from "./decode-service.ts";
import type { Service, ServiceReference } from "./service-reference.ts";

const decoded = new Map<string, Service>();

/** The services of `data.ts`; each is decoded when first asked for. */
export const services: ServiceReference = {
  date: serviceDataDate,
  prefixes: Object.keys(serviceData),
  service(prefix) {
    const known = decoded.get(prefix);
    if (known !== undefined) return known;
    if (!Object.hasOwn(serviceData, prefix)) return undefined;
    const service = decodeService(prefix, serviceData[prefix] as string);
    decoded.set(prefix, service);
    return service;
  },
};
