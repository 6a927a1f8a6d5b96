import { assumedAccount, assumedPartition, assumedRegion } from "./assumed-values.ts";
import { regions } from "./policy/region.ts";
import type { Node, StringNode } from "./syntax/node.ts";

/** More Regions, or accounts, are not tried. */
const mostPlaces = 3;

/**
 * In UTF-16 code units. No policy that IAM accepts is longer in a file; in a longer one, every contradiction is
 * reported.
 */
const mostText = 100_000;

/** Gives what the file itself has written at a string of the policy. */
type Written = (node: StringNode) => string;

/** The account and the Region that a deployment decides. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * The policy as other deployments of its file would have it: to the Regions and accounts that it writes out itself. Two
 * values that contradict each other only because one was assumed do not do so there.
 */
export function* readingsElsewhere(node: Node, written: Written): Iterable<Node> {
  if (node.end - node.start > mostText) return;
  const accounts = new Set<string>();
  const others = new Set<string>();
  for (const string of strings(node)) {
    const { value } = string;
    if (value.length > 2000) continue;
    for (const [account] of value.matchAll(/(?<!\d)\d{12}(?!\d)/g)) accounts.add(account);
    for (const [region] of value.matchAll(/(?<![a-z])[a-z]{2,4}(?:-[a-z]+)+-\d/g))
      if (regions.has(region)) others.add(region);
  }
  accounts.delete(assumedAccount);
  others.delete(assumedRegion);
  for (const region of [assumedRegion, ...[...others].slice(0, mostPlaces)]) {
    for (const account of [assumedAccount, ...[...accounts].slice(0, mostPlaces)]) {
      if (region !== assumedRegion || account !== assumedAccount) yield deployedTo({ account, region }, node, written);
    }
  }
}

/** The values of a tree that are strings. */
function* strings(node: Node): Iterable<StringNode> {
  if (node.kind === "string") yield node;
  else if (node.kind === "array") for (const item of node.items) yield* strings(item);
  else if (node.kind === "object") for (const { value } of node.members) yield* strings(value);
}

function deployedTo(place: Place, node: Node, written: Written): Node {
  switch (node.kind) {
    case "string":
      return { ...node, value: valueAt(place, node, written) };
    case "array":
      return { ...node, items: node.items.map((item) => deployedTo(place, item, written)) };
    case "object":
      return {
        ...node,
        members: node.members.map(({ key, value }) => ({ key, value: deployedTo(place, value, written) })),
      };
    default:
      return node;
  }
}

function valueAt({ account, region }: Place, node: StringNode, written: Written): string {
  const partition = regions.get(region)?.partition ?? assumedPartition;
  let { value } = node;
  for (const [assumed, actual] of [
    [assumedAccount, account],
    [assumedRegion, region],
    [`arn:${assumedPartition}:`, `arn:${partition}:`],
  ] as const) {
    // What the file itself has written is not assumed.
    if (actual !== assumed && value.includes(assumed) && !written(node).includes(assumed)) {
      value = value.replaceAll(assumed, actual);
    }
  }
  return value;
}
