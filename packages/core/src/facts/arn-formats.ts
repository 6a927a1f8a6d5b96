import { foreignArnServices } from "../service-reference/data.ts";
import type { ArnFormat, ServiceReference } from "../service-reference/service-reference.ts";
import { perText } from "./per-text.ts";

/** The formats of ARNs with that service field; none when no service defines such ARNs. */
export const arnFormats: (service: string, services: ServiceReference) => readonly ArnFormat[] = perText(collect);

/** Whether ARNs can have that service field. */
export function isArnService(service: string, services: ServiceReference): boolean {
  return services.service(service) !== undefined || Object.hasOwn(foreignArnServices, service);
}

/**
 * Kinds of resource that the pages of their services leave out: sessions of roles
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns) and the transforms of
 * CloudFormation (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html).
 */
const unlistedFormats: readonly ArnFormat[] = [
  { owner: "sts", type: "assumed-role", service: "sts", region: "", account: "*", resource: "assumed-role/*" },
  {
    owner: "cloudformation",
    type: "transform",
    service: "cloudformation",
    region: "*",
    account: "*",
    resource: "transform/*",
  },
];

function collect(service: string, services: ServiceReference): readonly ArnFormat[] {
  const foreign = Object.hasOwn(foreignArnServices, service) ? (foreignArnServices[service]?.split(" ") ?? []) : [];
  const listed = [service, ...foreign].flatMap((owner) =>
    (services.service(owner)?.arnFormats ?? []).filter(
      // A format may leave the service open, as that of AWS Backup's recovery points does: it is the owner's own too.
      (format) => format.service === service || (format.service === "*" && owner === service),
    ),
  );
  return [...listed, ...unlistedFormats.filter((format) => format.service === service)];
}
