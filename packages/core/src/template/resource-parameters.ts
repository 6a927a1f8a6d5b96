import { parseArn } from "../policy/arn.ts";
import { partitionOfArn, placeProblem, readArn } from "./arn-value.ts";
import { type ParameterOf, parameterOf, patternProblem } from "./parameter.ts";

/** Parameters that name what Redshift reads from and writes to: buckets, keys, secrets, functions, streams, catalogues. */

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName: ParameterOf = parameterOf({
  parameter: "bucketName",
  name: "bucket name",
  description: "The S3 bucket.",
  rule: "an S3 bucket's name: 3 to 63 of a-z, 0-9, dot and hyphen, a letter or digit first and last",
  example: "my-redshift-staging",
  problem: (value) => {
    if (/^(?:arn:|s3:)/.test(value)) return "is an address, not a name";
    const inPattern = patternProblem(value, {
      pattern: /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
      min: 3,
      max: 63,
      wrong: /[A-Z]/.test(value)
        ? "has upper-case letters"
        : value.includes("/")
          ? "has a slash; give the path as the prefix"
          : "has characters that S3 allows in no bucket name",
    });
    if (inPattern !== undefined) return inPattern;
    if (value.includes("..")) return "has two dots in a row";
    return /^\d+\.\d+\.\d+\.\d+$/.test(value) ? "is an IP address" : undefined;
  },
});

