/** Node's words without its prefix: `no such file or directory`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const words = /^[A-Z0-9_]+: ([^,]+)/.exec(error.message);
  return words?.[1] ?? error.message;
}
