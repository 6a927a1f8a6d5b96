import { isAccountId, parseArn } from "../policy/arn.ts";
import type { PrincipalElement } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { regions } from "../policy/region.ts";
import type { RequestPrincipal } from "./request.ts";

/**
 * One value of a `Principal` element, understood.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type NamedPrincipal =
  | { readonly kind: "anyone" }
  | { readonly kind: "account"; readonly partition: string; readonly account: string }
  | { readonly kind: "exact"; readonly type: RequestPrincipal["type"]; readonly id: string }
  /** All services, or all identity providers. */
  | { readonly kind: "any-of-type"; readonly type: RequestPrincipal["type"] }
  /** `AROA…`, `AIDA…`: a role or user that was deleted. IAM shows its id, and nobody can be it again. */
  | { readonly kind: "deleted" }
  /** Part of it is a wildcard, which IAM does not expand here: nobody has that name. */
  | { readonly kind: "nobody" }
  | { readonly kind: "unknown"; readonly because: string };

export function readPrincipals(element: PrincipalElement): readonly NamedPrincipal[] {
  if (element.bare !== undefined) {
    const { value } = element.bare;
    return [
      value === "*"
        ? { kind: "anyone" }
        : { kind: "unknown", because: `the principal \`${value}\` has no type beside it` },
    ];
  }
  return element.entries.flatMap(({ type, values }) => values.map(({ value }) => readPrincipal(type, value)));
}

function readPrincipal(type: string, value: string): NamedPrincipal {
  switch (type) {
    case "AWS":
      return readAwsPrincipal(value);
    case "Service":
    case "Federated":
      if (value === "*") return { kind: "any-of-type", type };
      return hasWildcard(value) ? { kind: "nobody" } : { kind: "exact", type, id: value };
    case "CanonicalUser":
      return {
        kind: "unknown",
        because: `the canonical user \`${value}\` belongs to an account that the policy does not name`,
      };
    default:
      return { kind: "unknown", because: `\`${type}\` is no type of principal` };
  }
}

function readAwsPrincipal(value: string): NamedPrincipal {
  if (value === "*") return { kind: "anyone" };
  if (isAccountId(value)) return { kind: "account", partition: "aws", account: value };
  if (/^A[A-Z]{3}[A-Z0-9]{12,124}$/.test(value)) return { kind: "deleted" };
  const arn = parseArn(value);
  if (arn === undefined || (arn.service !== "iam" && arn.service !== "sts"))
    return { kind: "unknown", because: `\`${value}\` is neither an account of 12 digits nor the ARN of a principal` };
  if (hasWildcard(value)) return { kind: "nobody" };
  if (arn.resource === "root") return { kind: "account", partition: arn.partition, account: arn.account };
  return { kind: "exact", type: "AWS", id: value };
}

/**
 * Whether the element names the principal, or something that contains it: a session is within its role, a role within
 * its account. Undefined when a value that could not be understood decides.
 */
export function namesPrincipal(element: PrincipalElement, principal: RequestPrincipal): boolean | undefined {
  let unknown = false;
  for (const named of principalsOf(element)) {
    if (named.kind === "unknown") unknown = true;
    else if (contains(named, principal)) return true;
  }
  return unknown ? undefined : false;
}

const understood = new WeakMap<PrincipalElement, readonly NamedPrincipal[]>();

function principalsOf(element: PrincipalElement): readonly NamedPrincipal[] {
  let principals = understood.get(element);
  if (principals === undefined) {
    principals = readPrincipals(element);
    understood.set(element, principals);
  }
  return principals;
}

export function contains(named: NamedPrincipal, principal: RequestPrincipal, names?: readonly string[]): boolean {
  switch (named.kind) {
    case "anyone":
      return true;
    case "any-of-type":
      return named.type === principal.type;
    case "account": {
      if (principal.type !== "AWS") return false;
      const own = accountOf(principal.id);
      return own?.account === named.account && own.partition === named.partition;
    }
    case "exact":
      if (named.type !== principal.type) return false;
      if (named.id === principal.id) return true;
      if (named.type === "Service") return (names ?? serviceNames(principal.id)).includes(named.id);
      return named.type === "AWS" && isSessionOf(principal.id, named.id);
    default:
      return false;
  }
}

function accountOf(id: string): { readonly partition: string; readonly account: string } | undefined {
  return isAccountId(id) ? { partition: "aws", account: id } : parseArn(id);
}

/** A session's ARN has the name of its role and not the role's path; names are unique in an account without it. */
function isSessionOf(id: string, role: string): boolean {
  if (!role.includes(":role/")) return false;
  const session = parseSession({ type: "AWS", id });
  if (session === undefined) return false;
  const arn = parseArn(role);
  if (arn?.service !== "iam" || arn.account !== session.account || arn.partition !== session.partition) return false;
  return arn.resource.startsWith("role/") && session.role === arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
}

export interface RoleSession {
  readonly partition: string;
  readonly account: string;
  /** The role's name, without its path. */
  readonly role: string;
}

