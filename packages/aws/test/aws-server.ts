import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A local server that answers as AWS's published models say, for what redshift-guard asks: IAM and STS (query protocol,
 * XML), Organizations, Config, Redshift Serverless and CloudTrail (JSON 1.1), Redshift (query). Documents are URL-encoded
 * as IAM does. Throttling is a token bucket per account and service. It is no AWS: what a real account does with a
 * document (principal ids, size limits) is not imitated.
 */
export interface FakeAws {
  readonly url: string;
  /** Every call in order: `service.Action` and the account that was asked. */
  readonly calls: {
    readonly name: string;
    readonly account: string;
    readonly parameters: Readonly<Record<string, string>>;
  }[];
  countOf(name: string): number;
  close(): Promise<void>;
}

export interface FakeRole {
  readonly name: string;
  readonly path?: string;
  readonly id?: string;
  readonly description?: string;
  readonly trust: unknown;
}

export interface FakeAccount {
  readonly id: string;
  readonly name?: string;
  readonly state?: string;
  readonly parent?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly roles: FakeRole[];
  /** The role that a management account may assume here; absent: access denied. */
  readonly auditRole?: string;
  readonly externalId?: string;
}

export interface FakeAwsOptions {
  readonly accounts: readonly FakeAccount[];
  /** The account of credentials that were not got by AssumeRole. */
  readonly home: string;
  /** Of every ARN; `aws` unless told. */
  readonly partition?: string;
  /** Organizational units by the one above. */
  readonly units?: Readonly<Record<string, readonly string[]>>;
  readonly latencyMs?: number;
  /** Calls a second and burst, per account for IAM, for the home account for STS. */
  readonly iamBucket?: { readonly rate: number; readonly burst: number };
  readonly stsBucket?: { readonly rate: number; readonly burst: number };
  /** Rows as Config's advanced query returns them, each a JSON text. */
  readonly configRows?: readonly string[];
  readonly clusters?: Readonly<Record<string, readonly { readonly id: string; readonly roles: readonly string[] }[]>>;
  readonly namespaces?: Readonly<
    Record<string, readonly { readonly name: string; readonly roles: readonly string[] }[]>
  >;
  readonly events?: readonly {
    readonly role: string;
    readonly user: string;
    readonly time: number;
    /** The event's own record. */
    readonly record?: object;
  }[];
  /** Looks at a call before it is answered; may answer it itself (a fault) and return true. */
  readonly intercept?: (
    call: FakeCall,
    response: ServerResponse,
    request: IncomingMessage,
  ) => boolean | Promise<boolean>;
}

export interface FakeCall {
  readonly service: string;
  readonly action: string;
  readonly account: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** How often this action was asked of this account before. */
  readonly before: number;
}

const sessionPrefix = "ASIA";

