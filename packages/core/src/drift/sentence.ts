import { namesPrincipal } from "../access/principal.ts";
import { keyOfPrincipal } from "../access/principal-key.ts";
import type { Request } from "../access/request.ts";
import { inWords } from "../in-words.ts";
import { type DbUser, parseDbUserArn } from "../policy/arn.ts";
import { readAwsPrincipal } from "../policy/aws-principal.ts";
import { isAllow, type PolicyDocument, type PolicyType, type Statement } from "../policy/document.ts";
import { isForEveryone } from "../policy/for-everyone.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { principalValues } from "../policy/principal-values.ts";
import { serverlessPart } from "../redshift/db-user.ts";
import { askedValues, isExternalId } from "../redshift/external-id.ts";
import { parseRedshiftPrincipal, type RedshiftPrincipal } from "../redshift/service-principal.ts";
import { vendorOf } from "../redshift/vendors.ts";

/** What a sentence about a request can take into account beyond the request itself. */
export interface SentenceOptions {
  /** Vendor name to account ids: an account of theirs is called by the vendor's name, too. */
  readonly vendors?: ReadonlyMap<string, readonly string[]>;
  /** The statement that lets the request in: a `*` there means everybody, and a global service every Region. */
  readonly statement?: Statement;
  /** Condition keys that matter; the ones that the request lacks are said. */
  readonly keys?: readonly string[];
  /** The role that a trust policy is of, in words; "this role" when not said. */
  readonly role?: string;
  /** What kind of policy is asked; a role's trust when not said. */
  readonly policyType?: PolicyType;
}

/**
 * A request in Redshift's words: "Database user `etl` on cluster `dwh` (account 111122223333, us-east-1) can use this
 * role".
 */
export function requestSentence(request: Request, can: "can" | "can no longer", given: SentenceOptions = {}): string {
  const { statement, ...others } = given;
  // A wide statement lets many in; of those kept out, only the one who asks is certain.
  const options = can === "can" ? given : others;
  const { policyType = "trust" } = options;
  if (policyType !== "trust") {
    const resource = request.resource === undefined ? "" : ` on \`${request.resource}\``;
    const access = `\`${request.action}\`${resource}${otherConditions(request, options)}`;
    if (policyType === "resource") return `${whoAsks(request, options)} ${can} do ${access}`;
    return `This ${can === "can" ? "allows" : "no longer allows"} ${access}`;
  }
  const externalId = externalIdOf(request);
  const isUser = request.principal.type === "Service" && dbUserOf(request) !== undefined;
  const isLacking = externalId === undefined && (options.keys ?? []).some((key) => key.toLowerCase() === externalIdKey);
  const withId =
    externalId !== undefined && !isUser
      ? ` with the ExternalId \`${externalId}\``
      : isLacking
        ? ` without ${request.principal.type === "Service" ? "a database user as ExternalId" : "an ExternalId"}`
        : "";
  // A role of the account may still get in by its own name.
  const whole = Object.keys(request.context).length === 0 ? "$1 as a whole" : "$1";
  const users = statement === undefined ? undefined : dbUsersLike(request, statement, can);
  const who = (users ?? whoAsks(request, options)).replace(/^Any principal of (.*)/, can === "can" ? "$&" : whole);
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} ${can} ${whatIsAsked(request, options.role ?? "this role")}${withId}${otherConditions(request, options)}`;
}

/** What the spec says about the one who asks, for the second half of the sentence. */
export function whatIsExpected(request: Request, expected: PolicyDocument): string {
  const allows = expected.statements.filter(isAllow);
  if (request.principal.type === "Service" && parseRedshiftPrincipal(request.principal.id) !== undefined) {
    const services = allows.flatMap((statement) => principalValues(statement, "Service").map(parseRedshiftPrincipal));
    const regions = services.flatMap((service) => service?.region ?? []);
    const isGlobal = services.some((service) => service !== undefined && service.region === undefined);
    if (regions.length > 0 && !isGlobal && dbUserOf(request) === undefined)
      return `the spec allows ${inWords([...new Set(regions)])}`;
  }
  if (externalIdOf(request) === undefined) {
    const rows = allows.filter(({ principal }) => principal && namesPrincipal(principal, request.principal) === true);
    const required = rows.flatMap(({ conditions }) => askedValues(conditions.filter(isExternalId)));
    if (required.length > 0) return `the spec requires ${quoted([...new Set(required.map(({ value }) => value))])}`;
  }
  return "the spec does not allow it";
}

/** An AWS principal in words: "The role `loader` of account 111122223333". */
export function awsPrincipalInWords(id: string, vendors: SentenceOptions["vendors"] = new Map()): string {
  const { kind, account, partition } = readAwsPrincipal(id);
  if (kind === "anyone") return "Any AWS principal of any account";
  if (account === undefined || kind === "other") return `The principal \`${id}\``;
  const vendor = vendorOf(account, partition)?.name ?? [...vendors].find(([, ids]) => ids.includes(account))?.[0];
  const owner = `account ${account}${vendor === undefined ? partitionInWords(partition) : ` (${vendor})`}`;
  if (kind === "account") return `Any principal of ${owner}`;
  const name = id.slice(id.indexOf("/") + 1);
  return `The ${kind} \`${name}\` of ${owner}`;
}

