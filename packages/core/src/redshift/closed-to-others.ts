import { conditionHolds, type Facts } from "../access/condition.ts";
import { namesCaller } from "../facts/caller-condition.ts";
import { coversResources } from "../policy/covered-resources.ts";
import { type Condition, isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { isForEveryone } from "../policy/for-everyone.ts";
import { rememberLast } from "../remember-last.ts";
import { reaches } from "./redshift-action.ts";

/** Whether a Deny keeps out, of everybody whom the statement allows something, all but those that a condition names. */
export function deniesOthers(policy: PolicyDocument, allow: Statement): boolean {
  return denialsOfEveryone(policy).some(
    (denial) =>
      coversActions(denial, allow) &&
      (allow.resource === undefined || coversResources(denial, allow)) &&
      denial.conditions.some(sparesThoseNamed) &&
      denial.conditions.every((condition) => sparesThoseNamed(condition) || sparesServices(condition)),
  );
}

/** More, or longer ones, are not compared: policies come from whoever writes them. */
const mostDenials = 20;
const mostActions = 50;

function coversActions(denial: Statement, { action }: Statement): boolean {
  const denied = denial.action ?? denial.notAction;
  if (denied === undefined || denied.values.length > mostActions) return false;
  const allowed = action?.values ?? [];
  if (allowed.length === 0 || allowed.length > mostActions) return denied.values.some(({ value }) => value === "*");
  return allowed.every(({ value }) => reaches(denial, value));
}

const denialsOfEveryone = rememberLast(({ statements }: PolicyDocument): readonly Statement[] =>
  statements.filter((statement) => isDeny(statement) && isForEveryone(statement)).slice(0, mostDenials),
);

/** A `Not` operator whose values, asked for, would name the callers. */
function sparesThoseNamed(condition: Condition): boolean {
  const { operator } = condition;
  if (operator === undefined || !operator.base.negated || operator.setOperator !== undefined) return false;
  const asked = { ...operator, ifExists: false, base: { ...operator.base, negated: false } };
  return namesCaller({ ...condition, operator: asked });
}

/**
 * What such a Deny has beside: that AWS's services, which have no organization, are not meant. The other way round it is
 * about them alone, and leaves everybody else.
 */
function sparesServices(condition: Condition): boolean {
  const { lowerKey } = condition;
  if (lowerKey !== "aws:principalisawsservice" && lowerKey !== "aws:viaawsservice") return false;
  return conditionHolds(condition, ofNoService) === true;
}

const ofNoService: Facts = { valuesOf: () => ["false"], variables: false };
