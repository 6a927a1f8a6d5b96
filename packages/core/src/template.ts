import type { PolicyType } from "./policy/document.ts";

/** A policy with parameters. One file in `templates/` each; the file's name is the id. */
export interface Template {
  readonly id: string;
  readonly title: string;
  readonly policyType: PolicyType;
  readonly parameters: readonly TemplateParameter[];
  /** JSON of the policy; `${name}` stands for a parameter, `${name[*]}` in an array element repeats the element for each value. */
  readonly policy: TemplateValue;
  /** Pages the policy rests on. */
  readonly sources: readonly string[];
  readonly notes: string;
}

export type TemplateValue = string | readonly TemplateValue[] | { readonly [member: string]: TemplateValue };

export interface TemplateParameter {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  readonly default?: string;
  readonly example: string | readonly string[];
}
