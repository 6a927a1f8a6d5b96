/** Lets a long run end by itself at SIGINT or SIGTERM, so that it can say what it has not looked at. */
export interface StopSignal {
  readonly signal: AbortSignal;
  /** 130 or 143, as a shell gives them. */
  status(): number;
  release(): void;
}

export function stopSignal(): StopSignal {
  const controller = new AbortController();
  let status = 143;
  const before = { SIGINT: process.listeners("SIGINT"), SIGTERM: process.listeners("SIGTERM") };
  const onInterrupt = (): void => stop(130, "interrupted");
  const onTerminate = (): void => stop(143, "terminated");
  for (const name of ["SIGINT", "SIGTERM"] as const) process.removeAllListeners(name);
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return {
    signal: controller.signal,
    status: () => status,
    release() {
      process.off("SIGINT", onInterrupt);
      process.off("SIGTERM", onTerminate);
      for (const name of ["SIGINT", "SIGTERM"] as const)
        for (const listener of before[name]) process.on(name, listener as NodeJS.SignalsListener);
    },
  };

  /** The second time it ends at once. */
  function stop(code: number, reason: string): void {
    if (controller.signal.aborted) process.exit(code);
    status = code;
    controller.abort(new Error(`the run was ${reason}`));
  }
}
