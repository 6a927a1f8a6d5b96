import type { Answer, CustomCheckAnswer } from "@redshift-guard/aws";
import {
  type AccessAnswer,
  type Finding,
  type FindingType,
  type ForbiddenActions,
  forbiddenActionsAnswer,
  lostDenialAnswer,
  matchesPathGlob,
  newAccessAnswer,
  type Outcome,
  type PolicyInFile,
  plainValue,
  publicAccessAnswer,
  undecidedNewAccess,
} from "@redshift-guard/core";
import type { AwsEngine } from "./aws-engine.ts";
import { faultOutcome } from "./fault-outcome.ts";
import type { Inputs } from "./inputs.ts";
import type { PolicyBefore } from "./policy-before.ts";

export interface AccessQuestions {
  readonly newAccess: Inputs["newAccess"];
  readonly publicAccess: Inputs["publicAccess"];
  readonly forbidden: readonly ForbiddenActions[];
  /** Where the globs of `forbidden` start. */
  readonly folder: string;
  /** Asked as well, for a price, where the workflow wants it. */
  readonly aws: AwsEngine | undefined;
}

export interface AccessAnswers {
  readonly findings: readonly Finding[];
  readonly faults: readonly Outcome[];
  readonly newAccess: AccessAnswer["kind"] | "not-asked";
}

