import type { PolicyDocument } from "../policy/document.ts";
import { services } from "../service-reference/services.ts";
import { anyText, readable } from "./dimension.ts";
import type { PrincipalCase } from "./principal-case.ts";
import type { Request, RequestPrincipal } from "./request.ts";
import type { Box } from "./search.ts";
import { ownDimensions, type Space } from "./space.ts";
import { trustActions } from "./value-domain.ts";

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
  const [resource] = example("resource") ?? [];
  const context: Record<string, string | readonly string[]> = {};
  for (const key of box.keys()) {
    const values = ownDimensions.has(key) ? undefined : example(key);
    const [only] = values ?? [];
    if (values === undefined || only === undefined) continue;
    context[writtenKey(key, policies)] = space.dimensions.get(key)?.isMultivalued === true ? values : only;
  }
  return {
    action: writtenAction(action, policies),
    principal: fixed ?? awsPrincipal(example("principal")?.[0], policies),
    ...(resource === undefined ? {} : { resource }),
    context,
  };
}

function awsPrincipal(arn: string | undefined, policies: readonly PolicyDocument[]): RequestPrincipal {
  const account = policies.map(({ text }) => /\b\d{12}\b/.exec(text)?.[0]).find((id) => id !== undefined);
  return { type: "AWS", id: arn ?? `arn:aws:iam::${account ?? "123456789012"}:role/analyst` };
}

function writtenKey(lowerKey: string, policies: readonly PolicyDocument[]): string {
  for (const { conditions } of policies)
    for (const condition of conditions) if (condition.lowerKey === lowerKey) return condition.key;
  return lowerKey;
}

function writtenAction(lower: string, policies: readonly PolicyDocument[]): string {
  const known = trustActions.find((name) => name.toLowerCase() === lower);
  if (known !== undefined) return known;
  const [prefix = "", name = ""] = lower.split(":");
  const action = services.service(prefix)?.actions.get(name);
  if (action !== undefined) return `${prefix}:${action.name}`;
  for (const { statements } of policies)
    for (const { action: list, notAction } of statements)
      for (const { value } of (list ?? notAction)?.values ?? []) if (value.toLowerCase() === lower) return value;
  return lower;
}
