import { type AccountIam, openIam } from "./account-roles.ts";
import { type AssumedRoles, assumedRoles, type MemberAccount } from "./assumed-role.ts";
import type { AwsCalls, ClientConfig } from "./aws-calls.ts";
import { callerAccount } from "./caller.ts";
import { makePace, type Pace } from "./pace.ts";

/** Ways into accounts: a role assumed in each, and the credentials as they are for their own account. */
export interface MemberAccounts {
  /** The account of the credentials themselves. */
  home(): Promise<string>;
  /** Connections and credentials for one account. Throws `NoRoleGiven` where there is no way into it. */
  configFor(account: MemberAccount): Promise<ClientConfig>;
  iamFor(account: MemberAccount): Promise<AccountIam>;
  /** Call it when AWS no longer takes the session of an account. */
  forget(id: string): void;
}

export interface AuditRole {
  readonly roleName: string;
  readonly externalId?: string;
  readonly associations: boolean;
}

/** Another account than the credentials' own, and nobody said which role is to be assumed there. */
export class NoRoleGiven extends Error {
  override readonly name = "NoRoleGiven";
}

export function memberAccounts(calls: AwsCalls, role: AuditRole | undefined): MemberAccounts {
  let home: Promise<string> | undefined;
  let sessions: Promise<AssumedRoles> | undefined;
  const paces = new Map<string, Pace>();

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
    if (role === undefined) throw new NoRoleGiven(`no role is given to be assumed in account ${account.id}`);
    sessions ??= openSessions(role);
    return { ...config, credentials: await (await sessions).credentialsFor(account) };
  }

  return {
    home: askHome,
    configFor,
    async iamFor(account) {
      const pace = paces.get(account.id) ?? makePace();
      paces.set(account.id, pace);
      return openIam(await configFor(account), pace);
    },
    forget(id) {
      void sessions?.then((open) => open.forget(id));
    },
  };
}
