import { standIn } from "../partly-known.ts";
import { quote } from "../quote.ts";
import { memberOf, type Node, type ObjectNode } from "../syntax/node.ts";

const ofDocument: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);
const ofStatement: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

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
  const name = otherName(document, ofDocument);
  if (name !== undefined) return name;
  const statements = memberOf(document, "Statement")?.value;
  if (statements === undefined || statements.kind === "null") return undefined;
  if (statements.kind !== "array")
    return {
      at: statements,
      because: "its `Statement` is no list, and Terraform refuses that in a document that another takes in",
      instead: "Put it in `[` and `]`",
    };
  for (const statement of statements.items) {
    const other = statement.kind === "object" ? otherName(statement, ofStatement) : undefined;
    if (other !== undefined) return other;
    for (const element of ["Principal", "NotPrincipal"]) {
      const at = memberOf(statement, element)?.value;
      if (at?.kind === "string" && at.value !== "*")
        return {
          at,
          because: `Terraform writes \`"*"\` for a \`${element}\` that is a text, in a document that another takes in`,
          instead: "Write an object with the type of the principal",
        };
    }
    // Older versions know no booleans either, and newer ones none in a list.
    for (const at of conditionValues(memberOf(statement, "Condition")?.value))
      if (at.kind !== "string")
        return {
          at,
          because:
            "some versions of the AWS provider leave out a condition whose value is no text, in a document that another takes in",
          instead: "Put the value in quotes",
        };
  }
  return undefined;
}

/** What has no such name is left out, save where it differs in the case of letters alone. */
function otherName({ members }: ObjectNode, known: ReadonlySet<string>): FormFault | undefined {
  const at = members.find(({ key }) => !known.has(key.value) && key.value !== standIn)?.key;
  if (at === undefined) return undefined;
  return {
    at,
    because: `Terraform leaves out ${quote(at.value)}, or reads it as an element of another name, in a document that another takes in`,
    instead: "Correct its name",
  };
}

/** Each value, those in lists one by one. */
function* conditionValues(condition: Node | undefined): Iterable<Node> {
  if (condition?.kind !== "object") return;
  for (const { value: keys } of condition.members) {
    if (keys.kind !== "object") continue;
    for (const { value } of keys.members) {
      if (value.kind !== "array") yield value;
      else yield* value.items;
    }
  }
}
