import type { Condition } from "../policy/document.ts";
import { holdsWithoutKey } from "./external-id.ts";

/** Keys that a caller of any account can meet, or whose value the caller chooses. */
const saysNothing =
  /^(?:sts:|aws:(?:securetransport|multifactorauth|currenttime|epochtime|useragent|referer|requestedregion|tagkeys|requesttag\/|principaltag\/|principaltype|principalisawsservice|viaawsservice|tokenissuetime|ec2instance))/;

export function saysNothingOfTheCaller({ lowerKey }: Condition): boolean {
  return saysNothing.test(lowerKey);
}

/** Whether the condition keeps some callers out whom a `*` principal lets in. */
export function narrowsCallers(condition: Condition): boolean {
  if (condition.operator?.base.type === "Null" || holdsWithoutKey(condition)) return false;
  if (saysNothingOfTheCaller(condition)) return false;
  return condition.values.every(({ value }) => !/^\*+$/.test(value));
}
