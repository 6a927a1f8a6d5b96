import { partitionOfArn, placeProblem, readArn } from "./arn-value.ts";
import { commonProblem, type ParameterOf, parameterOf, patternProblem } from "./parameter.ts";

/** Parameters that name things of Amazon Redshift. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html */
function clusterProblem(value: string): string | undefined {
  const common = commonProblem(value);
  if (common !== undefined) return common;
  if (value.startsWith("arn:")) return "is an ARN, not a name";
  if (value.length > 63) return `has ${value.length} characters, more than 63`;
  if (/[A-Z]/.test(value)) return "has upper-case letters";
  if (!/^[a-z0-9-]+$/.test(value)) return "has characters other than a-z, 0-9 and hyphen";
  if (!/^[a-z]/.test(value)) return "does not begin with a letter";
  if (value.endsWith("-")) return "ends with a hyphen";
  if (value.includes("--")) return "has two hyphens in a row";
  return undefined;
}

export const clusterName: ParameterOf = parameterOf({
  parameter: "clusterIdentifier",
  name: "cluster identifier",
  description: "The identifier of the provisioned cluster.",
  rule: "a Redshift cluster's identifier: 1 to 63 of a-z, 0-9 and hyphen; a letter first, no hyphen last, no two in a row",
  example: "my-cluster",
  problem: clusterProblem,
});

export const workgroupId: ParameterOf = parameterOf({
  parameter: "workgroupId",
  name: "workgroup ID",
  description: "The ID of the Redshift Serverless workgroup, not its name: the last part of its ARN.",
  rule: "a Redshift Serverless workgroup's ID, a lower-case UUID; `aws redshift-serverless get-workgroup` shows it",
  example: "3f1a7c52-0c1e-4a57-9d55-2f6b8e0d4c11",
  problem: (value) => idProblemOf(value, "workgroup"),
});

/** Why a text is not the ID of a workgroup or namespace. */
function idProblemOf(value: string, thing: "workgroup" | "namespace"): string | undefined {
  const common = commonProblem(value);
  if (common !== undefined) return common;
  if (uuid.test(value)) return undefined;
  if (value.startsWith("arn:")) return `is an ARN; give what follows \`${thing}/\``;
  if (uuid.test(value.toLowerCase())) return "has upper-case letters";
  return `is no UUID; if it is the ${thing}'s name, look up its ID`;
}

export const workgroup: ParameterOf = parameterOf({
  parameter: "workgroup",
  name: "workgroup ID or name",
  description: "The ID of the Redshift Serverless workgroup, or its name as AWS's sample has it.",
  rule: "a Redshift Serverless workgroup's ID (a lower-case UUID) or name: 3 to 64 of a-z, 0-9 and hyphen",
  example: "3f1a7c52-0c1e-4a57-9d55-2f6b8e0d4c11",
  problem: (value) =>
    patternProblem(value, {
      pattern: /^[a-z0-9-]+$/,
      min: 3,
      max: 64,
      wrong: value.startsWith("arn:")
        ? "is an ARN; give what follows `workgroup/`"
        : "has characters other than a-z, 0-9 and hyphen",
    }),
});

/** A name as Redshift's credential actions take it. https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentials.html */
function databaseNameProblem(value: string): string | undefined {
  return patternProblem(value, {
    pattern: /^[A-Za-z][\w+.@-]*$/,
    max: 64,
    wrong: /[:/]/.test(value)
      ? "has a colon or a slash"
      : /^[^A-Za-z]/.test(value)
        ? "does not begin with a letter"
        : "has characters other than letters, digits and `_ + . @ -`",
  });
}

const databaseNameRule = "1 to 64 letters, digits and `_ + . @ -`, a letter first";

export const dbUser: ParameterOf = parameterOf({
  parameter: "dbUser",
  name: "database user",
  description: "The database user whose credentials may be asked for.",
  rule: `the name of a database user: ${databaseNameRule}, not PUBLIC`,
  example: "etl_user",
  problem: (value) =>
    databaseNameProblem(value) ?? (value.toUpperCase() === "PUBLIC" ? "is a reserved word" : undefined),
});

