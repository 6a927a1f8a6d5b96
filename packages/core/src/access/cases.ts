import type { PolicyType } from "../policy/document.ts";
import { regions } from "../policy/region.ts";
import { hasPrincipals } from "./document-fault.ts";
import type { Grant } from "./grant.ts";
import { everything } from "./language.ts";
import { isTiedToUser, type PrincipalCase } from "./principal-case.ts";
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
export function casesOf(type: PolicyType, grants: readonly Grant[], variables?: ReadonlySet<string>): Cases {
  const hasAnyName =
    variables?.has("aws:username") === true || !grants.every(({ constraints }) => constraints.every(isTiedToUser));
  const named: PrincipalCase = hasAnyName ? { hasAnyName } : {};
  if (!hasPrincipals(type)) return { sure: [named], doubtful: [], doubt: undefined };
  const exact = grants.flatMap(({ principals }) =>
    principals.flatMap((principal) => (principal.kind === "exact" ? [principal] : [])),
  );
  const ids = (of: RequestPrincipal["type"]) => exact.filter(({ type }) => type === of).map(({ id }) => id);
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
  const fixed = (of: RequestPrincipal["type"], id: string): PrincipalCase => ({ ...named, fixed: { type: of, id } });

  const regional = new Set([...services].filter((id) => isOfOpenRegion(id, services)));
  return {
    sure: [
      named,
      ...[...new Set(ids("AWS"))].filter((id) => !isPrincipalArn(id)).map((id) => fixed("AWS", id)),
      ...[...providers].map((id) => fixed("Federated", id)),
      ...(provider === undefined ? [] : [fixed("Federated", provider)]),
      ...elsewhere(services).map((id) => fixed("Service", id)),
      ...[...services].filter((id) => !regional.has(id)).map((id) => fixed("Service", id)),
      ...(service === undefined ? [] : [fixed("Service", service)]),
    ],
    doubtful: [...regional].flatMap((id) => openRegion(fixed("Service", id))),
    doubt: serviceKeys.some(({ language }) => language.patterns.length > 0 && language !== everything)
      ? "a pattern for names of services cannot be compared"
      : undefined,
  };
}

const serviceNameKeys: ReadonlySet<string> = new Set(["aws:principalservicename", "aws:principalservicenameslist"]);

/** Whether the service is one in an opt-in Region, and the policies name the service of all Regions too. */
function isOfOpenRegion(id: string, services: ReadonlySet<string>): boolean {
  const regional = parseRegionalService(id);
  return regional !== undefined && !regional.enabledByDefault && services.has(regional.global);
}

/** The two readings of such a service. */
function openRegion(caller: PrincipalCase): readonly DoubtfulCase[] {
  const id = caller.fixed?.id ?? "";
  const regional = parseRegionalService(id);
  if (regional === undefined) return [];
  return [
    {
      readings: [caller, { ...caller, names: [id, regional.global] }],
      because: `AWS does not say whether requests by \`${id}\` carry the name \`${regional.global}\` too: ${regional.region} is not among the Regions that every account has`,
    },
  ];
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
