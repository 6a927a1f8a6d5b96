import { isAccountId } from "../policy/arn.ts";
import type { PolicyDocument } from "../policy/document.ts";
import type { Budget } from "./budget.ts";
import type { Constraint } from "./constraint.ts";
import { anyText, type Dimension, formsOf, keyDimension } from "./dimension.ts";
import type { Grant } from "./grant.ts";
import { probesOf, writtenValues } from "./probe.ts";
import { actionDomain, principalDomain } from "./value-domain.ts";

/** The dimensions of the requests that two policies are compared over, and the work the comparison may take. */
export interface Space {
  readonly dimensions: ReadonlyMap<string, Dimension>;
  readonly budget: Budget;
  readonly doubt: string | undefined;
}

/** The request does not get these from its context. */
export const ownDimensions: ReadonlySet<string> = new Set(["action", "resource", "principal"]);

export function spaceOf(
  policies: readonly PolicyDocument[],
  grants: readonly Grant[],
  actions: readonly string[] | undefined,
  budget: Budget,
): Space {
  const asked = new Map<string, Constraint[]>();
  for (const { constraints } of grants) {
    for (const constraint of constraints) {
      const same = asked.get(constraint.dimension);
      if (same === undefined) asked.set(constraint.dimension, [constraint]);
      else same.push(constraint);
    }
  }
  const ofSets = new Set<string>();
  for (const { conditions } of policies)
    for (const { operator, lowerKey } of conditions) if (operator?.setOperator !== undefined) ofSets.add(lowerKey);

  const dimensions = new Map<string, Dimension>();
  let written: ReadonlyMap<string, readonly string[]> | undefined;
  const add = (name: string, dimension: Dimension): void => {
    const probes = remembered(() => {
      written ??= writtenValues(policies);
      return probesOf(name, written.get(name) ?? []);
    });
    dimensions.set(name, { ...dimension, probes });
  };
  add(
    "action",
    actions === undefined
      ? { ...anyText, ...formsOf(actionDomain) }
      : { ...anyText, points: actions.map((name) => name.toLowerCase()) },
  );
  add("resource", anyText);
  add("principal", { ...anyText, ...principalDomain(partitionsOf(policies)) });
  for (const [key, constraints] of asked)
    if (!ownDimensions.has(key)) add(key, keyDimension(key, constraints, ofSets.has(key)));
  const doubt = [...dimensions.values()].find((dimension) => dimension.doubt !== undefined)?.doubt;
  return { dimensions, budget, doubt };
}

/** What an iterable gives, as often as it is asked for, with each value made once: some take a look at all that is written. */
function remembered(source: () => Iterable<string>): () => Iterable<string> {
  const known: string[] = [];
  let rest: Iterator<string> | undefined;
  return function* () {
    for (let i = 0; ; i++) {
      if (i === known.length) {
        rest ??= source()[Symbol.iterator]();
        const next = rest.next();
        if (next.done === true) return;
        known.push(next.value);
      }
      yield known[i] as string;
    }
  };
}

/** The partitions that the policies name. A role is trusted within its own, which a policy without an ARN leaves open. */
function partitionsOf(policies: readonly PolicyDocument[]): readonly string[] {
  const named = new Set<string>();
  for (const { statements, conditions } of policies) {
    const principals = statements.flatMap(({ principal }) => principal?.entries.flatMap(({ values }) => values) ?? []);
    for (const { value } of principals) {
      if (isAccountId(value)) named.add("aws");
      else addPartition(value, named);
    }
    for (const { values } of conditions) for (const { value } of values) addPartition(value, named);
  }
  return named.size === 0 ? ["aws"] : [...named];
}

function addPartition(value: string, partitions: Set<string>): void {
  const partition = value.startsWith("arn:") ? value.slice(4, value.indexOf(":", 4)) : "";
  if (/^aws[a-z-]{0,20}$/.test(partition)) partitions.add(partition);
}
