import { closest } from "../closest.ts";
import { isAccountId, parseDbUserArn } from "../policy/arn.ts";
import type { Value } from "../policy/document.ts";
import { nearestRegion } from "../policy/nearest-region.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { partitions, regions } from "../policy/region.ts";
import { quoteWhole } from "../quote.ts";
import { impossibleCharacter } from "./external-id.ts";
import { faultOfClusterName, faultOfUserName } from "./name-fault.ts";

/** What keeps a text from being a database user's ARN, in words, and the text that was meant where it is certain. */
export interface DbUserFault {
  readonly reason: string;
  readonly meant?: string;
}

/** Whether the text was meant as a database user's ARN, or as another ARN of Redshift's. */
export function looksLikeDbUser(text: string): boolean {
  return (
    /(?:^|:)db[-_]?user\b/i.test(text) || /^(?:arn:)?aws[\w-]*:redshift/.test(text) || /^arn:[^:]*:redshift/.test(text)
  );
}

/** The workgroup in `serverless-<account>-<workgroup id>`, the cluster part of a Serverless user. */
export interface ServerlessPart {
  readonly account: string;
  readonly workgroup: string;
}

/** Fewer than eight digits are no account gone wrong but a part of a cluster's name, such as a year. */
export function serverlessPart(cluster: string): ServerlessPart | undefined {
  const match = /^serverless-(\d{8,})-(.+)$/.exec(cluster);
  return match === null ? undefined : { account: match[1] as string, workgroup: match[2] as string };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a workgroup is given by its ID alone, so that no other one is meant. */
export function isWorkgroupId(text: string): boolean {
  return uuid.test(text);
}

/** Whether a workgroup is certainly given by name: its ID is a UUID. Documentation's `…EXAMPLE…` IDs pass, and placeholders. */
export function isWorkgroupName(text: string): boolean {
  if (text === "" || text.includes("EXAMPLE") || /[<{]/.test(text)) return false;
  // A pattern is of names where it holds a letter that no UUID has.
  return hasWildcard(text) ? !/^[0-9a-f*?-]*$/i.test(text) : !uuid.test(text);
}

/**
 * Why no database user has this ARN. Wildcards may stand anywhere; a pattern that some user's ARN can match has no fault.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html
 */
export function faultOfDbUser(text: string): DbUserFault | undefined {
  const fault = firstFault(text);
  if (fault?.meant === undefined) return fault;
  // One mended fault can uncover another; only a text without any is certain.
  let { meant } = fault;
  for (let round = 0; round < 4; round++) {
    const next = firstFault(meant);
    if (next === undefined) return { reason: fault.reason, meant };
    if (next.meant === undefined) break;
    meant = next.meant;
  }
  return { reason: fault.reason };
}

function firstFault(text: string): DbUserFault | undefined {
  if (text.includes("${") || impossibleCharacter(text, true) !== undefined) return undefined;
  if (text.includes(",arn:")) return { reason: "it is several ARNs in one string; each is an element of its own" };
  if (!text.startsWith("arn:")) {
    if (/^(?:a(?:r(?:n:?)?)?)?[*?]/.test(text)) return undefined;
    const reason = "it does not begin with `arn:`";
    return text.startsWith("aws") ? { reason, meant: `arn:${text}` } : { reason };
  }
  const fields = text.split(":");
  if (fields.length < 6 && fields.at(-1)?.includes("*")) return undefined;
  const [, partition = "", service = "", region = "", account = ""] = fields;
  if (!hasWildcard(partition) && !(partitions as readonly string[]).includes(partition)) {
    return mend(fields, 1, closest(partition, partitions), `${quoteWhole(partition)} is no partition`);
  }
  const type = /^[^:/]*/.exec(fields[5] ?? "")?.[0] ?? "";
  const typeFault = typeFaults.get(type);
  if (typeFault !== undefined) return { reason: typeFault };
  if (!hasWildcard(service) && service !== "redshift") {
    return mend(fields, 2, "redshift", "the service of a database user is `redshift`, for Serverless too");
  }
  if (isDbUserWord(region)) return { reason: "the Region and the account are missing before `dbuser`" };
  if (isDbUserWord(account) || isDbUserWord(account.split("/")[0] as string)) {
    // A wildcard before the gap can stand for the missing field.
    if (fields.slice(0, 4).some(hasWildcard)) return undefined;
    return isAccountId(region)
      ? { reason: "the Region is missing before the account" }
      : { reason: "the account is missing between the Region and `dbuser`" };
  }
  return faultOfRegion(fields, region) ?? faultOfAccount(fields, account) ?? faultOfResource(fields);
}

function faultOfRegion(fields: readonly string[], region: string): DbUserFault | undefined {
  if (hasWildcard(region) || regions.has(region)) return undefined;
  if (region === "") return { reason: "the Region is empty" };
  return mend(fields, 3, nearestRegion(region), `${quoteWhole(region)} is no Region`);
}

function faultOfAccount(fields: readonly string[], account: string): DbUserFault | undefined {
  if (hasWildcard(account) || isAccountId(account)) return undefined;
  if (account === "") return { reason: "the account is empty" };
  const digits = account.replaceAll("-", "");
  if (isAccountId(digits)) return mend(fields, 4, digits, "an account is written without hyphens");
  const found = /^\d+$/.test(account)
    ? `${quoteWhole(account)} has ${account.length}`
    : `${quoteWhole(account)} is none`;
  return { reason: `an account has 12 digits, ${found}` };
}

function faultOfResource(fields: readonly string[]): DbUserFault | undefined {
  const resource = fields.slice(5).join(":");
  // A star may stand for more fields than one; an account that is written out tells them apart.
  if (fields.slice(0, 5).some((field) => field === "*") && hasWildcard(resource) && !isAccountId(fields[4] ?? ""))
    return undefined;
  const end = resource.search(/[:/]/);
  const type = end === -1 ? resource : resource.slice(0, end);
  if (type !== "dbuser") {
    if (hasWildcard(type)) return undefined;
    if (isDbUserWord(type))
      return mend(fields, 5, resource.replace(type, "dbuser"), `the type is written \`dbuser\``, true);
    return { reason: `\`${type}\` stands where \`dbuser\` belongs` };
  }
  if (resource[end] !== ":") {
    return mend(fields, 5, `dbuser:${resource.slice(end + 1)}`, "`:` comes after `dbuser`", true);
  }
  const name = resource.slice(end + 1);
  const slash = name.indexOf("/");
  if (slash === -1) {
    const [cluster, user, ...more] = name.split(":");
    // A wildcard may stand for the slash.
    if (user !== undefined && user !== "" && more.length === 0 && !hasWildcard(name)) {
      return mend(fields, 5, `dbuser:${cluster}/${user}`, "`/` comes between the cluster and the user", true);
    }
    return name.includes("*") ? undefined : { reason: "`/` and the user's name are missing at the end" };
  }
  return faultOfCluster(text(fields), name.slice(0, slash)) ?? faultOfUser(text(fields), name.slice(slash + 1));
}

function faultOfCluster(arn: string, cluster: string): DbUserFault | undefined {
  if (hasWildcard(cluster)) return undefined;
  const serverless = serverlessPart(cluster);
  if (serverless !== undefined) {
    if (isAccountId(serverless.account)) return undefined;
    return { reason: `an account has 12 digits, ${quoteWhole(serverless.account)} has ${serverless.account.length}` };
  }
  if (cluster.startsWith("serverless-") && uuid.test(cluster.slice("serverless-".length))) {
    return { reason: "a Serverless user's ARN has the account between `serverless-` and the workgroup ID" };
  }
  if (uuid.test(cluster)) {
    const account = arn.split(":")[4] as string;
    const reason = `${quoteWhole(cluster)} is the form of a workgroup's ID, and \`serverless-<account>-\` is missing before it`;
    return isAccountId(account)
      ? { reason, meant: arn.replace(`:${cluster}/`, `:serverless-${account}-${cluster.toLowerCase()}/`) }
      : { reason };
  }
  if (/[A-Z]/.test(cluster)) {
    const reason = `cluster names are in lower case, ${quoteWhole(cluster)} is not`;
    return { reason, meant: arn.replace(`:${cluster}/`, `:${cluster.toLowerCase()}/`) };
  }
  const reason = faultOfClusterName(cluster);
  return reason === undefined ? undefined : { reason };
}

function faultOfUser(arn: string, user: string): DbUserFault | undefined {
  const identity = /^iamr?:/i.exec(user)?.[0];
  if (identity !== undefined && identity !== identity.toUpperCase()) {
    const reason = `IAM identities are written ${quoteWhole(identity.toUpperCase())}, not ${quoteWhole(identity)}`;
    return { reason, meant: arn.replace(`/${identity}`, `/${identity.toUpperCase()}`) };
  }
  const slashed = /^(iamr?)\//i.exec(user)?.[1];
  if (slashed !== undefined) {
    const written = `${slashed.toUpperCase()}:`;
    const reason = `IAM identities are written ${quoteWhole(written)}, not ${quoteWhole(`${slashed}/`)}`;
    return { reason, meant: arn.replace(`/${slashed}/`, `/${written}`) };
  }
  const reason = faultOfUserName(user);
  return reason === undefined ? undefined : { reason };
}

const place = (type: string): string =>
  `it names a ${type}, and Redshift sends the database user's ARN (a ${type} belongs in \`aws:SourceArn\`)`;
const typeFaults: ReadonlyMap<string, string> = new Map([
  ["cluster", place("cluster")],
  ["workgroup", place("workgroup")],
  ["namespace", place("namespace")],
  ["dbname", "it names a database; `dbuser` names a user"],
  ["dbgroup", "it names a group; each user needs an ARN of its own"],
]);

function isDbUserWord(field: string): boolean {
  return /^db[-_]?users?$/i.test(field);
}

function mend(
  fields: readonly string[],
  index: number,
  meant: string | undefined,
  reason: string,
  toTheEnd = false,
): DbUserFault {
  if (meant === undefined) return { reason };
  const rest = toTheEnd ? [] : fields.slice(index + 1);
  return { reason, meant: [...fields.slice(0, index), meant, ...rest].join(":") };
}

function text(fields: readonly string[]): string {
  return fields.join(":");
}

/** A database user's ARN or pattern whose form is right. */
export interface DbUserValue {
  readonly value: Value;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
  readonly user: string;
  readonly serverless: ServerlessPart | undefined;
}

export function readDbUser(value: Value): DbUserValue | undefined {
  const parsed = parseDbUserArn(value.value) ?? parseOpenPattern(value.value);
  if (parsed === undefined || faultOfDbUser(value.value) !== undefined) return undefined;
  return { value, ...parsed, serverless: serverlessPart(parsed.cluster) };
}

/**
 * A pattern that ends in `*` before the `/`, such as `…:dbuser:*` or `…:<account>:*`: it reaches every user of its
 * clusters.
 */
function parseOpenPattern(text: string): ReturnType<typeof parseDbUserArn> {
  if (!text.endsWith("*")) return undefined;
  return parseDbUserArn(`${text.replace(/^((?:[^:]*:){5})\*$/, "$1dbuser:*")}/*`);
}