export const dbUserName: ParameterOf = parameterOf({
  parameter: "dbUsers",
  name: "database user, IAM identities included",
  description: "The database users that may use the role, as Redshift names them: `user`, `IAM:user` or `IAMR:role`.",
  rule: "a database user: letters, digits and `_ + = , . @ -`, with `IAM:` before an IAM user and `IAMR:` before an IAM role",
  example: "etl_user",
  problem: (value) => {
    const common = commonProblem(value);
    if (common !== undefined) return common;
    if (value.startsWith("arn:")) return "is an ARN; give what follows the last slash";
    const prefix = /^(.*?):/.exec(value)?.[1];
    if (prefix !== undefined && prefix !== "IAM" && prefix !== "IAMR") {
      const isCase = ["IAM", "IAMR"].includes(prefix.toUpperCase());
      const why = isCase ? "which stands in upper case" : "and AWS shows such ARNs with `IAM:` and `IAMR:` only";
      return `has the prefix \`${prefix}:\`, ${why}`;
    }
    if (prefix === undefined && value.includes(",")) return "has a comma; give each user as a value of its own";
    if (value.toUpperCase() === "PUBLIC") return "is the group of all users, not a user";
    const name = prefix === undefined ? value : value.slice(prefix.length + 1);
    if (name === "") return "has no name after its prefix";
    if (name.length > 127) return `has a name of ${name.length} characters, more than the 127 of a Redshift name`;
    return /^[\w+=,.@-]+$/.test(name) ? undefined : "has characters that an ExternalId cannot carry";
  },
});

export const dbName: ParameterOf = parameterOf({
  parameter: "dbName",
  name: "database name",
  description: "The database that may be logged on to; `*` alone stands for every database of the cluster.",
  rule: `the name of a database: ${databaseNameRule}; or \`*\` alone for every database`,
  example: "dev",
  problem: (value) => (value === "*" ? undefined : databaseNameProblem(value)),
});

export const dbGroup: ParameterOf = parameterOf({
  parameter: "dbGroups",
  name: "database group",
  description: "The database groups that may be joined at log-on. They must exist.",
  rule: "the name of a database group: 1 to 64 of a-z, 0-9 and `_ + . @ -`, a letter first",
  example: "etl",
  problem: (value) => databaseNameProblem(value) ?? (/[A-Z]/.test(value) ? "has upper-case letters" : undefined),
});

interface RedshiftArn {
  readonly service: string;
  /** The resource's type with the character that ends it. */
  readonly type: string;
  readonly nameProblem: (name: string) => string | undefined;
}

const idProblem = (name: string): string | undefined => (uuid.test(name) ? undefined : "ends in no lower-case UUID");
const clusterArn: RedshiftArn = { service: "redshift", type: "cluster:", nameProblem: clusterProblem };
const workgroupArn: RedshiftArn = { service: "redshift-serverless", type: "workgroup/", nameProblem: idProblem };
const namespaceArns: readonly RedshiftArn[] = [
  { service: "redshift", type: "namespace:", nameProblem: idProblem },
  { service: "redshift-serverless", type: "namespace/", nameProblem: idProblem },
];

function redshiftArnProblem(value: string, allowed: readonly RedshiftArn[]): string | undefined {
  const arn = readArn(value);
  if (typeof arn === "string") return arn;
  const place = placeProblem(arn);
  if (place !== undefined) return place;
  const form = allowed.find(({ service, type }) => service === arn.service && arn.resource.startsWith(type));
  if (form === undefined) {
    const forms = allowed.map(({ service, type }) => `\`arn:…:${service}:…:${type}…\``);
    return `does not have the form ${forms.join(" or ")}`;
  }
  const inName = form.nameProblem(arn.resource.slice(form.type.length));
  return inName === undefined ? undefined : inName.startsWith("ends") ? inName : `has a name that ${inName}`;
}

export const redshiftNamespaceArn: ParameterOf = parameterOf({
  parameter: "namespaceArn",
  name: "namespace ARN",
  description: "The ARN of the Redshift namespace, provisioned or Serverless.",
  rule: "a namespace's ARN: `arn:aws:redshift-serverless:…:namespace/<UUID>`, or `arn:aws:redshift:…:namespace:<UUID>` for a cluster",
  example: "arn:aws:redshift-serverless:us-east-1:123456789012:namespace/8c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f",
  problem: (value) => redshiftArnProblem(value, namespaceArns),
  partitionOf: partitionOfArn,
});

export const redshiftTargetArn: ParameterOf = parameterOf({
  parameter: "targetArns",
  name: "cluster or workgroup ARN",
  description: "The clusters and workgroups on which statements may be run.",
  rule: "a cluster's ARN `arn:aws:redshift:…:cluster:<name>`, or a workgroup's `arn:aws:redshift-serverless:…:workgroup/<UUID>`",
  example: "arn:aws:redshift:us-east-1:123456789012:cluster:my-cluster",
  problem: (value) => redshiftArnProblem(value, [clusterArn, workgroupArn]),
  partitionOf: partitionOfArn,
});

export const namespaceId: ParameterOf = parameterOf({
  parameter: "namespaceId",
  name: "namespace ID",
  description: "The ID of the Redshift Serverless namespace, not its name: the last part of its ARN.",
  rule: "a Redshift Serverless namespace's ID, a lower-case UUID; `aws redshift-serverless get-namespace` shows it",
  example: "8c1d2e3f-4a5b-4c6d-8e7f-9a0b1c2d3e4f",
  problem: (value) => idProblemOf(value, "namespace"),
});
