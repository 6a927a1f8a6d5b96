import { isAccountId, parseArn } from "./arn.ts";

/** One value of `Principal.AWS`. */
export interface AwsPrincipal {
  readonly kind: "anyone" | "account" | "role" | "user" | "session" | "other";
  readonly account?: string;
  /** Undefined for a bare account id: it is of the role's own partition. */
  readonly partition?: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function readAwsPrincipal(text: string): AwsPrincipal {
  if (text === "*") return { kind: "anyone" };
  if (isAccountId(text)) return { kind: "account", account: text };
  const arn = parseArn(text);
  if (arn === undefined || !isAccountId(arn.account)) return { kind: "other" };
  const { account, partition } = arn;
  return { kind: kindOf(arn.service, arn.resource), account, partition };
}

function kindOf(service: string, resource: string): AwsPrincipal["kind"] {
  if (service === "sts") return "session";
  if (service !== "iam") return "other";
  if (resource === "root") return "account";
  if (resource.startsWith("role/")) return "role";
  return resource.startsWith("user/") ? "user" : "other";
}
