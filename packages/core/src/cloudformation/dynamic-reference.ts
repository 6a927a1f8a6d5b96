import { childrenOf, type Node } from "../syntax/node.ts";

/**
 * The first `{{resolve:ssm:…}}` of a text, which CloudFormation replaces by what Systems Manager or Secrets Manager says.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function dynamicReferenceIn(text: string): string | undefined {
  // Nearly no string has one.
  if (!text.includes("{{resolve:")) return undefined;
  return /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):[^{}]*\}\}/.exec(text)?.[0];
}

/** The first string of a tree with a dynamic reference. */
export function findDynamicReference(node: Node): { readonly node: Node; readonly written: string } | undefined {
  if (node.kind === "string") {
    const written = dynamicReferenceIn(node.value);
    return written === undefined ? undefined : { node, written };
  }
  for (const child of childrenOf(node)) {
    const found = findDynamicReference(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
