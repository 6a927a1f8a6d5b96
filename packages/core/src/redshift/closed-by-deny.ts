import type { Condition, PolicyDocument } from "../policy/document.ts";
import { holdsWithoutKey } from "../policy/holds-without-key.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { rememberLast } from "../remember-last.ts";
import { isAnyExternalId, isExternalId } from "./external-id.ts";
import { type RedshiftService, type RoleGrant, roleDenials, type TrustedAwsPrincipal } from "./role-grant.ts";

type Principal = TrustedAwsPrincipal | RedshiftService;

/**
 * Whether a Deny of the policy keeps the principal out when it sends no ExternalId: what an Allow leaves open is closed
 * there.
 */
export function isClosedByDeny(policy: PolicyDocument, principal: Principal): boolean {
  return isAmong(closedOut(policy), principal);
}

/** Whether such a Deny says of the ExternalId more than that one is to be sent. */
export function isHeldToSome(policy: PolicyDocument, principal: Principal): boolean {
  return isAmong(heldToSome(policy), principal);
}

/** Whether that is so of all principals of a grant: see `isHeldToItsValues`. */
export function isHeldToValues(
  policy: PolicyDocument,
  { aws, redshift, federated, otherServices }: RoleGrant,
): boolean {
  const principals: readonly Principal[] = [...aws, ...redshift];
  if (principals.length === 0 || federated.length + otherServices.length > 0) return false;
  return principals.every((principal) => isHeldToItsValues(policy, principal));
}

/** Whether Denies of the policy keep the principal out when it sends another ExternalId than the ones they spare. */
export function isHeldToItsValues(policy: PolicyDocument, principal: Principal): boolean {
  return isAmong(heldToValues(policy), principal);
}

function isAmong({ anyone, named, accounts, services }: ClosedOut, principal: Principal): boolean {
  if (anyone || named.has(principal.value.value)) return true;
  if ("service" in principal) return services.has(principal.service);
  return principal.account !== undefined && accounts.has(principal.account);
}

/** Whom the Denies of a policy keep out. */
interface ClosedOut {
  readonly anyone: boolean;
  /** Principals as written. */
  readonly named: ReadonlySet<string>;
  /** Whole accounts. */
  readonly accounts: ReadonlySet<string>;
  /** Services in every Region. */
  readonly services: ReadonlySet<string>;
}

const closedOut = rememberLast(
  (policy: PolicyDocument): ClosedOut =>
    deniedBy(
      roleDenials(policy).filter(
        ({ externalIds, statement }) => externalIds.length > 0 && statement.conditions.every(holdsForNone),
      ),
    ),
);

const heldToSome = rememberLast(
  (policy: PolicyDocument): ClosedOut =>
    deniedBy(
      roleDenials(policy).filter(
        ({ externalIds, statement }) => externalIds.some(sparesSome) && statement.conditions.every(holdsForNone),
      ),
    ),
);

const heldToValues = rememberLast(
  (policy: PolicyDocument): ClosedOut =>
    deniedBy(
      roleDenials(policy).filter(
        ({ externalIds, statement }) => externalIds.length > 0 && statement.conditions.every(sparesCertainValues),
      ),
    ),
);

function deniedBy(denials: readonly RoleGrant[]): ClosedOut {
  const aws = denials.flatMap((denial) => denial.aws);
  const redshift = denials.flatMap((denial) => denial.redshift);
  const isBare = denials.some(({ statement }) => statement.principal?.bare !== undefined);
  return {
    anyone: isBare || aws.some(({ kind }) => kind === "anyone"),
    named: new Set([...aws, ...redshift].map(({ value }) => value.value)),
    accounts: new Set(
      aws.flatMap(({ kind, account }) => (kind === "account" && account !== undefined ? [account] : [])),
    ),
    services: new Set(redshift.flatMap(({ service, region }) => (region === undefined ? [service] : []))),
  };
}

/** A condition on anything else may not hold: then the Deny leaves a way in. */
function holdsForNone(condition: Condition): boolean {
  return isExternalId(condition) && holdsWithoutKey(condition);
}

/** A `Not` operator denies whatever it does not name, and nothing where its pattern matches everything. */
function sparesSome({ operator, values }: Condition): boolean {
  const { base, setOperator } = operator ?? {};
  return (
    base?.type === "String" &&
    base.negated &&
    setOperator === undefined &&
    values.length > 0 &&
    !(base.wildcards && values.some(({ value }) => isAnyExternalId(value)))
  );
}

/** `StringNotEquals`, or `StringNotLike` without wildcards: whatever is not written out is denied. */
function sparesCertainValues(condition: Condition): boolean {
  return holdsForNone(condition) && sparesSome(condition) && condition.values.every(({ value }) => !hasWildcard(value));
}