/** Puts the questions about access to one policy: offline first, and to AWS where the workflow wants that. */
export async function askAboutAccess(
  policy: PolicyInFile,
  file: string,
  before: readonly PolicyBefore[],
  questions: AccessQuestions,
): Promise<AccessAnswers> {
  const findings: Finding[] = [];
  const faults: Outcome[] = [];
  const json = () => JSON.stringify(plainValue(policy.policy.node));
  const analyzer = questions.aws?.analyzer;
  const type = questions.aws?.customCheckType(policy.policy.type);

  let newAccess: AccessAnswers["newAccess"] = "not-asked";
  if (questions.newAccess !== "off") newAccess = await againstEach(typeFor(questions.newAccess));
  for (const forbidden of questions.forbidden) {
    if (forbidden.path !== undefined && !matchesPathGlob(questions.folder + forbidden.path, file)) continue;
    const actions = forbidden.actions.map(({ value }) => value);
    const resources = forbidden.resources?.map(({ value }) => value);
    const asks = analyzer !== undefined && type !== undefined;
    take(
      forbiddenActionsAnswer(policy, forbidden),
      asks
        ? await analyzer.checkAccessNotGranted(json(), type, {
            actions,
            ...(resources === undefined ? {} : { resources }),
          })
        : undefined,
      {
        issueCode: "FORBIDDEN_ACTION",
        findingType: "SECURITY_WARNING",
        words: `IAM Access Analyzer finds that this allows one of \`${actions.join("`, `")}\`, which the config forbids`,
      },
    );
  }
  if (questions.publicAccess !== "off") {
    const findingType = typeFor(questions.publicAccess);
    const resourceType = questions.aws?.publicAccessType(policy.policy.type, policy.policy.resourceType);
    const asks = analyzer !== undefined && resourceType !== undefined;
    take(
      publicAccessAnswer(policy, findingType),
      asks ? await analyzer.checkNoPublicAccess(json(), resourceType) : undefined,
      { issueCode: "PUBLIC_ACCESS", findingType, words: "IAM Access Analyzer finds public access" },
    );
  }
  return { findings, faults, newAccess };

  /** What several of them give is reported once. */
  async function againstEach(findingType: FindingType): Promise<AccessAnswers["newAccess"]> {
    const kinds = new Set<AccessAnswers["newAccess"]>();
    for (const one of before) {
      const told = [findings.length, faults.length] as const;
      kinds.add(await againstBefore(one, findingType));
      removeRepeated(findings, told[0], ({ issueCode }) => issueCode);
      removeRepeated(faults, told[1], (fault) => JSON.stringify(fault));
    }
    return strongestOf(kinds);
  }

  async function againstBefore(before: PolicyBefore, findingType: FindingType): Promise<AccessAnswers["newAccess"]> {
    switch (before.kind) {
      case "none":
        return "not-asked";
      case "fault":
        faults.push(faultOutcome(policy, before.reason));
        return "unknown";
      case "untold": {
        // Where new access fails the run, not to know is a fault; where it is reported, the change may just be mending
        // the base.
        if (questions.newAccess === "fail") {
          const details = `What this policy was on the base branch is not known, so new access cannot be ruled out. ${before.because}`;
          faults.push(faultOutcome(policy, { code: "BASE_UNREADABLE", details }));
          return "unknown";
        }
        const because = `what it was on the base branch is not known. ${before.because}`;
        const { finding } = undecidedNewAccess(policy, {
          findingType,
          earlierName: "The base branch's policy",
          because,
        });
        if (finding !== undefined) findings.push(finding);
        return "unknown";
      }
      case "policy": {
        const existing = JSON.stringify(plainValue(before.policy.node));
        const isSame = existing === json();
        // What is unchanged allows nothing new, even where it is too odd to be compared.
        const offline: AccessAnswer = isSame
          ? { kind: "none" }
          : newAccessAnswer(before.policy, policy, { findingType, earlierName: before.name });
        const asks = analyzer !== undefined && type !== undefined && !isSame;
        const check = {
          issueCode: "NEW_ACCESS",
          findingType,
          words: `IAM Access Analyzer finds new access against ${before.name.replace(/^T/, "t").replace(/,$/, "")}`,
        };
        const asked = asks ? await analyzer.checkNoNewAccess(existing, json(), type) : undefined;
        const answered = take(offline, asked, check);
        // AWS does not ask for denials. A new policy need not have those of a reference: it takes none away.
        if (answered === "unknown" || isSame || before.isReference) return answered;
        const denial = lostDenialAnswer(before.policy, policy, { findingType, earlierName: before.name });
        const kind = take(denial, undefined, check);
        return answered === "new" ? answered : kind;
      }
    }
  }

  /** One answer from two: what either finds is reported, and AWS's "no" settles what could not be decided here. */
  function take(
    offline: AccessAnswer,
    asked: Answer<CustomCheckAnswer> | undefined,
    check: { readonly issueCode: string; readonly findingType: FindingType; readonly words: string },
  ): AccessAnswer["kind"] {
    if (asked?.kind === "fault") faults.push(faultOutcome(policy, asked.fault));
    const verdict = asked?.kind === "answer" ? asked.value : undefined;
    if (verdict?.result === "FAIL") {
      if (offline.kind === "new" && offline.finding !== undefined)
        findings.push({ ...offline.finding, engine: "both" });
      else findings.push(findingFrom(verdict, check));
      return "new";
    }
    if (verdict?.result === "PASS" && offline.kind === "unknown") return "none";
    if (offline.finding !== undefined) findings.push(offline.finding);
    return offline.kind;
  }

  function findingFrom(
    { message, reasons }: CustomCheckAnswer,
    check: { readonly issueCode: string; readonly findingType: FindingType; readonly words: string },
  ): Finding {
    const [reason] = reasons;
    const statement =
      reason?.statementIndex === undefined ? undefined : policy.policy.statements[reason.statementIndex];
    const range = statement?.node ?? policy.policy.node;
    const path = statement === undefined ? [] : [{ value: "Statement" }, { index: statement.index }];
    return {
      findingType: check.findingType,
      issueCode: check.issueCode,
      findingDetails: `${check.words}: ${reason?.description || message || "it gives no reason"}`,
      learnMoreLink: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html",
      engine: "access-analyzer",
      locations: [policy.locate(range, path)],
    };
  }
}

/** The answer about all of the policies, from those about each. */
export function strongestOf(kinds: ReadonlySet<AccessAnswers["newAccess"]>): AccessAnswers["newAccess"] {
  return (["new", "unknown", "none"] as const).find((kind) => kinds.has(kind)) ?? "not-asked";
}

/** Removes what comes after the first items and says the same as one of them. */
function removeRepeated<T>(list: T[], first: number, keyOf: (item: T) => string): void {
  const known = new Set(list.slice(0, first).map(keyOf));
  const added = list.splice(first).filter((item) => !known.has(keyOf(item)));
  list.push(...added);
}

function typeFor(mode: "report" | "fail"): FindingType {
  return mode === "fail" ? "SECURITY_WARNING" : "SUGGESTION";
}
