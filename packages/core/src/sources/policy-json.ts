import type { Source } from "../source.ts";
import type { Node } from "../syntax/node.ts";

export const policyJson: Source = {
  id: "policy-json",
  title: "A policy in a file of its own, JSON or YAML",
  recognises: (_file, parsed) => parsed?.root !== undefined && isPolicy(parsed.root),
  *find(file, parsed) {
    if (parsed?.root !== undefined) yield { kind: "policy", policyPath: [], node: parsed.root, text: file.text };
  },
};

function isPolicy(root: Node): boolean {
  return root.kind === "object" && root.members.some(({ key }) => /^statement$/i.test(key.value));
}
