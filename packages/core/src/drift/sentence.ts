import type { Request } from "../access/request.ts";
import { parseArn, parseDbUserArn } from "../policy/arn.ts";
import type { PolicyDocument, Statement } from "../policy/document.ts";
import { isAllow } from "../policy/document.ts";

export interface SentenceOptions {
  /** Vendor name to account ids: an account of theirs is called by the vendor's name, too. */
  readonly vendors?: ReadonlyMap<string, readonly string[]>;
  /** Gives the request: a `*` there means everybody, whoever the witness names. */
  readonly statement?: Statement;
  /** Condition keys that matter; the ones that the request lacks are said. */
  readonly keys?: Iterable<string>;
}

const externalIdKey = "sts:externalid";

/** Who asks, in Redshift's words: "Database user `etl` on cluster `analytics` (account 123456789012, us-west-2)". */
export function whoAsks(request: Request, options: SentenceOptions = {}): string {
  const { principal } = request;
  const externalId = contextValue(request, externalIdKey);
  const noExternalId = externalId === undefined && lacks(options, externalIdKey);
  if (principal.type === "Federated") return `Users of the identity provider \`${principal.id}\``;
  if (principal.type === "Service") {
    const service = redshiftService(principal.id);
    if (service === undefined) return `The service \`${principal.id}\`${withId(externalId)}`;
    const dbUser = externalId === undefined ? undefined : parseDbUserArn(externalId);
    if (dbUser !== undefined) {
      const workgroup = /^serverless-(\d{12})-(.+)$/.exec(dbUser.cluster)?.[2];
      const target =
        workgroup === undefined ? `cluster \`${dbUser.cluster}\`` : `Serverless workgroup \`${workgroup}\``;
      const via =
        service.region === undefined || service.region === dbUser.region
          ? ""
          : `, through Redshift in ${service.region}`;
      return `Database user \`${dbUser.user}\` on ${target} (account ${dbUser.account}, ${dbUser.region}${via})`;
    }
    const place = service.region === undefined ? "in every Region" : `in ${service.region}`;
    const anybody = noExternalId ? ", for any database user," : withId(externalId);
    return `${service.name} ${place}${anybody}`;
  }
  return `${awsPrincipal(request, options)}${noExternalId ? " without an ExternalId" : withId(externalId)}`;
}

/** What is asked: "can use this role". */
export function whatIsAsked(request: Request): string {
  const action = request.action.slice(request.action.indexOf(":") + 1).toLowerCase();
  switch (action) {
    case "tagsession":
      return "pass session tags to this role";
    case "setsourceidentity":
      return "set a source identity on this role";
    case "setcontext":
      return "pass a context to this role";
    case "assumerolewithsaml":
      return "assume this role with SAML";
    case "assumerolewithwebidentity":
      return "assume this role with a web identity";
    case "assumerole":
      return request.principal.type === "Service" ? "use this role" : "assume this role";
    default:
      return `do \`${request.action}\` on this role`;
  }
}

/** The rest of the request that decides, beside who asks and the ExternalId: " when `aws:SourceAccount` is `…`". */
export function underWhichConditions(request: Request, options: SentenceOptions = {}): string {
  const given = Object.entries(request.context).filter(([key]) => key.toLowerCase() !== externalIdKey);
  const names = new Set(given.map(([key]) => key.toLowerCase()));
  const absent = [...new Set([...(options.keys ?? [])])].filter(
    (key) => key.toLowerCase() !== externalIdKey && !names.has(key.toLowerCase()),
  );
  const parts = [
    ...given.map(([key, value]) => `\`${key}\` is ${quoted(typeof value === "string" ? [value] : value)}`),
    ...absent.map((key) => `\`${key}\` is not sent`),
  ];
  return parts.length === 0 ? "" : ` when ${parts.join(" and ")}`;
}

/** The condition keys of the policies, as written, each once. */
export function conditionKeys(...policies: readonly PolicyDocument[]): string[] {
  const keys = new Map<string, string>();
  for (const { conditions } of policies)
    for (const { key, lowerKey } of conditions) if (!keys.has(lowerKey)) keys.set(lowerKey, key);
  return [...keys.values()];
}

