import { parseArn } from "../policy/arn.ts";
import { foreignArnServices } from "../service-reference/data.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";

/** The ARN format of one resource type, as patterns: what AWS writes `${Name}` is `*`. */
export interface ResourceTypeFormat {
  /** The prefix of the service that defines the type. */
  readonly owner: string;
  readonly type: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

const known = new Map<string, readonly ResourceTypeFormat[]>();

/** The formats of ARNs with that service field; none when no service defines such ARNs. */
export function resourceTypeFormats(service: string, services: ServiceReference): readonly ResourceTypeFormat[] {
  let formats = known.get(service);
  if (formats === undefined) {
    formats = collect(service, services);
    // Services come from untrusted policies: the memory of unknown ones stays bounded.
    if (formats.length > 0 || known.size < 2000) known.set(service, formats);
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
const stsFormats: readonly ResourceTypeFormat[] = ["assumed-role", "federated-user", "self"].map((type) => ({
  owner: "sts",
  type,
  region: "",
  account: "*",
  resource: type === "self" ? "self" : `${type}/*`,
}));

function collect(service: string, services: ServiceReference): readonly ResourceTypeFormat[] {
  if (service === "sts") return stsFormats;
  const foreign = Object.hasOwn(foreignArnServices, service) ? (foreignArnServices[service]?.split(" ") ?? []) : [];
  return [service, ...foreign].flatMap((owner) =>
    [...(services.service(owner)?.resourceTypes.values() ?? [])].flatMap(({ name, arns }) =>
      arns.flatMap((arn) => {
        const pattern = parseArn(arn.replace(/\$\{[^}]*\}/g, "*"));
        if (pattern?.service !== service) return [];
        const { region, account, resource } = pattern;
        return [{ owner, type: name, region, account, resource }];
      }),
    ),
  );
}
