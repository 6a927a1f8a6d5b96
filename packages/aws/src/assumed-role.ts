import type { STSClient } from "@aws-sdk/client-sts";
import type { AwsCalls } from "./aws-calls.ts";
import type { Pace } from "./pace.ts";

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
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
  credentialsFor(account: { readonly id: string; readonly partition: string }): Promise<SessionCredentials>;
}

/** A session from a chained role lasts an hour at most: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html */
const sessionSeconds = 3600;
const lastMinute = 60_000;

export function assumedRoles(client: STSClient, calls: AwsCalls, options: AssumedRoleOptions): AssumedRoles {
  const sessions = new Map<string, SessionCredentials>();
  const policy = sessionPolicy(options.associations);

  return {
    async credentialsFor({ id, partition }) {
      const known = sessions.get(id);
      if (known !== undefined && known.expiration.getTime() - Date.now() > lastMinute) return known;
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
      const session = {
        accessKeyId: got.AccessKeyId,
        secretAccessKey: got.SecretAccessKey,
        sessionToken: got.SessionToken,
        expiration: got.Expiration ?? new Date(Date.now() + sessionSeconds * 1000),
      };
      sessions.set(id, session);
      return session;
    },
  };
}

/** Whatever the audit role may do, this session may only read. */
function sessionPolicy(associations: boolean): string {
  const redshift = associations ? ["redshift:DescribeClusters", "redshift-serverless:ListNamespaces"] : [];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["iam:ListRoles", "iam:GetRole", ...redshift], Resource: "*" }],
  });
}
