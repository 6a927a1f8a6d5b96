import type { PolicyDocument, Statement, Value } from "../policy/document.ts";
import { sourceKeys } from "../policy/source-key.ts";

/** A statement whose principals are services, and nobody else. */
export interface ServicePrincipalStatement {
  readonly statement: Statement;
  readonly principals: readonly Value[];
}

export function* servicePrincipalStatements(policy: PolicyDocument): Iterable<ServicePrincipalStatement> {
  for (const statement of policy.statements) {
    const principals = onlyServices(statement);
    if (principals !== undefined) yield { statement, principals };
  }
}

/** The principals of a statement for services and nobody else; undefined for any other. */
export function onlyServices({ principal }: Statement): readonly Value[] | undefined {
  const entries = principal?.entries ?? [];
  if (entries.length === 0 || entries.some(({ type }) => type !== "Service")) return undefined;
  return entries.flatMap(({ values }) => values);
}

/** The services among the principals of a statement, whoever else is. */
export function servicePrincipals({ principal }: Statement): readonly Value[] {
  return principal?.entries.flatMap(({ type, values }) => (type === "Service" ? values : [])) ?? [];
}

/** Whether a condition says on whose behalf the service must be calling. */
export function limitsTheSource({ conditions }: Statement): boolean {
  return conditions.some(({ lowerKey }) => sourceKeys.has(lowerKey));
}

/** Keys that limit a service's call only by what the caller sends along. */
export const weakSourceKeys: ReadonlySet<string> = new Set(["aws:referer", "aws:useragent"]);
