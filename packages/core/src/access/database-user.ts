import { regions } from "../policy/region.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { type Constraint, within } from "./constraint.ts";
import type { Grant } from "./grant.ts";
import { type Language, type Pattern, patternLanguage } from "./language.ts";
import { arnSequence } from "./sequence.ts";

const externalId = "sts:externalid";

/**
 * The ExternalIds that Redshift sends: the ARN of a database user is of the Region that the request comes from. What is
 * no such ARN stays open. Under its global name stand the Regions that no policy names by their own.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html
 */
export function databaseUserLimits(service: string, grants: readonly Grant[]): readonly (readonly Constraint[])[] {
  const redshift = parseRedshiftPrincipal(service);
  if (redshift?.service !== "redshift" || !grants.some(asksForDatabaseUser)) return [[]];
  if (redshift.region !== undefined) {
    if (!regions.has(redshift.region)) return [[]];
    const [own, all] = [databaseUsers([redshift.region]), databaseUsers(["*"])];
    return [[within(externalId, own)], [allBut(all)]];
  }
  const elsewhere = namedRegions(grants);
  return elsewhere.length === 0 ? [[]] : [[allBut(databaseUsers(elsewhere))]];
}

const asking = new WeakMap<Grant, boolean>();

function asksForDatabaseUser(grant: Grant): boolean {
  let asks = asking.get(grant);
  if (asks === undefined) {
    asks = grant.constraints.some(({ dimension, language }) => dimension === externalId && namesRedshift(language));
    asking.set(grant, asks);
  }
  return asks;
}

function namesRedshift({ exact, patterns }: Language): boolean {
  const isOfRedshift = (text: string) => text.includes(":redshift:");
  return exact.some(isOfRedshift) || patterns.some(({ text }) => isOfRedshift(text));
}

function databaseUsers(inRegions: readonly string[]): Language {
  return patternLanguage(
    inRegions.map((region): Pattern => {
      const start = `arn:*:redshift:${region}:*:`;
      const text = `${start}dbuser:*`;
      return { text: `Arn ${text}`, sequence: arnSequence(text, start.length) };
    }),
  );
}

function allBut(language: Language): Constraint {
  return { ...within(externalId, language, true), absent: true };
}

/** Regions of AWS's: of others there are as many as somebody likes to write. */
function namedRegions(grants: readonly Grant[]): readonly string[] {
  const named = new Set<string>();
  for (const { principals } of grants)
    for (const principal of principals) {
      if (principal.kind !== "exact" || principal.type !== "Service") continue;
      const redshift = parseRedshiftPrincipal(principal.id);
      const region = redshift?.service === "redshift" ? redshift.region : undefined;
      if (region !== undefined && regions.has(region)) named.add(region);
    }
  return [...named];
}
