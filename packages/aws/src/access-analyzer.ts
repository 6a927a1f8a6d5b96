import type * as Sdk from "@aws-sdk/client-accessanalyzer";
import { type AccessAnalyzerFault, faultOf, isLasting, unreadable } from "./access-analyzer-fault.ts";
import { longestPolicy, type PolicyKind } from "./access-analyzer-request.ts";
import {
  type CustomCheckAnswer,
  readCustomCheck,
  readFindings,
  type ValidatePolicyFinding,
} from "./access-analyzer-response.ts";
import type { CallBudget } from "./call-budget.ts";
import { limitConcurrency } from "./concurrency.ts";
import { cacheKey, type ResponseCache } from "./response-cache.ts";
import { withRetries } from "./retry.ts";

/** What Access Analyzer said, or why it said nothing that can be used. */
export type Answer<T> =
  | { readonly kind: "answer"; readonly value: T; readonly cached: boolean }
  | { readonly kind: "fault"; readonly fault: AccessAnalyzerFault };

/** IAM Access Analyzer's policy checks. Nothing throws: what went wrong is the answer. */
export interface AccessAnalyzer {
  usage(): AccessAnalyzerUsage;
  /** Free of charge. Every page of findings, in the service's order. */
  validatePolicy(text: string, kind: PolicyKind): Promise<Answer<readonly ValidatePolicyFinding[]>>;
  /** Charged by the call, as are the two below. */
  checkNoNewAccess(
    existing: string,
    updated: string,
    policyType: CheckedPolicyType,
  ): Promise<Answer<CustomCheckAnswer>>;
  checkAccessNotGranted(
    text: string,
    policyType: CheckedPolicyType,
    access: ForbiddenAccess,
  ): Promise<Answer<CustomCheckAnswer>>;
  checkNoPublicAccess(text: string, resourceType: string): Promise<Answer<CustomCheckAnswer>>;
}

/** What was asked so far, and what it costs. */
export interface AccessAnalyzerUsage {
  /** Operation -> requests sent, retries and further pages included. */
  readonly sent: ReadonlyMap<string, number>;
  /** Answers that the cache gave. */
  readonly cached: number;
  /** US dollars, at most: AWS charges for the custom checks that it answers. */
  readonly cost: number;
}

export type CheckedPolicyType = "IDENTITY_POLICY" | "RESOURCE_POLICY";

/** At most 100 of each. https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_Access.html */
export interface ForbiddenAccess {
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
}

/** Limits of one run; without a cache, everything is asked. */
export interface AccessAnalyzerOptions {
  readonly budget: CallBudget;
  readonly cache?: ResponseCache;
  /** Undefined: the SDK asks the environment and the profile. */
  readonly region?: string;
  /** Requests under way at once. */
  readonly concurrency?: number;
  /** For one request, in milliseconds. */
  readonly timeout?: number;
  /** How long a call that is throttled is tried again, in milliseconds. */
  readonly patience?: number;
}

/** What one custom policy check costs, in US dollars. https://aws.amazon.com/iam/access-analyzer/pricing/ */
const customCheckPrice = 0.002;

/** More pages than this are no answer to one policy. */
const mostPages = 100;

/** To be raised when what is kept of an answer changes: answers that an older version kept are then asked for again. */
const keptShape = "1";

