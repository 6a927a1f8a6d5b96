import { closest } from "./closest.ts";
import { type ConfigCode, configFinding } from "./config/config-finding.ts";
import {
  type Suppression,
  type UnknownRoles,
  type ValidateSettings,
  type WrittenAccept,
  type WrittenConfig,
  type WrittenRole,
  type WrittenValidate,
  writtenConfig,
} from "./config/config-shape.ts";
import { type ExpectedPolicy, type TrustContext, trustExpectation } from "./config/expected-trust.ts";
import { faultOfForbiddenAction } from "./config/forbidden-action.ts";
import { type RoleSelector, roleSelector } from "./config/role-selector.ts";
import type { JsonSchema, Placed, ShapeContext } from "./config/shape.ts";
import { meantCode, saysUnread } from "./config/suppressed-code.ts";
import type { RolePlace } from "./config/trust-terms.ts";
import { valuesOfFiles } from "./config/values-of-files.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Finding, Location, PathElement } from "./finding.ts";
import { parseText } from "./parse-policy.ts";
import { vendors as knownVendors } from "./redshift/vendors.ts";
import { servicesOn } from "./service-reference/services.ts";
import type { TextFile } from "./source.ts";
import { memberOf, type Range } from "./syntax/node.ts";
import { positionsIn } from "./syntax/position.ts";
import { requireDay } from "./wrong-use.ts";

/** `redshift-guard.yml`, read and understood. Everything that it decides keeps the place where it stands. */
export interface Config {
  readonly file: string;
  /** The member `roles`, else the beginning of the file: findings about the spec as a whole stand there. */
  readonly at: Location;
  readonly roles: readonly RoleExpectation[];
  readonly ignore: readonly IgnoredRole[];
  readonly unknownRoles: Placed<UnknownRoles>;
  /** Vendor name to account ids: the built-in ones and the config's own. */
  readonly vendors: ReadonlyMap<string, readonly string[]>;
  readonly validate: ValidateSettings;
  /** The config's own mistakes and remarks. While one of them is an ERROR, no comparison with it can be clean. */
  readonly findings: readonly Finding[];
}

/** What the config expects of the roles that one entry of `roles` names. */
export interface RoleExpectation {
  readonly selector: RoleSelector;
  /** The line that names the role: findings about it stand there. */
  readonly at: Location;
  readonly trust: TrustExpectation;
  /** Variants that are no drift; those past their last day are marked. */
  readonly accepted: readonly AcceptedTrust[];
}

/** The trust that an entry states, whichever of its three forms it takes: a policy, a template, or terms. */
export interface TrustExpectation {
  /** Where the config states it. */
  readonly at: Location;
  /** In words: "the policy file `trust.json`". */
  readonly title: string;
  /** Whether the config gives a text, which the deployed one can resemble; templates and terms give a meaning only. */
  readonly isText: boolean;
  /** The policy for one role: terms depend on the role's account. */
  readonly policyFor: (role: RolePlace) => ExpectedPolicy;
}

/** A variant of a role's trust that somebody decided to live with: an entry of `accept`. */
export interface AcceptedTrust {
  readonly at: Location;
  readonly trust: TrustExpectation;
  readonly reason: string;
  readonly expires?: string;
  readonly isExpired: boolean;
}

/** Roles that the spec declares not to be its own: an entry of `ignore`. */
export interface IgnoredRole {
  readonly selector: RoleSelector;
  readonly at: Location;
  readonly reason: string;
}

/** What core cannot know by itself: other files, and the day. */
export interface LoadConfigOptions {
  /**
   * A file's text by its path, which is relative to the same folder as the config's own path; undefined when it cannot
   * be read.
   */
  readonly readFile: (path: string) => string | undefined;
  /** `YYYY-MM-DD`, for entries with a last day; without it, none has expired. */
  readonly today?: string;
}

/** The config as far as it could be read, with its mistakes. */
export interface LoadedConfig {
  readonly config: Config;
  /** The same as `config.findings`. */
  readonly findings: readonly Finding[];
}

