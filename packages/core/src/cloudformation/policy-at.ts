import { namedByCase } from "../case.ts";
import { type Budget, canHold, type Requirement, TooManyConditions } from "../condition-logic.ts";
import type { PathElement } from "../finding.ts";
import { unknownStatements } from "../partly-known.ts";
import { pathName } from "../path-name.ts";
import { policyInString } from "../policy-in-string.ts";
import type { FoundPolicy, UnreadPolicy } from "../source.ts";
import { type Node, plainValue, type Range, stringOf } from "../syntax/node.ts";
import { distinctVariants, type InCase } from "../variants.ts";
import {
  type Case,
  casesOf,
  decided,
  impliedBy,
  nameOfPlace,
  requirementsAt,
  tooMany,
  type Unfollowed,
} from "./case.ts";
import { isFunction } from "./intrinsic.ts";
import { policyTypeOf } from "./policy-type.ts";
import { chosenIn, type Deployment, isNoValue, resolve } from "./resolve.ts";
import type { TemplateConditions } from "./template-conditions.ts";

/** Where in a template something stands. */
export interface Place extends Deployment {
  readonly text: string;
  readonly resource: Node;
  readonly conditions: TemplateConditions;
  /** What may still be asked about the conditions of the template. */
  readonly budget: Budget;
}

/**
 * The policy that a property of a resource holds, its functions replaced by what they give: one for each way in which the
 * conditions of its `Fn::If` can turn out, but once where two are equal.
 */
export function* policiesAt(
  place: Place,
  node: Node,
  path: readonly PathElement[],
  property: string,
): Generator<FoundPolicy | UnreadPolicy> {
  const found = inEachCase(place, node, path, property);
  if (!("because" in found)) {
    yield* merged(found, path, nameOfPlace(place.template, path));
    return;
  }
  // What does not depend on the conditions is told all the same.
  const apart = policyIn({ ...place, decide: () => found }, node, path, property);
  if (apart !== undefined) yield { ...apart, place: nameOfPlace(place.template, path) };
}

/** None where the values decide that the place is not deployed. */
function inEachCase(
  place: Place,
  node: Node,
  path: readonly PathElement[],
  property: string,
): readonly InCase<Built>[] | Unfollowed {
  const { conditions, budget } = place;
  const { ofResource, ofFunctions } = requirementsAt(place.template, path, conditions);
  try {
    if (!canHold(ofFunctions, budget)) return [];
    const both = [...ofResource, ...ofFunctions];
    // What a resource that is not deployed says is looked at: its condition may be what is wrong.
    const cases = casesOf(node, canHold(both, budget) ? both : ofFunctions, conditions, budget);
    if ("because" in cases) return cases;
    return cases.flatMap((one) => {
      const found = policyIn(inCase(place, one), node, path, property);
      if (found === undefined) return [];
      // The condition of the resource says nothing of what the policy is.
      const followed = one.requirements.filter((requirement) => !ofResource.includes(requirement));
      const decidedBy = new Set(followed.flatMap(({ expression }) => [...conditions.restsOn(expression)]));
      return [{ case: one.choices, built: { found, requirements: one.requirements, decidedBy } }];
    });
  } catch (error) {
    if (error instanceof TooManyConditions) return tooMany;
    throw error;
  }
}

function inCase(place: Place, one: Case): Place {
  const { conditions, budget } = place;
  if (one.requirements.length === 0) return place;
  const outcomes = new Map<string, boolean | undefined>();
  return {
    ...place,
    implied: impliedBy(one, budget),
    decide(condition) {
      if (!outcomes.has(condition)) outcomes.set(condition, decided(condition, one, conditions, budget));
      return outcomes.get(condition) ?? { because: "`Fn::If` is only known when the stack is deployed" };
    },
  };
}

interface Built {
  readonly found: FoundPolicy | UnreadPolicy;
  /** What holds where it is built. */
  readonly requirements: readonly Requirement[];
  /** The given values that decide its conditions, in words. */
  readonly decidedBy: ReadonlySet<string>;
}

