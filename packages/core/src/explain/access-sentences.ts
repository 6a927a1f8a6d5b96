import { inWords } from "../drift/sentence.ts";
import { actionText, standsForAnAction } from "../facts/named-actions.ts";
import { isDeny, type Statement, type ValueList } from "../policy/document.ts";
import { services } from "../service-reference/services.ts";
import { whenClause } from "./condition-clause.ts";
import type { GroupedSentence } from "./trust-sentences.ts";

/** What a statement of a policy allows on what, a sentence for each service. */
export function* accessSentences(statement: Statement): Iterable<GroupedSentence> {
  const { action, notAction, conditions } = statement;
  const verb = isDeny(statement) ? "Denies" : "Allows";
  const where = resourcesInWords(statement) + principalsInWords(statement) + whenClause(conditions);
  if (action === undefined) {
    const names = notAction?.values.map(({ value }) => value) ?? [];
    yield { group: "Every service", sentence: `${verb} every action but ${shown(names)}${where}.` };
    return;
  }
  const byService = new Map<string, string[]>();
  for (const { value } of action.values) {
    const colon = value.indexOf(":");
    const service = colon === -1 ? "Every service" : value.slice(0, colon).toLowerCase();
    const known = byService.get(service);
    if (known === undefined) byService.set(service, [value]);
    else known.push(value);
  }
  for (const [service, values] of byService) {
    const none = values.filter(standsForNothing);
    const empty = new Set(none);
    const names = values.filter((value) => !empty.has(value)).map((value) => value.slice(value.indexOf(":") + 1));
    const what = names.includes("*") ? "every action" : shown(names);
    if (names.length > 0) yield { group: service, sentence: `${verb} ${what}${where}.` };
    if (none.length > 0)
      yield { group: service, sentence: `${verb} nothing with ${shown(none)}: there is no such action.` };
  }
}

/** Whether it is the name of no action, or a pattern that none has; of an unknown service nothing is known. */
function standsForNothing(value: string): boolean {
  if (value.includes("${")) return false;
  return actionText(value, services).service !== undefined && !standsForAnAction(value, services);
}

function resourcesInWords({ resource, notResource }: Statement): string {
  const texts = (list: ValueList): string[] => list.values.map(({ value }) => value);
  if (notResource !== undefined) return ` on everything but ${shown(texts(notResource))}`;
  if (resource === undefined) return "";
  return texts(resource).includes("*") ? " on every resource" : ` on ${shown(texts(resource))}`;
}

function principalsInWords({ principal, notPrincipal }: Statement): string {
  if (notPrincipal !== undefined) return " to everybody but the principals of `NotPrincipal`";
  if (principal === undefined) return "";
  const names = principal.entries.flatMap(({ values }) => values.map(({ value }) => value));
  return principal.bare !== undefined || names.includes("*") ? " to everybody" : ` to ${shown(names)}`;
}

function shown(values: readonly string[]): string {
  return inWords(values.map((value) => `\`${value}\``));
}
