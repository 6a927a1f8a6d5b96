import { isAccountId, parseArn } from "../policy/arn.ts";
import { accountOf, parseSession } from "./principal.ts";
import type { RequestPrincipal } from "./request.ts";
import { serviceNames } from "./service-name.ts";

/**
 * The value of a key that follows from the principal alone. `undefined`: the request cannot carry the key.
 * `"free"`: the principal does not decide it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function keyOfPrincipal(
  principal: RequestPrincipal,
  lowerKey: string,
  names?: readonly string[],
): readonly string[] | undefined | "free" {
  if (!lowerKey.startsWith("aws:")) return "free";
  switch (principal.type) {
    case "Service":
      return keyOfService(principal.id, lowerKey, names ?? serviceNames(principal.id));
    case "Federated":
      return [
        "aws:principalarn",
        "aws:principalaccount",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "aws:username",
      ].includes(lowerKey)
        ? undefined
        : "free";
    case "AWS":
      return keyOfAwsPrincipal(principal.id, lowerKey);
  }
}

function keyOfService(id: string, lowerKey: string, names: readonly string[]): readonly string[] | undefined | "free" {
  switch (lowerKey) {
    case "aws:principalisawsservice":
      return ["true"];
    case "aws:principalservicename":
      return [id];
    case "aws:principalservicenameslist":
      return names;
    case "aws:principalarn":
    case "aws:principalaccount":
    case "aws:principalorgid":
    case "aws:principalorgpaths":
    case "aws:username":
      return undefined;
    default:
      return lowerKey.startsWith("aws:principaltag/") && id !== rolesAnywhere ? undefined : "free";
  }
}

/**
 * Its sessions begin with tags that it takes from the caller's certificate, as `x509Subject/CN`.
 * https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
const rolesAnywhere = "rolesanywhere.amazonaws.com";

function keyOfAwsPrincipal(id: string, lowerKey: string): readonly string[] | undefined | "free" {
  switch (lowerKey) {
    case "aws:principalisawsservice":
      return ["false"];
    case "aws:principalservicename":
    case "aws:principalservicenameslist":
      return undefined;
    case "aws:principalaccount": {
      const account = accountOf(id)?.account;
      return account === undefined ? "free" : [account];
    }
    case "aws:principalarn":
      return [principalArn(id)];
    case "aws:username": {
      const name = userName(id);
      return name === undefined ? undefined : [name];
    }
    case "aws:principaltype": {
      const type = principalTypes.find(([prefix]) => parseArn(principalArn(id))?.resource.startsWith(prefix))?.[1];
      return type === undefined ? "free" : [type];
    }
    default:
      return "free";
  }
}

/** `aws:username`, which the requests of users carry and no others: the name without the path. */
export function userName(id: string): string | undefined {
  const resource = parseArn(id)?.resource;
  return resource?.startsWith("user/") === true ? resource.slice(resource.lastIndexOf("/") + 1) : undefined;
}

/** How an ARN's resource begins, and the `aws:PrincipalType` of such a principal. */
export const principalTypes: readonly (readonly [prefix: string, type: string])[] = [
  ["root", "Account"],
  ["user/", "User"],
  ["role/", "AssumedRole"],
  ["federated-user/", "FederatedUser"],
];

/** `aws:PrincipalArn`: the role's ARN for a session, as if the role had no path; the principal's own otherwise. */
export function principalArn(id: string): string {
  if (isAccountId(id)) return `arn:aws:iam::${id}:root`;
  const session = parseSession({ type: "AWS", id });
  return session === undefined ? id : `arn:${session.partition}:iam::${session.account}:role/${session.role}`;
}
