import type { Condition } from "../policy/document.ts";
import { matchesPattern } from "../policy/pattern.ts";
import { foreignKeyPrefixes } from "../service-reference/data.ts";
import { globalConditionKeys } from "../service-reference/global-condition-keys.ts";
import type { Service, ServiceConditionKey, ServiceReference } from "../service-reference/service-reference.ts";
import { perText } from "./per-text.ts";

/** What is known of a condition key as a policy writes it. */
export type ConditionKeyFacts =
  | { readonly kind: "known"; readonly key: ServiceConditionKey }
  /** A claim of an identity provider: the providers define them, and anyone can be one. */
  | { readonly kind: "claim"; readonly provider: string; readonly claim: string }
  | { readonly kind: "no-colon" }
  /** A key of tags without the tag's own key, such as `aws:ResourceTag/`. */
  | { readonly kind: "no-tag" }
  | { readonly kind: "unknown-global" }
  | { readonly kind: "unknown-prefix"; readonly prefix: string }
  | { readonly kind: "unknown-in-service"; readonly service: Service };

export function knownConditionKey({ lowerKey }: Condition, services: ServiceReference): ConditionKeyFacts {
  return knownKey(lowerKey, services);
}

/** The same for a key in lower case, wherever it stands: policy variables have the names of keys. */
export const knownKey: (lowerKey: string, services: ServiceReference) => ConditionKeyFacts = perText(lookUp);

/** Whether a request for the key has at most one value, as far as that is known: of claims, the subject and the audience. */
export function isSingleValued(facts: ConditionKeyFacts): boolean {
  if (facts.kind === "claim") return facts.claim === "aud" || facts.claim === "sub";
  return facts.kind === "known" && !facts.key.multivalued;
}

/** The key's definition, where it is known. */
export function conditionKeyOf(condition: Condition, services: ServiceReference): ServiceConditionKey | undefined {
  const facts = knownConditionKey(condition, services);
  return facts.kind === "known" ? facts.key : undefined;
}

function lookUp(lowerKey: string, services: ServiceReference): ConditionKeyFacts {
  const colon = lowerKey.indexOf(":");
  if (colon < 1 || colon === lowerKey.length - 1) return { kind: "no-colon" };
  const prefix = lowerKey.slice(0, colon);
  const owners = [prefix, ...foreignOwners(prefix)];
  if (namesNoTag(lowerKey, owners, services)) return { kind: "no-tag" };
  const key = definitionOf(lowerKey, owners, services);
  if (key !== undefined) return { kind: "known", key };
  if (prefix === "aws") return { kind: "unknown-global" };
  const own = services.service(prefix);
  // A provider is known by its host, with a path perhaps; no service's prefix holds a dot.
  if (prefix.includes(".")) {
    const last = lowerKey.lastIndexOf(":");
    return { kind: "claim", provider: lowerKey.slice(0, last), claim: lowerKey.slice(last + 1) };
  }
  if (own !== undefined) return { kind: "unknown-in-service", service: own };
  const service = owners[1] === undefined ? undefined : services.service(owners[1]);
  return service === undefined ? { kind: "unknown-prefix", prefix } : { kind: "unknown-in-service", service };
}

/** The services that define keys with a prefix that is not their own. */
function foreignOwners(prefix: string): readonly string[] {
  return Object.hasOwn(foreignKeyPrefixes, prefix) ? (foreignKeyPrefixes[prefix]?.split(" ") ?? []) : [];
}

function definitionOf(
  lowerKey: string,
  owners: readonly string[],
  services: ServiceReference,
): ServiceConditionKey | undefined {
  const slash = lowerKey.indexOf("/");
  const global =
    globalConditionKeys.get(lowerKey) ??
    (slash === -1 ? undefined : globalConditionKeys.get(lowerKey.slice(0, slash + 1)));
  if (global !== undefined) return global;
  for (const owner of owners) {
    const service = services.service(owner);
    const key = service === undefined ? undefined : keyIn(service, lowerKey);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** Whether the text is a key of tags, with or without its slash, and no tag behind it. */
function namesNoTag(lowerKey: string, owners: readonly string[], services: ServiceReference): boolean {
  if (!/^[^/]*tag\/?$/.test(lowerKey)) return false;
  const bare = lowerKey.endsWith("/") ? lowerKey.slice(0, -1) : lowerKey;
  return (
    definitionOf(bare, owners, services) === undefined && definitionOf(`${bare}/x`, owners, services) !== undefined
  );
}

function keyIn(service: Service, lowerKey: string): ServiceConditionKey | undefined {
  const exact = service.conditionKeys.get(lowerKey);
  if (exact !== undefined) return exact;
  for (const [pattern, key] of keyPatternsOf(service)) if (matchesPattern(pattern, lowerKey)) return key;
  return undefined;
}

const keyPatterns = new WeakMap<Service, readonly (readonly [string, ServiceConditionKey])[]>();

/** Keys with a part that the policy's author chooses: `${TagKey}`, or `<key>` and `tag-key` as a few pages write it. */
function keyPatternsOf(service: Service): readonly (readonly [string, ServiceConditionKey])[] {
  let patterns = keyPatterns.get(service);
  if (patterns === undefined) {
    patterns = [...service.conditionKeys].flatMap(([name, key]) => {
      const pattern = name.replace(/\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/g, "*");
      return pattern === name ? [] : [[pattern, key] as const];
    });
    keyPatterns.set(service, patterns);
  }
  return patterns;
}
