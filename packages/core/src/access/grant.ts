import { type Condition, isDeny, type PolicyDocument, type Statement } from "../policy/document.ts";
import { hasWildcard, matchesPattern } from "../policy/pattern.ts";
import { trustActions } from "../policy/trust-action.ts";
import type { ActionBox } from "./action-class.ts";
import { type Budget, spend } from "./budget.ts";
import { type Constraint, constraintsOf, fill, type TextOfVariable, within } from "./constraint.ts";
import { exactLanguage, globLanguage, type Language } from "./language.ts";
import { type NamedPrincipal, readPrincipals } from "./principal.ts";

/** One box of requests that a statement allows or denies: principals times actions times what its constraints admit. */
export interface Grant extends ActionBox {
  readonly statement: Statement;
  readonly denies: boolean;
  readonly principals: readonly NamedPrincipal[];
  /** The box is larger than the statement: this construct of it was left out. */
  readonly doubt: string | undefined;
}

/** How a policy is read for one comparison. */
export interface GrantOptions {
  /** Undefined where the policy's version has no variables. */
  readonly textOf: TextOfVariable | undefined;
  /** All actions there are, where they are finitely many. */
  readonly actions: readonly string[] | undefined;
  readonly budget: Budget;
}

const known = new WeakMap<PolicyDocument, readonly Grant[]>();

export function grantsOf(policy: PolicyDocument, options: GrantOptions): readonly Grant[] {
  const read = () => policy.statements.flatMap((statement) => grantsOfStatement(statement, options));
  const isUsual = options.textOf === undefined && (options.actions === undefined || options.actions === trustActions);
  if (!isUsual) return read();
  let grants = known.get(policy);
  if (grants === undefined) {
    grants = read();
    known.set(policy, grants);
  }
  return grants;
}

function grantsOfStatement(statement: Statement, options: GrantOptions): readonly Grant[] {
  const action = actionConstraint(statement, options);
  const constraints: Constraint[] = [];
  let doubt: string | undefined;
  for (const condition of statement.conditions) {
    const own = comparesPart(condition) ? undefined : constraintsOf(condition, options.textOf);
    if (own === undefined) doubt = doubtOf(condition.operatorName.value, condition.key);
    else for (const constraint of own) constraints.push(constraint);
  }
  // Last, because patterns of resources are the costliest to compare.
  constraints.push(...resourceConstraint(statement, options));
  const denies = isDeny(statement);
  const { understood, doubtful } = principalsOf(statement);
  const grants: Grant[] = [];
  if (understood.length > 0) grants.push({ statement, denies, principals: understood, action, constraints, doubt });
  if (doubtful !== undefined)
    grants.push({ statement, denies, principals: [{ kind: "anyone" }], action, constraints, doubt: doubtful });
  return grants;
}

/** An account or a user's name is looked at as a part of an ARN, which is text: as a number or a date it is not compared. */
function comparesPart({ lowerKey, operator }: Condition): boolean {
  const type = operator?.base.type;
  return partsOfArn.has(lowerKey) && type !== "String" && type !== "Arn" && type !== "Null";
}

const partsOfArn: ReadonlySet<string> = new Set(["aws:principalaccount", "aws:username"]);

function doubtOf(operator: string, key: string): string {
  return `the condition \`${operator}\` on \`${key}\` cannot be evaluated`;
}

function principalsOf({ principal, notPrincipal }: Statement): {
  readonly understood: readonly NamedPrincipal[];
  readonly doubtful: string | undefined;
} {
  if (notPrincipal !== undefined)
    return {
      understood: [],
      doubtful: "`NotPrincipal` cannot be compared; name the principals, or use a condition on `aws:PrincipalArn`",
    };
  if (principal === undefined) return { understood: [{ kind: "anyone" }], doubtful: undefined };
  const all = readPrincipals(principal);
  const unknown = all.find((named) => named.kind === "unknown");
  return {
    understood: all.filter(({ kind }) => kind !== "unknown" && kind !== "deleted" && kind !== "nobody"),
    doubtful: unknown?.kind === "unknown" ? unknown.because : undefined,
  };
}

function actionConstraint({ action, notAction }: Statement, { actions, budget }: GrantOptions): Constraint {
  const values = (action ?? notAction)?.values.map(({ value }) => value.toLowerCase()) ?? [];
  const negated = action === undefined;
  if (actions === undefined)
    return within("action", globLanguage(values.map((value) => fill(value, undefined))), negated);
  const exact = new Set(values);
  const patterns = values.filter(hasWildcard);
  const matched = actions
    .map((name) => name.toLowerCase())
    .filter((name) => {
      spend(budget, patterns.length >> 3);
      return exact.has(name) || patterns.some((pattern) => matchesPattern(pattern, name));
    });
  return within("action", exactLanguage(matched), negated);
}

function resourceConstraint({ resource, notResource }: Statement, { textOf }: GrantOptions): readonly Constraint[] {
  const list = resource ?? notResource;
  if (list === undefined) return [];
  const language: Language = globLanguage(list.values.map(({ value }) => fill(value, textOf)));
  return [within("resource", language, resource === undefined)];
}
