import { hasWildcard } from "../policy/pattern.ts";

/** Whether a string of `Resource` is a chain of roles as `COPY` and `UNLOAD` take it, which is no ARN. */
export function isChain(text: string): boolean {
  return text.includes(",") && /,\s*arn:/.test(text);
}

/**
 * Whether what stands behind the account in an ARN of IAM's may be a role. No colon can be in a role's name.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function mayBeRole(resource: string): boolean {
  const [kind = "", ...name] = resource.split("/");
  if (hasWildcard(kind) || kind.includes("${")) return true;
  return kind === "role" && (name.join("/").includes("${") || !name.join("/").includes(":"));
}
