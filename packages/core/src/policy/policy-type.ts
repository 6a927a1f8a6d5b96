import { memberOf, type Node } from "../syntax/node.ts";
import type { PolicyType } from "./document.ts";

export interface DetectedType {
  readonly policyType: PolicyType;
  /** One sentence for the reader: what in the text decided. */
  readonly reason: string;
}

/**
 * What a policy must be attached to, judged by its text alone. SCPs, RCPs, session and endpoint policies cannot be
 * recognised that way.
 */
export function detectPolicyType(root: Node): DetectedType {
  const statements = statementsOf(root);
  const withPrincipal = statements.filter(
    (statement) => memberOf(statement, "Principal") ?? memberOf(statement, "NotPrincipal"),
  );
  if (withPrincipal.length === 0) return { policyType: "identity", reason: "no statement has a Principal" };
  const actions = statements.flatMap(actionsOf);
  if (actions.length > 0 && actions.every((action) => action.toLowerCase().startsWith("sts:"))) {
    return { policyType: "trust", reason: "it has a Principal and only `sts:` actions" };
  }
  const noResource = statements.every(
    (statement) => !(memberOf(statement, "Resource") ?? memberOf(statement, "NotResource")),
  );
  if (noResource && actions.some((action) => action.toLowerCase().startsWith("sts:"))) {
    return { policyType: "trust", reason: "it has a Principal, `sts:` actions and no Resource" };
  }
  const reason =
    actions.length === 0 ? "it has a Principal and no action" : "it has a Principal and actions beyond `sts:`";
  return { policyType: "resource", reason };
}

/** Of all statements, as they are written. */
export function actionsIn(root: Node): readonly string[] {
  return statementsOf(root).flatMap(actionsOf);
}

function statementsOf(root: Node): readonly Node[] {
  const value = memberOf(root, "Statement")?.value;
  if (value === undefined) return [];
  return value.kind === "array" ? value.items : [value];
}

function actionsOf(statement: Node): string[] {
  const value = (memberOf(statement, "Action") ?? memberOf(statement, "NotAction"))?.value;
  const items = value?.kind === "array" ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
}
