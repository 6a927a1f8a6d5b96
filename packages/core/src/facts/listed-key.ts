import type { Condition } from "../policy/document.ts";
import { globalConditionKeys } from "../service-reference/global-condition-keys.ts";
import type { ServiceReference } from "../service-reference/service-reference.ts";
import { knownKey } from "./known-condition-key.ts";
import { perText } from "./per-text.ts";

/**
 * Services whose pages list the keys of each action completely. For others Access Analyzer's recorded results are
 * silent where the page lists a key for an action's neighbours only.
 */
const completelyListed: ReadonlySet<string> = new Set([
  "cloudwatch",
  "dynamodb",
  "events",
  "iam",
  "kms",
  "lambda",
  "organizations",
  "rds",
  "redshift",
  "s3",
  "sagemaker",
  "secretsmanager",
  "sns",
  "sqs",
]);

/** The key in lower case as its service's page writes it; undefined when nothing can be said about it. */
export function listedKey(condition: Condition, services: ServiceReference): string | undefined {
  return listed(condition.lowerKey, services) || undefined;
}

/** Empty where nothing can be said. */
const listed = perText((lowerKey, services) => lookUp(lowerKey, services) ?? "");

function lookUp(lowerKey: string, services: ServiceReference): string | undefined {
  const facts = knownKey(lowerKey, services);
  if (facts.kind === "claim") return lowerKey;
  if (facts.kind !== "known") return undefined;
  const name = facts.key.name.toLowerCase();
  if (globalConditionKeys.has(name)) return undefined;
  const prefix = name.slice(0, name.indexOf(":"));
  if (prefix === "saml" || prefix.includes(".")) return name;
  // Of a key that the page gives to no action, nothing is known: some are deprecated, some are sent all the same.
  return completelyListed.has(prefix) && services.service(prefix)?.someActionCarries(name) ? name : undefined;
}
