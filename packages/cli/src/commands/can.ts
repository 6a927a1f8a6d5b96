import {
  type Decision,
  decideRequest,
  misspeltRequest,
  type PolicyDocument,
  parsePolicy,
  policyFault,
  printable,
  type Request,
  type RequestPrincipal,
  requestSentence,
  statementInWords,
  statementName,
} from "@redshift-guard/core";
import { Command } from "commander";
import { assumingLines } from "../assuming-lines.ts";
import { readSoundConfig } from "../config-file.ts";
import { type OnePolicy, readOnePolicy, type Unread } from "../named-policies.ts";
import { print, printJson } from "../print.ts";
import { readRole } from "../read-role.ts";
import { addConfigOption } from "../report-options.ts";
import { several } from "../several.ts";
import { today } from "../today.ts";
import { UsageError } from "../usage-error.ts";

interface Options {
  readonly config?: string;
  readonly policy?: string;
  readonly role?: string;
  readonly roles?: string;
  readonly principal: string;
  readonly action: string;
  readonly resource?: string;
  readonly externalId?: string;
  readonly context?: readonly string[];
  readonly json?: true;
}

export function canCommand(): Command {
  const command = new Command("can")
    .description("Asks a policy one question and names the statement that decides.")
    .option("-p, --policy <file>", "the policy; `-` is the standard input")
    .option("--role <role>", "instead of a policy: a deployed role's name or ARN, with `--roles`")
    .option("-r, --roles <source>", "where the role is read from: snapshot:FILE, iam:, …")
    .requiredOption(
      "--principal <id>",
      "who asks: an account, an IAM ARN, a service such as redshift.amazonaws.com, or an identity provider",
    )
    .option("--action <action>", "what is asked", "sts:AssumeRole")
    .option("--resource <arn>", "on what; not for a trust policy, which is about its role")
    .option("--external-id <id>", "short for `--context sts:ExternalId=ID`; for Redshift the database user's ARN")
    .option("--context <key=value>", "a condition key that the request sends; may be repeated", several);
  return addConfigOption(command)
    .option("--json", "print the decision as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ redshift-guard can --policy trust.json --principal 568237466542
  $ redshift-guard can --policy trust.json --principal redshift.amazonaws.com \\
      --external-id arn:aws:redshift:us-east-1:111122223333:dbuser:analytics/etl
  $ redshift-guard can --role RedshiftEtl --roles snapshot:roles.json --principal redshift.eu-west-1.amazonaws.com

Exit status: 0 allowed, 1 denied, 2 wrong use, 3 the policy cannot be read or understood.`,
    )
    .action((options: Options) => can(options));
}

async function can(options: Options): Promise<void> {
  const request = requestFrom(options);
  const misspelt = misspeltRequest(request, today());
  if (misspelt !== undefined) throw new UsageError(misspelt);
  const asked = await policyFrom(options);
  if (!("policy" in asked)) {
    const unknown = `\`${asked.subject}\` cannot be understood. ${asked.because}`;
    if (options.json === true) printJson({ unknown });
    else print(`unknown: ${printable(unknown)}\n`);
    process.exitCode = 3;
    return;
  }
  const { policy, assuming } = asked;
  if (policy.type === "trust" && request.resource !== undefined)
    throw new UsageError("A trust policy is about its own role alone. Leave `--resource` out.");
  const decision = decideRequest(policy, request);
  if (options.json === true) printJson({ ...toPlain(decision, request), assuming });
  else {
    const rest = assumingLines(assuming).map((line) => `${line}\n`);
    print(toText(decision, request, policy) + toNote(decision) + rest.join(""));
  }
  process.exitCode = decision.allowed ? 0 : 1;
}

function requestFrom({ principal, action, resource, externalId, context = [] }: Options): Request {
  const keys = new Map<string, string[]>();
  for (const pair of [...context, ...(externalId === undefined ? [] : [`sts:ExternalId=${externalId}`])]) {
    const equals = pair.indexOf("=");
    if (equals < 1)
      throw new UsageError(`\`${pair}\` is no KEY=VALUE. Example: \`--context aws:SourceAccount=111122223333\`.`);
    const key = pair.slice(0, equals);
    keys.set(key, [...(keys.get(key) ?? []), pair.slice(equals + 1)]);
  }
  return {
    action,
    principal: principalFrom(principal),
    ...(resource === undefined ? {} : { resource }),
    context: Object.fromEntries(
      [...keys].map(([key, values]) => [key, values.length === 1 ? (values[0] ?? "") : values]),
    ),
  };
}

/** The kind follows from the form; only identity providers that are domain names could be taken for services. */
function principalFrom(id: string): RequestPrincipal {
  if (/^\d{12}$/.test(id)) return { type: "AWS", id: `arn:aws:iam::${id}:root` };
  if (/:(?:saml|oidc)-provider\//.test(id)) return { type: "Federated", id };
  if (id.startsWith("arn:") || /^A[A-Z]{2}A[A-Z0-9]{12,}$/.test(id)) return { type: "AWS", id };
  if (/\.amazonaws\.com(?:\.cn)?$/.test(id) && !id.startsWith("cognito-identity.")) return { type: "Service", id };
  if (/^[\w-]+(?:\.[\w-]+)+/.test(id)) return { type: "Federated", id };
  throw new UsageError(
    `\`${id}\` is no principal. Write an account id, an ARN, a service such as \`redshift.amazonaws.com\`, or an identity provider.`,
  );
}

async function policyFrom({ policy, role, roles, config }: Options): Promise<OnePolicy | Unread> {
  if ((policy === undefined) === (role === undefined))
    throw new UsageError("Name the policy: either `--policy FILE`, or `--role ROLE` with `--roles SOURCE`.");
  if (role !== undefined) {
    if (roles === undefined)
      throw new UsageError("`--role` needs `--roles SOURCE`, such as `--roles snapshot:roles.json`.");
    const parsed = parsePolicy((await readRole(role, roles)).trustPolicy, { policyType: "trust" });
    const fault = policyFault(parsed);
    return fault === undefined ? { policy: parsed.policy, assuming: [] } : { subject: role, because: fault.details };
  }
  if (roles !== undefined)
    throw new UsageError("`--roles` says where a role is read from: it goes with `--role`, not with `--policy`.");
  return readOnePolicy(policy ?? "-", { config: readSoundConfig(config) });
}

function toText({ allowed, statement, missing }: Decision, request: Request, policy: PolicyDocument): string {
  const sentence = requestSentence(request, "can", { policyType: policy.type });
  if (allowed && statement !== undefined)
    return `allowed: ${printable(`${sentence}. ${statementInWords(statement)} allows it.`)}\n`;
  if (statement !== undefined)
    return `denied: ${printable(`${statementInWords(statement)} denies it, whatever else allows it.`)}\n`;
  const reasons = missing.map(
    ({ statement: one, reason }) => `  ${printable(`${statementInWords(one)} does not allow it: ${reason}.`)}\n`,
  );
  return `denied: no statement allows it.\n${reasons.join("")}`;
}

function toNote({ assumed }: Decision): string {
  return assumed === undefined
    ? ""
    : `note: ${printable(`${assumed} If it has one, ask with \`--context aws:PrincipalArn=ARN\`.`)}\n`;
}

function toPlain({ allowed, statement, missing, assumed }: Decision, request: Request): object {
  return {
    allowed,
    request,
    ...(statement === undefined ? {} : { statement: statementName(statement) }),
    missing: missing.map(({ statement: one, reason }) => ({ statement: statementName(one), reason })),
    ...(assumed === undefined ? {} : { assumed }),
  };
}
