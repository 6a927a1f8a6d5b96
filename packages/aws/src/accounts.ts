import type {
  Account as AwsAccount,
  ListAccountsCommandOutput,
  ListAccountsForParentCommandOutput,
  ListOrganizationalUnitsForParentCommandOutput,
  ListTagsForResourceCommandOutput,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { answerWith } from "./answer.ts";
import type { AwsCalls } from "./aws-calls.ts";
import { pages } from "./pages.ts";

export interface Account {
  readonly id: string;
  readonly name: string;
  /** From the account's own ARN: the partition that its roles' ARNs have too. */
  readonly partition: string;
}

export interface AccountFilter {
  /** Organizational units, their children included; empty for the whole organization. */
  readonly units: readonly string[];
  /** Every tag must be on the account. */
  readonly tags: Readonly<Record<string, string>>;
  /** Only these account ids; empty for all. */
  readonly ids: readonly string[];
  /** Never these, whatever else selects them. */
  readonly except: readonly string[];
}

/** An account that is left out, and why; it is named in the report's notes. */
export interface LeftOut {
  readonly id: string;
  readonly reason: string;
}

/** An account that the filter names, and that is not there. */
export interface NotFound {
  readonly id: string;
  readonly isMissing: true;
}

/**
 * The accounts of the organization; Organizations gives at most 20 a page. Accounts that are suspended or closing have
 * no readable IAM: they come as `LeftOut`.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export async function* listAccounts(
  client: OrganizationsClient,
  calls: AwsCalls,
  filter: AccountFilter,
): AsyncGenerator<Account | LeftOut | NotFound> {
  const sdk = await import("@aws-sdk/client-organizations");
  const seen = new Set<string>();
  const sources = filter.units.length === 0 ? [everyAccount()] : filter.units.map((unit) => underUnit(unit));
  for (const source of sources) {
    for await (const account of source) {
      const { Id: id, Arn: arn } = account;
      if (id === undefined || arn === undefined || seen.has(id)) continue;
      seen.add(id);
      if (filter.ids.length > 0 && !filter.ids.includes(id)) continue;
      // `Status` was to be retired on 2026-09-09 in favour of `State`; older partitions still send only it.
      const state = account.State ?? account.Status ?? "ACTIVE";
      if (filter.except.includes(id)) yield { id, reason: "the source excepts it" };
      else if (state !== "ACTIVE") yield { id, reason: `the account is ${state.toLowerCase().replaceAll("_", " ")}` };
      else if (await hasTags(id)) yield { id, name: account.Name ?? id, partition: arn.split(":")[1] ?? "aws" };
    }
  }
  for (const id of new Set(filter.ids)) if (!seen.has(id)) yield { id, isMissing: true };

  async function* everyAccount(): AsyncGenerator<AwsAccount> {
    const ask = (NextToken: string | undefined): Promise<ListAccountsCommandOutput> =>
      calls.send("organizations:ListAccounts", (o) =>
        answerWith("Accounts", client.send(new sdk.ListAccountsCommand({ MaxResults: 20, NextToken }), o)),
      );
    for await (const page of pages(ask, nextToken)) yield* page.Accounts ?? [];
  }

  async function* underUnit(ParentId: string): AsyncGenerator<AwsAccount> {
    const ask = (NextToken: string | undefined): Promise<ListAccountsForParentCommandOutput> =>
      calls.send("organizations:ListAccountsForParent", (o) =>
        answerWith(
          "Accounts",
          client.send(new sdk.ListAccountsForParentCommand({ ParentId, MaxResults: 20, NextToken }), o),
        ),
      );
    for await (const page of pages(ask, nextToken)) yield* page.Accounts ?? [];
    const askUnits = (NextToken: string | undefined): Promise<ListOrganizationalUnitsForParentCommandOutput> =>
      calls.send("organizations:ListOrganizationalUnitsForParent", (o) =>
        answerWith(
          "OrganizationalUnits",
          client.send(new sdk.ListOrganizationalUnitsForParentCommand({ ParentId, MaxResults: 20, NextToken }), o),
        ),
      );
    for await (const page of pages(askUnits, nextToken)) {
      for (const unit of page.OrganizationalUnits ?? []) if (unit.Id !== undefined) yield* underUnit(unit.Id);
    }
  }

  async function hasTags(id: string): Promise<boolean> {
    const wanted = Object.entries(filter.tags);
    if (wanted.length === 0) return true;
    const tags = new Map<string, string>();
    const ask = (NextToken: string | undefined): Promise<ListTagsForResourceCommandOutput> =>
      calls.send("organizations:ListTagsForResource", (o) =>
        answerWith("Tags", client.send(new sdk.ListTagsForResourceCommand({ ResourceId: id, NextToken }), o)),
      );
    for await (const page of pages(ask, nextToken))
      for (const tag of page.Tags ?? []) tags.set(tag.Key ?? "", tag.Value ?? "");
    return wanted.every(([key, value]) => tags.get(key) === value);
  }
}

function nextToken({ NextToken: token }: { readonly NextToken?: string | undefined }): string | undefined {
  return token;
}
