import { type Condition, isDeny, type PolicyDocument } from "../policy/document.ts";
import { holdsWithoutKey } from "./external-id.ts";
import { rememberLast } from "./remember-last.ts";

/** Keys that a caller of any account can meet, or whose value the caller chooses. */
const saysNothing =
  /^(?:sts:|aws:(?:securetransport|multifactorauth|currenttime|epochtime|useragent|referer|requestedregion|tagkeys|requesttag\/|principaltag\/|principaltype|principalisawsservice|viaawsservice|tokenissuetime|ec2instance))/;

function saysNothingOfTheCaller({ lowerKey }: Condition): boolean {
  return saysNothing.test(lowerKey);
}

/** Whether the condition keeps some callers out whom a `*` principal lets in. */
export function narrowsCallers(condition: Condition): boolean {
  if (condition.operator?.base.type === "Null" || holdsWithoutKey(condition)) return false;
  if (saysNothingOfTheCaller(condition)) return false;
  return condition.values.every(({ value }) => !/^\*+$/.test(value));
}

/** Whether some Deny of the policy keeps out all callers but those that a condition names. */
export const deniesByCaller: (policy: PolicyDocument) => boolean = rememberLast(({ conditions }) =>
  conditions.some(
    (condition) =>
      isDeny(condition.statement) && condition.operator?.base.negated === true && !saysNothingOfTheCaller(condition),
  ),
);
