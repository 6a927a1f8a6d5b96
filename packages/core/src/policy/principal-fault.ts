import { closest } from "../closest.ts";
import { quote } from "../quote.ts";
import { isAccountId, parseArn } from "./arn.ts";
import { partitions } from "./region.ts";

/** What keeps a text from being a principal under `AWS`, in words, and the text that was meant where it is certain. */
export interface PrincipalFault {
  readonly reason: string;
  readonly meant?: string;
}

const usual = /^(?:\d{12}|arn:aws(?:-cn|-us-gov)?:iam::\d{12}:(?:root|(?:role|user)\/[\w+=,.@/-]*[\w+=,.@-]))$/;
const uniqueId = /^A[A-Z0-9]{15,127}$/;
const canonicalUser = /^[0-9a-f]{64}$/;
const name = /^[\w+=,.@/-]*[\w+=,.@-]$/;
/** `{{ account }}`, `{account}`, `$ACCOUNT`: of other tools. Of a policy variable, `${account}`, another check says so. */
const placeholder = /(?<!\$)\{[^}]*\}{0,2}|\$\w+/;

/**
 * Why no principal is written so under `AWS`. Texts with wildcards, variables or `<placeholders>` are left to others.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function faultOfPrincipal(text: string): PrincipalFault | undefined {
  if (usual.test(text)) return undefined;
  const left = placeholder.exec(text)?.[0];
  // Filled in, it may be anybody.
  if (left !== undefined) return { reason: `${quote(left)} is a placeholder that nothing has filled in` };
  if (/[*?<${}]/.test(text) || uniqueId.test(text) || canonicalUser.test(text)) return undefined;
  if (text === "") return { reason: "it is empty" };
  if (text.trim() !== text) return mended("there is a blank around it", text.trim());
  if (/^[\d-]+$/.test(text)) return faultOfAccount(text, (account) => account);
  if (/\.amazonaws\.com(?:\.cn)?$/.test(text)) return { reason: "a service stands under `Service`, not under `AWS`" };
  if (!text.startsWith("arn:")) return { reason: "it is neither the 12 digits of an account nor an ARN" };
  const arn = parseArn(text);
  if (arn === undefined) return faultOfShortArn(text);
  const { partition, service, region, account, resource } = arn;
  if (!(partitions as readonly string[]).includes(partition)) {
    const meant = closest(partition, partitions);
    return mended(`${quote(partition)} is no partition`, meant && text.replace(partition, meant));
  }
  if (service !== "iam" && service !== "sts") {
    return { reason: "it is the ARN of a resource; only accounts, roles, users and sessions are principals" };
  }
  if (region !== "") return mended("ARNs of IAM and STS have no Region", text.replace(`:${region}:`, "::"));
  // CloudFront's identities of origins are users of no account.
  if (account === "cloudfront") return undefined;
  const rest = (mendedAccount: string): string => `arn:${partition}:${service}::${mendedAccount}:${resource}`;
  if (!isAccountId(account)) return faultOfAccount(account, rest);
  const prefix = `arn:${partition}`;
  return service === "iam" ? faultOfIam(prefix, account, resource) : faultOfSts(prefix, account, resource);
}

function faultOfShortArn(text: string): PrincipalFault {
  const [, partition, service, account = "", ...rest] = text.split(":");
  const whole = /^arn:[a-z-]+:iam::(\d{12}):?$/.exec(text)?.[1];
  if (whole !== undefined) return mended("`:root` is missing at the end", `arn:${partition}:iam::${whole}:root`);
  // Both colons are there, and the account is not.
  if (service === "iam" && account === "" && rest.length === 1) return { reason: "the account is missing" };
  const meant = `arn:${partition}:${service}::${account}:${rest.join(":")}`;
  const isOneColonShort = service === "iam" && isAccountId(account) && faultOfPrincipal(meant) === undefined;
  return mended("two colons come before the account, since IAM has no Region", isOneColonShort ? meant : undefined);
}

function faultOfAccount(account: string, write: (account: string) => string): PrincipalFault {
  const digits = account.replaceAll("-", "");
  if (isAccountId(digits)) return mended("an account is written without hyphens", write(digits));
  const found = /^\d+$/.test(account) ? `${quote(account)} has ${account.length}` : `${quote(account)} is none`;
  return { reason: account === "" ? "the account is missing" : `an account has 12 digits, ${found}` };
}

const notPrincipals: ReadonlyMap<string, string> = new Map([
  ["group", "a group is no principal; name its users, or better a role"],
  ["instance-profile", "an instance profile is no principal; name the role in it"],
  ["policy", "it names a policy, and who may use the role is a role, a user or an account"],
]);

function faultOfIam(prefix: string, account: string, resource: string): PrincipalFault | undefined {
  const slash = resource.indexOf("/");
  const type = slash === -1 ? resource : resource.slice(0, slash);
  const rest = slash === -1 ? "" : resource.slice(slash + 1);
  const iam = `${prefix}:iam::${account}`;
  if (resource === "root") return undefined;
  if (type === "role" || type === "user") {
    if (rest === "" || rest === "/") return { reason: `the name of the ${type} is missing` };
    return name.test(rest) ? undefined : { reason: `${quote(rest)} is no name: letters, digits and \`_ + = , . @ -\`` };
  }
  // An identity provider stands under `Federated`; Access Analyzer's own checks say so.
  if (type === "saml-provider" || type === "oidc-provider") return undefined;
  if (type === "assumed-role") {
    return mended("the ARN of a session is of `sts`, not of `iam`", `${prefix}:sts::${account}:${resource}`);
  }
  const reason = notPrincipals.get(type);
  if (reason !== undefined) return { reason };
  if (type.toLowerCase() === "root") return mended("the account is written `root` at its end", `${iam}:root`);
  const meant = /^(role|user)s?$/i.exec(type)?.[1]?.toLowerCase();
  if (meant !== undefined)
    return mended(`the type is written \`${meant}\``, rest === "" ? undefined : `${iam}:${meant}/${rest}`);
  if (resource === "") return { reason: "`root`, `role/` or `user/` is missing after the account" };
  return { reason: `\`role/\` or \`user/\` is missing before ${quote(resource)}` };
}

function faultOfSts(prefix: string, account: string, resource: string): PrincipalFault | undefined {
  const [type = "", ...rest] = resource.split("/");
  if (type === "assumed-role" && rest.length < 2) {
    const [role = ""] = rest;
    const meant = role === "" ? undefined : `${prefix}:iam::${account}:role/${role}`;
    return mended("the session's name is missing after the role's", meant);
  }
  if (resource === "root")
    return mended("an account's ARN is of `iam`, not of `sts`", `${prefix}:iam::${account}:root`);
  if (type === "role" || type === "user") {
    return mended(`the ARN of a ${type} is of \`iam\`, not of \`sts\``, `${prefix}:iam::${account}:${resource}`);
  }
  return undefined;
}

function mended(reason: string, meant: string | undefined): PrincipalFault {
  return meant === undefined || meant === "" ? { reason } : { reason, meant };
}
