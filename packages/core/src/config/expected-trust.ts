import { closest } from "../closest.ts";
import type { TrustExpectation } from "../config.ts";
import { didYouMean } from "../did-you-mean.ts";
import { type ParsedPolicy, parsePolicy, problemsOf, toPolicy } from "../parse-policy.ts";
import type { PolicyDocument } from "../policy/document.ts";
import { policyFault } from "../policy-fault.ts";
import { recognise } from "../recognise.ts";
import type { FoundPolicy, TextFile } from "../source.ts";
import { positionsIn } from "../syntax/position.ts";
import { parameterProblems } from "../template/read-parameters.ts";
import { renderTemplate, type Template } from "../template.ts";
import { templates } from "../templates/index.ts";
import { besideConfig } from "./beside-config.ts";
import type { Placed, ShapeContext } from "./shape.ts";
import type { InPart, WrittenPolicy, WrittenTemplate, WrittenTerms, WrittenTrust } from "./trust-shape.ts";
import { checkTerms, trustFromTerms } from "./trust-terms.ts";

/** What a role should trust; a policy that cannot be compared says why, and is never taken for one that can. */
export type ExpectedPolicy =
  | { readonly kind: "policy"; readonly policy: PolicyDocument }
  | { readonly kind: "unusable"; readonly because: string };

export interface TrustContext {
  readonly file: TextFile;
  readonly vendors: ReadonlyMap<string, readonly string[]>;
  readonly report: ShapeContext["report"];
  readonly readFile: (path: string) => string | undefined;
}

/** The policy behind a trust of the config. Mistakes in it are reported at once, not when a role is compared. */
export function trustExpectation(written: WrittenTrust, context: TrustContext): TrustExpectation {
  if ("policy" in written) return policyExpectation(written, context);
  if ("template" in written) return templateExpectation(written, context);
  return termsExpectation(written, context);
}

function policyExpectation({ policy }: WrittenPolicy, context: TrustContext): TrustExpectation {
  if (typeof policy.value !== "string") {
    const expected = usable(
      readPolicy({ node: policy.value, text: context.file.text }),
      () => "The policy in the config",
    );
    return { at: policy.at, title: "the policy in the config", isText: true, policyFor: () => expected };
  }
  const path = besideConfig(context.file.path, policy.value);
  const title = `the policy file \`${path}\``;
  const text = context.readFile(path);
  if (text === undefined) {
    const details = `The file \`${path}\` cannot be read. Paths count from the folder of the config file.`;
    context.report("CONFIG_FILE_NOT_FOUND", policy.at, details);
    return { at: policy.at, title, isText: true, policyFor: () => ({ kind: "unusable", because: details }) };
  }
  const positions = positionsIn(text);
  const { parsed, offsetInFile } = policyInFile({ path, text });
  const expected = usable(parsed, (offset) => `\`${path}\` line ${positions.at(offsetInFile(offset)).line}`);
  return { at: policy.at, title, isText: true, policyFor: () => expected };
}

/** The file's policy: the file itself, or the one trust policy in it, as `aws iam get-role` prints it. */
function policyInFile(file: TextFile): { parsed: ParsedPolicy; offsetInFile: (offset: number) => number } {
  const whole = parsePolicy(file.text, { file: file.path, policyType: "trust" });
  const recognised = whole.problems.length === 0 && whole.policy.statements.length === 0 ? recognise(file) : undefined;
  const found =
    recognised === undefined || "outcome" in recognised
      ? []
      : [...recognised.source.find(file, recognised.parsed, {})].filter((one) => one.policyPath.length > 0);
  const [policy, ...others] = found;
  if (policy?.kind !== "policy" || policy.policyType !== "trust" || others.length > 0)
    return { parsed: whole, offsetInFile: (offset) => offset };
  return {
    parsed: readPolicy(policy),
    offsetInFile: (offset) => policy.mapRange?.({ start: offset, end: offset }).start ?? offset,
  };
}

function readPolicy({ node, text, problems = [] }: Pick<FoundPolicy, "node" | "text" | "problems">): ParsedPolicy {
  const parsed = toPolicy(node, text, { policyType: "trust", problems });
  return { ...parsed, problems: problemsOf(parsed.policy) };
}

function templateExpectation(written: WrittenTemplate & InPart, { report }: TrustContext): TrustExpectation {
  const { template: id, parameters = new Map(), isMisread = false } = written;
  const title = `the template \`${id.value}\``;
  const unusable = (because: string): TrustExpectation => ({
    at: id.at,
    title,
    isText: false,
    policyFor: () => ({ kind: "unusable", because }),
  });
  const template = templates.find((candidate) => candidate.id === id.value);
  if (template === undefined || template.policyType !== "trust") {
    const meant = template === undefined ? closest(id.value, trustTemplates()) : undefined;
    const details = wrongTemplate(id.value, template, meant);
    report("CONFIG_WRONG_TEMPLATE", id.at, details, meant);
    return unusable(details);
  }
  const given = Object.fromEntries([...parameters].map(([name, parameter]) => [name, plainParameter(parameter)]));
  const problems = parameterProblems(template, given);
  for (const { parameter, index, details } of problems) {
    const place = parameters.get(parameter);
    // A parameter that is missing may be what could not be read.
    if (place === undefined && isMisread) continue;
    const value = place?.value;
    const element = typeof value === "object" && index !== undefined ? value[index]?.at : undefined;
    report("CONFIG_WRONG_TEMPLATE", element ?? place?.at ?? id.at, details);
  }
  if (problems[0] !== undefined) return unusable(problems[0].details);
  const expected = usable(parsePolicy(renderTemplate(id.value, given), { policyType: "trust" }), () => title);
  return { at: id.at, title, isText: false, policyFor: () => expected };
}

function trustTemplates(): string[] {
  return templates.filter(({ policyType }) => policyType === "trust").map(({ id }) => id);
}

function wrongTemplate(id: string, template: Template | undefined, meant: string | undefined): string {
  const list = `\`redshift-guard template list trust\` shows those for trust, for example \`${trustTemplates()[0]}\`.`;
  if (template !== undefined)
    return `The template \`${id}\` is no trust policy but one of type ${template.policyType}. ${list}`;
  return `There is no template \`${id}\`. ${didYouMean(meant, list)}`;
}

function plainParameter({ value }: Placed<string | readonly Placed<string>[]>): string | readonly string[] {
  return typeof value === "string" ? value : value.map((element) => element.value);
}

function termsExpectation(written: WrittenTerms & InPart, { vendors, report }: TrustContext): TrustExpectation {
  const title = "the terms in the config";
  if (!checkTerms(written, vendors, report)) {
    return {
      at: written.at,
      title,
      isText: false,
      policyFor: () => ({ kind: "unusable", because: "The terms in the config cannot be used." }),
    };
  }
  return {
    at: written.at,
    title,
    isText: false,
    policyFor: (role) =>
      usable(parsePolicy(trustFromTerms(written, { ...role, vendors }), { policyType: "trust" }), () => title),
  };
}

/** A policy with faults is not compared: what the reader made of them might not be what was meant. */
function usable(parsed: ParsedPolicy, where: (offset: number) => string): ExpectedPolicy {
  const fault = policyFault(parsed);
  if (fault === undefined) return { kind: "policy", policy: parsed.policy };
  return { kind: "unusable", because: `${where(fault.at)}: ${fault.details}` };
}
