import { memberOf, type Node } from "../syntax/node.ts";

const known = new WeakMap<Node, ReadonlySet<string>>();

/** The texts that a parameter takes; undefined where the template says nothing. */
export function allowedValues(parameter: Node | undefined): ReadonlySet<string> | undefined {
  const allowed = memberOf(parameter, "AllowedValues")?.value;
  if (allowed?.kind !== "array") return undefined;
  let values = known.get(allowed);
  if (values === undefined) {
    values = new Set(
      allowed.items.map((item) => (item.kind === "string" ? item.value : "text" in item ? item.text : "")),
    );
    known.set(allowed, values);
  }
  return values;
}
