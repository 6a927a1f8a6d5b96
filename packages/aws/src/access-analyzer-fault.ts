import { isExpired, isThrottle } from "./retry.ts";

/** Why Access Analyzer gave no answer. Upper case, without the `NOT_ANALYSED_` that stands before it in a finding. */
export interface AccessAnalyzerFault {
  readonly code: AccessAnalyzerFaultCode;
  /** What, why and what to do, in one line. */
  readonly details: string;
}

/** Behind `NOT_ANALYSED_` in the outcome. */
export type AccessAnalyzerFaultCode =
  | "ACCESS_ANALYZER_NO_CREDENTIALS"
  | "ACCESS_ANALYZER_NO_REGION"
  | "ACCESS_ANALYZER_DENIED"
  | "ACCESS_ANALYZER_THROTTLED"
  | "ACCESS_ANALYZER_UNREACHABLE"
  | "ACCESS_ANALYZER_TIMED_OUT"
  | "ACCESS_ANALYZER_FAILED"
  | "ACCESS_ANALYZER_REFUSED"
  | "ACCESS_ANALYZER_ANSWER_UNREADABLE"
  | "ACCESS_ANALYZER_CALL_BUDGET"
  | "ACCESS_ANALYZER_TOO_LARGE";

/**
 * Faults of one policy alone. After any other fault nothing more is sent: every further call would meet it again, with
 * all its retries.
 */
const passing: ReadonlySet<AccessAnalyzerFaultCode> = new Set([
  "ACCESS_ANALYZER_REFUSED",
  "ACCESS_ANALYZER_ANSWER_UNREADABLE",
  "ACCESS_ANALYZER_TOO_LARGE",
]);

export function isLasting(fault: AccessAnalyzerFault): boolean {
  return !passing.has(fault.code);
}

/** What the SDK's errors have in common; every field may be missing. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly reason?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const credentialErrors: ReadonlySet<string> = new Set([
  "CredentialsProviderError",
  "TokenProviderError",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "IncompleteSignature",
  "MissingAuthenticationTokenException",
]);

export function faultOf(thrown: unknown, operation: string): AccessAnalyzerFault {
  const error = thrown as SdkError;
  const status = error.$metadata?.httpStatusCode;
  const said = quote(error.message ?? String(thrown));
  if (credentialErrors.has(error.name ?? "") || isExpired(thrown)) {
    return {
      code: "ACCESS_ANALYZER_NO_CREDENTIALS",
      details: `AWS did not accept the credentials of this job, or there are none (${said}). Renew them, or set the engine to \`offline\`.`,
    };
  }
  if (/region is missing/i.test(error.message ?? "")) {
    return {
      code: "ACCESS_ANALYZER_NO_REGION",
      details: "No AWS Region is set, so IAM Access Analyzer has no address. Set `AWS_REGION`.",
    };
  }
  if (error instanceof SyntaxError) return unreadable(operation, "its answer is not JSON");
  if (isTimeout(error)) {
    return {
      code: "ACCESS_ANALYZER_TIMED_OUT",
      details: `IAM Access Analyzer did not answer ${operation} in time, after all retries. Run the job again.`,
    };
  }
  if (status === 403 || status === 401) {
    return {
      code: "ACCESS_ANALYZER_DENIED",
      details: `AWS denied \`access-analyzer:${operation}\` (${said}). Allow that action on resource \`*\` for this job's role, or set the engine to \`offline\`.`,
    };
  }
  if (isThrottle(thrown)) {
    return {
      code: "ACCESS_ANALYZER_THROTTLED",
      details: `AWS kept throttling ${operation}, after all retries. Run the job again, or check fewer files at a time.`,
    };
  }
  if (status !== undefined && status >= 500) {
    return {
      code: "ACCESS_ANALYZER_FAILED",
      details: `IAM Access Analyzer failed at ${operation} with HTTP status ${status}, after all retries (${said}). Run the job again.`,
    };
  }
  if (status !== undefined && status >= 400) {
    const reason = error.reason === undefined ? "" : `, reason \`${error.reason}\``;
    return {
      code: "ACCESS_ANALYZER_REFUSED",
      details: `IAM Access Analyzer refused the policy at ${operation} (${quote(error.name ?? "error")}${reason}: ${said}). Check the policy's type and its text.`,
    };
  }
  if (status !== undefined) return unreadable(operation, said);
  return {
    code: "ACCESS_ANALYZER_UNREACHABLE",
    details: `IAM Access Analyzer could not be reached (${quote(error.code ?? error.name ?? "error")}: ${said}), after all retries. Check \`AWS_REGION\`, the network and proxies.`,
  };
}

export function unreadable(operation: string, why: string): AccessAnalyzerFault {
  return {
    code: "ACCESS_ANALYZER_ANSWER_UNREADABLE",
    details: `IAM Access Analyzer's answer to ${operation} cannot be used: ${why}. Run the job again; if it stays, update redshift-guard.`,
  };
}

function isTimeout(error: SdkError): boolean {
  // The SDK renames a cut connection to `TimeoutError` and leaves its code.
  if (error.code === "ECONNRESET" || error.code === "EPIPE") return false;
  return error.name === "TimeoutError" || error.name === "AbortError" || error.code === "ETIMEDOUT";
}

/** AWS's words are foreign text: one line, and not without end. */
function quote(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