function partitionInWords(partition: string | undefined): string {
  return partition === undefined || partition === "aws" ? "" : ` in the partition \`${partition}\``;
}

const externalIdKey = "sts:externalid";

function whoAsks(request: Request, { statement, vendors }: SentenceOptions): string {
  const { type, id } = request.principal;
  if (type === "Federated") return `Users of the identity provider \`${id}\``;
  if (type === "AWS")
    return awsPrincipalInWords(statement !== undefined && isForEveryone(statement) ? "*" : id, vendors);
  const service = parseRedshiftPrincipal(id);
  if (service === undefined) return `The service \`${id}\``;
  const dbUser = dbUserOf(request);
  if (dbUser === undefined) {
    const name = {
      redshift: "Redshift",
      "redshift-serverless": "Redshift Serverless",
      "scheduler.redshift": "Redshift's scheduler",
    };
    const isEverywhere = service.region === undefined || (statement !== undefined && isGlobal(statement, service));
    const under = service.chinaSuffix ? ` under the name \`${id}\`` : "";
    return `${name[service.service]} in ${isEverywhere ? "every Region" : service.region}${under}`;
  }
  return `Database user \`${dbUser.user}\` on ${placeOf(dbUser, service)}`;
}

function placeOf({ cluster, account, region }: DbUser, service: RedshiftPrincipal | undefined): string {
  const through = service?.region;
  const via = through === undefined || through === region ? "" : `, through Redshift in ${through}`;
  const serverless = serverlessPart(cluster);
  const target =
    serverless === undefined ? `cluster \`${cluster}\`` : `Serverless workgroup \`${serverless.workgroup}\``;
  return `${target} (account ${account}, ${region}${via})`;
}

/**
 * The database users that a pattern of the statement is about: the one who asks is then made up. All of them can, where
 * one can; where one no longer can, others may.
 */
function dbUsersLike(request: Request, { conditions }: Statement, can: "can" | "can no longer"): string | undefined {
  const externalId = externalIdOf(request) ?? "";
  const dbUser = request.principal.type === "Service" ? parseDbUserArn(externalId) : undefined;
  const externalIds = conditions.filter(isExternalId);
  const asked = askedValues(externalIds).map(({ value }) => value);
  // A second condition may leave some of them out.
  if (dbUser === undefined || externalIds.length > 1 || asked.includes(externalId)) return undefined;
  const pattern = asked.find((value) => hasWildcard(value) && matchesPattern(value, externalId));
  if (pattern === undefined) return undefined;
  const place = placeOf(dbUser, parseRedshiftPrincipal(request.principal.id));
  const those = can === "can" ? "Every database user" : "Some database users";
  const named = parseDbUserArn(pattern);
  const isOfOneCluster =
    named !== undefined && ![named.region, named.account, named.cluster].some((field) => hasWildcard(field));
  const like = /^\*+$/.test(pattern) ? "" : ` like \`${pattern}\``;
  if (!isOfOneCluster) return `${those}${like}, for example \`${dbUser.user}\` on ${place},`;
  const likeUser = named.user === "*" ? "" : ` like \`${named.user}\``;
  return `${those}${likeUser} on ${place}, for example \`${dbUser.user}\`,`;
}

