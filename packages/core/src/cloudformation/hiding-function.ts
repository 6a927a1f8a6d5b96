import { quote } from "../quote.ts";
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

/** AWS's transforms that make resources of what stands in the template, or change none of its policies. */
const ownTransforms = /^AWS::(?!Include$)/;

/**
 * What makes another template of the whole one before it is deployed, and what to say of that: a file that is included, a
 * macro of the account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html
 */
export function transformOf(template: Node): { readonly member: Member; readonly details: string } | undefined {
  const included = memberOf(template, "Fn::Transform");
  if (included !== undefined) return { member: included, details: notKnown("`Fn::Transform` may bring in resources") };
  const member = memberOf(template, "Transform");
  for (const each of member?.value.kind === "array" ? member.value.items : [member?.value]) {
    if (member === undefined || each === undefined || isNoValue(each)) continue;
    const name = each.kind === "string" ? each.value : (stringOf(each, "Name") ?? "");
    if (name === "") return { member, details: "`Transform` names no macro. Name it, or take it out." };
    if (name === "AWS::Include") return { member, details: notKnown("`AWS::Include` may bring in resources") };
    if (!ownTransforms.test(name))
      return { member, details: notKnown(`the macro ${quote(name)} makes another template of it`) };
  }
  return undefined;
}

function notKnown(because: string): string {
  return `Which policies this template deploys is not known: ${because} before it is deployed. Validate what \`aws cloudformation get-template --template-stage Processed\` prints.`;
}
