import type { Finding, FindingType, Location } from "../finding.ts";

export type DriftCode =
  | "DRIFT_WIDENED"
  | "DRIFT_SHIFTED"
  | "DRIFT_NARROWED"
  | "DRIFT_COSMETIC"
  | "DRIFT_DEAD_STATEMENT"
  | "DRIFT_ORPHANED_PRINCIPAL"
  | "DRIFT_LOCKED"
  | "DRIFT_ACCEPTED_VARIANT"
  | "DRIFT_ROLE_DELETED"
  | "DRIFT_NO_ROLE_MATCHES"
  | "DRIFT_UNEXPECTED_ROLE"
  | "DRIFT_ROLE_REPLACED"
  | "DRIFT_ATTACHMENT_EXCLUDED"
  | "DRIFT_ATTACHED_NOWHERE"
  | "NOT_ANALYSED_EXPECTATION"
  | "NOT_ANALYSED_TRUST_POLICY"
  | "NOT_ANALYSED_UNDECIDED"
  | "NOT_ANALYSED_ROLE_NOT_CHECKED"
  | "NOT_ANALYSED_NOTHING_COMPARED";

/** What a comparison can find, with its type and the AWS page that explains the ground it stands on. */
const rows: Readonly<Record<DriftCode, readonly [FindingType, string]>> = {
  DRIFT_WIDENED: ["ERROR", "reference_policies_elements_principal.html"],
  DRIFT_SHIFTED: ["ERROR", "reference_policies_elements_principal.html"],
  DRIFT_NARROWED: ["WARNING", "reference_policies_elements_principal.html"],
  DRIFT_COSMETIC: ["SUGGESTION", "reference_policies_grammar.html"],
  DRIFT_DEAD_STATEMENT: ["WARNING", "reference_policies_elements_condition_operators.html"],
  DRIFT_ORPHANED_PRINCIPAL: ["WARNING", "reference_policies_elements_principal.html#principal-roles"],
  DRIFT_LOCKED: ["WARNING", "reference_policies_evaluation-logic.html"],
  DRIFT_ACCEPTED_VARIANT: ["SUGGESTION", "reference_policies_elements_principal.html"],
  DRIFT_ROLE_DELETED: ["ERROR", "id_roles_manage_delete.html"],
  DRIFT_NO_ROLE_MATCHES: ["WARNING", "id_roles_manage.html"],
  DRIFT_UNEXPECTED_ROLE: ["WARNING", "id_roles_common-scenarios_third-party.html"],
  DRIFT_ROLE_REPLACED: ["WARNING", "reference_policies_elements_principal.html#principal-roles"],
  DRIFT_ATTACHMENT_EXCLUDED: ["WARNING", "reference_policies_elements_principal.html#principal-services"],
  DRIFT_ATTACHED_NOWHERE: ["SUGGESTION", "id_roles_manage.html"],
  NOT_ANALYSED_EXPECTATION: ["ERROR", "reference_policies_grammar.html"],
  NOT_ANALYSED_TRUST_POLICY: ["ERROR", "reference_policies_grammar.html"],
  NOT_ANALYSED_UNDECIDED: ["ERROR", "reference_policies_elements_condition.html"],
  NOT_ANALYSED_ROLE_NOT_CHECKED: ["ERROR", "id_roles_manage.html"],
  NOT_ANALYSED_NOTHING_COMPARED: ["ERROR", "id_roles_manage.html"],
};

const userGuide = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";

export interface DriftFindingOptions {
  /** Where the code's own type is not meant. */
  readonly findingType?: FindingType;
  readonly related?: Finding["related"];
  /** The page, where another than the code's own explains more. */
  readonly learnMoreLink?: string | undefined;
}

export function driftFinding(
  code: DriftCode,
  at: Location,
  details: string,
  { findingType, related, learnMoreLink }: DriftFindingOptions = {},
): Finding {
  const [usualType, page] = rows[code];
  return {
    findingType: findingType ?? usualType,
    issueCode: code,
    findingDetails: details,
    learnMoreLink: learnMoreLink ?? userGuide + page,
    engine: "offline",
    locations: [at],
    ...(related === undefined ? {} : { related }),
  };
}
