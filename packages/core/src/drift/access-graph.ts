import { explainPolicy } from "../explain.ts";
import { parsePolicy } from "../parse-policy.ts";
import type { Outcome } from "../report.ts";
import type { DeployedRole } from "./deployed-role.ts";

/** GitHub draws at most 50,000 characters of Mermaid; more than this many arrows nobody reads. */
const mostArrows = 80;
const mostCharacters = 30_000;

/**
 * Who can use which role, as Mermaid source for a job summary: principals on the left, roles on the right, roles that
 * let in more than expected in red. Undefined where there is nothing to draw. The most important roles come first.
 */
export function accessGraph(roles: readonly DeployedRole[], outcomes: readonly Outcome[]): string | undefined {
  const drift = new Map(
    outcomes.flatMap((outcome) => (outcome.drift === undefined ? [] : [[outcome.drift.role, outcome.drift] as const])),
  );
  const rank = ({ arn }: DeployedRole): number =>
    drift.get(arn)?.newAccess.kind === "new" ? 0 : drift.get(arn)?.status === "MODIFIED" ? 1 : 2;
  const sorted = roles.filter(({ arn }) => drift.has(arn)).sort((a, b) => rank(a) - rank(b));
  const principals = new Map<string, string>();
  const lines: string[] = [];
  const classes: string[] = [];
  let arrows = 0;
  let left = 0;
  for (const [index, role] of sorted.entries()) {
    const { policy } = parsePolicy(role.trustPolicy, { policyType: "trust" });
    const groups = explainPolicy(policy).groups.map(({ title }) => title);
    if (arrows + groups.length > mostArrows || lines.join("\n").length > mostCharacters) {
      left++;
      continue;
    }
    lines.push(`  r${index}[${label(role.name)}]`);
    if (rank(role) < 2) classes.push(`  class r${index} ${rank(role) === 0 ? "open" : "changed"}`);
    for (const group of groups) {
      const id = principals.get(group) ?? `p${principals.size}`;
      if (!principals.has(group)) lines.push(`  ${id}([${label(group)}])`);
      principals.set(group, id);
      lines.push(`  ${id} --> r${index}`);
      arrows++;
    }
  }
  if (arrows === 0) return undefined;
  const rest = left === 0 ? [] : [`  more[${label(`${left} more ${left === 1 ? "role" : "roles"}`)}]`];
  const styles = [
    "  classDef open fill:#ffebe9,stroke:#cf222e,color:#82071e",
    "  classDef changed fill:#fff8c5,stroke:#9a6700,color:#3b2300",
  ];
  return ["graph LR", ...lines, ...rest, ...styles, ...classes].join("\n");
}

/** Mermaid reads markup in labels; everything but plain characters becomes an entity. */
function label(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return `"${short.replace(/[^\p{L}\p{N} .,:/@_…-]/gu, (c) => `#${c.codePointAt(0)};`)}"`;
}
