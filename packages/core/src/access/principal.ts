import { isAccountId, parseArn } from "../policy/arn.ts";
import type { PrincipalElement } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import type { RequestPrincipal } from "./request.ts";
import { serviceNames } from "./service-name.ts";

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

export function accountOf(id: string): { readonly partition: string; readonly account: string } | undefined {
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
