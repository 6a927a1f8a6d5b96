import type { Config, RoleExpectation, TrustExpectation } from "../config.ts";
import type { Finding } from "../finding.ts";
import { inWords } from "../in-words.ts";
import { conditionKeys } from "../policy/condition-keys.ts";
import type { PolicyDocument, Statement } from "../policy/document.ts";
import { principalValues } from "../policy/principal-values.ts";
import { statementInWords } from "../policy/statement-name.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { plainValue } from "../syntax/node.ts";
import { canonicalText, type TrustComparison } from "./compare-trust.ts";
import { allowsNothing, deadStatements, deletedPrincipals, isLocked, missingPrincipals } from "./dead-statement.ts";
import { type DeployedRole, roleInWords } from "./deployed-role.ts";
import { driftFinding } from "./drift-finding.ts";
import { type GainedAccess, type NewAccess, nobody } from "./gained-access.ts";
import { requestSentence, tellsPrincipalsApart, whatIsExpected } from "./sentence.ts";

/** A compared role with everything that is known about it. */
export interface ComparedTrust {
  readonly role: DeployedRole;
  readonly expectation: RoleExpectation;
  readonly config: Config;
  /** What it is compared with: the expectation's own trust, or a variant of it. */
  readonly trust: TrustExpectation;
  readonly expected: PolicyDocument;
  readonly actual: PolicyDocument;
  readonly comparison: TrustComparison;
  /** Absent where the role is in sync. */
  readonly gained?: GainedAccess;
}

/** The comparison in sentences, on the line of the config that expects the role. */
export function trustFindings(compared: ComparedTrust): Finding[] {
  if (compared.comparison.verdict === "identical") return [];
  return [...differences(compared), ...uselessParts(compared)];
}

function* differences(compared: ComparedTrust): Iterable<Finding> {
  const { role, expectation, comparison, actual, trust } = compared;
  const { verdict, lostAccess } = comparison;
  const related = [{ label: `${trust.title}: what the role should trust`, location: trust.at }];
  if (verdict === "cosmetic") {
    if (!trust.isText) return;
    const details = `The trust of ${roleInWords(role)} means what the spec says; the texts differ in ${comparison.differences.join(" and ")}.`;
    yield driftFinding("DRIFT_COSMETIC", expectation.at, details);
    return;
  }
  const learnMoreLink = externalIdPage(compared);
  const gained = gainedInWords(compared);
  const lost = lostAccess.kind === "new" ? lostInWords(lostAccess, compared) : "";
  if (verdict === "widened") {
    const undecided = lostAccess.kind === "unknown" ? ` Whether access was lost, too, could not be decided.` : "";
    yield driftFinding("DRIFT_WIDENED", expectation.at, `${gained}${undecided}`, { related, learnMoreLink });
  } else if (verdict === "shifted") {
    yield driftFinding("DRIFT_SHIFTED", expectation.at, `${gained} In exchange: ${lost}`, { related, learnMoreLink });
  } else if (verdict === "narrowed") {
    if (isLocked(actual)) {
      const details = `${roleInWords(role)} is locked: a Deny in its trust keeps everybody out, also those whom the spec lets in. When the reason for the lock is gone, restore the trust.`;
      yield driftFinding("DRIFT_LOCKED", expectation.at, details, { related });
    } else yield driftFinding("DRIFT_NARROWED", expectation.at, lost, { related, learnMoreLink });
  }
}

/**
 * Where the ExternalId tells requests apart, the page that explains it: it is one thing for Redshift's database users, and
 * another for other accounts.
 */
function externalIdPage({ expected, actual, comparison, gained }: ComparedTrust): string | undefined {
  const { lostAccess } = comparison;
  const witness = gained?.access[0]?.witness ?? (lostAccess.kind === "new" ? lostAccess.witness : undefined);
  if (witness === undefined || !conditionKeys([expected, actual]).has("sts:externalid")) return undefined;
  if (witness.principal.type === "AWS")
    return "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html";
  return parseRedshiftPrincipal(witness.principal.id) === undefined
    ? undefined
    : "https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service-database-users.html";
}

