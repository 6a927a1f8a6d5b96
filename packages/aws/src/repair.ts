import { compareTrust, type DeployedRole, type Outcome, parsePolicy } from "@redshift-guard/core";
import { getAccountRole, openIam } from "./account-roles.ts";
import type { AwsCalls } from "./aws-calls.ts";
import { callerAccount } from "./caller.ts";
import { sleep, wordsOf } from "./retry.ts";

/** A drift that `--repair` can mend. */
export interface Repairable {
  /** As it was when it was compared. */
  readonly role: DeployedRole;
  /** The expected trust policy. */
  readonly document: string;
}

export interface RepairOptions {
  /** Keeps the document that is about to be replaced; returns where. Throws when it could not: then nothing is changed. */
  readonly save: (role: DeployedRole) => string;
  /** Milliseconds between readings back; IAM is eventually consistent. */
  readonly wait?: number;
}

/** What became of one role. */
export interface RepairResult {
  readonly role: string;
  readonly isRepaired: boolean;
  /** One sentence: what was done, or why not. */
  readonly details: string;
}

/**
 * Only what was compared and differs: no machine should write to an undecided, deleted or unread role, nor to one that
 * somebody locked.
 */
export function repairable(outcomes: readonly Outcome[], roles: readonly DeployedRole[]): Repairable[] {
  const byArn = new Map(roles.map((role) => [role.arn, role]));
  return outcomes.flatMap((outcome) => {
    const { drift } = outcome;
    if (outcome.kind !== "analysed" || drift?.status !== "MODIFIED" || drift.repair === undefined) return [];
    if (outcome.findings.some(({ issueCode }) => issueCode === "DRIFT_LOCKED")) return [];
    const role = byArn.get(drift.role);
    return role === undefined ? [] : [{ role, document: drift.repair.document }];
  });
}

/**
 * Writes the expected trust policy to each role of the credentials' account, one after the other, and reads it back.
 * The document that was there is saved first. A role whose trust has changed since it was compared is left alone.
 */
export async function* repairRoles(
  roles: readonly Repairable[],
  calls: AwsCalls,
  options: RepairOptions,
): AsyncGenerator<RepairResult> {
  const { UpdateAssumeRolePolicyCommand } = await import("@aws-sdk/client-iam");
  const iam = await openIam(await calls.clientConfig());
  const home = await callerAccount(calls);
  for (const { role, document } of roles) {
    let saved: string | undefined;
    let write: "none" | "sent" | "done" = "none";
    try {
      if (role.account !== home) {
        yield notRepaired(
          role,
          `is left as it is: the credentials belong to account ${home}. Run the repair with credentials of account ${role.account}.`,
        );
        continue;
      }
      const before = await getAccountRole(iam, calls, role.name, "IAM");
      if (before === undefined || before.arn !== role.arn) {
        yield notRepaired(role, "does not exist any more; nothing was changed.");
      } else if (meansTheSame(document, before.trustPolicy)) {
        yield repaired(role, "is as expected already; nothing was changed.");
      } else if (before.roleId !== role.roleId || !meansTheSame(role.trustPolicy, before.trustPolicy)) {
        yield notRepaired(
          role,
          "was changed by somebody else since it was compared, and is left as it is. Run drift again.",
        );
      } else {
        saved = options.save(before);
        write = "sent";
        const input = { RoleName: role.name, PolicyDocument: document };
        await calls.send(
          "iam:UpdateAssumeRolePolicy",
          (o) => iam.client.send(new UpdateAssumeRolePolicyCommand(input), o),
          iam.pace,
        );
        write = "done";
        yield (await readsBack(role.name, document))
          ? repaired(role, `has the expected trust again, read back from IAM. What it was is in \`${saved}\`.`)
          : notRepaired(role, `was written, and IAM still gives another document. Look at it.${kept(saved)}`);
      }
    } catch (error) {
      const why = wordsOf(error).slice(0, 300);
      // What fails after the write does not undo it.
      yield write === "done"
        ? notRepaired(role, `was written, and could not be read back (${why}). Run drift again to see.${kept(saved)}`)
        : write === "sent" && !isRefusal(error)
          ? notRepaired(role, `may have been written or not (${why}). Run drift again to see.${kept(saved)}`)
          : notRepaired(role, `could not be repaired (${why}).${kept(saved)}`);
    }
  }

  async function readsBack(name: string, document: string): Promise<boolean> {
    for (let attempt = 0; attempt < 10; attempt++) {
      const now = await getAccountRole(iam, calls, name, "IAM");
      if (now !== undefined && meansTheSame(document, now.trustPolicy)) return true;
      await sleep(options.wait ?? 2_000);
    }
    return false;
  }
}

/** AWS answered that it did nothing; every other end of a call leaves open whether it was done. */
function isRefusal(error: unknown): boolean {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  return status >= 400 && status < 500;
}

function repaired({ arn }: DeployedRole, words: string): RepairResult {
  return { role: arn, isRepaired: true, details: `\`${arn}\` ${words}` };
}

function notRepaired({ arn }: DeployedRole, words: string): RepairResult {
  return { role: arn, isRepaired: false, details: `\`${arn}\` ${words}` };
}

function kept(saved: string | undefined): string {
  return saved === undefined ? "" : ` What it was is in \`${saved}\`.`;
}

function meansTheSame(a: string, b: string): boolean {
  const [expected, actual] = [a, b].map((text) => parsePolicy(text, { policyType: "trust" }));
  if (expected === undefined || actual === undefined) return false;
  if (expected.problems.length + actual.problems.length > 0) return a === b;
  const { verdict } = compareTrust(expected.policy, actual.policy);
  return verdict === "identical" || verdict === "cosmetic";
}
