/** A vendor that reads or writes its customers' data with a role in their account, and asks for an ExternalId. */
export interface Vendor {
  readonly name: string;
  readonly account: string;
  /** Where the vendor shows the ExternalId. */
  readonly externalId: string;
  readonly source: string;
}

/** Only accounts that a vendor's own page states. All are in the `aws` partition. Read 2026-11-23. */
export const vendors: readonly Vendor[] = [
  {
    name: "Polytomic",
    account: "568237466542",
    externalId: "shown when the connection is created",
    source: "https://docs.polytomic.com/docs/redshift-serverless",
  },
  {
    name: "RudderStack",
    account: "422074288268",
    externalId: "your workspace ID",
    source: "https://www.rudderstack.com/docs/destinations/aws-iam-role-for-rudderstack",
  },
  {
    name: "Census",
    account: "341876425553",
    externalId: "shown when the connection is created",
    source: "https://github.com/sutrolabs/census-docs",
  },
  {
    name: "Segment",
    account: "595280932656",
    externalId: "your workspace ID or source ID",
    source: "https://github.com/segmentio/segment-docs",
  },
  {
    name: "Fivetran",
    account: "834469178297",
    externalId: "shown in the setup form of the connector or destination",
    source: "https://fivetran.com/docs/logs/cloudwatch/setup-guide",
  },
  {
    name: "Airbyte",
    account: "094410056844",
    externalId: "your workspace ID",
    source: "https://docs.airbyte.com/integrations/destinations/s3-data-lake",
  },
];

const byAccount = new Map(vendors.map((vendor) => [vendor.account, vendor]));

export function vendorOf(account: string | undefined, partition: string | undefined): Vendor | undefined {
  return account === undefined || (partition ?? "aws") !== "aws" ? undefined : byAccount.get(account);
}
