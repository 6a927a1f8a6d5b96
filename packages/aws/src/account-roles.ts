import type { IAMClient, ListRolesCommandOutput, Role } from "@aws-sdk/client-iam";
import { type DeployedRole, decodePolicyText } from "@redshift-guard/core";
import { answerWith } from "./answer.ts";
import type { AwsCalls, ClientConfig } from "./aws-calls.ts";
import { makePace, type Pace } from "./pace.ts";
import { pages } from "./pages.ts";
import type { ReadContext } from "./reader.ts";

/** IAM of one account. Its throttling budget is the account's own, so the pace is, too. */
export interface AccountIam {
  readonly client: IAMClient;
  readonly pace: Pace;
}

export async function openIam(config: ClientConfig, pace: Pace = makePace()): Promise<AccountIam> {
  const { IAMClient } = await import("@aws-sdk/client-iam");
  return { client: new IAMClient(config), pace };
}

/**
 * Every role of one account, page by page; IAM gives at most 1,000 a page. It may send fewer and still have more, so
 * only `IsTruncated` ends the list. A role that stands on two pages is yielded with the first only. Pages rather than
 * roles, since a step of asynchronous iteration costs more than the role it would carry.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export async function* listAccountRoles(
  { client, pace }: AccountIam,
  calls: AwsCalls,
  source: string,
): AsyncGenerator<readonly DeployedRole[]> {
  const { ListRolesCommand } = await import("@aws-sdk/client-iam");
  const seen = new Set<string>();
  const ask = (Marker: string | undefined): Promise<ListRolesCommandOutput> =>
    calls.send(
      "iam:ListRoles",
      (o) => answerWith("Roles", client.send(new ListRolesCommand({ MaxItems: 1000, Marker }), o)),
      pace,
    );
  for await (const page of pages(ask, ({ IsTruncated: more, Marker: marker }) =>
    more === true ? marker : undefined,
  )) {
    const roles: DeployedRole[] = [];
    for (const role of page.Roles ?? []) {
      const deployed = toDeployedRole(role, source);
      if (!seen.has(deployed.arn)) roles.push(deployed);
      seen.add(deployed.arn);
    }
    yield roles;
    if (page.IsTruncated === true && (page.Marker ?? "") === "")
      throw new Error("IAM said that there are more roles and gave no way to ask for them");
  }
}

/** The roles of a page that somebody will look at. */
export function kept(page: readonly DeployedRole[], { keep, progress }: ReadContext): readonly DeployedRole[] {
  for (const _ of page) progress?.roleRead();
  return keep === undefined ? page : page.filter(keep);
}

/** One role by name; undefined when the account has none of that name. */
export async function getAccountRole(
  { client, pace }: AccountIam,
  calls: AwsCalls,
  name: string,
  source: string,
): Promise<DeployedRole | undefined> {
  const { GetRoleCommand } = await import("@aws-sdk/client-iam");
  try {
    const { Role: role } = await calls.send(
      "iam:GetRole",
      (o) => answerWith("Role", client.send(new GetRoleCommand({ RoleName: name }), o)),
      pace,
    );
    return role === undefined ? undefined : toDeployedRole(role, source);
  } catch (error) {
    if ((error as Error).name === "NoSuchEntityException") return undefined;
    throw error;
  }
}

function toDeployedRole(role: Role, source: string): DeployedRole {
  const {
    Arn: arn = "",
    RoleName: name = "",
    Path: path = "/",
    RoleId: roleId,
    AssumeRolePolicyDocument: document = "",
  } = role;
  return {
    kind: "role",
    arn,
    account: arn.split(":")[4] ?? "",
    name,
    path,
    ...(roleId === undefined ? {} : { roleId }),
    trustPolicy: decodePolicyText(document),
    source,
  };
}
