/** Wrong use or a wrong configuration: the process ends with exit status 2 and this message. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
