import type { RoleIdentity } from "../config/role-selector.ts";
import { percentDecoded } from "../percent-encoding.ts";

/** A role as AWS has it. */
export interface DeployedRole extends RoleIdentity {
  readonly kind: "role";
  /** `AROA…`: another one under the same name is another role. */
  readonly roleId?: string;
  /** The trust policy as JSON text, decoded (`decodePolicyText`). */
  readonly trustPolicy: string;
  /** Where it was read: a file, or a service and account. */
  readonly source: string;
}

/** Something that a reader should have read and could not: an account, a file, a role. Never silently left out. */
export interface NotRead {
  readonly kind: "not-read";
  /** What could not be read: an account, a role's ARN, a file. */
  readonly subject: string;
  /** Begins with `NOT_ANALYSED_`. */
  readonly code: string;
  /** Why, and what to do. */
  readonly details: string;
  readonly account?: string;
}

/** Every role of this account was listed: one that is missing does not exist. */
export interface AccountRead {
  readonly kind: "account";
  readonly account: string;
}

/** A cluster or Serverless namespace that has a role attached, and so can use it today. */
export interface Association {
  readonly kind: "cluster" | "namespace";
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** The role's ARN. */
  readonly role: string;
}

/** Redshift was asked in this account and Region: a role without an association is attached nowhere there. */
export interface AssociationsRead {
  readonly kind: "associations";
  readonly account: string;
  readonly region: string;
}

/** What a reader yields, in any order. */
export type RoleReading = DeployedRole | NotRead | AccountRead | Association | AssociationsRead;

/**
 * IAM's API gives policies percent-encoded (RFC 3986), the AWS CLI and AWS Config plain. JSON is taken as it is; only
 * other text is decoded, and never as a form: `+` is a plus.
 */
export function decodePolicyText(text: string): string {
  return /^\s*[{[]/.test(text) ? text : percentDecoded(text);
}

/** A role as findings name it: those about many roles stand on one line of the config. */
export function roleInWords({ name, account }: RoleIdentity): string {
  return `\`${name}\` in account ${account}`;
}

/** Why AWS alone changes this role, so that nobody's spec can be about it; undefined for every other role. */
export function managedByAws({ path }: RoleIdentity): string | undefined {
  if (path.startsWith("/aws-service-role/")) return "a service-linked role: only its AWS service changes it";
  if (path.startsWith("/aws-reserved/sso.amazonaws.com/")) return "a role of IAM Identity Center, which manages it";
  return undefined;
}