/** An engine for one run. The SDK is loaded at the first call; after a fault that every call would meet, none is sent. */
export function accessAnalyzer(options: AccessAnalyzerOptions): AccessAnalyzer {
  const { budget, cache, timeout = 20_000, patience = 45_000 } = options;
  const oneOfFew = limitConcurrency(options.concurrency ?? 4);
  let loading: Promise<{ readonly sdk: typeof Sdk; readonly client: Sdk.AccessAnalyzerClient }> | undefined;
  /** Operation -> the fault that every further call would meet. */
  const broken = new Map<string, AccessAnalyzerFault>();
  let cached = 0;

  async function load(): Promise<{ readonly sdk: typeof Sdk; readonly client: Sdk.AccessAnalyzerClient }> {
    const sdk = await import("@aws-sdk/client-accessanalyzer");
    const region = options.region === undefined ? {} : { region: options.region };
    const agent = { keepAlive: true, proxyEnv: process.env };
    // Retries are counted and bounded here, so the SDK must not add its own.
    const config = { ...region, maxAttempts: 1, requestHandler: { httpAgent: agent, httpsAgent: agent } };
    return { sdk, client: new sdk.AccessAnalyzerClient(config) };
  }

  async function send<T>(
    operation: string,
    request: (loaded: Awaited<ReturnType<typeof load>>, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    loading ??= load();
    const loaded = await loading;
    return withRetries(
      () => {
        const known = broken.get(operation);
        if (known !== undefined) throw new KnownFault(known);
        if (!budget.take(operation)) throw new KnownFault(spent(budget.limit));
        return request(loaded, AbortSignal.timeout(timeout));
      },
      { patience },
    );
  }

  /** One call with its cache, its place in the queue and its faults. */
  async function ask<T>(
    operation: string,
    parts: readonly (string | undefined)[],
    read: (answer: unknown) => T | string,
    fetchAnswer: () => Promise<unknown>,
  ): Promise<Answer<T>> {
    const key = cacheKey([operation, keptShape, ...parts]);
    const kept = await cache?.read(key);
    if (kept !== undefined) {
      const value = read(kept);
      if (typeof value !== "string") {
        cached++;
        return { kind: "answer", value, cached: true };
      }
    }
    const known = broken.get(operation);
    if (known !== undefined) return { kind: "fault", fault: known };
    try {
      const answer = await oneOfFew(fetchAnswer);
      const value = read(answer);
      if (typeof value === "string") return { kind: "fault", fault: unreadable(operation, value) };
      await cache?.write(key, answer);
      return { kind: "answer", value, cached: false };
    } catch (error) {
      const fault = error instanceof KnownFault ? error.fault : faultOf(error, operation);
      if (isLasting(fault)) broken.set(operation, fault);
      return { kind: "fault", fault };
    }
  }

  async function validatePolicy(text: string, kind: PolicyKind): Promise<Answer<readonly ValidatePolicyFinding[]>> {
    const operation = "ValidatePolicy";
    if (text.length > longestPolicy) return { kind: "fault", fault: tooLarge(text.length) };
    return ask(operation, [kind.policyType, kind.validatePolicyResourceType, text], readFindings, async () => {
      const findings: unknown[] = [];
      let nextToken: string | undefined;
      for (let page = 1; page <= mostPages; page++) {
        const answer = await send(operation, ({ sdk, client }, abortSignal) =>
          client.send(
            new sdk.ValidatePolicyCommand({
              policyDocument: text,
              ...kind,
              ...(nextToken === undefined ? {} : { nextToken }),
            }),
            { abortSignal },
          ),
        );
        if (!Array.isArray(answer.findings)) throw new KnownFault(unreadable(operation, "it has no `findings`"));
        findings.push(...answer.findings);
        if (!answer.nextToken) return { findings };
        if (answer.nextToken === nextToken) throw new KnownFault(unreadable(operation, "its pages repeat"));
        nextToken = answer.nextToken;
      }
      throw new KnownFault(unreadable(operation, `it has more than ${mostPages} pages`));
    });
  }

  async function checkNoNewAccess(
    existing: string,
    updated: string,
    policyType: CheckedPolicyType,
  ): Promise<Answer<CustomCheckAnswer>> {
    return ask("CheckNoNewAccess", [policyType, existing, updated], readCustomCheck, () =>
      send("CheckNoNewAccess", ({ sdk, client }, abortSignal) =>
        client.send(
          new sdk.CheckNoNewAccessCommand({ existingPolicyDocument: existing, newPolicyDocument: updated, policyType }),
          { abortSignal },
        ),
      ),
    );
  }

  async function checkAccessNotGranted(
    text: string,
    policyType: CheckedPolicyType,
    access: ForbiddenAccess,
  ): Promise<Answer<CustomCheckAnswer>> {
    return ask("CheckAccessNotGranted", [policyType, text, JSON.stringify(access)], readCustomCheck, () =>
      send("CheckAccessNotGranted", ({ sdk, client }, abortSignal) =>
        client.send(
          new sdk.CheckAccessNotGrantedCommand({
            policyDocument: text,
            policyType,
            access: [
              {
                ...(access.actions === undefined ? {} : { actions: [...access.actions] }),
                ...(access.resources === undefined ? {} : { resources: [...access.resources] }),
              },
            ],
          }),
          { abortSignal },
        ),
      ),
    );
  }

  async function checkNoPublicAccess(text: string, resourceType: string): Promise<Answer<CustomCheckAnswer>> {
    return ask("CheckNoPublicAccess", [resourceType, text], readCustomCheck, () =>
      send("CheckNoPublicAccess", ({ sdk, client }, abortSignal) =>
        client.send(
          new sdk.CheckNoPublicAccessCommand({
            policyDocument: text,
            resourceType: resourceType as Sdk.AccessCheckResourceType,
          }),
          { abortSignal },
        ),
      ),
    );
  }

  function usage(): AccessAnalyzerUsage {
    const charged = [...budget.sent].filter(([operation]) => operation.startsWith("Check"));
    return { sent: budget.sent, cached, cost: customCheckPrice * charged.reduce((sum, [, count]) => sum + count, 0) };
  }

  return { usage, validatePolicy, checkNoNewAccess, checkAccessNotGranted, checkNoPublicAccess };
}

/** A fault that was found here rather than thrown by the SDK. */
class KnownFault extends Error {
  readonly fault: AccessAnalyzerFault;
  constructor(fault: AccessAnalyzerFault) {
    super(fault.details);
    this.fault = fault;
  }
}

function spent(limit: number): AccessAnalyzerFault {
  return {
    code: "ACCESS_ANALYZER_CALL_BUDGET",
    details: `The ${limit} requests to IAM Access Analyzer that one run may send are spent. Raise the limit, or check fewer files at a time.`,
  };
}

function tooLarge(length: number): AccessAnalyzerFault {
  return {
    code: "ACCESS_ANALYZER_TOO_LARGE",
    details: `The policy has ${length} characters without needless space, more than the ${longestPolicy} that IAM Access Analyzer reads. Split it; no quota allows a policy so large.`,
  };
}
