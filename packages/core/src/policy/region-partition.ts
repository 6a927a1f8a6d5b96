import { hasWildcard, matchesPattern } from "./pattern.ts";
import { regions } from "./region.ts";

/**
 * The partition of a Region, or of all Regions that a pattern such as `cn-*` reaches; undefined where they have none in
 * common.
 */
export function partitionOfRegion(region: string): string | undefined {
  const exact = regions.get(region)?.partition;
  if (exact !== undefined || !hasWildcard(region)) return exact;
  if (region === "*") return undefined;
  const reached = new Set<string>();
  for (const { name, partition } of regions.values()) if (matchesPattern(region, name)) reached.add(partition);
  const [only] = reached;
  return reached.size === 1 ? only : undefined;
}
