import type { Request } from "./access/request.ts";
import { quoteWhole } from "./quote.ts";

/** A request as name and value pairs, in the order a reader wants them: who, what, on what, with what. */
export function requestParts(request: Request): readonly (readonly [name: string, value: string])[] {
  const resource: (readonly [string, string])[] =
    request.resource === undefined ? [] : [["resource", request.resource]];
  const context = Object.entries(request.context).map(([key, value]): readonly [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return [
    ["principal", `${request.principal.type} ${request.principal.id}`],
    ["action", request.action],
    ...resource,
    ...context,
  ];
}

/** A request within a sentence: each name, and its value between backticks. */
export function requestInWords(request: Request): string {
  return requestParts(request)
    .map(([name, value]) => `${name} ${quoteWhole(value)}`)
    .join(", ");
}

/**
 * The AWS CLI command that makes the request; undefined where no person can make it: for services and federated users.
 */
export function assumeRoleCommand(request: Request, roleArn: string): string | undefined {
  if (request.principal.type !== "AWS" || !/^sts:assumerole$/i.test(request.action)) return undefined;
  const words = ["aws", "sts", "assume-role", "--role-arn", roleArn];
  const context = new Map(Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), value]));
  const session = context.get("sts:rolesessionname");
  words.push("--role-session-name", typeof session === "string" ? session : "redshift-guard");
  const externalId = context.get("sts:externalid");
  if (typeof externalId === "string") words.push("--external-id", externalId);
  const identity = context.get("sts:sourceidentity");
  if (typeof identity === "string") words.push("--source-identity", identity);
  return words.map(shellWord).join(" ");
}

export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
