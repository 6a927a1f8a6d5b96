import type { SelectAggregateResourceConfigCommandOutput } from "@aws-sdk/client-config-service";
import { type DeployedRole, decodePolicyText, type NotRead, plural, type RoleReading } from "@redshift-guard/core";
import { getAccountRole } from "../account-roles.ts";
import { listAccounts } from "../accounts.ts";
import { parseAggregatorScope } from "../aggregator-scope.ts";
import { answerWith } from "../answer.ts";
import { readAssociations } from "../associations.ts";
import type { MemberAccount } from "../assumed-role.ts";
import { awsCalls } from "../aws-calls.ts";
import { memberAccounts, NoRoleGiven } from "../member-accounts.ts";
import { mergeConcurrently } from "../merge.ts";
import { notRead } from "../not-read.ts";
import { pages } from "../pages.ts";
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

const accountsAtOnce = 24;

export const config: RoleReader = {
  scheme: "config",
  title: "An AWS Config aggregator: thousands of accounts in one chain of queries, minutes old",
  open(rest, context) {
    const { aggregator, auditRole, coverage, except } = parseAggregatorScope(rest);
    const calls = context.calls ?? awsCalls(context.signal === undefined ? {} : { signal: context.signal });
    const members = memberAccounts(
      calls,
      auditRole === undefined ? undefined : { ...auditRole, associations: context.associations === true },
    );

    async function* rows(): AsyncGenerator<Row | NotRead> {
      const sdk = await import("@aws-sdk/client-config-service");
      const client = new sdk.ConfigServiceClient(await calls.clientConfig());
      const query = { ConfigurationAggregatorName: aggregator, Expression: expression, Limit: 100 };
      const ask = (NextToken: string | undefined): Promise<SelectAggregateResourceConfigCommandOutput> =>
        calls.send("config:SelectAggregateResourceConfig", (o) =>
          answerWith("Results", client.send(new sdk.SelectAggregateResourceConfigCommand({ ...query, NextToken }), o)),
        );
      for await (const page of pages(ask, ({ NextToken: token }) => token))
        for (const text of page.Results ?? []) yield parseRow(text, aggregator);
    }

    /** The accounts of the organization that the aggregator knows no role of: every account has some. */
    async function* notCovered(known: ReadonlySet<string>): AsyncGenerator<NotRead> {
      try {
        const { OrganizationsClient } = await import("@aws-sdk/client-organizations");
        const client = new OrganizationsClient(await calls.clientConfig());
        for await (const account of listAccounts(client, calls, { units: [], tags: {}, ids: [], except })) {
          const { id } = account;
          if (!inShard(id, context.shard)) continue;
          if ("reason" in account) context.note?.(`Account ${id} is left out: ${account.reason}.`);
          else if ("name" in account && !known.has(id)) yield notRecorded(id, account.name, aggregator);
        }
      } catch (error) {
        yield notRead("the organization", "Listing the organization's accounts", error);
      }
    }

    async function* associationsOf(account: MemberAccount): AsyncGenerator<RoleReading> {
      try {
        yield* readAssociations(account.id, await members.configFor(account), calls, context.regions);
      } catch (error) {
        yield notRead(`Redshift of account ${account.id}`, "Entering the account", error, account.id);
      }
    }

    return {
      isDelayed: true,
      async *read() {
        const newest = new Map<string, { readonly role: DeployedRole; readonly at: string }>();
        const accounts = new Set<string>();
        const partitions = new Map<string, string>();
        let oldest: string | undefined;
        let isWhole = false;
        try {
          for await (const row of rows()) {
            if ("kind" in row) {
              yield row;
              continue;
            }
            const role = toDeployedRole(row);
            if (role === undefined) {
              const subject = String(row.arn ?? row.resourceId ?? `a row of ${aggregator}`);
              const fault = new Error("the item has no ARN or no trust policy");
              yield notRead(subject, "Reading a role from the aggregator", fault, row.accountId);
              continue;
            }
            context.progress?.roleRead();
            if (!inShard(role.account, context.shard)) continue;
            if (!accounts.has(role.account)) context.progress?.accountFound(role.account);
            accounts.add(role.account);
            partitions.set(role.account, role.arn.split(":")[1] ?? "aws");
            if (context.keep?.(role) === false) continue;
            const at = row.configurationItemCaptureTime ?? "";
            const known = newest.get(role.arn);
            if (known === undefined || at > known.at) newest.set(role.arn, { role, at });
          }
          isWhole = true;
        } catch (error) {
          yield notRead(`aggregator ${aggregator}`, `Asking the aggregator \`${aggregator}\``, error);
        }
        for (const { role, at } of newest.values()) {
          if (at !== "" && (oldest === undefined || at < oldest)) oldest = at;
          yield role;
        }
        if (oldest !== undefined)
          context.note?.(
            `${plural(newest.size, "role")} ${newest.size === 1 ? "is" : "are"} told as AWS Config recorded the last change, the oldest at ${oldest}; a change of the last minutes may not be there yet.`,
          );
        // A list that broke off says nothing about the roles and accounts that are missing in it.
        if (!isWhole) return;
        for (const account of accounts) {
          yield { kind: "account", account };
          context.progress?.accountDone(account);
        }
        if (context.associations === true)
          yield* mergeConcurrently(partitions, accountsAtOnce, ([id, partition]) => associationsOf({ id, partition }));
        if (coverage) yield* notCovered(accounts);
        else
          context.note?.(
            `The aggregator \`${aggregator}\` knows ${plural(accounts.size, "account")}. Whether there are others was not checked; \`coverage=organization\` does.`,
          );
      },
      async reread({ arn, name, account }) {
        try {
          const iam = await members.iamFor({ id: account, partition: arn.split(":")[1] ?? "aws" });
          return (await getAccountRole(iam, calls, name, `IAM of ${account}`)) ?? "deleted";
        } catch (error) {
          if (error instanceof NoRoleGiven) return notConfirmed(arn, account, aggregator);
          return notRead(arn, `Confirming \`${arn}\` with IAM`, error, account);
        }
      },
    };
  },
};

