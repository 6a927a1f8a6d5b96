import { editDistance } from "../edit-distance.ts";
import type { Condition } from "../policy/document.ts";

/** Whether the condition's key was meant to be `sts:ExternalId` and is not; IAM ignores the key's case. */
export function isMisspeltExternalId({ lowerKey }: Condition): boolean {
  if (lowerKey === "sts:externalid" || lowerKey.length > 24) return false;
  const colon = lowerKey.indexOf(":");
  const prefix = colon === -1 ? undefined : lowerKey.slice(0, colon);
  if (prefix !== undefined && !["sts", "aws", "iam", "redshift"].includes(prefix)) return false;
  const letters = lowerKey.slice(colon + 1).replaceAll(/[^a-z]/g, "");
  return editDistance(letters, "externalid", 1) <= 1;
}
