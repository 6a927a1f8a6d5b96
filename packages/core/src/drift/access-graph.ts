import type { DriftResult } from "../drift.ts";
import { plural } from "../plural.ts";
import { parseArn } from "../policy/arn.ts";
import type { Outcome } from "../report.ts";

/** GitHub draws at most 50,000 characters of Mermaid; more than this many arrows nobody reads. */
const mostArrows = 80;
const mostArrowsOfOne = 20;
const mostCharacters = 30_000;

/**
 * Who can use which role, as Mermaid source for a job summary: principals on the left, roles on the right, roles that
 * let in more than expected in red. Undefined where there is nothing to draw. The most important roles come first; what
 * has no room is counted.
 */
export function accessGraph(outcomes: readonly Outcome[]): string | undefined {
  const roles = outcomes.flatMap(({ drift }) => (drift?.usedBy === undefined ? [] : [{ drift, usedBy: drift.usedBy }]));
  roles.sort((a, b) => rank(a.drift) - rank(b.drift));
  const nameOf = namesOf(roles.map(({ drift }) => drift.role));
  const principals = new Map<string, string>();
  const lines: string[] = [];
  const classes: string[] = [];
  let arrows = 0;
  let length = 0;
  let left = 0;
  for (const [index, { drift, usedBy }] of roles.entries()) {
    const shown = usedBy.length > mostArrowsOfOne ? usedBy.slice(0, mostArrowsOfOne - 1) : usedBy;
    if (arrows + shown.length > mostArrows || length > mostCharacters) {
      left++;
      continue;
    }
    add(`  r${index}[${label(nameOf(drift.role))}]`);
    if (rank(drift) < 2) classes.push(`  class r${index} ${rank(drift) === 0 ? "open" : "changed"}`);
    for (const principal of shown) {
      const id = principals.get(principal) ?? `p${principals.size}`;
      if (!principals.has(principal)) add(`  ${id}([${label(principal)}])`);
      principals.set(principal, id);
      add(`  ${id} --> r${index}`);
      arrows++;
    }
    if (shown.length < usedBy.length) {
      add(`  m${index}([${label(`${usedBy.length - shown.length} more`)}])`);
      add(`  m${index} --> r${index}`);
      arrows++;
    }
  }
  if (arrows === 0) return undefined;
  const rest = left === 0 ? [] : [`  more[${label(plural(left, "more role"))}]`];
  const styles = [
    "  classDef open fill:#ffebe9,stroke:#cf222e,color:#82071e",
    "  classDef changed fill:#fff8c5,stroke:#9a6700,color:#3b2300",
  ];
  return ["graph LR", ...lines, ...rest, ...styles, ...classes].join("\n");

  function add(line: string): void {
    lines.push(line);
    length += line.length;
  }
}

function rank({ newAccess, status }: DriftResult): number {
  return newAccess.kind === "new" ? 0 : status === "IN_SYNC" ? 2 : 1;
}

/** A role's name, with its account where the roles are of several. */
function namesOf(arns: readonly string[]): (arn: string) => string {
  const accounts = new Set(arns.map((arn) => parseArn(arn)?.account));
  return (arn) => {
    const { account, resource } = parseArn(arn) ?? {};
    const name = (resource ?? arn).split("/").at(-1) ?? arn;
    return accounts.size > 1 && account !== undefined ? `${name} (${account})` : name;
  };
}

/** Mermaid reads markup in labels; everything but plain characters becomes an entity. */
function label(text: string): string {
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return `"${short.replace(/[^\p{L}\p{N} .,:/@_…-]/gu, (c) => `#${c.codePointAt(0)};`)}"`;
}
