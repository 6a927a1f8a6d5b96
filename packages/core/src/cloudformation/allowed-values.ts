import { memberOf, type Node, stringOf } from "../syntax/node.ts";
import { scalarTexts } from "./scalar-texts.ts";

const known = new WeakMap<Node, ReadonlySet<string> | undefined>();

/** The texts that a parameter takes; undefined where the template says nothing, or nothing that is certain. */
export function allowedValues(parameter: Node | undefined): ReadonlySet<string> | undefined {
  const allowed = memberOf(parameter, "AllowedValues")?.value;
  // A template with an empty list is refused: it says nothing.
  if (allowed?.kind !== "array" || allowed.items.length === 0) return undefined;
  if (!known.has(allowed)) known.set(allowed, textsOf(allowed.items));
  return known.get(allowed);
}

function textsOf(items: readonly Node[]): ReadonlySet<string> | undefined {
  const texts = new Set<string>();
  for (const item of items) {
    const some = scalarTexts(item);
    if (some === undefined) return undefined;
    for (const text of some) texts.add(text);
  }
  return texts;
}

/** The texts that `Ref` gives for a parameter. Those of a list are of its items, those of Systems Manager are keys there. */
export function allowedTexts(parameter: Node | undefined): ReadonlySet<string> | undefined {
  const type = stringOf(parameter, "Type") ?? "";
  return /^(?:CommaDelimitedList$|List<|AWS::SSM::)/.test(type) ? undefined : allowedValues(parameter);
}
