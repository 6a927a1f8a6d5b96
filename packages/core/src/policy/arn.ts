/** `arn:partition:service:region:account:resource`; the resource keeps its own colons and slashes. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** Splits an ARN, with or without wildcards. Undefined when it has fewer than six fields or does not begin with `arn:`. */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const fields = text.split(":");
  if (fields.length < 6) return undefined;
  const [, partition, service, region, account, ...resource] = fields as [
    string,
    string,
    string,
    string,
    string,
    ...string[],
  ];
  return { partition, service, region, account, resource: resource.join(":") };
}

/** A database user of Redshift: `arn:aws:redshift:region:account:dbuser:cluster/user`, or a Serverless one. */
export interface DbUser {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Cluster name, or `serverless-<account>-<workgroup id>`. */
  readonly cluster: string;
  readonly user: string;
}

/** https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html */
export function parseDbUserArn(text: string): DbUser | undefined {
  const arn = parseArn(text);
  if (arn?.service !== "redshift" || !arn.resource.startsWith("dbuser:")) return undefined;
  const name = arn.resource.slice("dbuser:".length);
  const slash = name.indexOf("/");
  if (slash === -1) return undefined;
  return {
    partition: arn.partition,
    region: arn.region,
    account: arn.account,
    cluster: name.slice(0, slash),
    user: name.slice(slash + 1),
  };
}

export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