/** Each policy once, with the cases that it stands for. What cannot be told for one reason is told once. */
function* merged(
  variants: readonly InCase<Built>[],
  path: readonly PathElement[],
  place: string,
): Generator<FoundPolicy | UnreadPolicy> {
  const allCases = variants.map((one) => one.case);
  const named = (own: readonly InCase<Built>[]) =>
    namedByCase(
      pathName(path),
      own.map((one) => one.case),
      allCases,
    );
  for (const all of distinctVariants(variants, contentOf)) {
    const [{ built }] = all;
    const when = all.map((one) => one.built.requirements);
    const variant = {
      place,
      ...(when.some(({ length }) => length === 0) ? {} : { variant: { of: place, when } }),
    };
    const partly = all.flatMap((one) => {
      const known = one.built.found.kind === "unread" ? (one.built.found.partly ?? []) : [];
      return known.map((part) => ({ ...part, policy: { ...part.policy, ...named([one]) } }));
    });
    const own = built.found.kind === "policy" ? restsOn(all) : {};
    yield { ...built.found, ...named(all), ...variant, ...own, ...(partly.length === 0 ? {} : { partly }) };
  }
}

/** What one case assumes, the policy rests on that stands for several. */
function restsOn(all: readonly InCase<Built>[]): Pick<FoundPolicy, "assuming" | "decidedBy"> {
  const assuming = new Set(all.flatMap(({ built: { found } }) => (found.kind === "policy" && found.assuming) || []));
  const decidedBy = new Set(all.flatMap(({ built }) => [...built.decidedBy]));
  return {
    ...(assuming.size === 0 ? {} : { assuming: [...assuming] }),
    ...(decidedBy.size === 0 ? {} : { decidedBy: [...decidedBy] }),
  };
}

function contentOf({ found }: Built): string {
  return JSON.stringify(found.kind === "policy" ? [plainValue(found.node)] : [found.at, found.details]);
}

/** The policy in one case; undefined where there is none in it. */
function policyIn(
  place: Place,
  written: Node,
  path: readonly PathElement[],
  property: string,
): FoundPolicy | UnreadPolicy | undefined {
  const node = chosenIn(written, place);
  if (isNoValue(node)) return undefined;
  const type = stringOf(place.resource, "Type") ?? "";
  if (property === "ResourcePolicy" && /^AWS::Serverless::/.test(type))
    return unread(path, node, "SAM makes it of lists when the stack is deployed");
  const assumptions = new Set<string>();
  const resolved = resolve(node, place, assumptions);
  const [unknown] = resolved.unknown;
  const embedded = resolved.node.kind === "string" ? policyInString(resolved.node, place.text) : undefined;
  if (resolved.node.kind === "string" && embedded === undefined && unknown === undefined)
    return unread(path, node, "its text is no JSON object with a `Statement`");
  const known = policyTypeOf(place.resource, property);
  const policy: FoundPolicy = {
    kind: "policy",
    name: pathName(path),
    policyPath: path,
    node: resolved.node,
    text: place.text,
    ...(known.policyType === undefined
      ? {}
      : { policyType: known.policyType, policyTypeReason: `\`${propertyOf(path)}\` of \`${type}\`` }),
    ...(known.resourceType === undefined ? {} : { resourceType: known.resourceType }),
    ...embedded,
    // The text that a function gives stands nowhere in the file.
    ...(embedded === undefined || node.kind === "string"
      ? {}
      : { mapRange: () => ({ start: node.start, end: node.end }), mapReplacement: () => undefined }),
    // The file holds a function where the policy has a value.
    ...(resolved.readsParameters ? { mapReplacement: () => undefined } : {}),
    ...(assumptions.size === 0 ? {} : { assuming: [...assumptions], mapReplacement: () => undefined }),
  };
  if (unknown === undefined) return policy;
  const statements = unknownStatements(resolved.node, resolved.unknown);
  return {
    ...unread(path, unknown.at, unknown.because, unknown.advice),
    ...(statements === undefined ? {} : { partly: [{ policy, unknownStatements: statements }] }),
  };
}

/** The last name of a path: that of the list, for an item of it. */
function propertyOf(path: readonly PathElement[]): string {
  const named = path.findLast((step) => "value" in step && !isFunction(step.value));
  return named !== undefined && "value" in named ? named.value : "";
}

/** A policy that is there and cannot be told, with the reason. */
export function unread(
  path: readonly PathElement[],
  at: Range,
  because: string,
  advice = "Validate the deployed policy, or write the value.",
): UnreadPolicy {
  return {
    kind: "unread",
    name: pathName(path),
    policyPath: path,
    at: { start: at.start, end: at.end },
    code: "UNRESOLVED",
    details: `This policy cannot be worked out from the template: ${because}. ${advice}`,
  };
}
