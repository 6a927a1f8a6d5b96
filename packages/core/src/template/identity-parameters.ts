import { orDidYouMean } from "../did-you-mean.ts";
import { plural } from "../plural.ts";
import { isAccountId } from "../policy/arn.ts";
import { partitions, regions } from "../policy/region.ts";
import { exampleExternalId } from "../redshift/example-values.ts";
import { partitionOfArn, readArn } from "./arn-value.ts";
import { commonProblem, type ParameterOf, parameterOf, patternProblem } from "./parameter.ts";

/** Parameters that say who and where: partition, Region, account, IAM identities and what proves them. */

export const partition: ParameterOf = parameterOf({
  parameter: "partition",
  name: "partition",
  description: "The AWS partition. It must be the partition of every Region and ARN that is given.",
  rule: `one of ${partitions.join(", ")}`,
  default: "aws",
  example: "aws",
  problem: (value) =>
    commonProblem(value) ??
    ((partitions as readonly string[]).includes(value)
      ? undefined
      : `is no AWS partition${orDidYouMean(value, partitions)}`),
  partitionOf: (value) => value,
});

function regionProblem(value: string): string | undefined {
  const common = commonProblem(value);
  if (common !== undefined) return common;
  return regions.has(value)
    ? undefined
    : `is no Region code with Amazon Redshift${orDidYouMean(value, regions.keys())}`;
}

function partitionOfRegion(value: string): string | undefined {
  return regions.get(value)?.partition;
}

export const region: ParameterOf = parameterOf({
  parameter: "region",
  name: "Region",
  description: "The AWS Region.",
  rule: "the code of a Region that has Amazon Redshift",
  example: "us-east-1",
  problem: regionProblem,
  partitionOf: partitionOfRegion,
});

export const serverlessRegion: ParameterOf = parameterOf({
  parameter: "region",
  name: "Region with Redshift Serverless",
  description: "The AWS Region.",
  rule: "the code of a Region that has Amazon Redshift Serverless",
  example: "us-east-1",
  problem: (value) =>
    regionProblem(value) ??
    (regions.get(value)?.redshiftServerless === false ? "is a Region without Redshift Serverless" : undefined),
  partitionOf: partitionOfRegion,
});

export const accountId: ParameterOf = parameterOf({
  parameter: "accountId",
  name: "account ID",
  description: "Your AWS account.",
  rule: "an AWS account ID: 12 digits, with its leading zeros and without hyphens",
  example: "123456789012",
  problem: accountIdProblem,
});

function accountIdProblem(value: string): string | undefined {
  const common = commonProblem(value);
  if (common !== undefined) return common;
  if (isAccountId(value)) return undefined;
  if (/^\d{4}-\d{4}-\d{4}$/.test(value)) return "has hyphens";
  if (!/^\d+$/.test(value)) return "is not all digits";
  const lost = value.length < 12 ? "; perhaps leading zeros were lost (quote it in YAML)" : "";
  return `has ${plural(value.length, "digit")}${lost}`;
}

/** IAM's own pattern: `[\w+=,.@-]{1,64}`, below a path such as `service/etl/`. */
function iamNameProblem(value: string): string | undefined {
  const common = commonProblem(value);
  if (common !== undefined) return common;
  if (value.startsWith("arn:")) return "is an ARN, not a name";
  if (value.startsWith("/")) return "begins with a slash";
  const slash = value.lastIndexOf("/");
  const name = value.slice(slash + 1);
  if (slash > 511) return `has a path of ${slash + 1} characters, more than the 512 that IAM allows`;
  if (!/^[\w+=,.@/-]*$/.test(value.slice(0, slash + 1))) return "has a path with unusual characters";
  if (name === "") return "ends with a slash";
  if (name.length > 64) return `has a name of ${name.length} characters, more than the 64 that IAM allows`;
  return /^[\w+=,.@-]+$/.test(name) ? undefined : "has characters that IAM allows in no name";
}

