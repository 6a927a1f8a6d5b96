import type { SelectAggregateResourceConfigCommandOutput } from "@aws-sdk/client-config-service";
import { type DeployedRole, decodePolicyText } from "@redshift-guard/core";
import { getAccountRole } from "../account-roles.ts";
import { awsCalls } from "../aws-calls.ts";
import { memberAccounts } from "../member-accounts.ts";
import { notRead } from "../not-read.ts";
import type { RoleReader } from "../reader.ts";
import { inShard } from "../shard.ts";

/**
 * `SELECT *` would leave the documents out. Roles are global: Config records them once in each Region that records
 * global types, so one role can come several times, and the newest item counts.
 * https://docs.aws.amazon.com/config/latest/developerguide/querying-AWS-resources.html
 */
const expression =
  "SELECT accountId, resourceId, arn, configurationItemCaptureTime, configuration.roleName, configuration.path, configuration.roleId, configuration.assumeRolePolicyDocument " +
  "WHERE resourceType = 'AWS::IAM::Role' AND configurationItemStatus IN ('OK', 'ResourceDiscovered')";

interface Row {
  readonly accountId?: string;
  readonly resourceId?: string;
  readonly arn?: string;
  readonly configurationItemCaptureTime?: string;
  readonly configuration?: {
    readonly roleName?: string;
    readonly path?: string;
    readonly roleId?: string;
    readonly assumeRolePolicyDocument?: string;
  };
}

export const configAggregator: RoleReader = {
  scheme: "config",
  title: "An AWS Config aggregator: thousands of accounts in one chain of queries, minutes old",
  open(rest, context) {
    const { aggregator, auditRole } = parseScope(rest);
    const calls = context.calls ?? awsCalls(context.signal === undefined ? {} : { signal: context.signal });
    const members = memberAccounts(
      calls,
      auditRole === undefined ? undefined : { ...auditRole, associations: context.associations === true },
    );
    return {
      async *read() {
        const { ConfigServiceClient, SelectAggregateResourceConfigCommand } = await import(
          "@aws-sdk/client-config-service"
        );
        const newest = new Map<string, { readonly role: DeployedRole; readonly at: string }>();
        const accounts = new Set<string>();
        let token: string | undefined;
        try {
          const client = new ConfigServiceClient(await calls.clientConfig());
          do {
            const input = {
              ConfigurationAggregatorName: aggregator,
              Expression: expression,
              Limit: 100,
              NextToken: token,
            };
            const page: SelectAggregateResourceConfigCommandOutput = await calls.send(
              "config:SelectAggregateResourceConfig",
              (o) => client.send(new SelectAggregateResourceConfigCommand(input), o),
            );
            for (const text of page.Results ?? []) {
              const row = JSON.parse(text) as Row;
              const role = toDeployedRole(row);
              if (role === undefined) {
                const subject = row.arn ?? row.resourceId ?? `a row of ${aggregator}`;
                yield notRead(
                  subject,
                  "Reading a role from the aggregator",
                  new Error("the item has no ARN or no trust policy"),
                  row.accountId,
                );
                continue;
              }
              context.progress?.roleRead();
              if (!accounts.has(role.account)) context.progress?.accountFound(role.account);
              accounts.add(role.account);
              if (!inShard(role.account, context.shard) || context.keep?.(role) === false) continue;
              const at = row.configurationItemCaptureTime ?? "";
              const known = newest.get(role.arn);
              if (known === undefined || at > known.at) newest.set(role.arn, { role, at });
            }
            token = page.NextToken;
          } while (token !== undefined);
        } catch (error) {
          yield notRead(`aggregator ${aggregator}`, `Asking the aggregator \`${aggregator}\``, error);
        }
        for (const { role } of newest.values()) yield role;
        // An account that Config does not record is missing here, and so is told from one without such roles.
        if (token === undefined)
          for (const account of accounts) if (inShard(account, context.shard)) yield { kind: "account", account };
      },
      async reread({ arn, name, account }) {
        try {
          const client = await members.iamFor({ id: account, partition: arn.split(":")[1] ?? "aws" });
          return (await getAccountRole(client, calls, name, `IAM of ${account}`)) ?? "deleted";
        } catch (error) {
          return notRead(arn, `Confirming \`${arn}\` with IAM`, error, account);
        }
      },
    };
  },
};

interface Scope {
  readonly aggregator: string;
  /** For the reads that confirm a drift, in accounts other than the credentials' own. */
  readonly auditRole: { readonly roleName: string; readonly externalId?: string } | undefined;
}

function parseScope(rest: string): Scope {
  const form = "`config:AGGREGATOR-NAME[,role=ROLE-NAME][,external-id=ID]`";
  const [aggregator = "", ...parts] = rest.split(",");
  if (!/^[\w-]{1,256}$/.test(aggregator))
    throw new TypeError(`Which aggregator? \`${aggregator}\` is no name of one. Write ${form}.`);
  const options = new Map<string, string>();
  for (const part of parts) {
    const [, name, value] = /^(role|external-id)=(.+)$/.exec(part) ?? [];
    if (name === undefined || value === undefined)
      throw new TypeError(`\`${part}\` is not understood after \`config:\`. Write ${form}.`);
    options.set(name, value);
  }
  const roleName = options.get("role");
  const externalId = options.get("external-id");
  if (roleName === undefined) return { aggregator, auditRole: undefined };
  return { aggregator, auditRole: { roleName, ...(externalId === undefined ? {} : { externalId }) } };
}

function toDeployedRole({
  accountId,
  arn,
  configuration,
  configurationItemCaptureTime: at,
}: Row): DeployedRole | undefined {
  const { roleName, path, roleId, assumeRolePolicyDocument } = configuration ?? {};
  if (arn === undefined || assumeRolePolicyDocument === undefined) return undefined;
  return {
    kind: "role",
    arn,
    account: accountId ?? arn.split(":")[4] ?? "",
    name: roleName ?? arn.slice(arn.lastIndexOf("/") + 1),
    path: path ?? "/",
    ...(roleId === undefined ? {} : { roleId }),
    trustPolicy: decodePolicyText(assumeRolePolicyDocument),
    source: at === undefined ? "AWS Config" : `AWS Config, recorded ${at}`,
  };
}
