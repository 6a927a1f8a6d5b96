import {
  type DeployedRole,
  type NotRead,
  type Outcome,
  type RoleIdentity,
  type RoleReading,
  roleFromArn,
} from "@redshift-guard/core";
import { mergeConcurrently } from "./merge.ts";
import type { RoleSource } from "./reader.ts";
import { sleep } from "./retry.ts";

/** One reading and the source that gave it. */
export interface SourcedReading {
  readonly reading: RoleReading;
  readonly source: RoleSource;
}

export interface ConfirmOptions {
  /** Milliseconds before IAM is asked again. */
  readonly wait: number;
  readonly signal?: AbortSignal;
}

export const abortedRun: NotRead = {
  kind: "not-read",
  subject: "the run",
  code: "NOT_ANALYSED_ABORTED",
  details: "The run was stopped before everything was read; what follows is not complete. Run it again.",
};

/** One call at a time in each account, as everywhere. */
const accountsAtOnce = 40;

/**
 * The readings, with every role that differs or is gone read once more; undefined when there is none. Each role is
 * asked of the source that read it, or read its account: another source may look into another account.
 */
export async function confirmDrift(
  outcomes: readonly Outcome[],
  readings: readonly SourcedReading[],
  { wait, signal }: ConfirmOptions,
): Promise<RoleReading[] | undefined> {
  const asked = questions(outcomes, readings);
  if (asked.size === 0) return undefined;
  try {
    await sleep(wait, signal);
  } catch {
    return [...readings.map(({ reading }) => reading), abortedRun];
  }
  const inAccounts = new Map<string, Question[]>();
  for (const question of asked.values()) {
    const { account } = question.identity;
    inAccounts.set(account, [...(inAccounts.get(account) ?? []), question]);
  }
  const fresh = readings.flatMap(({ reading }) => (reading.kind === "role" && asked.has(reading.arn) ? [] : [reading]));
  const answers = mergeConcurrently(inAccounts.values(), accountsAtOnce, async function* (questions) {
    for (const question of questions) yield* answerTo(question);
  });
  for await (const answer of answers) fresh.push(answer);
  return fresh;
}

interface Question {
  readonly identity: RoleIdentity;
  /** Nobody said where: its path, and with it its ARN, may be another. */
  readonly isByName: boolean;
  /** Absent when the role was missing. */
  readonly seen: DeployedRole | undefined;
  readonly reread: NonNullable<RoleSource["reread"]>;
}

function questions(outcomes: readonly Outcome[], readings: readonly SourcedReading[]): Map<string, Question> {
  const byRole = new Map<string, { readonly role: DeployedRole; readonly source: RoleSource }>();
  const byAccount = new Map<string, RoleSource>();
  for (const { reading, source } of readings) {
    if (reading.kind === "role") byRole.set(reading.arn, { role: reading, source });
    else if (reading.kind === "account") byAccount.set(reading.account, source);
  }
  const asked = new Map<string, Question>();
  const [first] = byRole.keys();
  const partition = first?.split(":")[1] ?? "aws";
  for (const outcome of outcomes) {
    const arn = outcome.drift?.role ?? outcome.subject;
    if (outcome.drift?.status === "DELETED" && !arn.startsWith("arn:")) {
      for (const question of questionsByName(arn, byAccount, partition)) asked.set(question.identity.arn, question);
      continue;
    }
    const seen = byRole.get(arn);
    const identity = seen?.role ?? roleFromArn(arn);
    const source = seen?.source ?? byAccount.get(identity?.account ?? "");
    if (identity === undefined || source?.reread === undefined || !isDoubtful(outcome, source)) continue;
    asked.set(arn, { identity, isByName: false, seen: seen?.role, reread: source.reread });
  }
  return asked;
}

/** A name that no account has may be in any of them; where they are many, the chance that IAM is late is not worth it. */
const mostAccountsByName = 20;

function* questionsByName(
  selector: string,
  byAccount: ReadonlyMap<string, RoleSource>,
  partition: string,
): Iterable<Question> {
  if (byAccount.size > mostAccountsByName) return;
  const name = selector.slice(selector.lastIndexOf("/") + 1);
  for (const [account, { reread }] of byAccount) {
    if (reread === undefined) continue;
    const identity = { arn: `arn:${partition}:iam::${account}:role/${name}`, account, path: "/", name };
    yield { identity, isByName: true, seen: undefined, reread };
  }
}

/**
 * What would alarm somebody. An unknown role does not become a known one within seconds, except where the source lags
 * by minutes.
 */
function isDoubtful(outcome: Outcome, source: RoleSource): boolean {
  const status = outcome.drift?.status;
  if (status === "MODIFIED" || status === "DELETED") return true;
  return (
    source.isDelayed === true &&
    outcome.kind === "analysed" &&
    outcome.findings.some(({ issueCode }) => issueCode === "DRIFT_UNEXPECTED_ROLE")
  );
}

async function* answerTo({ identity, isByName, seen, reread }: Question): AsyncGenerator<RoleReading> {
  const reading = await reread(identity);
  if (reading === "deleted") return;
  if (reading.kind === "role" && reading.arn !== identity.arn && !isByName) return;
  yield reading;
  // What could not be confirmed stays as it was read, and the failure stands beside it.
  if (reading.kind === "not-read" && seen !== undefined) yield seen;
}
