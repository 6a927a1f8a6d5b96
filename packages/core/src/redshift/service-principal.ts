/** A service principal of Redshift's, global or of one Region. */
export interface RedshiftPrincipal {
  readonly service: "redshift" | "redshift-serverless" | "scheduler.redshift";
  /** As written, so it may be no Region; undefined for the global name. */
  readonly region: string | undefined;
  /** Written with `.amazonaws.com.cn`, the suffix of endpoints in China, which service principals do not have. */
  readonly chinaSuffix: boolean;
}

const form = /^(scheduler\.redshift|redshift-serverless|redshift)(?:\.([^.\s]{1,40}))?\.amazonaws\.com(\.cn)?$/;

/** https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-regions.html */
export function parseRedshiftPrincipal(name: string): RedshiftPrincipal | undefined {
  if (!name.includes("redshift")) return undefined;
  const match = form.exec(name);
  if (match === null) return undefined;
  return {
    service: match[1] as RedshiftPrincipal["service"],
    region: match[2],
    chinaSuffix: match[3] !== undefined,
  };
}
