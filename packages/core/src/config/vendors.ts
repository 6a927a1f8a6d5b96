/**
 * Vendors that assume roles of their customers from an AWS account, as their own documentation names it.
 * A vendor is here only when such a page was read; everything else belongs into the config's `vendors`.
 */
export interface Vendor {
  readonly name: string;
  readonly title: string;
  readonly accounts: readonly string[];
  readonly source: string;
}

export const vendors: readonly Vendor[] = [
  {
    name: "polytomic",
    title: "Polytomic",
    accounts: ["568237466542"],
    source: "https://docs.polytomic.com/docs/redshift-serverless",
  },
  {
    name: "rudderstack",
    title: "RudderStack",
    accounts: ["422074288268"],
    source: "https://www.rudderstack.com/docs/destinations/aws-iam-role-for-rudderstack/",
  },
  {
    name: "census",
    title: "Census",
    accounts: ["341876425553"],
    source: "https://docs.getcensus.com/sources/available-sources/s3",
  },
  {
    name: "segment",
    title: "Segment",
    accounts: ["595280932656"],
    source: "https://segment.com/docs/connections/storage/data-lakes/data-lakes-manual-setup/",
  },
];
