import { parseArn } from "../policy/arn.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { highestTrustQuota, sizeQuota } from "../policy/policy-size.ts";
import { printable } from "../printable.ts";
import { shellWord } from "../request-text.ts";
import { plainValue } from "../syntax/node.ts";
import { deletedPrincipals, isLocked, missingPrincipals } from "./dead-statement.ts";

/** Two ways to end a drift: make AWS as the spec says, or let the spec accept what is there. */
export interface Repair {
  /** The expected trust policy, on one line. */
  readonly document: string;
  /** For a POSIX shell, with credentials of the role's account. */
  readonly command: string;
  /** YAML for the role's `accept` in the config. */
  readonly accept: string;
  /** What to know before the command is run: why IAM may refuse the document, or what it opens. */
  readonly warning?: string;
}

/** How the role `arn` is brought back to `expected`, and how the spec would take on `actual`. */
export function repairFor(arn: string, expected: PolicyDocument, actual: PolicyDocument): Repair {
  const document = visibleJson(plainValue(expected.node));
  const name = (parseArn(arn)?.resource ?? arn).split("/").at(-1) ?? "";
  // A name may begin with a dash, which the AWS CLI would take for an option.
  const role = name.startsWith("-") ? `--role-name=${shellWord(name)}` : `--role-name ${shellWord(name)}`;
  const command = `aws iam update-assume-role-policy ${role} --policy-document ${shellWord(document)}`;
  const accept = [
    "accept:",
    "  - trust:",
    `      policy: ${visibleJson(plainValue(actual.node))}`,
    "    reason: why this is all right, and whom to ask",
    '    expires: "YYYY-MM-DD"',
  ].join("\n");
  const warning = [...warnings(document, expected, actual)].join(" ");
  return { document, command, accept, ...(warning === "" ? {} : { warning }) };
}

/** JSON that survives a terminal, a web page and a clipboard: what nobody sees is escaped. It is YAML, too. */
function visibleJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/gu, (c) =>
    c.length > 1 ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function* warnings(document: string, expected: PolicyDocument, actual: PolicyDocument): Iterable<string> {
  if (isLocked(actual)) yield "The role is locked: this opens it again.";
  const missing = missingPrincipals(expected, actual);
  if (deletedPrincipals(actual).length > 0 && missing.length > 0)
    yield `IAM refuses the document while a principal in it does not exist: make sure that ${printable(missing.join(", "))} is there.`;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
  const [foreign] = /[^\t\n\r\u0020-\u00ff]/u.exec(JSON.stringify(plainValue(expected.node))) ?? [];
  if (foreign !== undefined)
    yield `The expected document holds \`${printable(foreign)}\`; IAM takes characters up to U+00FF only.`;
  const { length } = document;
  if (length > highestTrustQuota)
    yield `The expected document has ${length} characters; IAM takes ${highestTrustQuota} at most. Split it over roles.`;
  else if (length > sizeQuota.trust)
    yield `The expected document has ${length} characters; IAM takes ${sizeQuota.trust} unless the account's quota was raised.`;
}
