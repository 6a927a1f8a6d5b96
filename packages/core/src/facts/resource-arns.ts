import { type Arn, isAccountId } from "../policy/arn.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { replaceVariables } from "../policy/policy-variable.ts";
import { isPartition, regions } from "../policy/region.ts";
import type { ArnFormat, ServiceReference } from "../service-reference/service-reference.ts";
import { arnFormats, isArnService } from "./arn-formats.ts";
import { patternsOverlap } from "./pattern-overlap.ts";
import { perText } from "./per-text.ts";

/** A string of `Resource` or `NotResource` that is an ARN; each field may hold wildcards and variables. */
export interface ResourceArn extends Arn {
  readonly value: Value;
}

/**
 * Why a string is no ARN: it has too few fields, or its first one is not `arn`. Access Analyzer says the former of
 * `fakeArn`; where the partition stands first, `arn:` was forgotten.
 */
export type ArnFault = "prefix" | "fields";

/** What stands in the account field of resources that AWS itself or its Marketplace owns. */
export const ownersOfAws: ReadonlySet<string> = new Set([
  "aws",
  "amazon",
  "aws-managed",
  "aws-marketplace",
  "cloudfront",
  "third-party",
]);

/** Kinds of resource of which AWS offers some to every account, in ARNs without an account. */
const ownedByAws = [
  "ssm:document/*",
  "ssm:automation-definition/*",
  "ssm:parameter/aws/*",
  "resource-explorer-2:view/*",
  "securityhub:product/*",
];

/**
 * No ARN is longer, so that a longer text names nothing, whatever its format.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
const longestArn = 2048;

/** A string looked up: an ARN, what keeps it from being one, or the bare `*`. `ordinary` ones concern no check. */
export type ResourceText =
  | { readonly kind: "arn"; readonly arn: Arn; readonly ordinary: boolean }
  | { readonly kind: "fault"; readonly fault: ArnFault; readonly ordinary: false }
  | { readonly kind: "star"; readonly ordinary: true };

export const resourceText: (text: string, services: ServiceReference) => ResourceText = perText((text, services) => {
  if (text === "*") return { kind: "star", ordinary: true };
  const fields = arnFields(text);
  const [prefix] = fields as [string, ...string[]];
  if (prefix !== "arn" && (fields.length === 6 || isPartition(prefix))) {
    return { kind: "fault", fault: "prefix", ordinary: false };
  }
  if (fields.length < 6) return { kind: "fault", fault: "fields", ordinary: false };
  const [, partition, service, region, account, resource] = fields as [string, string, string, string, string, string];
  const arn = { partition, service, region, account, resource };
  return { kind: "arn", arn, ordinary: isOrdinary(arn, services) };
});

/** Whether a string of `Resource` or `NotResource` concerns no check, asked of every one. */
export function isOrdinaryResource(text: string, services: ServiceReference): boolean {
  return text === "*" || leavesAllOpen(text, services) || resourceText(text, services).ordinary;
}

/** Whether a string is an ARN of a known service with `*` for Region and account: so are most, and need no reading. */
function leavesAllOpen(text: string, services: ServiceReference): boolean {
  if (!text.startsWith("arn:aws:") || text.includes("${")) return false;
  const end = text.indexOf(":", "arn:aws:".length);
  return (
    text.startsWith(":*:*:", end) &&
    text.length > end + ":*:*:".length &&
    isArnService(text.slice("arn:aws:".length, end), services)
  );
}

/**
 * The formats an ARN can belong to, judged by its resource part; undefined when its service has none, or it is too long.
 * One that names a Region or an account belongs to formats with that field, where there are any.
 */
export function formatsOf(arn: Arn, services: ServiceReference): readonly ArnFormat[] | undefined {
  const all = comparableFormats(arn, services);
  if (all === undefined) return undefined;
  // Every format names something.
  if (arn.resource === "") return [];
  const pattern = asPattern(arn.resource);
  const alike = all.filter((format) => patternsOverlap(pattern, format.resource));
  const closer = alike.filter((format) => hasFieldsOf(format, arn));
  return closer.length > 0 ? closer : alike;
}

