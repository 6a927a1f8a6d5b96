import {
  type AccessAnalyzer,
  type AccessAnalyzerUsage,
  accessAnalyzer,
  accessCheckPolicyType,
  callBudget,
  policyKind,
  publicAccessResourceType,
  responseCache,
  textToSend,
  toFindings,
} from "@redshift-guard/aws";
import { mergeEngines, type Outcome, type PolicyInFile, type PolicyType, plural } from "@redshift-guard/core";
import { faultOutcome } from "./fault-outcome.ts";

/** IAM Access Analyzer as the action uses it. Loaded only where it runs: the AWS SDK is most of the bundle. */
export interface AwsEngine {
  readonly analyzer: AccessAnalyzer;
  /** As the custom checks name the type; undefined for what they cannot judge. */
  customCheckType(type: PolicyType): ReturnType<typeof accessCheckPolicyType>;
  publicAccessType: typeof publicAccessResourceType;
  /**
   * The outcome with Access Analyzer's findings in it. When it gave no answer, that is an outcome of its own beside what
   * the offline engine found: the author sees both, and the run is red.
   */
  judge(outcome: Outcome, policy: PolicyInFile, options: { readonly offline: boolean }): Promise<readonly Outcome[]>;
  /** A sentence each about the requests, once all are made. */
  notes(): readonly string[];
}

export interface AwsEngineOptions {
  /** Requests in all. */
  readonly callLimit: number;
  /** Folder of answers kept between runs. */
  readonly cache: string | undefined;
  /** Milliseconds since 1970. */
  now(): number;
}

export function awsEngine({ callLimit, cache: folder, now }: AwsEngineOptions): AwsEngine {
  const cache = folder === undefined ? undefined : responseCache({ folder, maxAgeDays: 7, now });
  const analyzer = accessAnalyzer({ budget: callBudget(callLimit), ...(cache === undefined ? {} : { cache }) });
  return {
    analyzer,
    customCheckType: accessCheckPolicyType,
    publicAccessType: publicAccessResourceType,
    async judge(outcome, policy, { offline }) {
      if (outcome.kind === "not-analysed") return [outcome];
      const sent = textToSend(policy);
      const answer = await analyzer.validatePolicy(
        sent.text,
        policyKind(policy.policy.type, policy.policy.resourceType),
      );
      if (answer.kind === "fault") {
        const fault = faultOutcome(policy, answer.fault);
        return offline ? [outcome, fault] : [fault];
      }
      const own = offline ? outcome.findings : [];
      return [{ ...outcome, findings: mergeEngines(own, toFindings(answer.value, policy, sent)) }];
    },
    notes: () => [usageSentence(analyzer.usage()), ...(cache?.problems ?? [])],
  };
}

function usageSentence({ sent, cached, cost }: AccessAnalyzerUsage): string {
  const total = [...sent.values()].reduce((sum, count) => sum + count, 0);
  const each = [...sent].map(([operation, count]) => `${count} ${operation}`).join(", ");
  const price = cost === 0 ? "free of charge" : `at most $${cost.toFixed(3)}`;
  const kept = cached === 0 ? "" : `; ${plural(cached, "answer")} from the cache`;
  return `Requests to IAM Access Analyzer: ${total}${total === 0 ? "" : ` (${each}), ${price}`}${kept}.`;
}