/**
 * Reads the config (YAML or JSON) as far as it can be read. Never throws for what stands in it: each mistake is a finding
 * with its place. Throws a TypeError for a `today` in another form.
 */
export function loadConfig(file: TextFile, options: LoadConfigOptions): LoadedConfig {
  requireDay(options.today);
  const findings: Finding[] = [];
  const positions = positionsIn(file.text);
  const locate = (range: Range, path: readonly PathElement[]): Location => ({
    file: file.path,
    path,
    policyPath: [],
    span: positions.span(range),
  });
  const report = (code: ConfigCode, location: Location, details: string, replacement?: string): void => {
    const quote = file.text.charAt(location.span.start.offset);
    const isQuoted = replacement !== undefined && replacement !== "" && (quote === '"' || quote === "'");
    findings.push(configFinding(code, location, details, isQuoted ? quote + replacement + quote : replacement));
  };
  const context: ShapeContext = { path: [], report, locate };

  const { root, problems, tooDeep } = parseText(file.text, { syntax: syntaxOf(file) });
  for (const { at, details, replacement } of problems)
    report("CONFIG_SYNTAX_ERROR", locate(at, []), details, replacement);
  if (tooDeep !== undefined)
    report("CONFIG_SYNTAX_ERROR", locate(tooDeep, []), "Brackets nest deeper than any config does; nothing was read.");
  const roles = memberOf(root, "roles")?.key;
  const whole = roles === undefined ? locate({ start: 0, end: 0 }, []) : locate(roles, [{ key: "roles" }]);
  if (root === undefined && findings.length === 0)
    report("CONFIG_SYNTAX_ERROR", whole, "The config is empty. Write `version: 1` and `roles:`.");
  const written = root === undefined ? undefined : writtenConfig.read(root, context);
  const config = understand(written, { file, whole, report, findings, options });
  return { config, findings };
}

/** Where editors find the schema of the newest release. */
export const configSchemaUrl = "https://unpkg.com/@redshift-guard/core/schema/config.schema.json";

/** The config's JSON Schema (draft 2020-12), for editors: made of the same shapes that read it. */
export function configSchema(): JsonSchema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: configSchemaUrl,
    title: "redshift-guard config",
    ...writtenConfig.schema(),
  };
}

function syntaxOf(file: TextFile): "json" | "yaml" {
  return file.path.toLowerCase().endsWith(".json") ? "json" : "yaml";
}

interface Understanding {
  readonly file: TextFile;
  readonly whole: Location;
  readonly report: ShapeContext["report"];
  readonly findings: readonly Finding[];
  readonly options: LoadConfigOptions;
}

function understand(written: WrittenConfig | undefined, understanding: Understanding): Config {
  const { file, whole, report, findings, options } = understanding;
  const vendors = new Map([
    ...knownVendors.map(({ name, account }) => [name.toLowerCase(), [account]] as const),
    ...(written?.vendors ?? []),
  ]);
  const context: TrustContext = { file, vendors, report, readFile: options.readFile };
  const select = ({ role, accounts }: Pick<WrittenRole, "role" | "accounts">): RoleSelector =>
    roleSelector(role.value, resolveAccounts(accounts, written?.accounts ?? new Map(), report));
  const roles = (written?.roles ?? []).map(
    (entry): RoleExpectation => ({
      selector: select(entry),
      at: entry.role.at,
      trust: trustExpectation(entry.trust, context),
      accepted: (entry.accept ?? []).map((variant) => acceptedTrust(variant, context, options.today)),
    }),
  );
  reportRepeatedRoles(roles, report);
  return {
    file: file.path,
    at: whole,
    roles,
    ignore: (written?.ignore ?? []).map((entry) => ({
      selector: select(entry),
      at: entry.role.at,
      reason: entry.reason,
    })),
    unknownRoles: written?.unknownRoles ?? { value: "warning", at: whole },
    vendors,
    validate: withoutMistakes(withValues(written?.validate ?? { at: whole }, understanding), report, options.today),
    findings,
  };
}

