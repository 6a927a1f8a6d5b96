import { hasWildcard, matchesPattern } from "../policy/pattern.ts";

/** What tells a role from all others. */
export interface RoleIdentity {
  readonly arn: string;
  readonly account: string;
  readonly name: string;
  /** As IAM gives it: `/`, or `/team/` with both slashes. */
  readonly path: string;
}

/** Which roles an entry of the config is about. */
export interface RoleSelector {
  /** As the config writes it. */
  readonly text: string;
  /** Strongest first: an ARN decides before a name, a name before a pattern, among equals the first in the config. */
  readonly kind: "arn" | "name" | "pattern";
  /** Absent: of any account. */
  readonly accounts?: readonly string[];
}

export const selectorKinds = ["arn", "name", "pattern"] as const;

export function roleSelector(text: string, accounts?: readonly string[]): RoleSelector {
  const kind = hasWildcard(text) ? "pattern" : text.startsWith("arn:") ? "arn" : "name";
  return { text, kind, ...(accounts === undefined ? {} : { accounts }) };
}

/** An ARN is compared whole, a text that begins with a slash with path and name, anything else with the name. */
export function selects({ text, accounts }: RoleSelector, role: RoleIdentity): boolean {
  const subject = text.startsWith("arn:") ? role.arn : text.startsWith("/") ? role.path + role.name : role.name;
  // A group may have thousands of accounts: the name rules nearly all roles out before.
  return matchesPattern(text, subject) && (accounts === undefined || accounts.includes(role.account));
}

/** The role that an ARN names, or undefined when it names no role. */
export function roleFromArn(arn: string): RoleIdentity | undefined {
  const fields = /^arn:[^:]+:iam::(\d{12}):role(\/(?:.*\/)?)([^/]+)$/.exec(arn);
  if (fields === null) return undefined;
  const [, account, path, name] = fields as unknown as [string, string, string, string];
  return { arn, account, path, name };
}
