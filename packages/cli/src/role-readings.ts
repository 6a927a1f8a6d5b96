import type { ReadContext } from "@redshift-guard/aws";
import type { RoleReading } from "@redshift-guard/core";
import { orUsageError } from "./or-usage-error.ts";

/**
 * Everything that the sources have. A source that makes no sense is wrong use, and reported before anything is read.
 */
export async function roleReadings(sources: readonly string[], context: ReadContext = {}): Promise<RoleReading[]> {
  // The AWS SDK is loaded no sooner than a source needs it.
  const { readRoles } = await import("@redshift-guard/aws");
  return orUsageError(async () => {
    const readings: RoleReading[] = [];
    for (const source of sources.map((spec) => readRoles(spec, context)))
      for await (const reading of source) readings.push(reading);
    return readings;
  });
}
