import { closest } from "../closest.ts";
import { didYouMean } from "../did-you-mean.ts";
import { regions as knownRegions } from "../policy/region.ts";
import { exampleExternalId } from "../redshift/example-values.ts";
import type { ConfigCode } from "./config-finding.ts";
import type { Placed, ShapeContext } from "./shape.ts";
import type { InPart, WrittenTerms } from "./trust-shape.ts";

/** The account and partition of the role that the terms are about. */
export interface RolePlace {
  readonly account: string;
  readonly partition: string;
}

export interface TermsContext extends RolePlace {
  readonly vendors: ReadonlyMap<string, readonly string[]>;
}

interface PolicyStatement {
  readonly Effect: "Allow";
  readonly Principal: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: "sts:AssumeRole";
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * The trust policy that the terms mean for one role: a statement for Redshift, a statement for AWS principals, or both.
 * The ExternalId is the vendor's word in the one and the database user's ARN in the other.
 */
export function trustFromTerms(terms: WrittenTerms, context: TermsContext): string {
  const statements = [...redshiftStatement(terms, context), ...principalStatement(terms, context)];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function* redshiftStatement(terms: WrittenTerms, { account, partition }: RolePlace): Iterable<PolicyStatement> {
  if (!isAboutRedshift(terms)) return;
  const isServerless = terms.workgroup !== undefined || terms.service?.value === "redshift-serverless";
  // AWS asks for both principals where Serverless is meant.
  // https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-security-other-services.html
  const service = isServerless
    ? ["redshift-serverless.amazonaws.com", "redshift.amazonaws.com"]
    : terms.regions === undefined
      ? "redshift.amazonaws.com"
      : terms.regions.map((region) => `redshift.${region.value}.amazonaws.com`);
  const cluster = isServerless ? `serverless-${account}-${terms.workgroup?.value}` : terms.cluster?.value;
  const places = terms.region === undefined ? (terms.regions ?? []) : [terms.region];
  const users = terms.dbUsers?.map((user) => user.value) ?? ["*"];
  const dbUserArns = places.flatMap((region) =>
    users.map((user) => `arn:${partition}:redshift:${region.value}:${account}:dbuser:${cluster}/${user}`),
  );
  const isRestricted = terms.cluster !== undefined || terms.workgroup !== undefined;
  const operator = terms.dbUsers === undefined ? "StringLike" : "StringEquals";
  yield {
    Effect: "Allow",
    Principal: { Service: service },
    Action: "sts:AssumeRole",
    ...(isRestricted ? { Condition: { [operator]: { "sts:ExternalId": dbUserArns } } } : {}),
  };
}

function* principalStatement(terms: WrittenTerms, context: TermsContext): Iterable<PolicyStatement> {
  const accounts = [...(terms.account ?? []), ...(context.vendors.get(terms.vendor?.value ?? "") ?? [])];
  const principals = [
    ...accounts.map((account) => `arn:${context.partition}:iam::${account}:root`),
    ...(terms.principals ?? []),
  ];
  if (principals.length === 0) return;
  const externalIds = terms.externalId?.map(({ value }) => value);
  yield {
    Effect: "Allow",
    Principal: { AWS: principals },
    Action: "sts:AssumeRole",
    ...(externalIds === undefined ? {} : { Condition: { StringEquals: { "sts:ExternalId": externalIds } } }),
  };
}

function isAboutRedshift(terms: WrittenTerms): boolean {
  const { service, regions, region, cluster, workgroup, dbUsers } = terms;
  return [service, regions, region, cluster, workgroup, dbUsers].some((term) => term !== undefined);
}

/** Terms that do not go together, or that say too little. False when one was reported. */
export function checkTerms(
  terms: WrittenTerms & InPart,
  vendors: ReadonlyMap<string, readonly string[]>,
  report: ShapeContext["report"],
): boolean {
  const mistakes = [...termMistakes(terms, vendors)];
  for (const { code, at, details, replacement } of mistakes) report(code, at, details, replacement);
  return mistakes.length === 0 && terms.isMisread !== true;
}

interface TermMistake {
  readonly code: ConfigCode;
  readonly at: Placed<unknown>["at"];
  readonly details: string;
  readonly replacement?: string | undefined;
}

function* termMistakes(
  terms: WrittenTerms & InPart,
  vendors: ReadonlyMap<string, readonly string[]>,
): Iterable<TermMistake> {
  const { at, vendor, account, principals, externalId, regions, region, cluster, workgroup, dbUsers, service } = terms;
  const { isMisread = false } = terms;
  const wrong = (place: Placed<unknown>["at"], details: string): TermMistake => ({
    code: "CONFIG_WRONG_TERMS",
    at: place,
    details,
  });
  const hasPrincipal = vendor !== undefined || account !== undefined || principals !== undefined;
  if (!hasPrincipal && !isAboutRedshift(terms)) {
    if (isMisread) return;
    yield wrong(
      at,
      externalId === undefined
        ? "This trust says nothing. Write `policy`, `template`, or terms such as `vendor`, `principals` or `regions`."
        : "`external-id` alone names nobody. Add `vendor`, `account` or `principals`.",
    );
    return;
  }
  if (!hasPrincipal && externalId !== undefined && !isMisread)
    yield wrong(at, "`external-id` is what a vendor or account sends; for Redshift write `db-users` with `cluster`.");
  for (const { at: place, value } of externalId ?? []) {
    const kind = exampleExternalId(value);
    if (kind !== undefined)
      yield wrong(place, `\`${value}\` is ${kind}, not yours. Write the ExternalId that was made for you.`);
  }
  if (vendor !== undefined) {
    if (!vendors.has(vendor.value)) {
      const meant = closest(vendor.value, vendors.keys());
      const hint = didYouMean(meant, `The vendors are ${[...vendors.keys()].join(", ")}.`);
      const details = `There is no vendor \`${vendor.value}\`. ${hint} Others can be added to the top-level \`vendors\`, or write \`account\`.`;
      yield { code: "CONFIG_UNKNOWN_VENDOR", at: vendor.at, details, replacement: meant };
    }
    if (externalId === undefined && !isMisread)
      yield wrong(vendor.at, "A vendor needs an `external-id`: without it, each of its customers can reach this role.");
  }
  if (cluster !== undefined && workgroup !== undefined)
    yield wrong(workgroup.at, "`cluster` and `workgroup` exclude each other: a role entry restricts one of them.");
  if (cluster !== undefined && service?.value === "redshift-serverless")
    yield wrong(cluster.at, "A Serverless role is restricted by `workgroup`, not by `cluster`.");
  const target = cluster ?? workgroup;
  if (target === undefined && !isMisread) {
    if (dbUsers?.[0] !== undefined)
      yield wrong(dbUsers[0].at, "`db-users` need their `cluster` or `workgroup`: user names repeat across clusters.");
    if (region !== undefined)
      yield wrong(
        region.at,
        "`region` says where a `cluster` or `workgroup` is; to restrict Regions, write `regions`.",
      );
  }
  if (target !== undefined && regions === undefined && region === undefined && !isMisread) {
    yield wrong(
      target.at,
      "Add `region`: the ExternalId that Redshift sends holds the Region of the cluster or workgroup.",
    );
  }
  if (regions !== undefined && (workgroup !== undefined || service?.value === "redshift-serverless"))
    yield wrong(at, "AWS documents no regional principal of Redshift Serverless; write `workgroup` and `region`.");
  for (const written of [...(regions ?? []), ...(region === undefined ? [] : [region])]) {
    if (knownRegions.has(written.value)) continue;
    const meant = closest(written.value, knownRegions.keys());
    const details = `\`${written.value}\` is no Region with Redshift. ${didYouMean(meant, "Example: `us-east-1`.")}`;
    yield { code: "CONFIG_WRONG_VALUE", at: written.at, details, replacement: meant };
  }
}
