import type { RoleGrant } from "./role-grant.ts";
import { type Vendor, vendorOf } from "./vendors.ts";

/**
 * The vendor whose ExternalId a grant asks for, the first of several: undefined where it is also for others or for
 * Redshift.
 */
export function vendorAlone({ aws, redshift }: RoleGrant): Vendor | undefined {
  if (redshift.length > 0) return undefined;
  const vendors = aws.map(({ account, partition }) => vendorOf(account, partition));
  return vendors.includes(undefined) ? undefined : vendors[0];
}
