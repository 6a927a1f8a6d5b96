import { memberOf, type Node, type ObjectNode } from "../syntax/node.ts";

/** Why a document cannot be taken in as it stands. */
export interface FormFault {
  readonly at: Node;
  /** A clause. */
  readonly because: string;
  /** What to do, as the begin of a sentence. */
  readonly instead: string;
}

/**
 * The first part of a JSON document that the provider refuses when it takes the document in, or that it writes
 * otherwise than it stands there.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/policy_model.go
 */
export function formFault(document: ObjectNode): FormFault | undefined {
  const statements = memberOf(document, "Statement")?.value;
  if (statements === undefined || statements.kind === "null") return undefined;
  if (statements.kind !== "array")
    return {
      at: statements,
      because: "its `Statement` is no list, and Terraform refuses that in a document that another takes in",
      instead: "Put it in `[` and `]`",
    };
  for (const statement of statements.items) {
    for (const name of ["Principal", "NotPrincipal"]) {
      const at = memberOf(statement, name)?.value;
      if (at?.kind === "string" && at.value !== "*")
        return {
          at,
          because: `Terraform writes \`"*"\` for a \`${name}\` that is a text, in a document that another takes in`,
          instead: "Write an object with the type of the principal",
        };
    }
    for (const at of conditionValues(memberOf(statement, "Condition")?.value))
      if (at.kind !== "string" && at.kind !== "boolean")
        return {
          at,
          because: "Terraform leaves out a condition whose value is no text, in a document that another takes in",
          instead: "Put the value in quotes",
        };
  }
  return undefined;
}

/** Each value that stands alone, and what is no text of those in lists. */
function* conditionValues(condition: Node | undefined): Iterable<Node> {
  if (condition?.kind !== "object") return;
  for (const { value: keys } of condition.members) {
    if (keys.kind !== "object") continue;
    for (const { value } of keys.members) {
      if (value.kind !== "array") yield value;
      else yield* value.items.filter(({ kind }) => kind !== "string" && kind !== "boolean");
    }
  }
}