const iamNameRule = "1 to 64 letters, digits and `_ + = , . @ -`, below a path if it has one";

export const roleName: ParameterOf = parameterOf({
  parameter: "roleName",
  name: "role name",
  description: "The role's name, with its path if it has one.",
  rule: `the name of an IAM role: ${iamNameRule}`,
  example: "RedshiftRole",
  problem: iamNameProblem,
});

export const iamUserName: ParameterOf = parameterOf({
  parameter: "iamUserName",
  name: "IAM user name",
  description: "The user's name, with its path if it has one.",
  rule: `the name of an IAM user: ${iamNameRule}`,
  example: "informatica",
  problem: iamNameProblem,
});

/** Why a text is not the ARN of one of these kinds of IAM identity. */
function iamArnProblem(value: string, kinds: readonly ("role" | "user" | "root")[]): string | undefined {
  const arn = readArn(value);
  if (typeof arn === "string") return arn;
  if (arn.service === "sts") return "is the ARN of a session; name the role itself (`arn:…:iam::…:role/…`)";
  if (arn.service !== "iam") return `is an ARN of \`${arn.service}\`, not of \`iam\``;
  if (arn.region !== "") return "names a Region, which an IAM ARN does not have";
  const inAccount = accountIdProblem(arn.account);
  if (inAccount !== undefined) return `has an account ID that ${inAccount}`;
  if (arn.resource === "root") return kinds.includes("root") ? undefined : "is a whole account";
  const slash = arn.resource.indexOf("/");
  const kind = arn.resource.slice(0, slash === -1 ? undefined : slash);
  if (slash === -1 || !(kinds as readonly string[]).includes(kind)) {
    return `is the ARN of \`${arn.resource}\`, not of ${kinds.map((one) => `\`${one}${one === "root" ? "" : "/…"}\``).join(" or ")}`;
  }
  const inName = iamNameProblem(arn.resource.slice(slash + 1));
  return inName === undefined ? undefined : `has a name that ${inName}`;
}

export const roleArn: ParameterOf = parameterOf({
  parameter: "roleArn",
  name: "role ARN",
  description: "The ARN of an IAM role.",
  rule: "the ARN of an IAM role, without wildcards",
  example: "arn:aws:iam::123456789012:role/RedshiftRole",
  problem: (value) => iamArnProblem(value, ["role"]),
  partitionOf: partitionOfArn,
});

export const principalArn: ParameterOf = parameterOf({
  parameter: "principalArn",
  name: "principal ARN",
  description: "The ARN of an IAM role or user, or of an account's root.",
  rule: "the ARN of an IAM role or user, or `arn:aws:iam::<account>:root` for the whole account",
  example: "arn:aws:iam::123456789012:role/Operator",
  problem: (value) => iamArnProblem(value, ["role", "user", "root"]),
  partitionOf: partitionOfArn,
});

export const vendorPrincipal: ParameterOf = parameterOf({
  parameter: "vendorPrincipal",
  name: "principal ARN or account ID",
  description: "Who of the vendor assumes the role; a role is narrower than the whole account.",
  rule: "the ARN of the vendor's role or user (narrower), its account's root, or its 12-digit account ID",
  example: "arn:aws:iam::422074288268:root",
  problem: (value) =>
    commonProblem(value) ??
    (/^[\d-]+$/.test(value) ? accountIdProblem(value) : iamArnProblem(value, ["role", "user", "root"])),
  partitionOf: partitionOfArn,
});

export const externalId: ParameterOf = parameterOf({
  parameter: "externalId",
  name: "ExternalId",
  description: "The ExternalId that the vendor shows for your organisation. The vendor makes it, unique to you.",
  rule: "an ExternalId as the vendor shows it: 2 to 1224 letters, digits and `_ + = , . @ : / -`, case-sensitive",
  example: "7d0f4c1b-92e3-4f6a-8a55-3b1c9e20d7f6",
  problem: (value) => {
    const kind = exampleExternalId(value);
    const wrong = "has characters that STS allows in no ExternalId";
    return (
      patternProblem(value, { pattern: /^[\w+=,.@:/-]+$/, min: 2, max: 1224, wrong }) ??
      (kind === undefined ? undefined : `is ${kind}, not your own ExternalId`)
    );
  },
});

export const samlProviderName: ParameterOf = parameterOf({
  parameter: "samlProviderName",
  name: "SAML provider name",
  description: "The name of the SAML provider in IAM.",
  rule: "the name of a SAML provider in IAM: 1 to 128 letters, digits and `_ . -`",
  example: "Okta",
  problem: (value) =>
    patternProblem(value, {
      pattern: /^[\w.-]+$/,
      max: 128,
      wrong: value.startsWith("arn:") ? "is an ARN, not a name" : "has characters that IAM allows in no provider name",
    }),
});

/** The sign-in address that a SAML assertion names as its audience, by partition. */
const samlAudiences: ReadonlyMap<string, string> = new Map([
  ["https://signin.aws.amazon.com/saml", "aws"],
  ["https://signin.amazonaws.cn/saml", "aws-cn"],
  ["https://signin.amazonaws-us-gov.com/saml", "aws-us-gov"],
]);

export const samlAudience: ParameterOf = parameterOf({
  parameter: "samlAudience",
  name: "SAML audience",
  description: "The sign-in address of AWS that the SAML assertion names as its audience.",
  rule: "an AWS sign-in address for SAML of the partition, with a Region in its host name if you use a regional one",
  default: "https://signin.aws.amazon.com/saml",
  example: "https://signin.aws.amazon.com/saml",
  problem: (value) =>
    commonProblem(value) ?? (samlAudiences.has(withoutRegion(value)) ? undefined : "is no SAML sign-in address of AWS"),
  partitionOf: (value) => samlAudiences.get(withoutRegion(value)),
});

/** `https://us-east-1.signin.aws.amazon.com/saml` is the same audience at one Region's endpoint. */
function withoutRegion(address: string): string {
  const match = /^https:\/\/([a-z0-9-]+)\.(signin\..+)$/.exec(address);
  return match?.[1] !== undefined && regions.has(match[1]) ? `https://${match[2]}` : address;
}

