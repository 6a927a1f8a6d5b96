/** How long to try again, and what to tell whom. Times are milliseconds. */
export interface RetryOptions {
  readonly signal?: AbortSignal;
  /** Throttled calls are tried again for this long; 120,000 unless told. */
  readonly patience?: number;
  /** How often a call that failed on the way (connection, 5xx) is tried again; 4 unless told. */
  readonly attempts?: number;
  readonly onThrottle?: () => void;
}

/**
 * Runs one call and tries it again where that can help: AWS throttled it, the connection broke, or the service failed.
 * Anything else, and the last failure, is thrown. The SDK's own retries are off (`maxAttempts: 1`), so that every
 * attempt is counted and paced in one place.
 */
export async function withRetries<T>(call: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { signal, patience = 120_000, attempts = 4 } = options;
  const started = Date.now();
  for (let throttles = 0, failures = 0; ; ) {
    signal?.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      if (signal?.aborted === true) throw error;
      let delay: number;
      if (isThrottle(error)) {
        options.onThrottle?.();
        delay = Math.max(retryAfter(error), jitter(200 * 2 ** Math.min(throttles++, 6)));
        if (Date.now() - started + delay > patience) throw error;
      } else if (isTransient(error)) {
        if (++failures > attempts) throw error;
        delay = Math.max(retryAfter(error), jitter(100 * 2 ** Math.min(failures, 6)));
      } else throw error;
      await sleep(delay, signal);
    }
  }
}

const throttleNames =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|PriorRequestNotComplete|BandwidthLimitExceeded)/;
const transientCodes = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export function isThrottle(error: unknown): boolean {
  const { name, $retryable, status } = read(error);
  return throttleNames.test(name) || $retryable?.throttling === true || status === 429;
}

function isTransient(error: unknown): boolean {
  const { name, code, status, message } = read(error);
  if (transientCodes.has(code)) return true;
  if (status !== undefined && status >= 500) return true;
  // A connection cut in the middle of an answer: the SDK fails to read what arrived.
  if (name === "TimeoutError" || /socket hang up|aborted|premature|terminated/i.test(message)) return true;
  return (
    status === 200 || (error instanceof SyntaxError && status === undefined) || /Deserialization error/.test(message)
  );
}

/** The credentials themselves ended, as opposed to being refused. */
export function isExpired(error: unknown): boolean {
  return /^(ExpiredToken|RequestExpired|TokenRefreshRequired)/.test(read(error).name);
}

export function isDenied(error: unknown): boolean {
  const { name, status } = read(error);
  return (
    /^(AccessDenied|UnauthorizedOperation|AuthorizationError|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch)/.test(
      name,
    ) ||
    (status === 403 && !isThrottle(error))
  );
}

/** One line for a report: the service's own code and words. */
export function wordsOf(error: unknown): string {
  const { name, message } = read(error);
  const words = message.replace(/\s+/g, " ").trim();
  return name === "" || name === "Error" ? words : `${name}: ${words}`;
}

export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

interface Read {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly $retryable: { readonly throttling?: boolean } | undefined;
}

function read(error: unknown): Read {
  const { name, code, message, $metadata, $retryable, $response } = (error ?? {}) as {
    name?: string;
    code?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
    $retryable?: { throttling?: boolean };
    $response?: { statusCode?: number };
  };
  return {
    name: name ?? "",
    code: code ?? "",
    message: message ?? String(error),
    status: $metadata?.httpStatusCode ?? $response?.statusCode,
    $retryable,
  };
}

/** `retryAfterSeconds` (Access Analyzer) or the `Retry-After` header, in milliseconds. */
function retryAfter(error: unknown): number {
  const { retryAfterSeconds, $response } = (error ?? {}) as {
    retryAfterSeconds?: number;
    $response?: { headers?: Record<string, string> };
  };
  const seconds = retryAfterSeconds ?? Number($response?.headers?.["retry-after"] ?? 0);
  return Number.isFinite(seconds) ? Math.min(seconds, 60) * 1000 : 0;
}

function jitter(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}
