import { parseArn } from "../policy/arn.ts";
import type { PolicyType } from "../policy/document.ts";
import { regions } from "../policy/region.ts";
import { admits, type Constraint, within } from "./constraint.ts";
import { hasPrincipals } from "./document-fault.ts";
import type { Grant } from "./grant.ts";
import { type Language, type Pattern, patternLanguage } from "./language.ts";
import {
  contains,
  keyOfPrincipal,
  type NamedPrincipal,
  parseRegionalService,
  principalTypes,
  serviceNames,
} from "./principal.ts";
import type { RequestPrincipal } from "./request.ts";
import { arnSequence, fieldSequence, globSequence, literalSequence, type Sequence } from "./sequence.ts";
import { isPrincipalArn } from "./value-domain.ts";

/**
 * A kind of caller that the comparison looks at by itself: one service, one identity provider, one session; or, where
 * `fixed` is absent, all accounts, roles and users of AWS, as the dimension `principal` of their ARNs.
 */
export interface PrincipalCase {
  readonly fixed?: RequestPrincipal;
  /** The names a service's request carries, where they differ from what `serviceNames` says. */
  readonly names?: readonly string[];
}

/** What a case leaves of a grant. Undefined when the grant is not about such a caller. */
export function constraintsFor({ fixed, names }: PrincipalCase, grant: Grant): readonly Constraint[] | undefined {
  if (fixed === undefined) return constraintsForAws(grant);
  if (!grant.principals.some((named) => contains(named, fixed, names))) return undefined;
  const kept: Constraint[] = [];
  for (const constraint of grant.constraints) {
    const values = keyOfPrincipal(fixed, constraint.dimension, names);
    if (values === "free") kept.push(constraint);
    else if (!admits(constraint, values)) return undefined;
  }
  return kept;
}

const anAwsPrincipal: RequestPrincipal = { type: "AWS", id: "arn:aws:iam::123456789012:root" };

function constraintsForAws({ principals, constraints }: Grant): readonly Constraint[] | undefined {
  const kept: Constraint[] = [];
  if (!principals.some(({ kind }) => kind === "anyone")) {
    const named = awsLanguage(principals);
    if (named === undefined) return undefined;
    kept.push(within("principal", named));
  }
  for (const constraint of constraints) {
    const tied = tiedToArn(constraint);
    if (tied !== undefined) kept.push(tied);
    else {
      const values = keyOfPrincipal(anAwsPrincipal, constraint.dimension);
      if (values === "free") kept.push(constraint);
      else if (!admits(constraint, values)) return undefined;
    }
  }
  return kept;
}

/** The ARNs that a `Principal` names. Undefined when it names none. */
function awsLanguage(principals: readonly NamedPrincipal[]): Language | undefined {
  const exact: string[] = [];
  const patterns: Pattern[] = [];
  for (const named of principals) {
    if (named.kind === "exact" && named.type === "AWS") exact.push(named.id);
    if (named.kind === "account") patterns.push(accountPattern(named.partition, named.account));
  }
  return exact.length + patterns.length === 0 ? undefined : patternLanguage(patterns, exact);
}

function accountPattern(partition: string, account: string): Pattern {
  const text = `arn:${partition}:*::${account}:*`;
  return { text, sequence: arnSequence(text, text.length - 1) };
}

/** `aws:PrincipalArn`, `aws:PrincipalAccount` and `aws:PrincipalType` say something of the principal's ARN. */
function tiedToArn(constraint: Constraint): Constraint | undefined {
  switch (constraint.dimension) {
    case "aws:principalarn":
      return { ...constraint, dimension: "principal" };
    case "aws:principalaccount":
      return { ...constraint, dimension: "principal", language: ofAccounts(constraint.language) };
    case "aws:principaltype":
      return { ...constraint, dimension: "principal", language: ofTypes(constraint.language) };
    default:
      return undefined;
  }
}

function ofAccounts(accounts: Language): Language {
  const before = fieldSequence("arn:*:*::");
  const after = globSequence(":*");
  const inField = (sequence: Sequence): Sequence =>
    sequence.flatMap((step) => (step.takesAll ? fieldSequence("*") : [step]));
  const patterns = [
    ...accounts.exact.map((text) => ({ text, sequence: literalSequence(text) })),
    ...accounts.patterns.map(({ text, sequence }) => ({ text, sequence: inField(sequence) })),
  ].map(({ text, sequence }): Pattern => ({ text: `account ${text}`, sequence: [...before, ...sequence, ...after] }));
  return { ...patternLanguage(patterns), has: (id) => accounts.has(parseArn(id)?.account ?? "") };
}

