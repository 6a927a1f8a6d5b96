import { UsageError } from "./usage-error.ts";

/** Gives what the work gives. A TypeError of core's or of a reader's is wrong use: its message is for the user. */
export function orUsageError<T>(work: () => T): T {
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(rethrow) as T) : result;
  } catch (error) {
    return rethrow(error);
  }
}

function rethrow(error: unknown): never {
  throw error instanceof TypeError ? new UsageError(error.message) : error;
}