export async function startFakeAws(options: FakeAwsOptions): Promise<FakeAws> {
  const accounts = new Map(options.accounts.map((account) => [account.id, account]));
  const calls: { name: string; account: string; parameters: Readonly<Record<string, string>> }[] = [];
  const counts = new Map<string, number>();
  const { partition = "aws" } = options;
  const buckets = new Map<string, { tokens: number; at: number }>();

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void answer(request, response, Buffer.concat(chunks).toString("utf8")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    countOf: (name) => calls.filter((call) => call.name === name).length,
    close: () => stop(server),
  };

  async function answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const scope = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? "");
    const [key, region, service] =
      scope === null ? ["", "us-east-1", ""] : [scope[1] as string, scope[2] as string, scope[3] as string];
    const account = key.startsWith(sessionPrefix) ? key.slice(4, 16) : options.home;
    const target = request.headers["x-amz-target"];
    const json = typeof target === "string";
    const parameters = json ? flatten(body) : Object.fromEntries(new URLSearchParams(body));
    const action = json ? (target.split(".").at(-1) as string) : (parameters["Action"] ?? "");
    const name = `${service}.${action}`;
    const counted = `${name} ${account}`;
    const before = counts.get(counted) ?? 0;
    counts.set(counted, before + 1);
    calls.push({ name, account, parameters });
    if (options.latencyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    const call = { service, action, account, region, parameters, before };
    if ((await options.intercept?.(call, response, request)) === true) return;
    const bucket = service === "iam" ? options.iamBucket : service === "sts" ? options.stsBucket : undefined;
    if (bucket !== undefined && !take(`${service} ${account}`, bucket)) {
      sendError(response, json, 400, "Throttling", "Rate exceeded");
      return;
    }
    try {
      const result = handle(call);
      response.writeHead(200, {
        "content-type": json ? "application/x-amz-json-1.1" : "text/xml",
        "x-amzn-requestid": "fake",
      });
      response.end(result);
    } catch (error) {
      const { status, code, message } = error as { status?: number; code?: string; message: string };
      sendError(response, json, status ?? 500, code ?? "ServiceFailure", message);
    }
  }

  function take(id: string, bucket: { rate: number; burst: number }): boolean {
    const now = Date.now();
    const state = buckets.get(id) ?? { tokens: bucket.burst, at: now };
    state.tokens = Math.min(bucket.burst, state.tokens + ((now - state.at) / 1000) * bucket.rate);
    state.at = now;
    buckets.set(id, state);
    if (state.tokens < 1) return false;
    state.tokens -= 1;
    return true;
  }

  function handle({ service, action, account, region, parameters }: FakeCall): string {
    const asked = accounts.get(account);
    switch (`${service}.${action}`) {
      case "sts.GetCallerIdentity":
        return xml(
          "GetCallerIdentity",
          "sts",
          `<Account>${account}</Account><Arn>arn:${partition}:iam::${account}:user/audit</Arn><UserId>AIDAFAKE</UserId>`,
        );
      // Not signed: the token stands for the caller.
      case ".AssumeRoleWithWebIdentity": {
        const id = parameters["RoleArn"]?.split(":")[4] ?? "";
        return xml("AssumeRoleWithWebIdentity", "sts", credentialsXml(id));
      }
      case "sts.AssumeRole":
        return assumeRole(parameters);
      case "iam.ListRoles": {
        const all = (asked?.roles ?? []).filter((role) =>
          (role.path ?? "/").startsWith(parameters["PathPrefix"] ?? "/"),
        );
        const from = Number(parameters["Marker"] ?? 0);
        const to = from + Number(parameters["MaxItems"] ?? 100);
        const more = to < all.length;
        const members = all.slice(from, to).map((role) => `<member>${roleXml(partition, account, role)}</member>`);
        return xml(
          "ListRoles",
          "iam",
          `<IsTruncated>${more}</IsTruncated>${more ? `<Marker>${to}</Marker>` : ""}<Roles>${members.join("")}</Roles>`,
        );
      }
      case "iam.GetRole": {
        const role = asked?.roles.find((candidate) => candidate.name === parameters["RoleName"]);
        if (role === undefined)
          throw fault(404, "NoSuchEntity", `The role with name ${parameters["RoleName"]} cannot be found.`);
        return xml("GetRole", "iam", `<Role>${roleXml(partition, account, role)}</Role>`);
      }
      case "iam.UpdateAssumeRolePolicy": {
        const index = asked?.roles.findIndex((candidate) => candidate.name === parameters["RoleName"]) ?? -1;
        if (asked === undefined || index === -1)
          throw fault(404, "NoSuchEntity", `The role with name ${parameters["RoleName"]} cannot be found.`);
        asked.roles[index] = {
          ...(asked.roles[index] as FakeRole),
          trust: JSON.parse(parameters["PolicyDocument"] ?? ""),
        };
        return xml("UpdateAssumeRolePolicy", "iam", "");
      }
      case "organizations.ListAccounts":
      case "organizations.ListAccountsForParent": {
        const parent = parameters["ParentId"];
        const all = options.accounts.filter((candidate) => parent === undefined || candidate.parent === parent);
        const from = Number(parameters["NextToken"] ?? 0);
        const to = from + Math.min(20, Number(parameters["MaxResults"] ?? 20));
        const page = all.slice(from, to).map((candidate) => ({
          Id: candidate.id,
          Arn: `arn:${partition}:organizations::${options.home}:account/o-fake/${candidate.id}`,
          Name: candidate.name ?? candidate.id,
          State: candidate.state ?? "ACTIVE",
        }));
        return JSON.stringify({ Accounts: page, ...(to < all.length ? { NextToken: String(to) } : {}) });
      }
      case "organizations.ListTagsForResource":
        return JSON.stringify({
          Tags: Object.entries(accounts.get(parameters["ResourceId"] ?? "")?.tags ?? {}).map(([Key, Value]) => ({
            Key,
            Value,
          })),
        });
      case "organizations.ListOrganizationalUnitsForParent":
        return JSON.stringify({
          OrganizationalUnits: (options.units?.[parameters["ParentId"] ?? ""] ?? []).map((Id) => ({ Id })),
        });
      case "config.SelectAggregateResourceConfig": {
        const rows = options.configRows ?? [];
        const from = Number(parameters["NextToken"] ?? 0);
        const to = from + Math.min(100, Number(parameters["Limit"] ?? 25));
        return JSON.stringify({
          Results: rows.slice(from, to),
          ...(to < rows.length ? { NextToken: String(to) } : {}),
        });
      }
      case "redshift.DescribeClusters": {
        const clusters = (options.clusters?.[`${account} ${region}`] ?? []).map(
          ({ id, roles }) =>
            `<Cluster><ClusterIdentifier>${id}</ClusterIdentifier><IamRoles>${roles.map((role) => `<ClusterIamRole><IamRoleArn>${role}</IamRoleArn><ApplyStatus>in-sync</ApplyStatus></ClusterIamRole>`).join("")}</IamRoles></Cluster>`,
        );
        return xml("DescribeClusters", "redshift", `<Clusters>${clusters.join("")}</Clusters>`);
      }
      case "redshift-serverless.ListNamespaces":
        return JSON.stringify({
          namespaces: (options.namespaces?.[`${account} ${region}`] ?? []).map(({ name, roles }) => ({
            namespaceName: name,
            iamRoles: roles,
          })),
        });
      case "cloudtrail.LookupEvents": {
        const from = Number(parameters["NextToken"] ?? 0);
        const found = (options.events ?? []).filter(({ role }) => Object.values(parameters).includes(role));
        return JSON.stringify({
          ...(from + 50 < found.length ? { NextToken: String(from + 50) } : {}),
          Events: found.slice(from, from + 50).map(({ role, user, time, record }) => ({
            ...(record === undefined ? {} : { CloudTrailEvent: JSON.stringify(record) }),
            EventName: "UpdateAssumeRolePolicy",
            EventTime: time,
            Username: user,
            EventSource: "iam.amazonaws.com",
            Resources: [{ ResourceName: role, ResourceType: "AWS::IAM::Role" }],
          })),
        });
      }
      default:
        throw fault(400, "InvalidAction", `This server does not know ${service}.${action}.`);
    }
  }

  function assumeRole(parameters: Readonly<Record<string, string>>): string {
    const [, given, , , id, resource] = (parameters["RoleArn"] ?? "").split(":") as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const target = accounts.get(id ?? "");
    const wanted = target?.auditRole;
    if (
      wanted === undefined ||
      given !== partition ||
      resource !== `role/${wanted}` ||
      (target?.externalId !== undefined && target.externalId !== parameters["ExternalId"])
    ) {
      throw fault(
        403,
        "AccessDenied",
        `User is not authorized to perform: sts:AssumeRole on resource: ${parameters["RoleArn"]}`,
      );
    }
    return xml(
      "AssumeRole",
      "sts",
      `${credentialsXml(id)}<AssumedRoleUser><Arn>${parameters["RoleArn"]}/s</Arn><AssumedRoleId>AROAFAKE:s</AssumedRoleId></AssumedRoleUser>`,
    );
  }
}

