import {
  eachOnce,
  type Finding,
  type ModuleOf,
  type Outcome,
  type PolicyInFile,
  policiesIn,
  withPolicies,
} from "@redshift-guard/core";
import { type AccessAnswers, type AccessQuestions, askAboutAccess, strongestOf } from "./access-questions.ts";
import type { EarlierPolicies } from "./earlier-policies.ts";
import type { ChosenEngines } from "./engine.ts";
import { inParallel } from "./in-parallel.ts";
import type { Inputs } from "./inputs.ts";
import { policiesBefore } from "./policies-before.ts";
import type { PolicyBefore } from "./policy-before.ts";
import type { CheckedFile } from "./policy-files.ts";
import type { Settings } from "./settings.ts";

export interface CheckOptions {
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly engines: ChosenEngines;
  readonly earlier: EarlierPolicies;
  readonly moduleOf: ModuleOf;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface CheckedPolicies {
  readonly outcomes: readonly Outcome[];
  /** The strongest answer of all policies. */
  readonly newAccess: AccessAnswers["newAccess"];
  /** A sentence each about the requests to AWS. */
  readonly notes: readonly string[];
}

/** Everything beyond the offline checks: Access Analyzer's findings, and the questions about access. */
export async function checkPolicies(files: readonly CheckedFile[], options: CheckOptions): Promise<CheckedPolicies> {
  const { inputs, settings, engines, earlier, moduleOf } = options;
  const aws = engines.accessAnalyzer ? await loadAws(options) : undefined;
  const questions: AccessQuestions = {
    newAccess: inputs.newAccess,
    publicAccess: inputs.publicAccess,
    forbidden: settings.validate.forbiddenActions ?? [],
    folder: settings.folder,
    aws: inputs.awsCustomChecks ? aws : undefined,
  };
  const answers = new Set<AccessAnswers["newAccess"]>();
  const outcomes = (await inParallel(files, checkFile)).flat();
  return { outcomes, newAccess: strongestOf(answers), notes: aws?.notes() ?? [] };

  async function checkFile({ file, given, outcomes: offline }: CheckedFile): Promise<readonly Outcome[]> {
    const asks = questions.newAccess !== "off" || questions.publicAccess !== "off" || questions.forbidden.length > 0;
    if (aws === undefined && !asks) return offline;
    const now = policiesIn(file, { ...given, moduleOf });
    const before: (policy: PolicyInFile) => readonly PolicyBefore[] =
      questions.newAccess === "off"
        ? () => [{ kind: "none" }]
        : policiesBefore(now, await earlier.of(file.path, now), given);
    const judged = await Promise.all(
      withPolicies(offline, now.policies).map(({ outcome, policy }) =>
        policy === undefined ? [outcome] : checkPolicy(outcome, policy, file.path, before(policy)),
      ),
    );
    return eachOnce(judged.flat());
  }

  async function checkPolicy(
    offline: Outcome,
    policy: PolicyInFile,
    path: string,
    before: readonly PolicyBefore[],
  ): Promise<readonly Outcome[]> {
    const judged = aws === undefined ? [offline] : await aws.judge(offline, policy, engines);
    const access = await askAboutAccess(policy, path, before, questions);
    answers.add(access.newAccess);
    return [...judged.map((outcome) => withFindings(outcome, access.findings)), ...access.faults];
  }
}

function withFindings(outcome: Outcome, findings: readonly Finding[]): Outcome {
  if (outcome.kind === "not-analysed" || findings.length === 0) return outcome;
  return { ...outcome, findings: [...outcome.findings, ...findings] };
}

async function loadAws({ inputs, now }: CheckOptions) {
  const { awsEngine } = await import("./aws-engine.ts");
  return awsEngine({ callLimit: inputs.awsCallLimit, cache: inputs.awsCache, now });
}
