import { getInput } from "@actions/core";
import { closest, type FindingType, findingTypes, type PolicyType, policyTypes } from "@redshift-guard/core";

/** What the workflow says in `with:`. Absent: the config decides, then the default that `action.yml` describes. */
export interface Inputs {
  readonly paths: readonly string[];
  readonly config: string | undefined;
  readonly policyType: PolicyType | undefined;
  readonly scope: "auto" | "changed" | "all";
  readonly engine: "auto" | "offline" | "access-analyzer" | "both";
  readonly failOn: FindingType | undefined;
  readonly newAccess: "off" | "report" | "fail";
  readonly publicAccess: "off" | "report" | "fail";
  readonly referencePolicy: string | undefined;
  readonly awsCustomChecks: boolean;
  readonly awsCallLimit: number;
  readonly awsCache: string | undefined;
  readonly baseline: string | undefined;
  readonly comment: "off" | "summary" | "review";
  readonly reports: readonly { readonly format: string; readonly path: string }[];
  readonly token: string | undefined;
}

export const inputNames = [
  "paths",
  "config",
  "policy-type",
  "scope",
  "engine",
  "fail-on",
  "new-access",
  "public-access",
  "reference-policy",
  "aws-custom-checks",
  "aws-call-limit",
  "aws-cache",
  "baseline",
  "comment",
  "reports",
  "token",
] as const;

type InputName = (typeof inputNames)[number];

/** Throws a TypeError that names the input, what it may be, and what was probably meant. */
export function readInputs(environment: Readonly<Record<string, string | undefined>>): Inputs {
  refuseUnknownInputs(environment);
  return {
    paths: lines("paths"),
    config: text("config"),
    policyType: optionalChoice("policy-type", policyTypes),
    scope: choice("scope", ["auto", "changed", "all"]),
    engine: choice("engine", ["auto", "offline", "access-analyzer", "both"]),
    failOn: optionalChoice("fail-on", findingTypes),
    newAccess: choice("new-access", ["report", "off", "fail"]),
    publicAccess: choice("public-access", ["off", "report", "fail"]),
    referencePolicy: text("reference-policy"),
    awsCustomChecks: choice("aws-custom-checks", ["false", "true"]) === "true",
    awsCallLimit: count("aws-call-limit", 1000),
    awsCache: text("aws-cache"),
    baseline: text("baseline"),
    comment: choice("comment", ["off", "summary", "review"]),
    reports: lines("reports").map(readReport),
    token: text("token"),
  };
}

/** The runner hands over whatever stands in `with:`; a misspelt input would otherwise be without effect. */
function refuseUnknownInputs(environment: Readonly<Record<string, string | undefined>>): void {
  const known = new Set(inputNames.map((name) => `INPUT_${name.toUpperCase()}`));
  for (const variable of Object.keys(environment)) {
    if (!variable.startsWith("INPUT_") || known.has(variable)) continue;
    const name = variable.slice("INPUT_".length).toLowerCase();
    const meant = closest(name.replaceAll("_", "-"), inputNames);
    const hint = meant === undefined ? `The inputs are ${inputNames.join(", ")}.` : `Did you mean \`${meant}\`?`;
    throw new TypeError(`There is no input \`${name}\`. ${hint}`);
  }
}

function text(name: InputName): string | undefined {
  const value = getInput(name);
  return value === "" ? undefined : value;
}

function lines(name: InputName): string[] {
  return getInput(name)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The first value is the default. */
function choice<T extends string>(name: InputName, values: readonly [T, ...T[]]): T {
  return optionalChoice(name, values) ?? values[0];
}

function optionalChoice<T extends string>(name: InputName, values: readonly T[]): T | undefined {
  const written = text(name);
  if (written === undefined) return undefined;
  const value = values.find((candidate) => candidate.toLowerCase() === written.toLowerCase());
  if (value !== undefined) return value;
  const meant = closest(written, values);
  const hint = meant === undefined ? "" : ` Did you mean \`${meant}\`?`;
  throw new TypeError(`The input \`${name}\` is \`${written}\`, and it may be ${values.join(", ")}.${hint}`);
}

function count(name: InputName, ifAbsent: number): number {
  const written = text(name);
  if (written === undefined) return ifAbsent;
  if (/^\d{1,7}$/.test(written)) return Number(written);
  throw new TypeError(`The input \`${name}\` is \`${written}\`, and it must be a whole number, such as 1000.`);
}

function readReport(line: string): { readonly format: string; readonly path: string } {
  const at = line.indexOf("=");
  const format = line.slice(0, at).trim();
  const path = line.slice(at + 1).trim();
  if (at > 0 && path !== "") return { format, path };
  throw new TypeError(
    `The input \`reports\` has the line \`${line}\`. Write \`FORMAT=FILE\`, such as \`sarif=policies.sarif\`.`,
  );
}
