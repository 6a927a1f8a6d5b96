import { regions } from "../policy/region.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { type Constraint, within } from "./constraint.ts";
import type { Grant } from "./grant.ts";
import { type Language, nothing, type Pattern, patternLanguage } from "./language.ts";
import { fieldSequence, globSequence } from "./sequence.ts";

const externalId = "sts:externalid";

/**
 * The Regions whose database users a caller sends as ExternalId: Redshift in a Region those of the Region. Its global
 * name stands for the Regions that no policy names.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html
 */
export type SentRegions = { readonly only: string } | { readonly allBut: ReadonlySet<string> };

/** What `service` sends. Undefined where nothing is known, or where no policy asks for what Redshift sends. */
export function sentRegionsOf(
  services: ReadonlySet<string>,
  grants: readonly Grant[],
): (service: string) => SentRegions | undefined {
  if (services.size === 0 || !grants.some(asksForRedshift)) return () => undefined;
  const named = new Set([...services].flatMap((service) => parseRedshift(service)?.region ?? []));
  return (service) => {
    const redshift = parseRedshift(service);
    if (redshift === undefined) return undefined;
    if (redshift.region !== undefined) return { only: redshift.region };
    return named.size === 0 ? undefined : { allBut: named };
  };
}

/** Undefined for a name in no Region of AWS's, of which somebody could write as many as they like. */
function parseRedshift(name: string): { readonly region: string | undefined } | undefined {
  const redshift = parseRedshiftPrincipal(name);
  if (redshift?.service !== "redshift") return undefined;
  return redshift.region === undefined || regions.has(redshift.region) ? redshift : undefined;
}

function asksForRedshift({ constraints }: Grant): boolean {
  return constraints.some(
    ({ dimension, language: { exact, patterns } }) =>
      dimension === externalId && (exact.some(isOfRedshift) || patterns.some(({ text }) => isOfRedshift(text))),
  );
}

function isOfRedshift(text: string): boolean {
  return text.includes(":redshift:");
}

/** The constraint without what the caller does not send: as good as the whole, and much shorter. */
export function asSent(constraint: Constraint, sent: SentRegions): Constraint {
  if (constraint.dimension !== externalId) return constraint;
  const { language } = constraint;
  const exact = language.exact.filter((value) => isSent(value, sent));
  const patterns = language.patterns.filter((pattern) => isSent(writtenAs(pattern), sent));
  if (exact.length === language.exact.length && patterns.length === language.patterns.length) return constraint;
  return { ...constraint, language: patternLanguage(patterns, exact) };
}

function isSent(text: string, sent: SentRegions): boolean {
  const region = writtenRegion(text);
  return region === undefined || ("only" in sent ? region === sent.only : !sent.allBut.has(region));
}

/**
 * The alternatives of what can be sent. Where no pattern leaves the Region open, nobody is led to another one: a look at
 * the value is enough.
 */
export function sentLimits(sent: SentRegions, grants: readonly Grant[]): readonly (readonly Constraint[])[] {
  const has = (value: string): boolean => !isSent(value, sent);
  if (!grants.some(leavesRegionOpen)) return [[allBut({ ...nothing, type: "String", has })]];
  if ("allBut" in sent) return [[allBut({ ...inRegions([...sent.allBut]), has })]];
  return [[within(externalId, inRegions([sent.only]))], [allBut(inRegions(["*"]))]];
}

const open = new WeakMap<Grant, boolean>();

function leavesRegionOpen(grant: Grant): boolean {
  let known = open.get(grant);
  if (known === undefined) {
    known = grant.constraints.some(
      ({ dimension, language }) =>
        dimension === externalId && language.patterns.some((pattern) => isOpen(writtenAs(pattern))),
    );
    open.set(grant, known);
  }
  return known;
}

function isOpen(glob: string): boolean {
  const start = "arn:";
  const wildcard = glob.search(/[*?]/);
  return wildcard !== -1 && writtenRegion(glob) === undefined && start.startsWith(glob.slice(0, wildcard).slice(0, 4));
}

/** The Region of an ARN of Redshift's, or of a pattern for some, that is written out. Some operators ignore its case. */
function writtenRegion(text: string): string | undefined {
  return /^arn:[^:*?]{1,20}:redshift:([^:*?]{0,40}):/i.exec(text)?.[1]?.toLowerCase();
}

/** The values as the policy has them, behind the operator's type. */
function writtenAs({ text }: Pattern): string {
  return text.slice(text.indexOf(" ") + 1);
}

function inRegions(names: readonly string[]): Language {
  return patternLanguage(
    names.map((region): Pattern => {
      const start = `arn:*:redshift:${region}:`;
      return { text: `Redshift ${start}*`, sequence: [...fieldSequence(start), ...globSequence("*")] };
    }),
  );
}

function allBut(language: Language): Constraint {
  return { ...within(externalId, language, true), absent: true };
}