/** A row that cannot be understood is one role that is not read; the others stand. */
function parseRow(text: string, aggregator: string): Row | NotRead {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Row;
  } catch {
    // Worded below, as a value that is no object is.
  }
  const fault = new Error(`the item is no JSON object: ${text.slice(0, 80)}`);
  return notRead(`a row of ${aggregator}`, "Reading a role from the aggregator", fault);
}

function notRecorded(account: string, name: string, aggregator: string): NotRead {
  return {
    kind: "not-read",
    subject: `account ${account}`,
    code: "NOT_ANALYSED_NOT_RECORDED",
    details: `The aggregator \`${aggregator}\` knows no role of account ${account} (${name}), which is active. Let AWS Config record \`AWS::IAM::Role\` there and the aggregator collect it, or read the account with \`organization:\`.`,
    account,
  };
}

function notConfirmed(arn: string, account: string, aggregator: string): NotRead {
  return {
    kind: "not-read",
    subject: arn,
    code: "NOT_ANALYSED_NOT_CONFIRMED",
    details: `What AWS Config recorded of \`${arn}\` differs, and IAM of account ${account} could not be asked whether that still holds, because no role is given to be assumed there. Write \`config:${aggregator},role=ROLE-NAME\`, or turn confirming off to believe AWS Config.`,
    account,
  };
}

function toDeployedRole({
  accountId,
  arn,
  configuration,
  configurationItemCaptureTime: at,
}: Row): DeployedRole | undefined {
  const { roleName, path, roleId, assumeRolePolicyDocument } = configuration ?? {};
  // Rows are JSON that nobody checked.
  if (typeof arn !== "string" || typeof assumeRolePolicyDocument !== "string") return undefined;
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