function hasFieldsOf(format: ArnFormat, { region, account }: Arn): boolean {
  return (
    (format.region !== "" || region === "" || isOpen(region)) &&
    (format.account !== "" || account === "" || isOpen(account))
  );
}

function comparableFormats(
  { partition, service, region, account, resource }: Arn,
  services: ServiceReference,
): readonly ArnFormat[] | undefined {
  const length =
    partition.length + service.length + region.length + account.length + resource.length + "arn:::::".length;
  const formats = length > longestArn ? [] : arnFormats(service, services);
  return formats.length === 0 ? undefined : formats;
}

function isOrdinary(arn: Arn, services: ServiceReference): boolean {
  const { partition, service, region, account } = arn;
  if (!isOpen(partition) && !isPartition(partition)) return false;
  if (isOpen(service) || !isArnService(service, services)) return false;
  if (service === "s3" && /^[^:/${}]+:/.test(arn.resource)) return false;
  if (region !== "" && !isOpen(region)) {
    const known = regions.get(region);
    if (known === undefined || (!isOpen(partition) && known.partition !== partition)) return false;
  }
  if (account !== "" && !isOpen(account) && !isAccountId(account) && !ownersOfAws.has(account)) return false;
  return fieldsFit(arn, services);
}

/**
 * Whether some format that the ARN can belong to has a Region and an account where the ARN has them, and none where it
 * has none. What is left open fits any, and so does an ARN of no known format that leaves one of them open.
 */
function fieldsFit(arn: Arn, services: ServiceReference): boolean {
  const { region, account, resource } = arn;
  const anyRegion = isOpen(region);
  const anyAccount = account === "" ? isOwnedByAws(arn) : !isAccountId(account);
  if (resource !== "" && anyRegion && anyAccount) return true;
  const formats = comparableFormats(arn, services);
  if (formats === undefined) return true;
  if (resource === "") return false;
  const pattern = asPattern(resource);
  let isKnown = false;
  for (const format of formats) {
    if (!patternsOverlap(pattern, format.resource)) continue;
    isKnown = true;
    const regionFits = anyRegion || (format.region === "") === (region === "");
    const accountFits = anyAccount || (format.account === "") === (account === "");
    if (regionFits && accountFits) return true;
  }
  return !isKnown && (isOpen(region) || isOpen(account));
}

/** Every ARN in `Resource` and `NotResource`. */
export function* everyArn(policy: PolicyDocument, services: ServiceReference): Iterable<ResourceArn> {
  for (const value of everyResource(policy)) {
    const facts = resourceText(value.value, services);
    if (facts.kind === "arn") yield { ...facts.arn, value };
  }
}

export function* everyResource(policy: PolicyDocument): Iterable<Value> {
  for (const { resource, notResource } of policy.statements) {
    if (resource !== undefined) yield* resource.values;
    if (notResource !== undefined) yield* notResource.values;
  }
}

/** Whether AWS offers such resources to every account, in ARNs without one. */
export function isOwnedByAws({ service, resource }: Arn): boolean {
  return ownedByAws.some((pattern) => patternsOverlap(pattern, `${service}:${resource}`));
}

/** Whether a field leaves its value open: a wildcard or a policy variable. */
export function isOpen(field: string): boolean {
  return field.includes("*") || field.includes("?") || field.includes("${");
}

/** What is fixed text in a field: policy variables become `*`. */
function asPattern(field: string): string {
  return field.includes("${") ? replaceVariables(field, "*") : field;
}

/** At most six fields; a colon inside a policy variable parts nothing. */
function arnFields(text: string): string[] {
  const fields: string[] = [];
  let start = 0;
  let variable = text.indexOf("${");
  for (let colon = text.indexOf(":"); colon !== -1 && fields.length < 5; ) {
    if (variable !== -1 && variable < colon) {
      const close = text.indexOf("}", variable);
      if (close === -1) break;
      variable = text.indexOf("${", close);
      if (colon < close) colon = text.indexOf(":", close);
      continue;
    }
    fields.push(text.slice(start, colon));
    start = colon + 1;
    colon = text.indexOf(":", start);
  }
  fields.push(text.slice(start));
  return fields;
}
