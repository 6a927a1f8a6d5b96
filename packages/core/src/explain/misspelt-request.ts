import type { Request } from "../access/request.ts";
import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import { knownKey } from "../facts/known-condition-key.ts";
import { actionText, standsForAnAction } from "../facts/named-actions.ts";
import { nearestService } from "../facts/unknown-name.ts";
import { nearestRegion } from "../policy/nearest-region.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { regions } from "../policy/region.ts";
import { meantPrincipal } from "../redshift/known-principals.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { globalConditionKeys } from "../service-reference/global-condition-keys.ts";
import type { ServiceConditionKey } from "../service-reference/service-reference.ts";
import { servicesOn } from "../service-reference/services.ts";

/**
 * What in a request no real one can hold, in a sentence: every policy denies it, and a reader would take that for an
 * answer. Undefined when nothing is. `today` as in `ValidateOptions`: with old data an unknown name may be new.
 * Throws a TypeError for a day in another form.
 */
export function misspeltRequest({ principal, action, context }: Request, today?: string): string | undefined {
  const wrong = misspeltPrincipal(principal, today) ?? misspeltAction(action, today);
  if (wrong !== undefined) return wrong;
  for (const key of Object.keys(context)) {
    const meant = meantKey(key.toLowerCase(), today);
    if (meant !== undefined) return `There is no condition key \`${key}\`. Did you mean \`${meant}\`?`;
  }
  return undefined;
}

/** The key that one that nobody knows is near; undefined for a claim of an identity provider, which may be called anything. */
function meantKey(lowerKey: string, today: string | undefined): string | undefined {
  const facts = knownKey(lowerKey, servicesOn(today));
  const keys =
    facts.kind === "unknown-global"
      ? globalConditionKeys
      : facts.kind === "unknown-in-service"
        ? facts.service.conditionKeys
        : new Map<string, ServiceConditionKey>();
  const near = closest(lowerKey, keys.keys());
  return near === undefined ? undefined : (keys.get(near)?.name ?? near);
}

function misspeltPrincipal({ type, id }: Request["principal"], today: string | undefined): string | undefined {
  if (type === "AWS") return undefined;
  const meant = meantPrincipal(id, servicesOn(today));
  if (meant !== undefined) return `\`${id}\` is no service principal. Did you mean \`${meant}\`?`;
  const region = parseRedshiftPrincipal(id)?.region;
  if (region === undefined || regions.has(region)) return undefined;
  const near = nearestRegion(region);
  const meantId = near === undefined ? undefined : id.replace(region, near);
  const hint = didYouMean(meantId, "Write a Region's code, such as `us-west-2`.");
  return `There is no Region \`${region}\`, so \`${id}\` names no service. ${hint}`;
}

function misspeltAction(action: string, today: string | undefined): string | undefined {
  const services = servicesOn(today);
  if (hasWildcard(action)) return `\`${action}\` is a pattern. A request is for one action; name it.`;
  const { prefix, name, service } = actionText(action, services);
  if (name === undefined)
    return `\`${action}\` is no action: a service and a colon must come before it, as in \`sts:AssumeRole\`.`;
  if (service === undefined) {
    const near = nearestService(prefix, services);
    if (near !== undefined) return `There is no service \`${prefix}\`. Did you mean \`${near}:${name}\`?`;
    return services.outdated ? undefined : `There is no service \`${prefix}\`, and so no action \`${action}\`.`;
  }
  if (standsForAnAction(action, services)) return undefined;
  const near = closest(name, service.actionIndex.names);
  if (near !== undefined) return `There is no action \`${action}\`. Did you mean \`${prefix}:${near}\`?`;
  return services.outdated
    ? undefined
    : `There is no action \`${action}\`. Look it up in the Service Authorization Reference.`;
}
