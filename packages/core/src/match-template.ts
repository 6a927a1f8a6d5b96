import { type Access, newAccess } from "./access/compare.ts";
import { requireDocument } from "./access/document-fault.ts";
import { parsePolicy } from "./parse-policy.ts";
import type { PolicyDocument } from "./policy/document.ts";
import type { TemplateOrigin } from "./template/origin.ts";
import { asRootArn, policyTexts } from "./template/policy-texts.ts";
import { parameterProblems, type TemplateParameters } from "./template/read-parameters.ts";
import { type Binding, bindingsFor } from "./template/unify.ts";
import { type Template, templatePolicy } from "./template.ts";
import { templates } from "./templates/index.ts";

/** A template with the parameters for which it gives a policy; those at their default are left out. */
export interface TemplateInstance {
  readonly template: Template;
  readonly parameters: TemplateParameters;
}

/**
 * Which template a policy is an instance of, by meaning: neither grants what the other does not.
 * `alternatives` are other templates of the same meaning, the more general ones last.
 * When there is none, the nearest template and the difference: `standIns` are parameters that the policy has no value
 * for and that hold their example, `newAccess` is what the policy allows beyond the template, `lostAccess` the reverse.
 */
export type TemplateMatch =
  | ({ readonly kind: "match"; readonly alternatives: readonly TemplateInstance[] } & TemplateInstance)
  | ({
      readonly kind: "nearest";
      readonly standIns: readonly string[];
      readonly newAccess: Access;
      readonly lostAccess: Access;
    } & TemplateInstance)
  | { readonly kind: "none" };

/** Below this share of common facts, a template has nothing to say about a policy. */
const nearEnough = 0.5;

/** No policy that IAM stores holds so many values; a larger text is not worth the work. */
const mostFacts = 5000;

interface Candidate extends TemplateInstance {
  readonly policy: PolicyDocument;
  readonly standIns: readonly string[];
  /** The share of facts that the two policies have in common, 0 to 1. */
  readonly similarity: number;
}

/**
 * The template that a policy is, or the nearest one; `none` where no template has half as much in common with it. Throws
 * a TypeError for what is no policy document.
 */
export function matchTemplate(policy: PolicyDocument): TemplateMatch {
  requireDocument(policy, "The policy");
  const facts = factsOf(policy);
  if (facts.size > mostFacts) return { kind: "none" };
  const candidates = templates
    .filter(({ policyType }) => policyType === policy.type)
    .map((template) => closestInstances(template, policy, facts));
  const matches = candidates.flatMap((instances) => instances.filter((one) => isSame(one, policy)).slice(0, 1));
  matches.sort(bySpecificity);
  const [match, ...others] = matches;
  if (match !== undefined) return { kind: "match", ...instance(match), alternatives: others.map(instance) };
  const [nearest] = candidates.flat().sort((a, b) => b.similarity - a.similarity || bySpecificity(a, b));
  if (nearest === undefined) return { kind: "none" };
  return {
    kind: "nearest",
    ...instance(nearest),
    standIns: nearest.standIns,
    newAccess: newAccess(nearest.policy, policy),
    lostAccess: newAccess(policy, nearest.policy),
  };
}

function instance({ template, parameters }: Candidate): TemplateInstance {
  return { template, parameters };
}

/** The readings of the policy as this template that are near enough, the most alike first. */
function closestInstances(template: Template, policy: PolicyDocument, facts: ReadonlySet<string>): Candidate[] {
  return bindingsFor(template, shapeOf(template), policy)
    .flatMap((binding) => candidateOf(template, binding, facts))
    .filter((candidate) => candidate.similarity >= nearEnough)
    .sort((a, b) => b.similarity - a.similarity);
}

function candidateOf(template: Template, binding: Binding, facts: ReadonlySet<string>): Candidate[] {
  const standIns: string[] = [];
  const standInValues = new Set<string>();
  const filled: Record<string, string | readonly string[]> = {};
  const parameters: Record<string, string | readonly string[]> = {};
  for (const { name, many, example, default: usual } of template.parameters) {
    const values = binding.get(name);
    const value = values === undefined ? undefined : many ? values : values[0];
    if (value === undefined) {
      if (usual === undefined) {
        standIns.push(name);
        for (const one of [example].flat()) standInValues.add(one);
        filled[name] = example;
      }
    } else if (value !== usual) {
      filled[name] = value;
      parameters[name] = value;
    }
  }
  if (parameterProblems(template, filled).length > 0) return [];
  const policy = parsePolicy(JSON.stringify(templatePolicy(template, filled)), {
    policyType: template.policyType,
  }).policy;
  return [{ template, parameters, policy, standIns, similarity: similarity(factsOf(policy, standInValues), facts) }];
}

function isSame(candidate: Candidate, policy: PolicyDocument): boolean {
  if (candidate.standIns.length > 0) return false;
  return newAccess(candidate.policy, policy).kind === "none" && newAccess(policy, candidate.policy).kind === "none";
}

const origins: readonly TemplateOrigin[] = ["aws", "derived", "vendor", "reconstructed"];

/** A template that leaves less open says more about the policy; between equals, AWS's form before a vendor's. */
function bySpecificity(a: Candidate, b: Candidate): number {
  const open = Object.keys(a.parameters).length - Object.keys(b.parameters).length;
  return open !== 0 ? open : origins.indexOf(a.template.origin) - origins.indexOf(b.template.origin);
}

/**
 * What a policy says, element by element, whatever its statements and operators; `except` are values that stand in for
 * unknown ones. That a role may be assumed, or that a permission is for everything, says nothing.
 */
function factsOf(policy: PolicyDocument, except: ReadonlySet<string> = new Set()): Set<string> {
  const facts = new Set<string>();
  for (const { slot, value } of policyTexts(policy)) {
    if (slot.startsWith("condition ")) facts.add(slot);
    const same = slot === "action" ? value.toLowerCase() : slot === "principal aws" ? asRootArn(value) : value;
    if (!except.has(value) && same !== "sts:assumerole" && `${slot} ${same}` !== "resource *")
      facts.add(`${slot} ${same}`);
  }
  return facts;
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const fact of a) if (b.has(fact)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

const shapes = new Map<string, PolicyDocument>();

/** The template read as a policy, with its placeholders as text. */
function shapeOf(template: Template): PolicyDocument {
  const known = shapes.get(template.id);
  if (known !== undefined) return known;
  const { policy } = parsePolicy(JSON.stringify(template.policy), { policyType: template.policyType });
  shapes.set(template.id, policy);
  return policy;
}
