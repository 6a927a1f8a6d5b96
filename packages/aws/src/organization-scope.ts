import type { AccountFilter } from "./accounts.ts";

/** What stands after `organization:`. */
export interface OrganizationScope extends AccountFilter {
  /** The role in each account, with its path if it has one. */
  readonly roleName: string;
  readonly externalId?: string;
}

const form = "`organization:ROLE-NAME[,external-id=ID][,ou=ou-…]…[,account=ID]…[,except=ID]…[,tag:KEY=VALUE]…`";

/** Throws a TypeError that names the part and the form. */
export function parseOrganizationScope(rest: string): OrganizationScope {
  const [roleName = "", ...parts] = rest.split(",");
  if (!/^[\w+=,.@/-]{1,512}$/.test(roleName)) {
    throw new TypeError(`Which role is to be assumed in each account? \`${roleName}\` is no role name. Write ${form}.`);
  }
  const units: string[] = [];
  const ids: string[] = [];
  const except: string[] = [];
  const tags: Record<string, string> = {};
  let externalId: string | undefined;
  for (const part of parts) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0));
    const value = part.slice(equals + 1);
    if (name === "external-id") externalId = value;
    else if (name === "ou" && /^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/.test(value)) units.push(value);
    else if (name === "account" && /^\d{12}$/.test(value)) ids.push(value);
    else if (name === "except" && /^\d{12}$/.test(value)) except.push(value);
    else if (name.startsWith("tag:")) tags[name.slice("tag:".length)] = value;
    else throw new TypeError(`\`${part}\` is not understood after \`organization:\`. Write ${form}.`);
  }
  return { roleName, units, ids, except, tags, ...(externalId === undefined ? {} : { externalId }) };
}
