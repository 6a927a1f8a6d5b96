import type { NotRead, RoleReading } from "@redshift-guard/core";
import { getAccountRole, kept, listAccountRoles } from "../account-roles.ts";
import { type Account, type LeftOut, listAccounts, type NotFound } from "../accounts.ts";
import { readAssociations } from "../associations.ts";
import { awsCalls } from "../aws-calls.ts";
import { memberAccounts } from "../member-accounts.ts";
import { mergeConcurrently } from "../merge.ts";
import { notRead } from "../not-read.ts";
import { type OrganizationScope, parseOrganizationScope } from "../organization-scope.ts";
import type { RoleReader } from "../reader.ts";
import { isExpired } from "../retry.ts";
import { inShard } from "../shard.ts";

/** IAM's budgets are per account: one call at a time in each, and many accounts side by side. */
const accountsAtOnce = 24;

export const organization: RoleReader = {
  scheme: "organization",
  title: "Every account of the organization, through a role in each",
  open(rest, context) {
    const scope = parseOrganizationScope(rest);
    const calls =
      context.calls ??
      awsCalls({ connections: accountsAtOnce, ...(context.signal === undefined ? {} : { signal: context.signal }) });
    const members = memberAccounts(calls, { ...scope, associations: context.associations === true });

    async function* everyAccount(): AsyncGenerator<Account | LeftOut | NotFound> {
      const { OrganizationsClient } = await import("@aws-sdk/client-organizations");
      yield* listAccounts(new OrganizationsClient(await calls.clientConfig()), calls, scope);
    }

    async function* accounts(): AsyncGenerator<Account | NotRead> {
      try {
        for await (const account of everyAccount()) {
          if ("reason" in account) context.note?.(`Account ${account.id} is left out: ${account.reason}.`);
          else if (!inShard(account.id, context.shard)) continue;
          else if ("isMissing" in account) yield notFound(account, scope);
          else {
            context.progress?.accountFound(account.id);
            yield account;
          }
        }
      } catch (error) {
        yield notRead("the organization", "Listing the organization's accounts", error);
      }
    }

    async function* readAccount(account: Account): AsyncGenerator<RoleReading> {
      for await (const page of listAccountRoles(await members.iamFor(account), calls, `IAM of ${account.id}`))
        yield* kept(page, context);
      yield { kind: "account", account: account.id };
      if (context.associations === true)
        yield* readAssociations(account.id, await members.configFor(account), calls, context.regions);
    }

    return {
      async *read() {
        try {
          await members.home();
        } catch (error) {
          yield notRead("the organization", "Asking STS who the credentials are", error);
          return;
        }
        yield* mergeConcurrently(accounts(), accountsAtOnce, async function* (account): AsyncGenerator<RoleReading> {
          if ("kind" in account) {
            yield account;
            return;
          }
          // A session that ends in the middle is renewed once; what was read stays, and the list begins anew.
          for (let renewed = false; ; renewed = true) {
            try {
              yield* readAccount(account);
              break;
            } catch (error) {
              if (!renewed && isExpired(error)) {
                members.forget(account.id);
                continue;
              }
              yield notRead(
                `account ${account.id}`,
                `Reading account ${account.id} (${account.name})`,
                error,
                account.id,
              );
              break;
            }
          }
          context.progress?.accountDone(account.id);
        });
      },
      async countAccounts() {
        let count = 0;
        for await (const account of everyAccount()) if ("partition" in account) count++;
        return count;
      },
      async reread({ arn, name, account }) {
        try {
          const client = await members.iamFor({ id: account, partition: arn.split(":")[1] ?? "aws" });
          return (await getAccountRole(client, calls, name, `IAM of ${account}`)) ?? "deleted";
        } catch (error) {
          return notRead(arn, `Reading \`${arn}\` again`, error, account);
        }
      },
    };
  },
};

function notFound({ id }: NotFound, { units }: OrganizationScope): NotRead {
  const where = units.length === 0 ? "the organization" : `${units.join(" and ")} of the organization`;
  return {
    kind: "not-read",
    subject: `account ${id}`,
    code: "NOT_ANALYSED_ACCOUNT_NOT_FOUND",
    details: `The source names account ${id}, and ${where} has no account of this id. Correct the id, or take it out.`,
    account: id,
  };
}
