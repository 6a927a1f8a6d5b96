import { closest, type RoleReading } from "@redshift-guard/core";
import type { ReadContext, RoleSource } from "./reader.ts";
import { readers } from "./readers/index.ts";

/** Reads roles as a spec such as `snapshot:roles.json` or `iam:` says. Throws a TypeError when the spec makes no sense. */
export function readRoles(spec: string, context: ReadContext = {}): AsyncIterable<RoleReading> {
  return openRoles(spec, context).read();
}

/** The place that a spec names. Throws a TypeError when the spec makes no sense. */
export function openRoles(spec: string, context: ReadContext = {}): RoleSource {
  const colon = spec.indexOf(":");
  const scheme = colon === -1 ? spec : spec.slice(0, colon);
  const reader = readers.find((candidate) => candidate.scheme === scheme);
  if (reader !== undefined) return reader.open(colon === -1 ? "" : spec.slice(colon + 1), context);
  const schemes = readers.map((candidate) => candidate.scheme);
  const meant = closest(scheme, schemes);
  const isFile = /\.json$/i.test(spec) && !spec.includes(":");
  const hint = isFile
    ? ` Did you mean \`snapshot:${spec}\`?`
    : meant === undefined
      ? ""
      : ` Did you mean \`${meant}:\`?`;
  const forms = schemes.map((one) => `\`${one}:…\``).join(", ");
  throw new TypeError(`\`${spec}\` does not say where roles are read from.${hint} Write one of ${forms}.`);
}
