import { type AwsPrincipal, readAwsPrincipal } from "../policy/aws-principal.ts";
import {
  type Condition,
  isAllow,
  isDeny,
  type PolicyDocument,
  type Statement,
  type Value,
} from "../policy/document.ts";
import { matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { rememberLast } from "../remember-last.ts";
import { type DbUserValue, readDbUser } from "./db-user.ts";
import { askedValues, isExternalId } from "./external-id.ts";
import { parseRedshiftPrincipal, type RedshiftPrincipal } from "./service-principal.ts";

/** A statement of a trust policy that lets its principals assume the role with `sts:AssumeRole`. */
export interface RoleGrant {
  readonly statement: Statement;
  readonly redshift: readonly RedshiftService[];
  /** Service principals of other services, and names of no service. */
  readonly otherServices: readonly Value[];
  readonly aws: readonly TrustedAwsPrincipal[];
  readonly federated: readonly Value[];
  /** The statement's conditions on `sts:ExternalId`. */
  readonly externalIds: readonly Condition[];
  /** The values that they ask for. */
  readonly asked: readonly Value[];
  /** Those of them that are database users' ARNs or patterns, of the right form. */
  readonly users: readonly DbUserValue[];
}

export interface TrustedAwsPrincipal extends AwsPrincipal {
  readonly value: Value;
}

export interface RedshiftService extends RedshiftPrincipal {
  readonly value: Value;
}

const none: readonly never[] = [];
/** The statements of a trust policy that let someone assume the role. Read once, whatever the number of checks that ask. */
export const roleGrants: (policy: PolicyDocument) => readonly RoleGrant[] = rememberLast(({ statements }) =>
  statements.filter(allowsAssumeRole).map(readGrant),
);

/** The statements of a trust policy that keep someone from assuming the role, in the same terms. */
export const roleDenials: (policy: PolicyDocument) => readonly RoleGrant[] = rememberLast(({ statements }) =>
  statements.filter((statement) => isDeny(statement) && reachesAssumeRole(statement)).map(readGrant),
);

/** Whether only principals of Redshift's can use the grant. */
export function isForRedshiftOnly(grant: RoleGrant): boolean {
  return (
    grant.redshift.length > 0 &&
    grant.otherServices.length === 0 &&
    grant.aws.length === 0 &&
    grant.federated.length === 0
  );
}

function allowsAssumeRole(statement: Statement): boolean {
  return isAllow(statement) && reachesAssumeRole(statement);
}

function reachesAssumeRole(statement: Statement): boolean {
  if (statement.principal === undefined) return false;
  const named = (value: Value): boolean => matchesPatternIgnoringCase(value.value, "sts:AssumeRole");
  if (statement.action !== undefined) return statement.action.values.some(named);
  return statement.notAction !== undefined && !statement.notAction.values.some(named);
}

function readGrant(statement: Statement): RoleGrant {
  const redshift: RedshiftService[] = [];
  const otherServices: Value[] = [];
  const aws: TrustedAwsPrincipal[] = [];
  const federated: Value[] = [];
  for (const entry of statement.principal?.entries ?? []) {
    for (const value of entry.values) {
      if (entry.type === "AWS") aws.push({ value, ...readAwsPrincipal(value.value) });
      else if (entry.type === "Federated") federated.push(value);
      else if (entry.type === "Service") {
        const principal = parseRedshiftPrincipal(value.value);
        if (principal === undefined) otherServices.push(value);
        else redshift.push({ ...principal, value });
      }
    }
  }
  const externalIds = statement.conditions.filter(isExternalId);
  const asked = externalIds.length === 0 ? none : askedValues(externalIds);
  const users = asked.length === 0 ? none : asked.flatMap((value) => readDbUser(value) ?? []);
  return { statement, redshift, otherServices, aws, federated, externalIds, asked, users };
}
