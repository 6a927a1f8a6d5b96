/** What a condition's key is about, as far as checks know keys by name; a check about other keys is not run. */
export type KeyFeature =
  /** The value is a service principal. */
  | "service-key"
  | "resource-tag-key"
  /** Tags and other things that a session or a request brings along. */
  | "session-key"
  /** Where a request comes from. */
  | "source-key"
  | "region-key"
  /** Keys of S3 and DynamoDB that checks speak about. */
  | "data-key"
  /** The client fills it in as it likes. */
  | "client-key";

const byKey: ReadonlyMap<string, KeyFeature> = new Map([
  ["aws:principalservicename", "service-key"],
  ["aws:principalservicenameslist", "service-key"],
  ["iam:awsservicename", "service-key"],
  ["iam:passedtoservice", "service-key"],
  ["kms:viaservice", "service-key"],
  ["aws:tagkeys", "session-key"],
  ["sts:transitivetagkeys", "session-key"],
  ["sts:sourceidentity", "session-key"],
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

/** Of a key in lower case; undefined when no check knows it by name. */
export function keyFeature(lowerKey: string): KeyFeature | undefined {
  if (lowerKey.startsWith("aws:resourcetag/")) return "resource-tag-key";
  if (lowerKey.startsWith("aws:requesttag/")) return "session-key";
  if (lowerKey.startsWith("aws:vpc")) return "source-key";
  if (lowerKey.startsWith("aws:calledvia")) return "service-key";
  return byKey.get(lowerKey);
}
