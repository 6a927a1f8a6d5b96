import { parseArn } from "../policy/arn.ts";
import { type Condition, isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { parseIpRange } from "../policy/ip-range.ts";
import { hasWildcard } from "../policy/pattern.ts";
import { coversResources } from "./covered-resources.ts";
import { reaches } from "./redshift-action.ts";
import { rememberLast } from "./remember-last.ts";

/** Whether each value of the condition leaves out nearly all callers there are: as patterns that fit everybody do not. */
export function namesCallers({ lowerKey, operator, values }: Condition): boolean {
  const isAddress = operator?.base.type === "IpAddress";
  return values.every(({ value }) => !(isAddress ? isHalfTheWorld(value) : isOpen(lowerKey, value)));
}

/** Less than eight bits of an address are given. */
function isHalfTheWorld(text: string): boolean {
  return (parseIpRange(text)?.prefix ?? 0) < 8;
}

function isOpen(lowerKey: string, text: string): boolean {
  if (text.toLowerCase() === `\${${lowerKey}}`) return true;
  // What every ID of an organization begins with, and what parts a user ID.
  if (text.replace(/^o-/, "").replaceAll(/[*?:/]/g, "") === "") return true;
  return arnKeys.has(lowerKey) && isOfAnyAccount(text);
}

const arnKeys: ReadonlySet<string> = new Set(["aws:principalarn", "aws:sourcearn"]);

/** A role of that name can be made in any account; a bucket's ARN has none, and its name is one in the world. */
function isOfAnyAccount(text: string): boolean {
  const arn = parseArn(text);
  return arn === undefined ? hasWildcard(text) : /^[*?]+$/.test(arn.account);
}

/** Whether a Deny keeps out, of everybody whom the statement allows something, all but those that a condition on such a key names. */
export function deniesOthers(
  policy: PolicyDocument,
  allow: Statement,
  isOfCallers: (lowerKey: string) => boolean,
): boolean {
  return denialsOfEveryone(policy).some(
    (denial) =>
      coversActions(denial, allow) &&
      (allow.resource === undefined || coversResources(denial, allow)) &&
      denial.conditions.some(({ lowerKey }) => isOfCallers(lowerKey)) &&
      denial.conditions.every((condition) => isNegation(condition, isOfCallers) || sparesServices(condition)),
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

function isForEveryone({ principal }: Statement): boolean {
  const { bare, entries = [] } = principal ?? {};
  const isStar = ({ value }: { readonly value: string }): boolean => value === "*";
  return bare?.value === "*" || entries.some(({ type, values }) => type === "AWS" && values.some(isStar));
}

function isNegation(condition: Condition, isOfCallers: (lowerKey: string) => boolean): boolean {
  const { lowerKey, operator } = condition;
  return operator?.base.negated === true && isOfCallers(lowerKey) && namesCallers(condition);
}

/** What such a Deny has beside: that AWS's services, which have no organization, are not meant. */
function sparesServices({ lowerKey }: Condition): boolean {
  return lowerKey === "aws:principalisawsservice" || lowerKey === "aws:viaawsservice";
}