/** Reads `arn:aws:sts::111122223333:assumed-role/etl/airflow`. Undefined for any other principal. */
export function parseSession({ type, id }: RequestPrincipal): RoleSession | undefined {
  if (type !== "AWS" || !id.includes(":assumed-role/")) return undefined;
  const arn = parseArn(id);
  if (arn?.service !== "sts" || !arn.resource.startsWith("assumed-role/")) return undefined;
  const { partition, account, resource } = arn;
  return { partition, account, role: resource.split("/")[1] ?? "" };
}

export interface RegionalService {
  /** Its name in every Region: `redshift.amazonaws.com`. */
  readonly global: string;
  readonly region: string;
  /** The Region is enabled in every account, so a request from it carries the global name too. */
  readonly enabledByDefault: boolean;
}

/** Reads `redshift.us-east-1.amazonaws.com`. Undefined when the name holds no Region. */
export function parseRegionalService(name: string): RegionalService | undefined {
  const fields = /^([a-z0-9-]+)\.([a-z]{2,5}(?:-[a-z]+)+-\d+)\.(amazonaws\.[a-z.]+)$/.exec(name);
  if (fields === null) return undefined;
  const [, service, region, suffix] = fields as unknown as readonly [string, string, string, string];
  const known = regions.get(region);
  return { global: `${service}.${suffix}`, region, enabledByDefault: known !== undefined && !known.optIn };
}

/**
 * All names a service's request carries. From a Region enabled by default it carries the Region's own and the global
 * one; from an opt-in Region only its own.
 */
export function serviceNames(name: string): readonly string[] {
  const regional = parseRegionalService(name);
  return regional?.enabledByDefault === true ? [name, regional.global] : [name];
}

/**
 * The value of a key that follows from the principal alone. `undefined`: the request cannot carry the key.
 * `"free"`: the principal does not decide it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function keyOfPrincipal(
  principal: RequestPrincipal,
  lowerKey: string,
  names?: readonly string[],
): readonly string[] | undefined | "free" {
  if (!lowerKey.startsWith("aws:")) return "free";
  switch (principal.type) {
    case "Service":
      return keyOfService(principal.id, lowerKey, names ?? serviceNames(principal.id));
    case "Federated":
      return [
        "aws:principalarn",
        "aws:principalaccount",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "aws:username",
      ].includes(lowerKey)
        ? undefined
        : "free";
    case "AWS":
      return keyOfAwsPrincipal(principal.id, lowerKey);
  }
}

function keyOfService(id: string, lowerKey: string, names: readonly string[]): readonly string[] | undefined | "free" {
  switch (lowerKey) {
    case "aws:principalisawsservice":
      return ["true"];
    case "aws:principalservicename":
      return [id];
    case "aws:principalservicenameslist":
      return names;
    case "aws:principalarn":
    case "aws:principalaccount":
    case "aws:principalorgid":
    case "aws:principalorgpaths":
    case "aws:username":
      return undefined;
    default:
      return lowerKey.startsWith("aws:principaltag/") && id !== rolesAnywhere ? undefined : "free";
  }
}

/**
 * Its sessions begin with tags that it takes from the caller's certificate, as `x509Subject/CN`.
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
const rolesAnywhere = "rolesanywhere.amazonaws.com";

function keyOfAwsPrincipal(id: string, lowerKey: string): readonly string[] | undefined | "free" {
  switch (lowerKey) {
    case "aws:principalisawsservice":
      return ["false"];
    case "aws:principalservicename":
    case "aws:principalservicenameslist":
      return undefined;
    case "aws:principalaccount": {
      const account = accountOf(id)?.account;
      return account === undefined ? "free" : [account];
    }
    case "aws:principalarn":
      return [principalArn(id)];
    case "aws:username": {
      const name = userName(id);
      return name === undefined ? undefined : [name];
    }
    case "aws:principaltype": {
      const type = principalTypes.find(([prefix]) => parseArn(principalArn(id))?.resource.startsWith(prefix))?.[1];
      return type === undefined ? "free" : [type];
    }
    default:
      return "free";
  }
}

/** `aws:username`, which the requests of users carry and no others: the name without the path. */
export function userName(id: string): string | undefined {
  const resource = parseArn(id)?.resource;
  return resource?.startsWith("user/") === true ? resource.slice(resource.lastIndexOf("/") + 1) : undefined;
}

/** How an ARN's resource begins, and the `aws:PrincipalType` of such a principal. */
export const principalTypes: readonly (readonly [prefix: string, type: string])[] = [
  ["root", "Account"],
  ["user/", "User"],
  ["role/", "AssumedRole"],
  ["federated-user/", "FederatedUser"],
];

/** `aws:PrincipalArn`: the role's ARN for a session, as if the role had no path; the principal's own otherwise. */
export function principalArn(id: string): string {
  if (isAccountId(id)) return `arn:aws:iam::${id}:root`;
  const session = parseSession({ type: "AWS", id });
  return session === undefined ? id : `arn:${session.partition}:iam::${session.account}:role/${session.role}`;
}