export const s3Prefix: ParameterOf = parameterOf({
  parameter: "prefix",
  name: "key prefix",
  description: "The folder in the bucket; empty for the whole bucket.",
  rule: "a prefix of object keys that ends with a slash and begins without one, of letters, digits and `! _ . ' ( ) = + , @ : / -`; or nothing",
  default: "",
  example: "staging/",
  problem: (value) => {
    if (value === "") return undefined;
    if (value.startsWith("/")) return "begins with a slash, which no key that you mean does";
    const inPattern = patternProblem(value, {
      pattern: /^[\w!.'()=+,@:/-]+$/,
      max: 1024,
      wrong: "has characters that are not safe in a policy",
    });
    return (
      inPattern ?? (value.endsWith("/") ? undefined : "does not end with a slash, so it would cover other folders too")
    );
  },
});

/** The ARN of a resource that stands in a Region of an account. */
function arnProblem(
  value: string,
  service: string,
  form: RegExp,
  wrong: (resource: string) => string,
): string | undefined {
  const arn = readArn(value);
  if (typeof arn === "string") return arn;
  if (arn.service !== service) return `is an ARN of \`${arn.service}\`, not of \`${service}\``;
  return placeProblem(arn) ?? (form.test(arn.resource) ? undefined : wrong(arn.resource));
}

export const kmsKeyArn: ParameterOf = parameterOf({
  parameter: "kmsKeyArn",
  name: "KMS key ARN",
  description: "The customer managed key.",
  rule: "the ARN of a KMS key (not of an alias): `arn:aws:kms:<region>:<account>:key/<key ID>`",
  example: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  problem: (value) =>
    arnProblem(
      value,
      "kms",
      /^key\/(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/,
      (resource) =>
        resource.startsWith("alias/") ? "is the ARN of an alias, which names no key in a policy" : "ends in no key ID",
    ),
  partitionOf: partitionOfArn,
});

export const secretArn: ParameterOf = parameterOf({
  parameter: "secretArn",
  name: "secret ARN",
  description: "The Secrets Manager secret that holds the database's user and password.",
  rule: "the full ARN of a secret: `arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>`",
  example: "arn:aws:secretsmanager:us-east-1:123456789012:secret:federated/orders-a1B2c3",
  problem: (value) =>
    arnProblem(
      value,
      "secretsmanager",
      /^secret:[\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$/,
      () => "ends without the six characters that Secrets Manager adds to a name",
    ),
  partitionOf: partitionOfArn,
});

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const lambdaFunctionName: ParameterOf = parameterOf({
  parameter: "functionNames",
  name: "Lambda function name",
  description: "The Lambda functions behind the UDFs.",
  rule: "a Lambda function's name: 1 to 64 letters, digits and `_ -`, with `:alias` or `:version` after it if it is invoked so",
  example: "redshift-udf",
  problem: (value) =>
    value.startsWith("arn:")
      ? "is an ARN; give what follows `function:`"
      : patternProblem(value, {
          pattern: /^[\w-]{1,64}(?::[\w-]{1,128})?$/,
          max: 193,
          wrong: "has characters that Lambda allows in no name, or too many",
        }),
});

export const glueDatabaseName: ParameterOf = parameterOf({
  parameter: "glueDatabase",
  name: "Glue database name",
  description: "The database of the Glue Data Catalog.",
  rule: "a Glue database's name: 1 to 255 of a-z, 0-9 and `_ -`",
  example: "sales",
  problem: (value) =>
    patternProblem(value, {
      pattern: /^[a-z0-9_-]+$/,
      max: 255,
      wrong: /[A-Z]/.test(value)
        ? "has upper-case letters"
        : "has characters other than a-z, 0-9, underscore and hyphen",
    }),
});

export const kinesisStreamName: ParameterOf = parameterOf({
  parameter: "streamName",
  name: "Kinesis stream name",
  description: "The Kinesis data stream.",
  rule: "a Kinesis stream's name: 1 to 128 letters, digits and `_ . -`",
  example: "orders",
  problem: (value) =>
    patternProblem(value, { pattern: /^[\w.-]+$/, max: 128, wrong: "has characters that Kinesis allows in no name" }),
});

export const mskClusterName: ParameterOf = parameterOf({
  parameter: "mskClusterName",
  name: "MSK cluster name",
  description: "The MSK cluster.",
  rule: "an MSK cluster's name: 1 to 64 letters, digits and hyphens",
  example: "events",
  problem: (value) =>
    patternProblem(value, {
      pattern: /^[A-Za-z0-9-]+$/,
      max: 64,
      wrong: "has characters other than letters, digits and hyphen",
    }),
});

export const configAggregatorArn: ParameterOf = parameterOf({
  parameter: "aggregatorArn",
  name: "AWS Config aggregator ARN",
  description: "The aggregator that gathers the roles' recordings.",
  rule: "an aggregator's ARN: `arn:aws:config:<region>:<account>:config-aggregator/<ID>`",
  example: "arn:aws:config:us-east-1:123456789012:config-aggregator/config-aggregator-a1b2c3d4",
  problem: (value) =>
    arnProblem(value, "config", /^config-aggregator\/[\w-]{1,128}$/, () => "is not the ARN of an aggregator"),
  partitionOf: partitionOfArn,
});

export const bedrockModelId: ParameterOf = parameterOf({
  parameter: "modelIds",
  name: "Bedrock model ID",
  description: "The foundation models of Amazon Bedrock.",
  rule: "a Bedrock foundation model's ID: the provider, a dot and the model",
  example: "amazon.nova-lite-v1:0",
  problem: (value) =>
    patternProblem(value, {
      pattern: /^[a-z0-9-]{1,63}\.[a-z0-9.:-]{1,127}$/,
      max: 140,
      wrong: value.startsWith("arn:")
        ? "is an ARN; give what follows `foundation-model/`"
        : "is no provider, dot and model",
    }),
});

/** By service, the last field of the ARN that an integration may read from. */
const integrationSources: ReadonlyMap<string, RegExp> = new Map([
  ["rds", /^(?:cluster|db):[A-Za-z][A-Za-z0-9-]{0,62}$/],
  ["dynamodb", /^table\/[\w.-]{3,255}$/],
]);

export const integrationSourceArn: ParameterOf = parameterOf({
  parameter: "integrationSourceArn",
  name: "integration source ARN",
  description: "What the integration copies from: a database cluster or instance, a DynamoDB table or an S3 bucket.",
  rule: "the ARN of an RDS or Aurora database (`…:cluster:<name>` or `…:db:<name>`), a DynamoDB table (`…:table/<name>`) or an S3 bucket",
  example: "arn:aws:rds:us-east-1:123456789012:cluster:orders",
  problem: (value) => {
    const service = parseArn(value)?.service ?? "rds";
    if (service === "s3") {
      const arn = readArn(value);
      if (typeof arn === "string") return arn;
      return arn.region === "" && arn.account === "" && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(arn.resource)
        ? undefined
        : "is not the ARN of a bucket";
    }
    const form = integrationSources.get(service);
    if (form === undefined) return `is an ARN of \`${service}\`, from which no integration reads`;
    return arnProblem(value, service, form, () => "is not the ARN of a database or a table");
  },
  partitionOf: partitionOfArn,
});
