import { ownString } from "../own-string.ts";
import { foreignArnServices } from "../service-reference/data.ts";
import type { ArnFormat, ServiceReference } from "../service-reference/service-reference.ts";

const known = new Map<string, readonly ArnFormat[]>();

/** The formats of ARNs with that service field; none when no service defines such ARNs. */
export function arnFormats(service: string, services: ServiceReference): readonly ArnFormat[] {
  let formats = known.get(service);
  if (formats === undefined) {
    formats = collect(service, services);
    // Services come from untrusted policies: the memory of unknown ones stays bounded.
    if (formats.length > 0 || known.size < 2000) known.set(ownString(service), formats);
  }
  return formats;
}

/** Whether ARNs can have that service field. */
export function isArnService(service: string, services: ServiceReference): boolean {
  return services.service(service) !== undefined || Object.hasOwn(foreignArnServices, service);
}

/**
 * Sessions have ARNs of STS's own, which its page does not list.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
const stsFormats: readonly ArnFormat[] = ["assumed-role", "federated-user", "self"].map((type) => ({
  owner: "sts",
  type,
  service: "sts",
  region: "",
  account: "*",
  resource: type === "self" ? "self" : `${type}/*`,
}));

function collect(service: string, services: ServiceReference): readonly ArnFormat[] {
  if (service === "sts") return stsFormats;
  const foreign = Object.hasOwn(foreignArnServices, service) ? (foreignArnServices[service]?.split(" ") ?? []) : [];
  return [service, ...foreign].flatMap(
    (owner) => services.service(owner)?.arnFormats.filter((format) => format.service === service) ?? [],
  );
}
