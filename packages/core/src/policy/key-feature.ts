import { isWorthRemembering, ownString } from "../own-string.ts";
import { isIdentifyingKey, sensitiveConditionKeys } from "./sensitive-condition-key.ts";

/** What a condition's key is about, as far as checks know keys by name; a check about other keys is not run. */
export type KeyFeature =
  /** The value is a service principal. */
  | "service-key"
  /** So it is, with a Region. */
  | "via-service-key"
  /** So it is, and names services on whose behalf a request is made. */
  | "called-via-key"
  | "resource-tag-key"
  /** Tags and other things that a session or a request brings along. */
  | "session-key"
  /** Where a request comes from. */
  | "source-key"
  /** An account's number. */
  | "account-key"
  /** The values have one form: see `checks/value-never-occurs.ts`. */
  | "closed-key"
  /** Whose statement or session of Redshift's Data API it is. */
  | "owner-key"
  /** An organization's ID, or a path in it. */
  | "organization-key"
  | "region-key"
  /** Keys of S3 and DynamoDB that checks speak about. */
  | "data-key"
  /** The client fills it in as it likes. */
  | "client-key"
  /** It tells who comes, so that a pattern under it must leave little open. */
  | "identifying-key";

const byKey: ReadonlyMap<string, KeyFeature> = new Map([
  ["aws:principalservicename", "service-key"],
  ["aws:principalservicenameslist", "service-key"],
  ["iam:awsservicename", "service-key"],
  ["iam:passedtoservice", "service-key"],
  ["kms:viaservice", "via-service-key"],
  ["aws:tagkeys", "session-key"],
  ["sts:transitivetagkeys", "session-key"],
  ["sts:sourceidentity", "session-key"],
  ["aws:principalaccount", "account-key"],
  ["aws:resourceaccount", "account-key"],
  ["aws:sourceaccount", "account-key"],
  ["kms:calleraccount", "account-key"],
  ["s3:resourceaccount", "account-key"],
  ["redshift-data:session-owner-iam-userid", "owner-key"],
  ["redshift-data:statement-owner-iam-userid", "owner-key"],
  ["kms:requestalias", "closed-key"],
  ["kms:resourcealiases", "closed-key"],
  ["redshift:consumerarn", "closed-key"],
  ["redshift:consumeridentifier", "closed-key"],
  ["redshift:dbuser", "closed-key"],
  ["redshift:durationseconds", "closed-key"],
  ["s3:x-amz-server-side-encryption", "closed-key"],
  ["sts:requestcontextproviders", "closed-key"],
  ["aws:principalorgid", "organization-key"],
  ["aws:principalorgpaths", "organization-key"],
  ["aws:resourceorgid", "organization-key"],
  ["aws:resourceorgpaths", "organization-key"],
  ["aws:sourceorgid", "organization-key"],
  ["aws:sourceorgpaths", "organization-key"],
  ["aws:sourcearn", "source-key"],
  ["aws:sourcevpc", "source-key"],
  ["aws:sourcevpce", "source-key"],
  ["aws:requestedregion", "region-key"],
  ["ec2:region", "region-key"],
  ["s3:prefix", "data-key"],
  ["s3:x-amz-server-side-encryption-aws-kms-key-id", "data-key"],
  ["s3express:x-amz-server-side-encryption-aws-kms-key-id", "data-key"],
  ["dynamodb:attributes", "data-key"],
  ["aws:referer", "client-key"],
  ["aws:useragent", "client-key"],
]);

/** A condition key as read: IAM ignores its case. */
export interface ReadKey {
  readonly lower: string;
  /** Empty when no check knows the key by name. */
  readonly features: readonly KeyFeature[];
}

const known = new Map<string, ReadKey>();

export function readKey(key: string): ReadKey {
  let read = known.get(key);
  if (read === undefined) {
    const own = ownString(key);
    const lower = own.toLowerCase();
    read = { lower, features: featuresOf(lower) };
    // Keys come from untrusted policies: the memory of them stays bounded.
    if (known.size < 2000 && isWorthRemembering(own)) known.set(own, read);
  }
  return read;
}

function featuresOf(lowerKey: string): readonly KeyFeature[] {
  const features: KeyFeature[] = [];
  const about = aboutOf(lowerKey);
  if (about !== undefined) features.push(about);
  if (sensitiveConditionKeys.has(lowerKey) || isIdentifyingKey(lowerKey) || lowerKey === "aws:userid") {
    features.push("identifying-key");
  }
  return features;
}

/** What a key in lower case is about, by its name. */
export function aboutOf(lowerKey: string): KeyFeature | undefined {
  if (lowerKey.startsWith("aws:resourcetag/")) return "resource-tag-key";
  if (lowerKey.startsWith("aws:requesttag/")) return "session-key";
  if (lowerKey.startsWith("aws:vpc")) return "source-key";
  if (lowerKey.startsWith("aws:calledvia")) return "called-via-key";
  return byKey.get(lowerKey);
}