function ofTypes(types: Language): Language {
  const start = "arn:*:*:*:*:";
  return patternLanguage(
    principalTypes
      .filter(([, type]) => types.has(type))
      .map(([prefix]): Pattern => {
        const text = `${start}${prefix}${prefix.endsWith("/") ? "*" : ""}`;
        return { text, sequence: arnSequence(text, start.length) };
      }),
  );
}

export interface Cases {
  readonly sure: readonly PrincipalCase[];
  /** Two readings of the same caller, where AWS's documentation leaves open which names its requests carry. */
  readonly doubtful: readonly {
    readonly readings: readonly [PrincipalCase, PrincipalCase];
    readonly because: string;
  }[];
}

const otherServices = ["lambda.amazonaws.com", "ec2.amazonaws.com", "glue.amazonaws.com"];
const otherProviders = ["cognito-identity.amazonaws.com", "accounts.google.com", "www.amazon.com"];

/** The callers among which any difference between two policies must show. */
export function casesOf(type: PolicyType, grants: readonly Grant[]): Cases {
  if (!hasPrincipals(type)) return { sure: [{}], doubtful: [] };
  const services = new Set<string>();
  const providers = new Set<string>();
  const irregular = new Set<string>();
  let anyService = false;
  let anyProvider = false;
  for (const { principals, constraints, denies } of grants) {
    for (const named of principals) {
      if (named.kind === "exact") {
        if (named.type === "Service") services.add(named.id);
        else if (named.type === "Federated") providers.add(named.id);
        else if (!isPrincipalArn(named.id)) irregular.add(named.id);
      } else if (!denies && named.kind !== "account") {
        anyService ||= named.kind === "anyone" || named.kind === "any-of-type";
        anyProvider ||= named.kind === "anyone" || named.kind === "any-of-type";
      }
    }
    for (const { dimension, language } of constraints) {
      if (dimension === "aws:principalservicename" || dimension === "aws:principalservicenameslist")
        for (const value of language.exact) services.add(value);
    }
  }
  const sure: PrincipalCase[] = [];
  const doubtful: { readings: readonly [PrincipalCase, PrincipalCase]; because: string }[] = [];
  for (const id of services) addService(id, services, sure, doubtful);
  sure.push({});
  for (const id of irregular) sure.push({ fixed: { type: "AWS", id } });
  for (const id of providers) sure.push({ fixed: { type: "Federated", id } });
  const service = anyService ? otherServices.find((id) => !services.has(id)) : undefined;
  if (service !== undefined) sure.push({ fixed: { type: "Service", id: service } });
  const provider = anyProvider ? otherProviders.find((id) => !providers.has(id)) : undefined;
  if (provider !== undefined) sure.push({ fixed: { type: "Federated", id: provider } });
  return { sure, doubtful };
}

function addService(
  id: string,
  all: ReadonlySet<string>,
  sure: PrincipalCase[],
  doubtful: { readings: readonly [PrincipalCase, PrincipalCase]; because: string }[],
): void {
  const fixed: RequestPrincipal = { type: "Service", id };
  const regional = parseRegionalService(id);
  if (regional !== undefined && !regional.enabledByDefault && all.has(regional.global)) {
    doubtful.push({
      readings: [{ fixed }, { fixed, names: [id, regional.global] }],
      because: `AWS does not say whether requests by \`${id}\` carry the name \`${regional.global}\` too: ${regional.region} is an opt-in Region`,
    });
    return;
  }
  sure.push({ fixed });
  if (regional !== undefined) return;
  const named = new Set([...all].filter((name) => serviceNames(name).includes(id)));
  if (named.size === 0) return;
  const elsewhere = regionElsewhere(id, named);
  if (elsewhere !== undefined) sure.unshift({ fixed: { type: "Service", id: elsewhere } });
}

/** The same service in a Region that nobody named, of the partition of those that somebody did. */
function regionElsewhere(global: string, named: ReadonlySet<string>): string | undefined {
  const [service, ...suffix] = global.split(".");
  const partitions = new Set(
    [...named].map((name) => regions.get(parseRegionalService(name)?.region ?? "")?.partition),
  );
  const preferred = ["us-west-2", "us-east-1", "eu-west-1"].flatMap((name) => regions.get(name) ?? []);
  for (const { name, optIn, partition } of [...preferred, ...regions.values()]) {
    if (optIn || !partitions.has(partition)) continue;
    const id = [service, name, ...suffix].join(".");
    if (!named.has(id)) return id;
  }
  return undefined;
}
