import type { RoleExpectation } from "../config.ts";
import type { Finding } from "../finding.ts";
import { excludesAssociation, isForRedshiftIn } from "./association.ts";
import { type Association, type AssociationsRead, type DeployedRole, roleInWords } from "./deployed-role.ts";
import { driftFinding } from "./drift-finding.ts";

/** What is known about roles beside their trust. */
export interface RoleFacts {
  /** By role ARN, from an earlier report. */
  readonly previousRoleIds: ReadonlyMap<string, string>;
  readonly associations: readonly Association[];
  readonly associationsRead: readonly AssociationsRead[];
}

/** Findings about a role that its trust policy alone does not show. */
export function* factFindings(role: DeployedRole, { at }: RoleExpectation, facts: RoleFacts): Iterable<Finding> {
  const previous = facts.previousRoleIds.get(role.arn);
  if (previous !== undefined && role.roleId !== undefined && previous !== role.roleId) {
    const details = `${roleInWords(role)} is another role than at the last run: it was deleted and created again (${previous}, now ${role.roleId}). Policies that named the old one as a principal do not trust this one; write them again.`;
    yield driftFinding("DRIFT_ROLE_REPLACED", at, details);
  }
  const attached = facts.associations.filter((association) => association.role === role.arn);
  for (const association of attached) {
    if (excludesAssociation(role.trustPolicy, association) !== true) continue;
    const where = `the ${association.kind} \`${association.name}\` in ${association.region}`;
    const details = `${roleInWords(role)} is attached to ${where}, and its trust keeps that ${association.kind} out: COPY, UNLOAD and Spectrum fail there. Trust its Region and database users, or detach the role.`;
    yield driftFinding("DRIFT_ATTACHMENT_EXCLUDED", at, details);
  }
  if (attached.length > 0) return;
  const read = facts.associationsRead
    .filter(({ account }) => account === role.account)
    .filter(({ region }) => isForRedshiftIn(region, role.trustPolicy));
  if (read.length > 0) {
    const regions = read.map(({ region }) => region).join(", ");
    const details = `${roleInWords(role)} trusts Redshift and is attached to no cluster or namespace there in ${regions}. If nothing uses it, delete it; a role that nobody uses is one that nobody watches.`;
    yield driftFinding("DRIFT_ATTACHED_NOWHERE", at, details);
  }
}