/** Whether the statement names the service in all Regions: then the Region of a request is an example. */
function isGlobal(statement: Statement, { service }: RedshiftPrincipal): boolean {
  return principalValues(statement, "Service").some((name) => {
    const named = parseRedshiftPrincipal(name);
    return named?.service === service && named.region === undefined && !named.chinaSuffix;
  });
}

function whatIsAsked({ action, principal }: Request, role: string): string {
  switch (action.slice(action.indexOf(":") + 1).toLowerCase()) {
    case "assumerole":
      return principal.type === "Service" ? `use ${role}` : `assume ${role}`;
    case "assumerolewithsaml":
      return `assume ${role} with SAML`;
    case "assumerolewithwebidentity":
      return `assume ${role} with a web identity`;
    case "tagsession":
      return `pass session tags to ${role}`;
    case "setsourceidentity":
      return `set a source identity on ${role}`;
    case "setcontext":
      return `pass a context to ${role}`;
    default:
      return `do \`${action}\` on ${role}`;
  }
}

/**
 * What else decides beside who asks and the ExternalId: " when `aws:SourceAccount` is `…`". Keys that follow from who asks
 * are always sent: they are told where one stands for many, who may have others.
 */
function otherConditions(request: Request, { keys = [], statement }: SentenceOptions): string {
  const given = Object.entries(request.context).filter(([key]) => key.toLowerCase() !== externalIdKey);
  const names = new Set([externalIdKey, ...given.map(([key]) => key.toLowerCase())]);
  const parts = given.map(([key, value]) => `\`${key}\` is ${quoted(typeof value === "string" ? [value] : value)}`);
  const told = keysOfMany(request, statement);
  const asked = statement?.conditions.filter(({ lowerKey }) => told.has(lowerKey)).map(({ key }) => key) ?? [];
  for (const key of [...keys, ...asked]) {
    const lowerKey = key.toLowerCase();
    if (names.has(lowerKey)) continue;
    names.add(lowerKey);
    const own = keyOfPrincipal(request.principal, lowerKey);
    if (own === undefined || own === "free") {
      if (keys.includes(key)) parts.push(`\`${key}\` is not sent`);
    } else if (told.has(lowerKey)) parts.push(`\`${key}\` is ${quoted(own)}`);
  }
  return parts.length === 0 ? "" : ` when ${parts.join(" and ")}`;
}

const keysOfAccount: ReadonlySet<string> = new Set(["aws:principalarn", "aws:principaltype"]);
const keysOfAnybody: ReadonlySet<string> = new Set([...keysOfAccount, "aws:principalaccount"]);

/** Whether principals that a sentence takes together, such as an account's, differ in the key. */
export function tellsPrincipalsApart(key: string): boolean {
  return keysOfAnybody.has(key.toLowerCase());
}

/** The keys in which principals differ that the sentence takes together: those of an account, or everybody. */
function keysOfMany({ principal }: Request, statement: Statement | undefined): ReadonlySet<string> {
  if (principal.type !== "AWS") return new Set();
  if (statement !== undefined && isForEveryone(statement)) return keysOfAnybody;
  return readAwsPrincipal(principal.id).kind === "account" ? keysOfAccount : new Set();
}

function dbUserOf(request: Request): ReturnType<typeof parseDbUserArn> {
  return parseDbUserArn(externalIdOf(request) ?? "");
}

function externalIdOf({ context }: Request): string | undefined {
  const found = Object.entries(context).find(([key]) => key.toLowerCase() === externalIdKey)?.[1];
  return typeof found === "string" ? found : found?.[0];
}

/** `a`, `a` or `b`; of many the first three. */
function quoted(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => `\`${value}\``);
  return values.length > 3 ? `one of ${shown.join(", ")} and ${values.length - 3} more` : shown.join(" or ");
}
