/** What the standard output is written to, as far as it matters to what is written. */
export interface Terminal {
  readonly color: boolean;
  readonly width: number;
}

/** https://no-color.org and https://force-color.org; the second wins, as in Node itself. */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const force = environment["FORCE_COLOR"];
  const none = environment["NO_COLOR"];
  const color =
    force !== undefined && force !== ""
      ? force !== "0" && force !== "false"
      : (none === undefined || none === "") && stream.isTTY === true && environment["TERM"] !== "dumb";
  return { color, width: Math.min(Math.max(stream.columns ?? 100, 60), 160) };
}
