import type { PolicyDocument } from "../policy/document.ts";

/** One request, as IAM sees it when it asks a policy. */
export interface Request {
  /** `service:Action`; its case does not matter. */
  readonly action: string;
  readonly principal: RequestPrincipal;
  /** The ARN of the resource asked for; absent for a trust policy, which is the role's own. */
  readonly resource?: string;
  /** Key (case does not matter) to its value, or to its values where the key is multivalued. A missing key is absent. */
  readonly context: { readonly [key: string]: string | readonly string[] };
}

export interface RequestPrincipal {
  readonly type: "AWS" | "Service" | "Federated";
  readonly id: string;
}

/**
 * Whether the policy, taken alone, lets the request in: some Allow applies and no Deny does.
 */
export function isAllowed(_policy: PolicyDocument, _request: Request): boolean {
  throw new TypeError("not written yet");
}