/** What the spec says about the one who asks, for the second half of a sentence. */
export function whatIsExpected(request: Request, expected: PolicyDocument): string {
  const { principal } = request;
  const rows = expected.statements.filter(isAllow);
  if (principal.type === "Service" && redshiftService(principal.id) !== undefined) {
    const regions = rows.flatMap(servicePrincipals).flatMap((id) => redshiftService(id)?.region ?? []);
    const isGlobal = rows.flatMap(servicePrincipals).some((id) => redshiftService(id)?.region === undefined);
    const isUser = parseDbUserArn(contextValue(request, externalIdKey) ?? "") !== undefined;
    if (regions.length > 0 && !isGlobal && !isUser) return `the spec allows ${inWords([...new Set(regions)])}`;
  }
  if (contextValue(request, externalIdKey) === undefined) {
    const required = rows.filter((row) => namesType(row, principal.type)).flatMap(externalIds);
    if (required.length > 0) return `the spec requires ${quoted([...new Set(required)])}`;
  }
  return "the spec does not allow it";
}

function awsPrincipal({ principal: { id } }: Request, { statement, vendors }: SentenceOptions): string {
  const isAnybody =
    statement?.principal?.bare?.value === "*" ||
    statement?.principal?.entries.some(
      ({ type, values }) => type === "AWS" && values.some(({ value }) => value === "*"),
    );
  if (isAnybody === true || id === "*") return "Any AWS principal of any account";
  const arn = parseArn(id);
  const account = arn?.account ?? (/^\d{12}$/.test(id) ? id : undefined);
  if (account === undefined) return `The principal \`${id}\``;
  const vendor = [...(vendors ?? [])].find(([, accounts]) => accounts.includes(account))?.[0];
  const owner = `account ${account}${vendor === undefined ? "" : ` (${vendor})`}`;
  const [, kind = "", name = ""] = /^([\w-]+)\/(.+)$/.exec(arn?.resource ?? "") ?? [];
  if (kind === "role") return `The role \`${name}\` of ${owner}`;
  if (kind === "user") return `The user \`${name}\` of ${owner}`;
  if (kind === "assumed-role") return `The session \`${name}\` of ${owner}`;
  return kind === "" ? `Any principal of ${owner}` : `The principal \`${id}\``;
}

/** Which Redshift a service principal stands for; undefined for another service. */
export function redshiftService(id: string): { readonly name: string; readonly region?: string } | undefined {
  const fields = /^(redshift|redshift-serverless)(?:\.([a-z0-9-]+))?\.amazonaws\.com(?:\.cn)?$/.exec(id);
  if (fields === null) return undefined;
  const [, service, region] = fields;
  const name = service === "redshift" ? "Redshift" : "Redshift Serverless";
  return { name, ...(region === undefined ? {} : { region }) };
}

function servicePrincipals({ principal }: Statement): string[] {
  return (principal?.entries ?? []).flatMap(({ type, values }) =>
    type === "Service" ? values.map(({ value }) => value) : [],
  );
}

function namesType({ principal }: Statement, type: string): boolean {
  return principal?.bare !== undefined || (principal?.entries ?? []).some((entry) => entry.type === type);
}

function externalIds({ conditions }: Statement): string[] {
  return conditions.flatMap(({ lowerKey, operator, values }) =>
    lowerKey === externalIdKey && operator?.base.negated === false && operator.base.type === "String"
      ? values.map(({ value }) => value)
      : [],
  );
}

function contextValue(request: Request, lowerKey: string): string | undefined {
  const found = Object.entries(request.context).find(([key]) => key.toLowerCase() === lowerKey)?.[1];
  return typeof found === "string" ? found : found?.[0];
}

function lacks({ keys }: SentenceOptions, lowerKey: string): boolean {
  return [...(keys ?? [])].some((key) => key.toLowerCase() === lowerKey);
}

function withId(externalId: string | undefined): string {
  return externalId === undefined ? "" : ` with the ExternalId \`${externalId}\``;
}

/** `a`, `a` or `b`; of many the first three. */
function quoted(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => `\`${value}\``);
  if (values.length > 3) return `one of ${shown.join(", ")} and ${values.length - 3} more`;
  return shown.join(" or ");
}

function inWords(values: readonly string[]): string {
  return values.length < 2 ? (values[0] ?? "") : `${values.slice(0, -1).join(", ")} and ${values.at(-1)}`;
}
