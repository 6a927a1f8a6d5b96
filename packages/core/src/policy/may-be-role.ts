import { hasWildcard } from "./pattern.ts";

/**
 * Whether what stands behind the account in an ARN of IAM's may be a role. No colon can be in a role's name.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function mayBeRole(resource: string): boolean {
  const [kind = "", ...names] = resource.split("/");
  if (hasWildcard(kind) || kind.includes("${")) return true;
  const name = names.join("/");
  return kind === "role" && (name.includes("${") || !name.includes(":"));
}
