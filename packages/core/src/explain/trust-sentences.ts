import { isDeletedPrincipal } from "../drift/dead-statement.ts";
import { awsPrincipalInWords } from "../drift/sentence.ts";
import { inWords } from "../in-words.ts";
import { parseDbUserArn } from "../policy/arn.ts";
import { asksForValues } from "../policy/asks-for-values.ts";
import { readAwsPrincipal } from "../policy/aws-principal.ts";
import { holdsWhenAbsent } from "../policy/condition-operator.ts";
import { type Condition, isDeny, type Statement } from "../policy/document.ts";
import { hasWildcard, matchesPatternIgnoringCase } from "../policy/pattern.ts";
import { regions } from "../policy/region.ts";
import { serverlessPart } from "../redshift/db-user.ts";
import { isExternalId } from "../redshift/external-id.ts";
import { meantPrincipal } from "../redshift/known-principals.ts";
import { parseRedshiftPrincipal } from "../redshift/service-principal.ts";
import { vendorOf } from "../redshift/vendors.ts";
import { services } from "../service-reference/services.ts";
import { whenClause } from "./condition-clause.ts";

/** The group of principals that were deleted, and of names that nobody has. */
export const nobody = "Nobody";

/** One sentence, and the group that a reader looks for it in: a cluster, a Region, a vendor. */
export interface GroupedSentence {
  readonly group: string;
  readonly sentence: string;
}

/** What a statement says to each of its principals; put in words once, for it may have thousands. */
interface Said {
  readonly statement: Statement;
  readonly can: "can" | "cannot";
  /** Stands before the group. */
  readonly except: string;
  readonly when: string;
  /** The condition that names database users, and what the others ask for. */
  readonly dbUsers: Condition | undefined;
  readonly targets: ReadonlyMap<string, readonly string[]>;
  readonly whenElse: string;
}

/** What a statement of a trust policy lets whom do, a sentence for each group of principals. */
export function* trustSentences(statement: Statement): Iterable<GroupedSentence> {
  const { principal, notPrincipal, conditions } = statement;
  const dbUsers = conditions.find(namesDbUsers);
  const said: Said = {
    statement,
    can: isDeny(statement) ? "cannot" : "can",
    except: isDeny(statement) ? "Kept out, whatever else is allowed: " : "",
    when: whenClause(conditions),
    dbUsers,
    targets: dbUsers === undefined ? new Map() : dbUsersByTarget(dbUsers),
    whenElse: whenClause(conditions.filter((one) => one !== dbUsers)),
  };
  const { can, except, when } = said;
  if (notPrincipal !== undefined) {
    const group = `${except}Everybody but the principals of \`NotPrincipal\``;
    yield { group, sentence: `They ${can} ${whatIn(statement, false)}${when}.` };
  }
  if (principal?.bare !== undefined) yield* awsSentence(principal.bare.value, said);
  for (const { type, values } of principal?.entries ?? []) {
    for (const { value } of values) {
      if (type === "AWS") yield* awsSentence(value, said);
      else if (type === "Service") yield* serviceSentences(value, said);
      else {
        const group = `${except}${type === "Federated" ? "Identity provider" : type} \`${value}\``;
        yield { group, sentence: `Its users ${can} ${whatIn(statement, false)}${when}.` };
      }
    }
  }
}

function* awsSentence(id: string, { statement, can, except, when }: Said): Iterable<GroupedSentence> {
  if (isDeletedPrincipal(id)) {
    yield { group: nobody, sentence: `\`${id}\` was deleted; its entry lets nobody in.` };
    return;
  }
  const { kind, account, partition } = readAwsPrincipal(id);
  const vendor = vendorOf(account, partition);
  const group =
    kind === "anyone"
      ? "Every AWS account"
      : account === undefined
        ? `Principal \`${id}\``
        : vendor === undefined
          ? `Account ${account}`
          : `${vendor.name} (account ${account})`;
  const who = awsPrincipalInWords(id).replace(/ of account \d{12}(?: \([^)]*\))?$/, " of the account");
  yield { group: except + group, sentence: `${who} ${can} ${whatIn(statement, false)}${when}.` };
}

