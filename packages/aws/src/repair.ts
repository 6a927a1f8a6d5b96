import { compareTrust, type DeployedRole, type Outcome, parsePolicy } from "@redshift-guard/core";
import { getAccountRole } from "./account-roles.ts";
import type { AwsCalls } from "./aws-calls.ts";
import { callerAccount } from "./caller.ts";
import { sleep, wordsOf } from "./retry.ts";

/** A drift that `--repair` can mend. */
export interface Repairable {
  readonly role: string;
  readonly account: string;
  readonly name: string;
  /** The expected trust policy. */
  readonly document: string;
}

export interface RepairOptions {
  /** Keeps the document that is about to be replaced; returns where. Throws when it could not: then nothing is changed. */
  readonly save: (role: DeployedRole) => string;
  /** Milliseconds between readings back; IAM is eventually consistent. */
  readonly wait?: number;
}

export interface RepairResult {
  readonly role: string;
  readonly isRepaired: boolean;
  /** One sentence: what was done, or why not. */
  readonly details: string;
}

/** Only what was compared and differs: an undecided, deleted or unread role is none that a machine should write to. */
export function repairable(outcomes: readonly Outcome[]): Repairable[] {
  return outcomes.flatMap(({ drift }) => {
    if (drift?.status !== "MODIFIED" || drift.repair === undefined) return [];
    const [, account = "", name = ""] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(drift.role) ?? [];
    return account === "" ? [] : [{ role: drift.role, account, name, document: drift.repair.document }];
  });
}

/**
 * Writes the expected trust policy to each role of the credentials' account, one after the other, and reads it back.
 * The document that was there is saved first. A role whose trust became another since it was compared is left alone.
 */
export async function* repairRoles(
  roles: readonly Repairable[],
  calls: AwsCalls,
  options: RepairOptions,
): AsyncGenerator<RepairResult> {
  const { IAMClient, UpdateAssumeRolePolicyCommand } = await import("@aws-sdk/client-iam");
  const client = new IAMClient(await calls.clientConfig());
  const home = await callerAccount(calls);
  for (const { role, account, name, document } of roles) {
    if (account !== home) {
      yield {
        role,
        isRepaired: false,
        details: `\`${role}\` is left as it is: the credentials belong to account ${home}. Run the repair with credentials of account ${account}.`,
      };
      continue;
    }
    try {
      const before = await getAccountRole(client, calls, name, "IAM");
      if (before === undefined)
        yield { role, isRepaired: false, details: `\`${role}\` does not exist any more; nothing was changed.` };
      else if (isAsExpected(document, before))
        yield { role, isRepaired: true, details: `\`${role}\` is as expected already; nothing was changed.` };
      else {
        const saved = options.save(before);
        const input = { RoleName: name, PolicyDocument: document };
        await calls.send("iam:UpdateAssumeRolePolicy", (o) => client.send(new UpdateAssumeRolePolicyCommand(input), o));
        const isRepaired = await readsBack(name, document);
        const details = isRepaired
          ? `\`${role}\` has the expected trust again, read back from IAM. What it was is in \`${saved}\`.`
          : `\`${role}\` was written, and IAM still gives another document. Look at it. What it was is in \`${saved}\`.`;
        yield { role, isRepaired, details };
      }
    } catch (error) {
      yield {
        role,
        isRepaired: false,
        details: `\`${role}\` could not be repaired (${wordsOf(error).slice(0, 300)}).`,
      };
    }
  }

  async function readsBack(name: string, document: string): Promise<boolean> {
    for (let attempt = 0; attempt < 10; attempt++) {
      const now = await getAccountRole(client, calls, name, "IAM");
      if (now !== undefined && isAsExpected(document, now)) return true;
      await sleep(options.wait ?? 2_000);
    }
    return false;
  }
}

function isAsExpected(document: string, role: DeployedRole): boolean {
  const [expected, actual] = [document, role.trustPolicy].map((text) => parsePolicy(text, { policyType: "trust" }));
  if (expected === undefined || actual === undefined || actual.problems.length > 0) return false;
  const { verdict } = compareTrust(expected.policy, actual.policy);
  return verdict === "identical" || verdict === "cosmetic";
}
