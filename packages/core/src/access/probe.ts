import { isAccountId, parseArn, parseDbUserArn } from "../policy/arn.ts";
import type { PolicyDocument, Value } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { replaceVariables } from "../policy/policy-variable.ts";
import { services } from "../service-reference/services.ts";
import { countSteps } from "./budget.ts";

/** Accounts of AWS's own examples, and obvious inventions. */
export const otherAccounts: readonly string[] = [
  "444455556666",
  "555555555555",
  "999999999999",
  "111122223333",
  "123456789012",
];
const otherRegions = ["us-west-2", "us-east-1", "eu-west-1"];

/**
 * Real-looking values of a dimension, near those that policies write there, the likeliest first: for a witness that a
 * reader understands.
 */
export function* probesOf(dimension: string, written: readonly string[]): Iterable<string> {
  if (dimension === "action") yield* actionProbes(written);
  else if (dimension === "principal") yield* principalProbes(written);
  else {
    yield* written.filter((value) => !hasWildcard(value));
    const home = homeOf(written);
    // What stands for anything says nothing: a neighbour of the other values is likelier.
    for (const value of written) if (hasWildcard(value) && /[^*?]/.test(value)) yield filled(value, home);
    for (const value of written) yield* variations(hasWildcard(value) ? filled(value, home) : value);
    for (const value of written) if (hasWildcard(value)) yield* shortest(value);
    yield "example";
  }
}

/** What the policies write in each dimension, without policy variables. */
export function writtenValues(policies: readonly PolicyDocument[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, Set<string>>();
  const add = (dimension: string, list: readonly Value[] = []): void => {
    const own = values.get(dimension) ?? new Set();
    values.set(dimension, own);
    for (const { value } of list) for (const text of withoutVariables(value)) own.add(text);
  };
  for (const { statements, conditions } of policies) {
    for (const { action, notAction, resource, notResource, principal } of statements) {
      add("action", (action ?? notAction)?.values);
      add("resource", (resource ?? notResource)?.values);
      for (const { type, values: own } of principal?.entries ?? []) if (type === "AWS") add("principal", own);
    }
    for (const { lowerKey, operator, values: own } of conditions) {
      if (operator?.base.type === "Null") continue;
      add(lowerKey, own);
      if (lowerKey === "aws:principalarn") add("principal", own);
    }
  }
  return new Map([...values].map(([dimension, own]) => [dimension, [...own]]));
}

/** Somebody else in a variable's place, and the first of the examples that `symbol.ts` gives. */
function withoutVariables(value: string): readonly string[] {
  if (!value.includes("${")) return [value];
  return ["zoe", "alice"].map((name) => replaceVariables(value, name));
}

const commonActions = ["s3:getobject", "iam:createuser", "redshift:getclustercredentials"];

function* actionProbes(written: readonly string[]): Iterable<string> {
  for (const value of written.map((name) => name.toLowerCase())) {
    if (!hasWildcard(value)) {
      yield value;
      continue;
    }
    const [prefix = ""] = value.split(":");
    for (const name of services.service(prefix)?.actionIndex.names ?? []) {
      const action = `${prefix}:${name.toLowerCase()}`;
      countSteps(4 * action.length);
      if (matchesPattern(value, action)) yield action;
    }
  }
  yield* commonActions;
}

function* principalProbes(written: readonly string[]): Iterable<string> {
  const accounts = new Set<string>();
  for (const value of written) {
    const account = isAccountId(value) ? value : parseArn(value)?.account;
    if (account !== undefined && isAccountId(account)) accounts.add(account);
    if (parseArn(value) === undefined) continue;
    if (!hasWildcard(value)) yield value;
    else yield* [filled(value, homeOf(written)), ...shortest(value)];
  }
  const partitions = new Set(written.flatMap((value) => parseArn(value)?.partition ?? "aws"));
  for (const account of new Set([...accounts, ...otherAccounts])) {
    for (const partition of partitions) {
      if (hasWildcard(partition)) continue;
      yield `arn:${partition}:iam::${account}:root`;
      yield `arn:${partition}:iam::${account}:role/analyst`;
      yield `arn:${partition}:iam::${account}:user/alice`;
    }
  }
}

function* variations(value: string): Iterable<string> {
  const user = parseDbUserArn(value);
  if (user !== undefined) {
    const dbUser = (part: Partial<typeof user>): string => {
      const { partition, region, account, cluster, user: name } = { ...user, ...part };
      return `arn:${partition}:redshift:${region}:${account}:dbuser:${cluster}/${name}`;
    };
    yield dbUser({ user: "other-user" });
    yield dbUser({ cluster: "other-cluster" });
    yield dbUser({ cluster: "other-cluster", user: "other-user" });
    for (const region of otherRegions) yield dbUser({ region });
    for (const account of otherAccounts) yield dbUser({ account });
    return;
  }
  const arn = parseArn(value);
  if (arn !== undefined) {
    const { partition, service, region, account, resource } = arn;
    yield `arn:${partition}:${service}:${region}:${account}:${resource}-2`;
    yield `arn:${partition}:${service}:${region}:${account}:other-${resource}`;
    if (region !== "")
      for (const other of otherRegions) yield `arn:${partition}:${service}:${other}:${account}:${resource}`;
    if (account !== "")
      for (const other of otherAccounts) yield `arn:${partition}:${service}:${region}:${other}:${resource}`;
    return;
  }
  if (isAccountId(value)) yield* otherAccounts;
  else if (/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(value)) yield* otherRegions;
  else if (value !== "") yield `other-${value}`;
}

interface Home {
  readonly region: string;
  readonly account: string;
}

/** The Region and account that the policies themselves name. */
function homeOf(written: readonly string[]): Home {
  const arns = written.flatMap((value) => parseArn(value) ?? []);
  const region = arns.find((arn) => arn.region !== "" && !hasWildcard(arn.region))?.region;
  const account = arns.find((arn) => isAccountId(arn.account))?.account;
  return { region: region ?? "us-west-2", account: account ?? "123456789012" };
}

/** A pattern with its wildcards replaced by what would stand there. */
function filled(pattern: string, home: Home): string {
  const fields = pattern.split(":");
  if (fields[0] === "arn" && fields.length >= 6) {
    if (hasWildcard(fields[1] ?? "")) fields[1] = "aws";
    if (hasWildcard(fields[3] ?? "")) fields[3] = home.region;
    if (hasWildcard(fields[4] ?? "")) fields[4] = home.account;
  }
  const isDbUser = fields[5] === "dbuser";
  return fields
    .join(":")
    .replace(/(?<=[:/])\*(?=\/)/, isDbUser ? "other-cluster" : "example")
    .replace(/(?<=[:/])\*$/, isDbUser ? "user1" : "example")
    .replace(/(?<=[^\w*])\*+|^\*+/g, "example")
    .replace(/\*+/g, "-2")
    .replace(/\?/g, "1");
}

/** Where nothing that looks real fits. */
function* shortest(pattern: string): Iterable<string> {
  for (const word of ["1", ""]) yield pattern.replace(/\*+/g, word).replace(/\?/g, "1");
}
