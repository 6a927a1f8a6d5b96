import type { DriftResult } from "../drift.ts";
import { parseArn } from "../policy/arn.ts";

/** One way to end a drift, as a reader copies it. */
export interface RepairWay {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Both ways, where a role differs: to bring it back, and to accept it as it is. */
export function repairWays({ role, repair }: DriftResult): RepairWay[] {
  if (repair === undefined) return [];
  // Accounts often have roles of one name, and the command names no account.
  const account = parseArn(role)?.account ?? "";
  const whose = /^\d{12}$/.test(account) ? `account ${account}` : "its account";
  const { command, accept, warning } = repair;
  return [
    {
      title: `To make the role as the spec says, with credentials of ${whose}`,
      lines: [command, ...(warning === undefined ? [] : [`# ${warning}`])],
    },
    { title: "To accept it as it is, in its entry of the config", lines: accept.split("\n") },
  ];
}
