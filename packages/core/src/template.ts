import { orDidYouMean } from "./did-you-mean.ts";
import type { PolicyType } from "./policy/document.ts";
import { fillIn, type TemplateValue } from "./template/fill-in.ts";
import type { TemplateOrigin } from "./template/origin.ts";
import { formatPolicy, type TemplateFormat, templateFormats } from "./template/output.ts";
import type { TemplateParameter } from "./template/parameter.ts";
import { readParameters, type TemplateParameters } from "./template/read-parameters.ts";
import { templates } from "./templates/index.ts";

/** A policy with parameters. One file in `templates/` each; the file's name is the id. */
export interface Template {
  readonly id: string;
  readonly title: string;
  /** What it grants and to whom, in a sentence or two. Markdown. */
  readonly summary: string;
  /** What the policy is attached to: an identity, a role as its trust, a KMS key, or another resource. */
  readonly kind: "permission" | "trust" | "key" | "resource";
  readonly policyType: PolicyType;
  readonly origin: TemplateOrigin;
  readonly parameters: readonly TemplateParameter[];
  /**
   * `${name}` stands for a parameter, `${name[*]}` in an array element repeats it for each value; `${aws:userid}` is
   * IAM's own.
   */
  readonly policy: { readonly [member: string]: TemplateValue };
  /** Why each permission is there: by action, or by Sid for a whole statement. */
  readonly reasons: { readonly [actionOrSid: string]: string };
  /** The narrower template to prefer where this one grants more than is needed. */
  readonly leastPrivilege?: string;
  /** The template with the form that the vendor or AWS prints, where this one is narrower. */
  readonly vendorForm?: string;
  /** Pages the policy rests on. */
  readonly sources: readonly string[];
  /** What to know before using it. Markdown, one paragraph each. */
  readonly notes: readonly string[];
}

/** In which form a template is written. */
export interface RenderOptions {
  /** JSON unless it says otherwise: YAML, a Terraform resource, or a CloudFormation template. */
  readonly format?: TemplateFormat;
  /** The name of the role or policy in Terraform and CloudFormation; without it, AWS makes one up. */
  readonly name?: string;
}

/**
 * The policy as text that ends with a newline; as JSON: members in the template's order, two spaces of indentation.
 * Throws a TypeError that names every mistake: an unknown template or parameter, one that is missing, a value
 * against its field's rule, values of different partitions, or a name that IAM does not take.
 */
export function renderTemplate(id: string, parameters: TemplateParameters = {}, options: RenderOptions = {}): string {
  const template = templateOf(id);
  const policy = templatePolicy(template, parameters);
  const { format = "json", name } = options;
  if (!templateFormats.includes(format)) {
    throw new TypeError(
      `There is no form \`${String(format)}\` of a template; there are ${templateFormats.join(", ")}.`,
    );
  }
  if (name !== undefined) checkName(name, template);
  return formatPolicy(template, policy, name === undefined ? { format } : { format, name });
}

/** The policy as a plain value; mistakes in the parameters as for `renderTemplate`. */
export function templatePolicy(template: Template, parameters: TemplateParameters): TemplateValue {
  return fillIn(template.policy, readParameters(template, parameters));
}

/** Throws a TypeError when no template has this id. */
export function templateOf(id: string): Template {
  const template = templates.find((candidate) => candidate.id === id);
  if (template !== undefined) return template;
  const ids = templates.map((candidate) => candidate.id);
  throw new TypeError(
    `There is no template \`${id}\`${orDidYouMean(id, ids) || "."} \`redshift-guard template list\` shows all of them, for example \`${ids[0]}\`.`,
  );
}

/** The name of a role or policy; the resource policy stands at a namespace, which has names of its own. */
function checkName(name: string, { kind }: Template): void {
  const [pattern, thing, rule, example] =
    kind === "resource"
      ? [/^[a-z0-9-]{3,64}$/, "a namespace", "3 to 64 of a-z, 0-9 and hyphen", "analytics"]
      : [/^[\w+=,.@-]{1,64}$/, "a role or policy", "1 to 64 letters, digits and `_ + = , . @ -`", "RedshiftCopyUnload"];
  if (!pattern.test(name)) {
    throw new TypeError(`The name \`${name}\` is none for ${thing}. It takes ${rule}; for example \`${example}\`.`);
  }
}
