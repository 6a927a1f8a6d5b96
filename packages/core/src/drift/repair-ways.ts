import type { DriftResult } from "../drift.ts";

/** One way to end a drift, as a reader copies it. */
export interface RepairWay {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Both ways, where a role differs: to bring it back, and to accept it as it is. */
export function repairWays({ repair }: DriftResult): RepairWay[] {
  if (repair === undefined) return [];
  const { command, accept, warning } = repair;
  return [
    {
      title: "To make the role as the spec says",
      lines: [command, ...(warning === undefined ? [] : [`# ${warning}`])],
    },
    { title: "To accept it as it is, in its entry of the config", lines: accept.split("\n") },
  ];
}
