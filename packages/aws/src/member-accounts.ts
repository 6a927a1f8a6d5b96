import type { IAMClient } from "@aws-sdk/client-iam";
import { type AssumedRoles, assumedRoles } from "./assumed-role.ts";
import type { AwsCalls, ClientConfig } from "./aws-calls.ts";
import { callerAccount } from "./caller.ts";
import { makePace } from "./pace.ts";

export interface MemberAccount {
  readonly id: string;
  readonly partition: string;
}

/** Ways into accounts: a role assumed in each, and the credentials as they are for their own account. */
export interface MemberAccounts {
  /** The account of the credentials themselves. */
  home(): Promise<string>;
  /** Connections and credentials for one account. */
  configFor(account: MemberAccount): Promise<ClientConfig>;
  iamFor(account: MemberAccount): Promise<IAMClient>;
}

export interface AuditRole {
  readonly roleName: string;
  readonly externalId?: string;
  readonly associations: boolean;
}

export function memberAccounts(calls: AwsCalls, role: AuditRole | undefined): MemberAccounts {
  let home: Promise<string> | undefined;
  let sessions: Promise<AssumedRoles> | undefined;

  async function openSessions(auditRole: AuditRole): Promise<AssumedRoles> {
    const { STSClient } = await import("@aws-sdk/client-sts");
    return assumedRoles(new STSClient(await calls.clientConfig()), calls, { ...auditRole, pace: makePace() });
  }

  function askHome(): Promise<string> {
    home ??= callerAccount(calls);
    return home;
  }

  async function configFor(account: MemberAccount): Promise<ClientConfig> {
    const config = await calls.clientConfig();
    if (account.id === (await askHome())) return config;
    if (role === undefined) throw new Error(`no role is given to be assumed in account ${account.id}`);
    sessions ??= openSessions(role);
    return { ...config, credentials: await (await sessions).credentialsFor(account) };
  }

  return {
    home: askHome,
    configFor,
    async iamFor(account) {
      const { IAMClient } = await import("@aws-sdk/client-iam");
      return new IAMClient(await configFor(account));
    },
  };
}
