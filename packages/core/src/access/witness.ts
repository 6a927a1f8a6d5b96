import { conditionKeys } from "../policy/condition-keys.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { trustActions } from "../policy/trust-action.ts";
import { services } from "../service-reference/services.ts";
import { type Constraint, isWanted } from "./constraint.ts";
import { anyText } from "./dimension.ts";
import { hasPrincipals } from "./document-fault.ts";
import { readable, type Side } from "./find-values.ts";
import type { PrincipalCase } from "./principal-case.ts";
import { otherAccounts } from "./probe.ts";
import type { Request, RequestPrincipal } from "./request.ts";
import type { Box } from "./search.ts";
import { ownDimensions, type Space } from "./space.ts";

/** The request that a box's examples make: absent keys left out, names as the policies write them. */
export function requestIn(
  box: Box,
  { fixed }: PrincipalCase,
  space: Space,
  policies: readonly PolicyDocument[],
): Request {
  const example = (dimension: string): readonly string[] | undefined => {
    const side = box.get(dimension);
    return side === undefined ? undefined : readable(space.dimensions.get(dimension) ?? anyText, side);
  };
  const [action = "sts:assumerole"] = example("action") ?? [];
  const resource = box.has("resource")
    ? (usualResource(action, box.get("resource")) ?? example("resource")?.[0])
    : undefined;
  const context: (readonly [string, string | readonly string[]])[] = [];
  const writtenKeys = conditionKeys(policies);
  for (const key of box.keys()) {
    const values = ownDimensions.has(key) ? undefined : example(key);
    const [only] = values ?? [];
    if (values === undefined || only === undefined) continue;
    const written = writtenKeys.get(key) ?? keyOfVariable(key, policies);
    context.push([written, space.dimensions.get(key)?.isMultivalued === true ? values : only]);
  }
  return {
    action: writtenAction(action, policies),
    principal: fixed ?? awsPrincipal(example("principal")?.[0], policies),
    ...(resource === undefined ? {} : { resource }),
    context: Object.fromEntries(context),
  };
}

/** Where anybody can ask: a stranger's account; in a policy of one identity: somebody of its own. */
function awsPrincipal(arn: string | undefined, policies: readonly PolicyDocument[]): RequestPrincipal {
  if (arn !== undefined) return { type: "AWS", id: arn };
  if (policies.some(({ type }) => hasPrincipals(type))) {
    const stranger = otherAccounts.find((id) => !policies.some(({ text }) => text.includes(id)));
    return { type: "AWS", id: `arn:aws:iam::${stranger ?? otherAccounts[0]}:root` };
  }
  const own = policies.map(({ text }) => /\b\d{12}\b/.exec(text)?.[0]).find((id) => id !== undefined);
  return { type: "AWS", id: `arn:aws:iam::${own ?? "123456789012"}:role/analyst` };
}

/** A key that stands in no condition stands in a policy variable. */
function keyOfVariable(lowerKey: string, policies: readonly PolicyDocument[]): string {
  for (const { text } of policies) {
    const at = text.toLowerCase().indexOf(lowerKey);
    if (at !== -1) return text.slice(at, at + lowerKey.length);
  }
  return lowerKey;
}

/** The ARN that an action is asked for on, where the policies leave the resource open. */
function usualResource(action: string, side: Side | undefined): string | undefined {
  const isOpen = ({ negated, language }: Constraint): boolean =>
    negated || language.patterns.some(({ sequence }) => sequence.length === 1 && sequence[0]?.takesAll === true);
  if (side === undefined || !side.constraints.every(isOpen)) return undefined;
  const [prefix = "", name = ""] = action.split(":");
  const service = services.service(prefix);
  const forms = (service?.action(name)?.resourceTypes ?? []).flatMap(
    (type) => service?.resourceTypes.get(type.name)?.arn ?? [],
  );
  const [form] = forms.sort((a, b) => a.length - b.length);
  const usual = (form ?? `arn:aws:${prefix}:\${Region}:\${Account}:example`)
    .replace("${Partition}", "aws")
    .replace("${Region}", "us-west-2")
    .replace("${Account}", "123456789012")
    .replace(/\$\{[^}]*\}/g, "example");
  return side.constraints.every((constraint) => isWanted(constraint, usual)) ? usual : undefined;
}

function writtenAction(lower: string, policies: readonly PolicyDocument[]): string {
  const known = trustActions.find((name) => name.toLowerCase() === lower);
  if (known !== undefined) return known;
  const [prefix = "", name = ""] = lower.split(":");
  const action = services.service(prefix)?.action(name);
  if (action !== undefined) return `${prefix}:${action.name}`;
  for (const { statements } of policies)
    for (const { action: list, notAction } of statements)
      for (const { value } of (list ?? notAction)?.values ?? []) if (value.toLowerCase() === lower) return value;
  return lower;
}
