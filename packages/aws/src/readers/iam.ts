import { type AccountIam, getAccountRole, kept, listAccountRoles, openIam } from "../account-roles.ts";
import { readAssociations } from "../associations.ts";
import { awsCalls } from "../aws-calls.ts";
import { callerAccount } from "../caller.ts";
import { notRead } from "../not-read.ts";
import type { RoleReader } from "../reader.ts";

/** Up to so many named roles are asked for one by one; beyond, the list is as cheap and says more. */
const handful = 5;

export const iam: RoleReader = {
  scheme: "iam",
  title: "The account of the credentials, through the IAM API",
  open(rest, context) {
    if (rest !== "") {
      throw new TypeError(
        `\`iam:\` takes nothing after the colon, and \`${rest}\` stands there. It reads the account of the credentials.`,
      );
    }
    const calls = context.calls ?? awsCalls(context.signal === undefined ? {} : { signal: context.signal });
    let opened: Promise<AccountIam> | undefined;
    const connect = (): Promise<AccountIam> => {
      opened ??= calls.clientConfig().then((config) => openIam(config));
      return opened;
    };
    return {
      async *read() {
        let account: string;
        try {
          account = await callerAccount(calls);
        } catch (error) {
          yield notRead("the account of the credentials", "Asking STS who the credentials are", error);
          return;
        }
        const source = `IAM of ${account}`;
        context.progress?.accountFound(account);
        const { names } = context;
        try {
          const iamOfAccount = await connect();
          if (names !== undefined && names.length <= handful) {
            for (const name of names) {
              const role = await getAccountRole(iamOfAccount, calls, name, source);
              if (role !== undefined) yield role;
            }
          } else {
            for await (const page of listAccountRoles(iamOfAccount, calls, source)) yield* kept(page, context);
          }
          yield { kind: "account", account };
          context.progress?.accountDone(account);
          if (context.associations === true)
            yield* readAssociations(account, await calls.clientConfig(), calls, context.regions);
        } catch (error) {
          yield notRead(`account ${account}`, "Reading the roles of the account", error, account);
        }
      },
      async reread({ arn, name, account }) {
        try {
          return (await getAccountRole(await connect(), calls, name, `IAM of ${account}`)) ?? "deleted";
        } catch (error) {
          return notRead(arn, `Reading \`${name}\` again`, error, account);
        }
      },
    };
  },
};
