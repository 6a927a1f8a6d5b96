import { newAccess } from "../access/compare.ts";
import { parseDbUserArn } from "../policy/arn.ts";
import { type Condition, isAllow, isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { principalValues } from "../policy/principal-values.ts";
import { impossibleCharacter } from "../redshift/external-id.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";

/** A part of the policy alone: the same document with fewer statements. */
export function onlyStatements(policy: PolicyDocument, statements: readonly Statement[]): PolicyDocument {
  return { ...policy, statements, conditions: statements.flatMap(({ conditions }) => conditions) };
}

/** Whether the policy lets nobody in, proved. */
export function allowsNothing(policy: PolicyDocument): boolean {
  return newAccess(onlyStatements(policy, []), policy).kind === "none";
}

/** Whether only its Deny statements keep everybody out: an incident's lock, not a spec. */
export function isLocked(policy: PolicyDocument): boolean {
  if (!policy.statements.some(isDeny) || !allowsNothing(policy)) return false;
  return !allowsNothing(onlyStatements(policy, policy.statements.filter(isAllow)));
}

export interface DeadStatement {
  readonly statement: Statement;
  /** A clause: "`StringEquals` takes the `*` in `a*` literally, and no ExternalId holds one". */
  readonly reason: string;
}

/** Allow statements that no request can ever meet, each with the reason. */
export function deadStatements(policy: PolicyDocument): DeadStatement[] {
  return policy.statements.filter(isAllow).flatMap((statement) => {
    const contradiction = regionContradiction(statement);
    if (contradiction !== undefined) return [{ statement, reason: contradiction }];
    if (!allowsNothing(onlyStatements(policy, [statement]))) return [];
    return [{ statement, reason: reasonOf(statement) }];
  });
}

/** A deleted user's or role's unique id: IAM shows it once the principal behind an ARN is gone. */
export function isDeletedPrincipal(id: string): boolean {
  return /^A(?:RO|ID|GP|NP|NV|SC)A[A-Z0-9]{12,124}$/.test(id);
}

export function deletedPrincipals(policy: PolicyDocument): string[] {
  const ids = policy.statements.flatMap((statement) => principalValues(statement, "AWS")).filter(isDeletedPrincipal);
  return [...new Set(ids)];
}

/** AWS principals of the spec that the deployed policy does not name. */
export function missingPrincipals(expected: PolicyDocument, actual: PolicyDocument): string[] {
  const there = new Set(actual.statements.flatMap((statement) => principalValues(statement, "AWS")));
  return [...new Set(expected.statements.flatMap((statement) => principalValues(statement, "AWS")))].filter(
    (arn) => !there.has(arn),
  );
}

function reasonOf(statement: Statement): string {
  const named = (statement.principal?.entries ?? []).flatMap(({ values }) => values.map(({ value }) => value));
  if (named.length > 0 && named.every(isDeletedPrincipal))
    return `its principal ${named.map((id) => `\`${id}\``).join(", ")} was deleted`;
  if (named.length > 0 && named.every((name) => name.length > 1 && /[*?]/.test(name)))
    return `IAM takes no wildcard inside a principal such as \`${named[0]}\``;
  for (const condition of statement.conditions) {
    const reason = deadCondition(condition);
    if (reason !== undefined) return reason;
  }
  return "its conditions contradict each other, or no action or principal is left";
}

function deadCondition({ operator, lowerKey, values, key }: Condition): string | undefined {
  if (operator === undefined || operator.base.negated || operator.base.relation === "null") return undefined;
  if (values.length === 0) return `\`${key}\` has no value, and nothing equals none`;
  if (lowerKey !== "sts:externalid") return undefined;
  const texts = values.map(({ value }) => value);
  const [first = ""] = texts;
  if (!operator.base.wildcards && texts.every((text) => /[*?]/.test(text)))
    return `\`${operator.base.name}\` takes the wildcard in \`${first}\` literally, and no ExternalId holds one; it needs \`StringLike\``;
  if (texts.every((text) => text.length < 2 && text !== "*"))
    return `an ExternalId has 2 characters or more, \`${first}\` fewer`;
  if (texts.every((text) => impossibleCharacter(text, true) !== undefined))
    return `\`${first}\` holds a character that no ExternalId may have`;
  return undefined;
}

/**
 * Redshift sends the ARN of its database user as ExternalId, so a user of one Region never comes through the
 * regional principal of another.
 */
function regionContradiction(statement: Statement): string | undefined {
  const entries = statement.principal?.entries ?? [];
  const services = entries.flatMap(({ values }) => values.map(({ value }) => parseRedshiftPrincipal(value)?.region));
  if (services.length === 0 || services.includes(undefined)) return undefined;
  const regions = new Set(services);
  for (const { operator, lowerKey, values } of statement.conditions) {
    if (lowerKey !== "sts:externalid" || operator?.base.negated !== false || operator.ifExists) continue;
    if (operator.setOperator === "ForAllValues" || operator.base.type !== "String" || values.length === 0) continue;
    const users = values.map(({ value }) => parseDbUserArn(value)?.region);
    if (users.every((region) => region !== undefined && !/[*?]/.test(region) && !regions.has(region)))
      return `its database users are in ${[...new Set(users)].join(", ")}, but only Redshift in ${[...regions].join(", ")} may come`;
  }
  return undefined;
}
