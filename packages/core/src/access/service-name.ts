import { regions } from "../policy/region.ts";

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
