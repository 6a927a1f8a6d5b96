import {
  byPlace,
  type Config,
  eachOnce,
  type FindPoliciesOptions,
  findPolicies,
  forbiddenActionsAnswer,
  matchesPathGlob,
  type Outcome,
  type TextFile,
  withPolicies,
} from "@redshift-guard/core";
import { folderOfConfig } from "./config-file.ts";

/** The file's outcomes, made with the same options, with what the config forbids there: an action is forbidden however the policy words it. */
export function withForbiddenActions(
  outcomes: readonly Outcome[],
  file: TextFile,
  options: FindPoliciesOptions,
  config: Config | undefined,
): readonly Outcome[] {
  const forbidden = (config?.validate.forbiddenActions ?? []).filter(
    ({ path }) => path === undefined || matchesPathGlob(folderOfConfig(config) + path, file.path),
  );
  if (forbidden.length === 0) return outcomes;
  const policies = findPolicies(file, options);
  const asked = withPolicies(outcomes, policies).map(({ outcome, policy }) => {
    if (outcome.kind !== "analysed" || policy === undefined) return outcome;
    const found = forbidden.flatMap((entry) => forbiddenActionsAnswer(policy, entry).finding ?? []);
    return found.length === 0 ? outcome : { ...outcome, findings: [...outcome.findings, ...found].sort(byPlace) };
  });
  return eachOnce(asked);
}
