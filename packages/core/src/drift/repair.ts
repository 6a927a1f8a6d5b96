import { parseArn } from "../policy/arn.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { shellWord } from "../request-text.ts";
import { plainValue } from "../syntax/node.ts";

/** Two ways to end a drift: make AWS as the spec says, or let the spec accept what is there. */
export interface Repair {
  /** The expected trust policy, on one line. */
  readonly document: string;
  /** For a POSIX shell, with credentials of the role's account. */
  readonly command: string;
  /** YAML for the role's `accept` in the config. */
  readonly accept: string;
  /** Why IAM may refuse the document; absent when it is below the default quota. */
  readonly warning?: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: without white space, and raisable. */
const defaultQuota = 2048;
const highestQuota = 8192;

/** How the role `arn` is brought back to `expected`, and how the spec would take on `actual`. */
export function repairFor(arn: string, expected: PolicyDocument, actual: PolicyDocument): Repair {
  const document = JSON.stringify(plainValue(expected.node));
  const name = (parseArn(arn)?.resource ?? arn).split("/").at(-1) ?? "";
  const command = `aws iam update-assume-role-policy --role-name ${shellWord(name)} --policy-document ${shellWord(document)}`;
  const accept = [
    "accept:",
    "  - trust:",
    `      policy: ${JSON.stringify(plainValue(actual.node))}`,
    "    reason: why this is all right, and whom to ask",
    '    expires: "YYYY-MM-DD"',
  ].join("\n");
  const warning = sizeWarning(document.replace(/\s/g, "").length);
  return { document, command, accept, ...(warning === undefined ? {} : { warning }) };
}

function sizeWarning(length: number): string | undefined {
  if (length > highestQuota)
    return `The expected document has ${length} characters; IAM takes ${highestQuota} at most. Split it over roles.`;
  if (length > defaultQuota)
    return `The expected document has ${length} characters; IAM takes ${defaultQuota} unless the account's quota was raised.`;
  return undefined;
}
