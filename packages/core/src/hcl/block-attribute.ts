import { assumedAccount, assumedRegion, withIdentifiers } from "../assumed-values.ts";
import { argumentOf } from "./block-instances.ts";
import { deploymentValue } from "./deployment-value.ts";
import type { Scope } from "./evaluate.ts";
import { attributeForm } from "./resource-value.ts";
import type { HclBlock, HclExpression } from "./syntax.ts";
import { textOf } from "./value.ts";

const nowhere = { start: 0, end: 0 };

/** They say nothing of what a data source tells. */
const ofTerraform: ReadonlySet<string> = new Set(["count", "for_each", "depends_on"]);

/** An attribute of a block, as a reference names it. */
export interface Attribute {
  readonly type: string;
  readonly name: string;
  readonly attribute: string;
  readonly address: string;
  /** Of the instance; undefined where there is none, and where it is not known which. */
  readonly key: string | undefined;
  readonly isData: boolean;
}

export interface AttributeContext {
  /** What the block's arguments are worked out with. */
  readonly scope: Scope;
  /** The scalar that an argument is in every case. */
  scalar(argument: HclExpression | undefined, scope: Scope): string | undefined;
  /** Takes what had to be taken for granted. */
  readonly assumptions: Set<string>;
}

/**
 * What an attribute of a block is: what its argument sets; what tells where Terraform runs; or a value of the form that
 * the provider gives. Undefined where that is not known.
 */
export function blockAttribute(
  block: HclBlock | undefined,
  { type, name, attribute, address, key, isData }: Attribute,
  { scope, scalar, assumptions }: AttributeContext,
): HclExpression | undefined {
  const deployed = isData ? deploymentValue(type, attribute) : undefined;
  if (deployed !== undefined) {
    // With arguments it tells of another place.
    if (block?.body.attributes.some((argument) => !ofTerraform.has(argument.name.value))) return undefined;
    assumptions.add(`\`${address}.${attribute}\` is \`${deployed}\``);
    return textOf(deployed, nowhere);
  }
  if (!type.startsWith("aws_")) return undefined;
  const known = attributeForm(type, attribute);
  const own = known?.nameOf === undefined ? argumentOf(block, attribute) : undefined;
  const ownText = scalar(own, scope);
  if (ownText !== undefined) return textOf(ownText, nowhere);
  if (known === undefined) return undefined;
  const { form, nameArgument, nameOf } = known;
  // Another provider, or an argument `region`, may lead to another account or Region.
  if (argumentOf(block, "provider") !== undefined || argumentOf(block, "region") !== undefined) return undefined;
  // The first of those that are counted is mostly the only one.
  const isOne = key === undefined || key === "0";
  let value = withIdentifiers(form, isOne ? address : `${address}[${JSON.stringify(key)}]`);
  if (form.includes("{name}")) {
    // Whether the name is one that the policy writes out cannot be told without the block.
    if (block === undefined) return undefined;
    const argument = nameArgument === undefined ? undefined : argumentOf(block, nameArgument);
    const written = scalar(argument, scope);
    if (written === undefined && (nameOf !== undefined || (!isOne && !/^[\w.-]{1,60}$/.test(key)))) return undefined;
    const made = `${name}${isOne ? "" : `-${key}`}`.toLowerCase().replaceAll("_", "-");
    const chosen = written === undefined ? made : (nameOf?.(written) ?? written);
    if (written === undefined)
      assumptions.add(`\`${isOne ? address : `${address}["${key}"]`}\` is named \`${chosen}\``);
    value = value.replace("{name}", () => chosen);
  }
  if (form.includes("{path}")) {
    const argument = argumentOf(block, "path");
    const path = argument === undefined ? "/" : scalar(argument, scope);
    if (path === undefined) return undefined;
    value = value.replace("{path}", () => path);
  }
  if (form.includes(assumedAccount)) assumptions.add(`the account is \`${assumedAccount}\``);
  if (form.includes(assumedRegion)) assumptions.add(`the Region is \`${assumedRegion}\``);
  return textOf(value, nowhere);
}
