import type { Pace } from "./pace.ts";
import { isThrottle, withRetries } from "./retry.ts";

/** What the calls of one run have in common: limits, and the count that the report prints. */
export interface AwsCalls {
  /** Attempts, throttled ones included, by `service:Operation`. */
  readonly sent: ReadonlyMap<string, number>;
  readonly throttles: number;
  /** Sends one call: counted, paced where a pace is given, tried again where that helps. */
  send<T>(name: string, call: (options: { abortSignal: AbortSignal }) => Promise<T>, pace?: Pace): Promise<T>;
  /** For every SDK client of the run: one pool of connections, retries off (`send` does them). */
  clientConfig(): Promise<ClientConfig>;
  close(): void;
}

export interface ClientConfig {
  readonly requestHandler: { destroy(): void };
  readonly maxAttempts: 1;
  /** Absent: those of the SDK's own chain. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

export interface AwsCallsOptions {
  readonly signal?: AbortSignal;
  /** How many connections may be open at once. */
  readonly connections?: number;
  /** Milliseconds that one answer may take; 20,000 unless told. */
  readonly timeout?: number;
  /** Milliseconds for which throttled calls are tried again. */
  readonly patience?: number;
  /** How often a call that failed on the way is tried again. */
  readonly attempts?: number;
}

/** The calls of one run. Close it at the end: open connections keep the process alive. */
export function awsCalls(options: AwsCallsOptions = {}): AwsCalls {
  const { signal, connections = 100, timeout = 20_000 } = options;
  const sent = new Map<string, number>();
  let throttles = 0;
  let config: Promise<ClientConfig> | undefined;

  return {
    sent,
    get throttles() {
      return throttles;
    },
    send(name, call, pace) {
      return withRetries(
        async () => {
          await pace?.turn(signal);
          sent.set(name, (sent.get(name) ?? 0) + 1);
          try {
            return await call({ abortSignal: within(timeout, signal) });
          } catch (error) {
            if (isThrottle(error)) pace?.throttled();
            // The SDK words both kinds of abort alike; only the run's own end must not be tried again.
            if ((error as Error).name === "AbortError" && signal?.aborted !== true) throw timedOut(timeout);
            throw error;
          }
        },
        {
          ...(signal === undefined ? {} : { signal }),
          ...(options.patience === undefined ? {} : { patience: options.patience }),
          ...(options.attempts === undefined ? {} : { attempts: options.attempts }),
          onThrottle: () => {
            throttles++;
          },
        },
      );
    },
    clientConfig() {
      config ??= loadHandler(connections);
      return config;
    },
    close() {
      void config?.then(({ requestHandler }) => requestHandler.destroy());
    },
  };
}

/** Loaded at the first call: an HTTP stack costs more than the whole start of an offline run. */
async function loadHandler(connections: number): Promise<ClientConfig> {
  const { NodeHttpHandler } = await import("@smithy/node-http-handler");
  const agent = { keepAlive: true, maxSockets: connections, proxyEnv: process.env };
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: 10_000,
    socketAcquisitionWarningTimeout: 600_000,
    httpAgent: agent,
    httpsAgent: agent,
  });
  return { requestHandler, maxAttempts: 1 };
}

function within(timeout: number, signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(timeout);
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}

function timedOut(timeout: number): Error {
  const error = new Error(`no answer within ${timeout / 1000} s`);
  error.name = "TimeoutError";
  return error;
}