function* serviceSentences(id: string, said: Said): Iterable<GroupedSentence> {
  const { statement, can, except, when, dbUsers, targets, whenElse } = said;
  if (namesNoService(id)) {
    const effect = isDeny(statement) ? "keeps nobody out" : "lets nobody in";
    yield { group: nobody, sentence: `No service has the name \`${id}\`; its entry ${effect}.` };
    return;
  }
  const service = parseRedshiftPrincipal(id);
  const what = whatIn(statement, true);
  if (service === undefined || service.service === "scheduler.redshift") {
    yield { group: `${except}Service \`${id}\``, sentence: `It ${can} ${what}${when}.` };
    return;
  }
  if (dbUsers === undefined) {
    const name = service.service === "redshift" ? "Redshift" : "Redshift Serverless";
    const group = `${except}${name} in ${service.region ?? "every Region"}`;
    const who = "Every database user of every cluster or workgroup that has the role attached";
    yield { group, sentence: `${who} ${can} ${what}${when}.` };
    return;
  }
  for (const [target, names] of targets) {
    const through = service.region === undefined ? "" : `, through Redshift in ${service.region}`;
    const { operator } = dbUsers;
    const isOptional = operator !== undefined && holdsWhenAbsent(operator);
    const optional = isOptional ? ", and so can every other when Redshift sends no database user" : "";
    const who =
      names.includes("*") && operator?.base.wildcards === true
        ? "Every database user"
        : names.length === 1
          ? `Database user ${shown(names)}`
          : `Database users ${shown(names)}`;
    yield { group: except + target, sentence: `${who} ${can} ${what}${through}${whenElse}${optional}.` };
  }
}

/** Whether the name has a mistake in it, or an unknown Region. */
function namesNoService(id: string): boolean {
  const region = parseRedshiftPrincipal(id)?.region;
  return (region !== undefined && !regions.has(region)) || meantPrincipal(id, services) !== undefined;
}

function namesDbUsers(condition: Condition): boolean {
  const { values } = condition;
  return (
    isExternalId(condition) &&
    asksForValues(condition) &&
    values.length > 0 &&
    values.every(({ value }) => parseDbUserArn(value) !== undefined)
  );
}

/** Cluster or workgroup, in words, to the names of its users. */
function dbUsersByTarget({ values }: Condition): Map<string, string[]> {
  const targets = new Map<string, string[]>();
  for (const { value } of values) {
    const dbUser = parseDbUserArn(value);
    if (dbUser === undefined) continue;
    const serverless = serverlessPart(dbUser.cluster);
    const what =
      serverless !== undefined
        ? `Redshift Serverless workgroup \`${serverless.workgroup}\``
        : dbUser.cluster === "*"
          ? "Every Redshift cluster"
          : `Redshift cluster${hasWildcard(dbUser.cluster) ? "s" : ""} \`${dbUser.cluster}\``;
    const region = dbUser.region === "*" ? "every Region" : dbUser.region;
    const account = dbUser.account === "*" ? "any account" : `account ${dbUser.account}`;
    const target = `${what} (${account}, ${region})`;
    const known = targets.get(target);
    if (known === undefined) targets.set(target, [dbUser.user]);
    else known.push(dbUser.user);
  }
  return targets;
}

const verbs: readonly (readonly [action: string, words: string])[] = [
  ["sts:AssumeRole", "assume the role"],
  ["sts:AssumeRoleWithSAML", "assume the role with SAML"],
  ["sts:AssumeRoleWithWebIdentity", "assume the role with a web identity"],
  ["sts:TagSession", "pass session tags"],
  ["sts:SetSourceIdentity", "set a source identity"],
  ["sts:SetContext", "pass a context"],
];

/** What the statement's actions are, in words: "use the role and pass session tags". */
function whatIn({ action, notAction }: Statement, isService: boolean): string {
  if (action === undefined) {
    const values = notAction?.values.map(({ value }) => value) ?? [];
    return `do everything on the role but ${shown(values)}`;
  }
  const patterns = action.values.map(({ value }) => value);
  const words = verbs.flatMap(([name, text]) =>
    patterns.some((pattern) => matchesPatternIgnoringCase(pattern, name))
      ? [isService && name === "sts:AssumeRole" ? "use the role" : text]
      : [],
  );
  return words.length === 0 ? `do ${shown(patterns)} on the role` : inWords(words);
}

function shown(values: readonly string[]): string {
  return inWords(values.map((value) => `\`${value}\``));
}
