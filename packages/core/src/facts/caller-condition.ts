import { isAccountId, parseArn } from "../policy/arn.ts";
import type { Condition } from "../policy/document.ts";
import { type IpInterval, parseIpInterval } from "../policy/ip-interval.ts";
import { isPrivateRange, parseIpRange } from "../policy/ip-range.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { replaceVariables } from "../policy/policy-variable.ts";

/**
 * Whether the condition names who may call: an account, an organization, a principal, a network, or a resource on whose
 * behalf a service calls. It then keeps strangers out although the principal is `*`. A key that strangers can meet
 * names nobody: an ExternalId is no secret, and every account can come through a service (`kms:ViaService`).
 */
export function namesCaller({ lowerKey, operator, values }: Condition): boolean {
  const names = callerKeys.get(lowerKey);
  if (names === undefined || operator === undefined) return false;
  const { base, ifExists, setOperator } = operator;
  // `Null` asks for no value, and an order (`DateGreaterThan`) for no certain one.
  if (base.type !== "String" && base.type !== "Arn" && base.type !== "IpAddress") return false;
  // Each of these holds for a request without the key.
  if (base.negated || ifExists || setOperator === "ForAllValues") return false;
  // One open value among several lets everybody in. Wildcards count under any operator: what is meant is open.
  return names(values.map(({ value }) => value));
}

/** Keys that tell nothing of who calls. */
export const aboutTheRequest: ReadonlySet<string> = new Set([
  "aws:currenttime",
  "aws:epochtime",
  // Nobody who is named as an AWS principal is a service.
  "aws:principalisawsservice",
  "aws:referer",
  "aws:requestedregion",
  // The role itself.
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "aws:securetransport",
  "aws:tokenissuetime",
  "aws:useragent",
  "aws:viaawsservice",
]);

/**
 * Whether strangers meet the condition as others do: it is about the request alone, or about who calls without naming
 * anybody. False for keys of which that is not known.
 */
export function letsStrangersIn(condition: Condition): boolean {
  const { lowerKey } = condition;
  return aboutTheRequest.has(lowerKey) || (callerKeys.has(lowerKey) && !namesCaller(condition));
}

/** Whether strangers meet none of the values. */
type NamesSome = (values: readonly string[]) => boolean;

const each =
  (names: (value: string) => boolean): NamesSome =>
  (values) =>
    values.every(names);

const callerKeys: ReadonlyMap<string, NamesSome> = new Map([
  ...[
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalservicename",
    "aws:principalservicenameslist",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:vpceaccount",
    "aws:vpceorgid",
    "kms:calleraccount",
  ].map((key) => [key, each(isWhole)] as const),
  ...["aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"].map(
    (key) => [key, each(isInOrganization)] as const,
  ),
  ...["aws:principalarn", "aws:sourcearn", "aws:sourcevpcarn"].map((key) => [key, each(isOfAccount)] as const),
  ["aws:userid", each(isOfIdentity)],
  // Private addresses, as in `aws:VpcSourceIp`, are those of every network.
  ["aws:sourceip", areFewAddresses],
]);

/** A variable takes what the caller brings, as a wildcard does. */
function isWhole(value: string): boolean {
  return !hasWildcard(replaceVariables(value, "*"));
}

/** `o-a1b2c3d4e5/r-ab12/*`: whatever stands behind the organization. */
function isInOrganization(path: string): boolean {
  return isWhole(path.split("/", 1)[0] ?? "");
}

/** `arn:aws:iam::111122223333:role/*`; a bucket's ARN names no account, and the bucket is somebody's. */
function isOfAccount(value: string): boolean {
  if (isWhole(value)) return true;
  const arn = parseArn(value);
  if (arn === undefined || [arn.partition, arn.service, arn.region].some((field) => field.includes("${"))) return false;
  if (isAccountId(arn.account)) return true;
  return arn.service === "s3" && arn.account === "" && isWhole(arn.resource.split("/", 1)[0] ?? "");
}

/** `AROAEXAMPLEID1234567:*`: the id of a user or role, or an account, and any session. */
function isOfIdentity(value: string): boolean {
  const [id = ""] = replaceVariables(value, "*").split(":", 1);
  return !hasWildcard(id) || /^A[A-Z]{3}[A-Z0-9]{17}/.test(id);
}

/**
 * What S3 takes as public begins here: more than a /8 of IPv4 addresses, or a /32 of IPv6 addresses.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
const mostAddresses = { 4: 1n << 24n, 6: 1n << 96n } as const;

/** The ranges are taken together, since two halves are the whole. Private addresses reach nobody from outside. */
function areFewAddresses(values: readonly string[]): boolean {
  const intervals: IpInterval[] = [];
  for (const value of values) {
    const range = parseIpRange(value);
    const interval = parseIpInterval(value);
    if (range === undefined || interval === undefined) return false;
    if (!isPrivateRange(range)) intervals.push(interval);
  }
  intervals.sort((a, b) => (a.first < b.first ? -1 : 1));
  const counted = { 4: 0n, 6: 0n };
  const reached = { 4: -1n, 6: -1n };
  for (const { version, first, last } of intervals) {
    if (last <= reached[version]) continue;
    counted[version] += last - (first > reached[version] ? first - 1n : reached[version]);
    reached[version] = last;
  }
  return counted[4] <= mostAddresses[4] && counted[6] <= mostAddresses[6];
}
