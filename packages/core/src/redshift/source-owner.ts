import { isAccountId, parseArn } from "../policy/arn.ts";
import { type Condition, isDeny, type Statement, type Value } from "../policy/document.ts";
import { isForEveryone } from "../policy/for-everyone.ts";
import { parseRedshiftPrincipal } from "./service-principal.ts";

const keysOfOwners: ReadonlySet<string> = new Set(["aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"]);

/** Whether values of a key, given in lower case, say to which account or organization the source belongs. */
export function namesOwner(lowerKey: string, values: readonly Value[]): boolean {
  if (keysOfOwners.has(lowerKey)) return values.every(({ value }) => !/^\*+$/.test(value));
  return lowerKey === "aws:sourcearn" && values.every(({ value }) => isAccountId(parseArn(value)?.account ?? ""));
}

/** Whether the statement keeps Redshift out when it comes for a source of another owner than the ones that it spares. */
export function deniesOtherOwners(statement: Statement): boolean {
  const { conditions } = statement;
  return (
    isDeny(statement) &&
    (isForEveryone(statement) || namesRedshift(statement)) &&
    conditions.some(sparesOwner) &&
    conditions.every((condition) => sparesOwner(condition) || isMetByServices(condition))
  );
}

function namesRedshift({ principal }: Statement): boolean {
  const entries = principal?.entries ?? [];
  return entries.some(
    ({ type, values }) => type === "Service" && values.some(({ value }) => parseRedshiftPrincipal(value) !== undefined),
  );
}

function sparesOwner({ lowerKey, operator, values }: Condition): boolean {
  return operator?.base.negated === true && namesOwner(lowerKey, values);
}

/** What stands beside it to mean services alone, as AWS prints it. */
function isMetByServices({ lowerKey, operator }: Condition): boolean {
  return (
    lowerKey === "aws:principalisawsservice" || (operator?.base.type === "Null" && lowerKey.startsWith("aws:source"))
  );
}
