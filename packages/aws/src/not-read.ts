import type { NotRead } from "@redshift-guard/core";
import { isDenied, isExpired, isThrottle, wordsOf } from "./retry.ts";

/** Why something could not be read, and what to do, from the error that AWS or the way to it gave. */
export function notRead(subject: string, doing: string, error: unknown, account?: string): NotRead {
  const { code, advice } = reasonFor(error);
  const details = `${doing} failed (${wordsOf(error).slice(0, 400)}). ${advice}`;
  return {
    kind: "not-read",
    subject,
    code: `NOT_ANALYSED_${code}`,
    details,
    ...(account === undefined ? {} : { account }),
  };
}

function reasonFor(error: unknown): { readonly code: string; readonly advice: string } {
  const { name, message } = error as Error;
  if (isExpired(error))
    return {
      code: "CREDENTIALS_EXPIRED",
      advice: "The credentials ended during the run; use a longer session, or shard the run.",
    };
  if (isDenied(error)) return { code: "ACCESS_DENIED", advice: deniedAdvice(name) };
  if (isThrottle(error))
    return { code: "THROTTLED", advice: "AWS kept throttling; run again later, or read fewer accounts at a time." };
  if (name === "CredentialsProviderError" || /could not load credentials/i.test(message)) {
    return {
      code: "NO_CREDENTIALS",
      advice:
        "Give AWS credentials: in a workflow with aws-actions/configure-aws-credentials, elsewhere with `aws sso login` or AWS_PROFILE, for example.",
    };
  }
  if (/^region is missing/i.test(message))
    return {
      code: "NO_REGION",
      advice: "Set `AWS_REGION`, for example to `us-east-1`: IAM is the same in every Region.",
    };
  if (/^region not accepted/i.test(message))
    return { code: "NO_REGION", advice: "Write each Region by itself, as AWS names it, such as `us-east-1`." };
  if (name === "AbortError") return { code: "ABORTED", advice: "The run was stopped before this was read." };
  if (name === "TimeoutError")
    return { code: "TIMEOUT", advice: "Nothing answered in time; try again, and check the network." };
  if ((error as NodeJS.ErrnoException).code === "ENOTFOUND")
    return {
      code: "UNREADABLE",
      advice: "There is no such address: check how the Region is written, whether it has the service, and the network.",
    };
  return { code: "UNREADABLE", advice: "Run again; if it stays, look the error up in AWS's documentation." };
}

/** AWS also refuses for reasons other than a missing permission, and granting one does not help then. */
function deniedAdvice(name: string): string {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors
  if (name.startsWith("RegionDisabled"))
    return "Activate STS in this Region for that account, or set `AWS_REGION` to a Region that every account has enabled.";
  // https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
  if (/^(InvalidClientTokenId|UnrecognizedClient)/.test(name))
    return "AWS does not know these credentials there: check them, and whether the Region is enabled for the account.";
  if (name.startsWith("SignatureDoesNotMatch")) return "Check the secret key and the clock of this machine.";
  return "Allow the calls that the documentation lists, in this account, to the role that reads.";
}