/** Of many who gained, so many are told with their requests; the others by name. */
const mostSentences = 6;
const mostNames = 20;

/** Everybody who gained access, worst first. */
function gainedInWords({ role, expected, actual, config, gained = nobody }: ComparedTrust): string {
  // Where the deployed policy does not ask which principal it is, all can, whatever the spec asks.
  const asked = conditionKeys([actual]);
  const keys = [...conditionKeys([expected, actual])].flatMap(([lowerKey, key]) =>
    !tellsPrincipalsApart(key) || asked.has(lowerKey) ? key : [],
  );
  const sentences = gained.access.slice(0, mostSentences).map(({ witness, statement }, index) => {
    const options = { vendors: config.vendors, statement, keys, role: index === 0 ? roleInWords(role) : "it" };
    const sentence = requestSentence(witness, "can", options);
    const spec = whatIsExpected(witness, expected);
    return index === 0
      ? `${sentence}; ${spec}. ${statementInWords(statement)} of the deployed policy allows it.`
      : `Also: ${sentence}; ${spec} (${statementInWords(statement)}).`;
  });
  const others = gained.access.slice(mostSentences).map(({ witness }) => witness.principal.id);
  if (others.length > 0) sentences.push(`Access gained, too: ${named(others)}.`);
  if (gained.undecided.length > 0)
    sentences.push(`Whether access was gained, too, could not be decided of ${named(gained.undecided)}.`);
  return [...new Set(sentences)].join(" ");
}

function named(ids: readonly string[]): string {
  const shown = [...new Set(ids)].map((id) => `\`${id}\``);
  return inWords(shown, mostNames);
}

function lostInWords({ witness, statement }: NewAccess, { role, expected, actual, config }: ComparedTrust): string {
  const keys = [...conditionKeys([expected, actual]).values()];
  const options = { vendors: config.vendors, statement, keys, role: roleInWords(role) };
  return `${requestSentence(witness, "can no longer", options)}; the spec allows it.`;
}

/** Dead statements and deleted principals that the spec does not have, too: the spec's own are its author's choice. */
function* uselessParts({ role, expectation, expected, actual }: ComparedTrust): Iterable<Finding> {
  const known = new Set(expected.statements.map(textOf));
  const expectedIds = new Set(deletedPrincipals(expected));
  const deleted = deletedPrincipals(actual).filter((id) => !expectedIds.has(id));
  if (deleted.length > 0) {
    const gone = missingPrincipals(expected, actual);
    const meant =
      gone.length === 0
        ? ""
        : ` The spec names ${gone.map((arn) => `\`${arn}\``).join(", ")}, which the deployed policy does not.`;
    const details = `${roleInWords(role)} trusts ${deleted.map((id) => `\`${id}\``).join(", ")}: a user or role that was deleted, so nobody can use this entry.${meant} Creating the principal again under its name does not restore the trust; write the trust policy again after it exists.`;
    yield driftFinding("DRIFT_ORPHANED_PRINCIPAL", expectation.at, details);
  }
  for (const { statement, reason } of isLocked(actual) ? [] : deadStatements(actual)) {
    const isOrphan = deleted.length > 0 && principalValues(statement, "AWS").some((id) => deleted.includes(id));
    if (known.has(textOf(statement)) || isOrphan) continue;
    const whole = allowsNothing(actual) ? " Nobody can assume the role now." : "";
    const details = `${statementInWords(statement)} of the deployed trust of ${roleInWords(role)} lets nobody in: ${reason}.${whole}`;
    yield driftFinding("DRIFT_DEAD_STATEMENT", expectation.at, details);
  }
}

function textOf({ node }: Statement): string {
  return canonicalText(plainValue(node));
}