/** The settings with the values of the files that they name. */
function withValues(
  { values, ...others }: WrittenValidate,
  { file, options, report }: Understanding,
): ValidateSettings {
  if (values === undefined) return others;
  const read = [...values].map(
    ([glob, written]) => [glob, valuesOfFiles(written, file.path, options.readFile, report)] as const,
  );
  return { ...others, values: new Map(read) };
}

/** The settings without suppressions that suppress nothing; what forbids nothing, or too little, is reported beside them. */
function withoutMistakes(
  settings: ValidateSettings,
  report: ShapeContext["report"],
  today: string | undefined,
): ValidateSettings {
  const services = servicesOn(today);
  for (const { value, at } of (settings.forbiddenActions ?? []).flatMap(({ actions }) => actions)) {
    const fault = faultOfForbiddenAction(value, services);
    if (fault === undefined) continue;
    const meant = fault.replacement === undefined ? undefined : (JSON.parse(fault.replacement) as string);
    report("CONFIG_UNKNOWN_ACTION", at, `Forbidding this forbids nothing. ${fault.details}`, meant);
  }
  const { suppressions, ...others } = settings;
  return suppressions === undefined
    ? settings
    : { ...others, suppressions: suppressions.filter((one) => !isMistaken(one, report)) };
}

function isMistaken({ code, path }: Suppression, report: ShapeContext["report"]): boolean {
  const meant = meantCode(code.value);
  if (meant !== undefined) {
    const details = `No finding has the code \`${code.value}\`. Did you mean \`${meant}\`?`;
    report("CONFIG_UNKNOWN_CODE", code.at, details, meant);
    return true;
  }
  if (code.value.startsWith("DRIFT_")) {
    const details = `Suppressions are for \`validate\`; \`${code.value}\` is about a deployed role. Let its trust pass with \`accept\` in its entry under \`roles\`, or the role itself under \`ignore\`.`;
    report("CONFIG_WRONG_VALUE", code.at, details);
    return true;
  }
  if (path !== undefined || !saysUnread(code.value)) return false;
  const details = `A suppression of \`${code.value}\` needs a \`path\`: what was perhaps not analysed to its end passes only in files that are named.`;
  report("CONFIG_MISSING_MEMBER", code.at, details);
  return true;
}

function acceptedTrust(variant: WrittenAccept, context: TrustContext, today: string | undefined): AcceptedTrust {
  const { at, reason, expires } = variant;
  const isExpired = today !== undefined && expires !== undefined && expires.value < today;
  if (isExpired) {
    const details = `This variant was accepted until ${expires.value} and counts as drift since. Remove it, or set a later day.`;
    context.report("CONFIG_ACCEPT_EXPIRED", expires.at, details);
  }
  const trust = trustExpectation(variant.trust, context);
  return { at, trust, reason, isExpired, ...(expires === undefined ? {} : { expires: expires.value }) };
}

function resolveAccounts(
  written: readonly Placed<string>[] | undefined,
  groups: ReadonlyMap<string, readonly string[]>,
  report: ShapeContext["report"],
): readonly string[] | undefined {
  return written?.flatMap(({ value, at }) => {
    if (/^\d{12}$/.test(value)) return [value];
    const accounts = groups.get(value);
    if (accounts !== undefined) return accounts;
    const meant = closest(value, groups.keys());
    const hint = didYouMean(meant, "Define it in the top-level `accounts`.");
    report("CONFIG_UNKNOWN_ACCOUNT_GROUP", at, `There is no account group \`${value}\`. ${hint}`, meant);
    return [];
  });
}

/** Two entries for the same role would contradict each other silently. */
function reportRepeatedRoles(roles: readonly RoleExpectation[], report: ShapeContext["report"]): void {
  const seen = new Map<string, RoleExpectation>();
  for (const role of roles) {
    for (const account of role.selector.accounts ?? ["any"]) {
      const key = `${account} ${role.selector.text}`;
      const first = seen.get(key);
      if (first !== undefined) {
        const line = first.at.span.start.line;
        const details = `\`${role.selector.text}\` has an entry already, on line ${line}. Keep one; a second trust that is all right belongs in its \`accept\`.`;
        report("CONFIG_REPEATED_ROLE", role.at, details);
        break;
      }
      seen.set(key, role);
    }
  }
}
