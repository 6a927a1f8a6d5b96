import {
  type Config,
  type FindPoliciesOptions,
  inWords,
  isNoPolicy,
  type NotAnalysed,
  notAnalysed,
  type Outcome,
  validateFiles,
} from "@redshift-guard/core";
import { withForbiddenActions } from "./forbidden-actions.ts";
import type { ReadFile } from "./policy-files.ts";
import { terraformModules } from "./terraform-modules.ts";
import { today } from "./today.ts";

export interface Looked {
  readonly outcomes: readonly Outcome[];
  /** Files that were met in a folder and hold no policy, without the config. */
  readonly passedOver: readonly string[];
}

/** Validates the files; one that was met in a folder and holds no policy is passed over and named. */
export function lookAtFiles(
  files: readonly ReadFile[],
  givenOf: (file: ReadFile) => FindPoliciesOptions,
  config: Config | undefined,
): Looked {
  const outcomes: Outcome[] = [];
  const withPolicy = new Set<string>();
  const withoutPolicy = new Map<string, string[]>();
  const passedOver: string[] = [];
  const date = today();
  const moduleOf = terraformModules();
  for (const file of files) {
    const options = { moduleOf, ...givenOf(file) };
    const ofFile = validateFiles([file], { ...options, today: date });
    // The config's own findings say what is wrong with it.
    if (file.path === config?.file && config.findings.length > 0 && ofFile.every(({ kind }) => kind === "not-analysed"))
      continue;
    if (file.walkedFrom !== undefined && ofFile.every(isNoPolicy)) {
      // The config was read for what it is; only what it expects of roles may be policies.
      if (file.path !== config?.file) passedOver.push(file.path);
      const others = withoutPolicy.get(file.walkedFrom);
      if (others === undefined) withoutPolicy.set(file.walkedFrom, [file.path]);
      else others.push(file.path);
      continue;
    }
    if (file.walkedFrom !== undefined) withPolicy.add(file.walkedFrom);
    for (const outcome of withForbiddenActions(ofFile, file, options, config)) outcomes.push(outcome);
  }
  // A folder that was named and holds no policy is more likely a wrong path than a clean folder.
  for (const [folder, names] of withoutPolicy) if (!withPolicy.has(folder)) outcomes.push(noPolicyIn(folder, names));
  return { outcomes, passedOver };
}

function noPolicyIn(folder: string, names: readonly string[]): NotAnalysed {
  const looked =
    names.length === 1 ? "The 1 file there holds no policy" : `None of the ${names.length} files there holds a policy`;
  return notAnalysed(
    folder,
    { code: "NO_POLICY", details: `${looked}: ${inWords(names, 5)}. Check the path.` },
    folder,
  );
}
