/** Whether a string of `Resource` is a chain of roles as `COPY` and `UNLOAD` take it, which is no ARN. */
export function isRoleChain(text: string): boolean {
  return text.includes(",") && /,\s*arn:/.test(text);
}
