import { isAccountId, parseArn, parseDbUserArn } from "../policy/arn.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { type Constraint, isWanted } from "./constraint.ts";
import { anyText, type Dimension } from "./dimension.ts";
import type { PrincipalCase } from "./principal-case.ts";
import type { Request, RequestPrincipal } from "./request.ts";
import type { Box, Side } from "./search.ts";
import { ownDimensions, type Space } from "./space.ts";

const otherAccounts = ["444455556666", "555555555555", "999999999999", "111122223333", "123456789012"];
const otherRegions = ["us-west-2", "us-east-1", "eu-west-1"];

/** The request of a box that a reader understands best: near what the policies name, absent keys left out. */
export function requestIn(
  box: Box,
  { fixed }: PrincipalCase,
  space: Space,
  policies: readonly PolicyDocument[],
): Request {
  const valuesOf = (name: string): readonly string[] | undefined => {
    const side = box.get(name);
    if (side === undefined || side.example === "absent") return undefined;
    const dimension = space.dimensions.get(name) ?? anyText;
    const readable = dimension.isMultivalued ? undefined : readableValue(name, side, dimension, policies);
    return readable === undefined ? side.example : [readable];
  };
  const [action = "sts:AssumeRole"] = valuesOf("action") ?? [];
  const principal = fixed ?? awsPrincipal(valuesOf("principal")?.[0], policies);
  const resource = box.has("resource") ? valuesOf("resource")?.[0] : undefined;
  const context: Record<string, string | readonly string[]> = {};
  for (const [key] of box) {
    if (ownDimensions.has(key)) continue;
    const values = valuesOf(key);
    const [only] = values ?? [];
    if (values === undefined || only === undefined) continue;
    context[writtenKey(key, policies)] = space.dimensions.get(key)?.isMultivalued === true ? values : only;
  }
  return {
    action: writtenAction(action, policies),
    principal,
    ...(resource === undefined ? {} : { resource }),
    context,
  };
}

function awsPrincipal(arn: string | undefined, policies: readonly PolicyDocument[]): RequestPrincipal {
  if (arn !== undefined) return { type: "AWS", id: arn };
  const account =
    policies.map(({ text }) => /\b\d{12}\b/.exec(text)?.[0]).find((id) => id !== undefined) ?? "123456789012";
  return { type: "AWS", id: `arn:aws:iam::${account}:role/analyst` };
}

function writtenKey(lowerKey: string, policies: readonly PolicyDocument[]): string {
  for (const { conditions } of policies)
    for (const condition of conditions) if (condition.lowerKey === lowerKey) return condition.key;
  return lowerKey;
}

const properNames = new Map(
  [
    "AssumeRole",
    "AssumeRoleWithWebIdentity",
    "AssumeRoleWithSAML",
    "TagSession",
    "SetSourceIdentity",
    "SetContext",
  ].map((name) => [`sts:${name.toLowerCase()}`, `sts:${name}`]),
);

function writtenAction(lower: string, policies: readonly PolicyDocument[]): string {
  const proper = properNames.get(lower);
  if (proper !== undefined) return proper;
  for (const { statements } of policies)
    for (const { action, notAction } of statements)
      for (const { value } of (action ?? notAction)?.values ?? []) if (value.toLowerCase() === lower) return value;
  return lower;
}

function readableValue(
  name: string,
  { constraints }: Side,
  dimension: Dimension,
  policies: readonly PolicyDocument[],
): string | undefined {
  if (dimension.points !== undefined) return undefined;
  const fits = (value: string): boolean =>
    dimension.isPossible(value) && constraints.every((constraint: Constraint) => isWanted(constraint, value));
  for (const candidate of candidates(name, policies)) if (fits(candidate)) return candidate;
  return undefined;
}

function* candidates(name: string, policies: readonly PolicyDocument[]): Iterable<string> {
  const written = writtenValues(name, policies);
  if (name === "principal") yield* principalCandidates(written);
  else if (name === "action")
    yield* ["iam:CreateUser", "s3:GetObject", "redshift:GetClusterCredentials"].map((a) => a.toLowerCase());
  for (const value of written) if (!hasWildcard(value)) yield value;
  for (const value of written) yield* hasWildcard(value) ? filled(value) : variations(value);
}

function writtenValues(name: string, policies: readonly PolicyDocument[]): readonly string[] {
  const values = new Set<string>();
  for (const { statements } of policies) {
    for (const { action, notAction, resource, notResource, principal, conditions } of statements) {
      const list =
        name === "action"
          ? (action ?? notAction)?.values.map(({ value }) => ({ value: value.toLowerCase() }))
          : name === "resource"
            ? (resource ?? notResource)?.values
            : undefined;
      for (const { value } of list ?? []) values.add(value);
      for (const condition of conditions)
        if (condition.lowerKey === name || (name === "principal" && condition.lowerKey === "aws:principalarn"))
          for (const { value } of condition.values) values.add(value);
      if (name === "principal")
        for (const { type, values: own } of principal?.entries ?? [])
          if (type === "AWS") for (const { value } of own) values.add(value);
    }
  }
  return [...values];
}

function* principalCandidates(written: readonly string[]): Iterable<string> {
  const accounts = new Set<string>();
  for (const value of written) {
    const account = isAccountId(value) ? value : parseArn(value)?.account;
    if (account !== undefined && isAccountId(account)) accounts.add(account);
    if (!isAccountId(value)) yield value;
  }
  for (const account of [...accounts, ...otherAccounts]) {
    yield `arn:aws:iam::${account}:root`;
    yield `arn:aws:iam::${account}:role/analyst`;
    yield `arn:aws:iam::${account}:user/alice`;
  }
}

function* variations(value: string): Iterable<string> {
  const user = parseDbUserArn(value);
  if (user === undefined) {
    if (isAccountId(value)) yield* otherAccounts;
    yield `other-${value}`;
    return;
  }
  const dbUser = (part: Partial<typeof user>): string => {
    const { partition, region, account, cluster, user: name } = { ...user, ...part };
    return `arn:${partition}:redshift:${region}:${account}:dbuser:${cluster}/${name}`;
  };
  yield dbUser({ user: "other-user" });
  yield dbUser({ cluster: "other-cluster" });
  yield dbUser({ cluster: "other-cluster", user: "other-user" });
  for (const region of otherRegions) yield dbUser({ region });
  for (const account of otherAccounts) yield dbUser({ account });
}

function* filled(pattern: string): Iterable<string> {
  const fields = pattern.split(":");
  if (fields[0] === "arn" && fields.length >= 6) {
    const named = [...fields];
    if (hasWildcard(named[3] ?? "")) named[3] = "us-west-2";
    if (hasWildcard(named[4] ?? "")) named[4] = "123456789012";
    const shaped = named.join(":");
    yield shaped
      .replace(/(?<=[:/])\*(?=\/)/, "other-cluster")
      .replace(/(?<=\/)\*$/, "user1")
      .replace(/\*/g, "-2")
      .replace(/\?/g, "1");
  }
  for (const word of ["-2", "1", "other", ""]) yield pattern.replace(/\*+/g, word).replace(/\?/g, "1");
}
