import { type Member, memberOf, type Node, type StringNode, stringOf } from "../syntax/node.ts";
import { asIntrinsic, isFunction } from "./intrinsic.ts";
import { isNoValue } from "./resolve.ts";

/* What brings into a template what does not stand in it, so that a policy may be where none is seen. */

/** The name of a function among the members of an object, where it adds others to them. */
export function ownFunction(node: Node): StringNode | undefined {
  return node.kind === "object" ? node.members.find(({ key }) => isFunction(key.value))?.key : undefined;
}

/** The name of a function that gives members which do not stand there: of `Fn::If`, both values do. */
export function hidingFunction(node: Node): StringNode | undefined {
  const name = ownFunction(node);
  const call = asIntrinsic(node);
  if (call?.name !== "Fn::If" || call.argument.kind !== "array") return name;
  for (const branch of call.argument.items.slice(1)) {
    const found = isNoValue(branch) ? undefined : hidingFunction(branch);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `Transform: { Name: AWS::Include }` at the top of the template. */
export function includeOf(template: Node): Member | undefined {
  const member = memberOf(template, "Transform");
  const transforms = member?.value.kind === "array" ? member.value.items : [member?.value];
  return transforms.some((each) => stringOf(each, "Name") === "AWS::Include") ? member : undefined;
}
