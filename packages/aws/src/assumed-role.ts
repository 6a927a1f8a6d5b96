import type { STSClient } from "@aws-sdk/client-sts";
import type { AwsCalls } from "./aws-calls.ts";
import type { Pace } from "./pace.ts";

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

export interface MemberAccount {
  readonly id: string;
  readonly partition: string;
}

export interface AssumedRoleOptions {
  /** Name, with its path if it has one, of the role in each account. */
  readonly roleName: string;
  readonly externalId?: string;
  /** Also read where roles are attached in Redshift. */
  readonly associations: boolean;
  readonly pace: Pace;
}

/** One session an account, taken when first needed and kept until it is about to end. */
export interface AssumedRoles {
  credentialsFor(account: MemberAccount): Promise<SessionCredentials>;
  /** Call it when AWS no longer takes the session of an account: the next one asked for is new. */
  forget(id: string): void;
}

/** A session from a chained role lasts an hour at most: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html */
const sessionSeconds = 3600;
const lastMinute = 60_000;

export function assumedRoles(client: STSClient, calls: AwsCalls, options: AssumedRoleOptions): AssumedRoles {
  // Promises, so that many who ask for one account at once share one session.
  const sessions = new Map<string, Promise<SessionCredentials>>();
  const policy = sessionPolicy(options.associations);

  return {
    async credentialsFor(account) {
      for (;;) {
        const known = sessions.get(account.id);
        if (known === undefined) break;
        const session = await known;
        if (session.expiration.getTime() - Date.now() > lastMinute) return session;
        // Somebody else may have asked for the next one meanwhile.
        if (sessions.get(account.id) === known) break;
      }
      const asked = assume(account);
      sessions.set(account.id, asked);
      asked.catch(() => {
        if (sessions.get(account.id) === asked) sessions.delete(account.id);
      });
      return asked;
    },
    forget(id) {
      sessions.delete(id);
    },
  };

  async function assume({ id, partition }: MemberAccount): Promise<SessionCredentials> {
    const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
    const input = {
      RoleArn: `arn:${partition}:iam::${id}:role/${options.roleName}`,
      RoleSessionName: "redshift-guard",
      DurationSeconds: sessionSeconds,
      Policy: policy,
      ...(options.externalId === undefined ? {} : { ExternalId: options.externalId }),
    };
    const { Credentials: got } = await calls.send(
      "sts:AssumeRole",
      (o) => client.send(new AssumeRoleCommand(input), o),
      options.pace,
    );
    if (got?.AccessKeyId === undefined || got.SecretAccessKey === undefined || got.SessionToken === undefined) {
      throw new Error("STS answered without credentials");
    }
    return {
      accessKeyId: got.AccessKeyId,
      secretAccessKey: got.SecretAccessKey,
      sessionToken: got.SessionToken,
      expiration: got.Expiration ?? new Date(Date.now() + sessionSeconds * 1000),
    };
  }
}

/** Whatever the audit role may do, this session may only read. */
function sessionPolicy(associations: boolean): string {
  const redshift = associations ? ["redshift:DescribeClusters", "redshift-serverless:ListNamespaces"] : [];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["iam:ListRoles", "iam:GetRole", ...redshift], Resource: "*" }],
  });
}