export function sendError(
  response: ServerResponse,
  json: boolean,
  status: number,
  code: string,
  message: string,
): void {
  response.writeHead(status, {
    "content-type": json ? "application/x-amz-json-1.1" : "text/xml",
    ...(json ? { "x-amzn-errortype": code } : {}),
  });
  response.end(
    json
      ? JSON.stringify({ __type: code, message })
      : `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>fake</RequestId></ErrorResponse>`,
  );
}

function credentialsXml(account: string): string {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  return `<Credentials><AccessKeyId>${sessionPrefix}${account}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token-${account}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`;
}

function roleXml(partition: string, account: string, role: FakeRole): string {
  const path = role.path ?? "/";
  const document = encodeURIComponent(typeof role.trust === "string" ? role.trust : JSON.stringify(role.trust));
  return `<Path>${path}</Path><RoleName>${role.name}</RoleName><RoleId>${role.id ?? `AROA${role.name.toUpperCase()}`}</RoleId><Arn>arn:${partition}:iam::${account}:role${path}${role.name}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument><Description>${escapeXml(role.description ?? "")}</Description><MaxSessionDuration>3600</MaxSessionDuration>`;
}

function xml(action: string, service: string, result: string): string {
  const namespace = {
    iam: "https://iam.amazonaws.com/doc/2010-05-08/",
    sts: "https://sts.amazonaws.com/doc/2011-06-15/",
    redshift: "http://redshift.amazonaws.com/doc/2012-12-01/",
  }[service];
  return `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>fake</RequestId></ResponseMetadata></${action}Response>`;
}

function flatten(body: string): Record<string, string> {
  const flat: Record<string, string> = {};
  const walk = (value: unknown, path: string): void => {
    if (value !== null && typeof value === "object")
      for (const [key, inner] of Object.entries(value)) walk(inner, path === "" ? key : `${path}.${key}`);
    else flat[path] = String(value);
  };
  walk(JSON.parse(body === "" ? "{}" : body), "");
  return flat;
}

function fault(status: number, code: string, message: string): Error {
  return Object.assign(new Error(message), { status, code });
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[c] as string);
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
