import type { PolicyDocument, Statement, Value } from "../policy/document.ts";
import { readPrincipal } from "./principal.ts";

/** A principal that was deleted: IAM shows the id it had. Making one of the same name again does not restore the trust. */
export interface OrphanedPrincipal {
  readonly statement: Statement;
  readonly value: Value;
  readonly kind: "role" | "user" | "other";
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export function orphanedPrincipals(policy: PolicyDocument): readonly OrphanedPrincipal[] {
  return policy.statements.flatMap((statement) =>
    (statement.principal?.entries ?? []).flatMap(({ type, values }) =>
      values
        .filter(({ value }) => readPrincipal(type, value).kind === "deleted")
        .map((value): OrphanedPrincipal => ({ statement, value, kind: kindOf(value.value) })),
    ),
  );
}

function kindOf(id: string): OrphanedPrincipal["kind"] {
  return id.startsWith("AROA") ? "role" : id.startsWith("AIDA") ? "user" : "other";
}
