import { getInput } from "@actions/core";
import { type FindingType, findingTypes, type PolicyType, policyTypes } from "@redshift-guard/core";
import { inputReader, type WantedReport } from "@redshift-guard/github";
import { legIn } from "./leg.ts";

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
  readonly reports: readonly WantedReport[];
  /** Undefined where the names of the job and the step are enough. */
  readonly leg: string | undefined;
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
  "key",
  "token",
] as const;

/** Throws a TypeError that names the input, what it may be, and what was probably meant. */
export function readInputs(environment: Readonly<Record<string, string | undefined>>): Inputs {
  const input = inputReader(inputNames, environment, getInput);
  return {
    paths: input.lines("paths"),
    config: input.text("config"),
    policyType: input.optionalChoice("policy-type", policyTypes),
    scope: input.choice("scope", ["auto", "changed", "all"]),
    engine: input.choice("engine", ["auto", "offline", "access-analyzer", "both"]),
    failOn: input.optionalChoice("fail-on", findingTypes),
    newAccess: input.choice("new-access", ["report", "off", "fail"]),
    publicAccess: input.choice("public-access", ["off", "report", "fail"]),
    referencePolicy: input.text("reference-policy"),
    awsCustomChecks: input.choice("aws-custom-checks", ["false", "true"]) === "true",
    awsCallLimit: input.count("aws-call-limit", 1000),
    awsCache: input.text("aws-cache"),
    baseline: input.text("baseline"),
    comment: input.choice("comment", ["off", "summary", "review"]),
    reports: input.reports("reports"),
    leg: legIn(input.text("key")),
    token: input.text("token"),
  };
}
