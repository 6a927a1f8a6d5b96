import { pathTo } from "./finding.ts";
import type { Node, Range } from "./syntax/node.ts";

/**
 * Whether a text that is to be put in a place already stands beside it: as another element of the same array, or as
 * another name in the same object. IAM compares the names of condition keys without case.
 */
export function standsBeside(root: Node, place: Range, text: string): boolean {
  let node: Node | undefined = root;
  let around: Node | undefined;
  for (const element of pathTo(root, place)) {
    around = node;
    if ("index" in element) node = node?.kind === "array" ? node.items[element.index] : undefined;
    else if ("value" in element) node = memberAround(node, element.value, place);
  }
  if (around?.kind === "array") {
    if (around.items.length > mostNeighbours) return false;
    return around.items.some((item) => item.kind === "string" && item.value === text && item.start !== place.start);
  }
  if (around?.kind !== "object" || around.members.length > mostNeighbours) return false;
  // A value that is an element of no list has nothing beside it.
  if (!around.members.some(({ key }) => key.start === place.start)) return false;
  const name = text.toLowerCase();
  return around.members.some(({ key }) => key.value.toLowerCase() === name && key.start !== place.start);
}

/** No policy that IAM takes has room for more. */
const mostNeighbours = 1000;

/** Of members of one name, the one that the place is in. */
function memberAround(node: Node | undefined, name: string, { start, end }: Range): Node | undefined {
  if (node?.kind !== "object") return undefined;
  return node.members.find(({ key, value }) => key.value === name && value.start <= start && end <= value.end)?.value;
}
