/**
 * Runs `work` on every input, at most `limit` at a time, and yields what they yield as it comes. What was yielded and
 * not yet taken is bounded: a slow consumer slows the readers, so memory does not grow with the number of accounts.
 */
export async function* mergeConcurrently<Input, Output>(
  inputs: AsyncIterable<Input> | Iterable<Input>,
  limit: number,
  work: (input: Input) => AsyncIterable<Output>,
): AsyncGenerator<Output> {
  const ready: Output[] = [];
  const room = 1_000;
  let failure: { readonly error: unknown } | undefined;
  let running = 0;
  let ended = false;
  let stopped = false;
  let wakeConsumer = (): void => {};
  let wakeProducers: (() => void)[] = [];

  const feeding = feed();
  try {
    for (;;) {
      while (ready.length > 0) {
        yield ready.shift() as Output;
        if (ready.length < room) wakeAll();
      }
      if (failure !== undefined) throw failure.error;
      if (ended && running === 0) return;
      await new Promise<void>((resolve) => {
        wakeConsumer = resolve;
      });
    }
  } finally {
    stopped = true;
    wakeAll();
    await feeding;
  }

  async function feed(): Promise<void> {
    try {
      for await (const input of inputs) {
        while (running >= limit && !stopped) await change();
        if (stopped) return;
        running++;
        void drain(input);
      }
    } catch (error) {
      failure ??= { error };
    } finally {
      ended = true;
      wakeConsumer();
    }
  }

  async function drain(input: Input): Promise<void> {
    try {
      for await (const output of work(input)) {
        if (stopped) return;
        ready.push(output);
        wakeConsumer();
        while (ready.length >= room && !stopped) await change();
      }
    } catch (error) {
      failure ??= { error };
    } finally {
      running--;
      wakeAll();
      wakeConsumer();
    }
  }

  function change(): Promise<void> {
    return new Promise((resolve) => wakeProducers.push(resolve));
  }

  function wakeAll(): void {
    const waiting = wakeProducers;
    wakeProducers = [];
    for (const wake of waiting) wake();
  }
}
