import type { PolicyType } from "../policy/document.ts";
import { regions } from "../policy/region.ts";
import { hasPrincipals } from "./document-fault.ts";
import type { Grant } from "./grant.ts";
import { everything } from "./language.ts";
import type { PrincipalCase } from "./principal-case.ts";
import type { RequestPrincipal } from "./request.ts";
import { parseRegionalService } from "./service-name.ts";
import { isPrincipalArn } from "./value-domain.ts";

export interface Cases {
  /** The worst that could be let in first: principals of AWS, then users of identity providers, then services. */
  readonly sure: readonly PrincipalCase[];
  readonly doubtful: readonly DoubtfulCase[];
  /** Why there may be callers besides. */
  readonly doubt: string | undefined;
}

/** Two readings of the same caller, where AWS's documentation leaves open which names its requests carry. */
export interface DoubtfulCase {
  readonly readings: readonly [PrincipalCase, PrincipalCase];
  readonly because: string;
}

const otherServices = ["lambda.amazonaws.com", "ec2.amazonaws.com", "glue.amazonaws.com"];
const otherProviders = ["cognito-identity.amazonaws.com", "accounts.google.com", "www.amazon.com"];

/** The callers among which any difference between two policies must show. */
export function casesOf(type: PolicyType, grants: readonly Grant[]): Cases {
  if (!hasPrincipals(type)) return { sure: [{}], doubtful: [], doubt: undefined };
  const exact = grants.flatMap(({ principals }) =>
    principals.flatMap((named) => (named.kind === "exact" ? [named] : [])),
  );
  const ids = (of: RequestPrincipal["type"]) => exact.filter((named) => named.type === of).map(({ id }) => id);
  const serviceKeys = grants.flatMap(({ constraints }) =>
    constraints.filter(({ dimension }) => serviceNameKeys.has(dimension)),
  );
  const services = new Set([...ids("Service"), ...serviceKeys.flatMap(({ language }) => language.exact)]);
  const providers = new Set(ids("Federated"));
  const isOpen = (of: RequestPrincipal["type"]): boolean =>
    grants.some(({ denies, principals }) =>
      principals.some(
        (named) => !denies && (named.kind === "anyone" || (named.kind === "any-of-type" && named.type === of)),
      ),
    );
  const service = isOpen("Service") ? otherServices.find((id) => !services.has(id)) : undefined;
  const provider = isOpen("Federated") ? otherProviders.find((id) => !providers.has(id)) : undefined;
  const fixed = (of: RequestPrincipal["type"], id: string): PrincipalCase => ({ fixed: { type: of, id } });

  const regional = new Set([...services].filter((id) => openRegion(id, services) !== undefined));
  return {
    sure: [
      {},
      ...[...new Set(ids("AWS"))].filter((id) => !isPrincipalArn(id)).map((id) => fixed("AWS", id)),
      ...[...providers].map((id) => fixed("Federated", id)),
      ...(provider === undefined ? [] : [fixed("Federated", provider)]),
      ...elsewhere(services).map((id) => fixed("Service", id)),
      ...[...services].filter((id) => !regional.has(id)).map((id) => fixed("Service", id)),
      ...(service === undefined ? [] : [fixed("Service", service)]),
    ],
    doubtful: [...regional].flatMap((id) => openRegion(id, services) ?? []),
    doubt: serviceKeys.some(({ language }) => language.patterns.length > 0 && language !== everything)
      ? "a pattern for names of services cannot be compared"
      : undefined,
  };
}

const serviceNameKeys: ReadonlySet<string> = new Set(["aws:principalservicename", "aws:principalservicenameslist"]);

/** The two readings of a service in an opt-in Region, where the policies name the service of all Regions too. */
function openRegion(id: string, services: ReadonlySet<string>): DoubtfulCase | undefined {
  const regional = parseRegionalService(id);
  if (regional === undefined || regional.enabledByDefault || !services.has(regional.global)) return undefined;
  const fixed: RequestPrincipal = { type: "Service", id };
  return {
    readings: [{ fixed }, { fixed, names: [id, regional.global] }],
    because: `AWS does not say whether requests by \`${id}\` carry the name \`${regional.global}\` too: ${regional.region} is not among the Regions that every account has`,
  };
}

const preferredRegions = ["us-west-2", "us-east-1", "eu-west-1"];

/** The services in a Region that no policy names, of the partition of those that one does. */
function elsewhere(services: ReadonlySet<string>): readonly string[] {
  const partitionsOf = new Map<string, Set<string>>();
  for (const name of services) {
    const regional = parseRegionalService(name);
    const partition = regional === undefined ? undefined : regions.get(regional.region)?.partition;
    if (regional === undefined || partition === undefined) continue;
    const partitions = partitionsOf.get(regional.global);
    if (partitions === undefined) partitionsOf.set(regional.global, new Set([partition]));
    else partitions.add(partition);
  }
  return [...services].flatMap((global) => {
    const partitions = partitionsOf.get(global);
    return partitions === undefined ? [] : (inOtherRegion(global, partitions, services) ?? []);
  });
}

function inOtherRegion(
  global: string,
  partitions: ReadonlySet<string>,
  services: ReadonlySet<string>,
): string | undefined {
  const [service, ...suffix] = global.split(".");
  for (const { name, optIn, partition } of [
    ...preferredRegions.flatMap((name) => regions.get(name) ?? []),
    ...regions.values(),
  ]) {
    const id = [service, name, ...suffix].join(".");
    if (!optIn && partitions.has(partition) && !services.has(id)) return id;
  }
  return undefined;
}