/** https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims */
export const githubSubject: ParameterOf = parameterOf({
  parameter: "subjects",
  name: "GitHub subject",
  description: "The subjects of the workflows' tokens: the repository and what runs there.",
  rule: "the subject of a GitHub Actions token: `repo:<owner>/<repository>:` and then `ref:refs/heads/<branch>`, `ref:refs/tags/<tag>`, `environment:<name>` or `pull_request`",
  example: "repo:octo-org/iam-policies:ref:refs/heads/main",
  problem: (value) =>
    patternProblem(value, {
      pattern:
        /^repo:[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}:(?:pull_request|ref:refs\/(?:heads|tags)\/[\w./@+-]+|environment:[\w.@+-]+)$/,
      max: 512,
      wrong: value.startsWith("repo:")
        ? "names no branch, tag, environment or pull request"
        : "does not begin with `repo:`",
    }),
});

export const googleSubject: ParameterOf = parameterOf({
  parameter: "subject",
  name: "Google account number",
  description: "The number of the vendor's Google service account (`sub`), as the vendor shows it.",
  rule: "the number of a Google account: 5 to 30 digits",
  example: "109876543210987654321",
  problem: (value) => patternProblem(value, { pattern: /^\d+$/, min: 5, max: 30, wrong: "is not all digits" }),
});

export const googleAudience: ParameterOf = parameterOf({
  parameter: "audience",
  name: "token audience",
  description: "What the vendor's token is made for (`oaud`), as the vendor shows it.",
  rule: "an audience as the vendor shows it: 1 to 255 letters, digits and `_ . : / -`",
  example: "redshift-export",
  problem: (value) =>
    patternProblem(value, { pattern: /^[\w.:/-]+$/, max: 255, wrong: "has characters that no audience has" }),
});
